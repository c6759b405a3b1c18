"""The look of the files of rules: one order of keys, codes in quotes, no endless lines, nothing else touched."""
