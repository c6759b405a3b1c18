"""Public procurement clause and impact evaluation engine."""
