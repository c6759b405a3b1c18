"""A new rule or a new layer, from a few questions to a file that can be read, linted and tried."""
