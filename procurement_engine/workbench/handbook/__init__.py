"""A page per requirement, for people who read law and not YAML: on the terminal, as an HTML handbook, as a Word file."""
