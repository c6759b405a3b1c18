"""Signing a rule: which file, what is written in it, and what a signature says."""
