"""The plan that a draft holds in its tables, whatever its author called the columns."""
