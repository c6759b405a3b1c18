"""Trying the rules on their own tests: as written, in disguise, and with one statement of the rule taken away."""
