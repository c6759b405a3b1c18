"""From marked-up text to a Word document in the style of an office."""
