"""What goes out to others: the observatory, the social report."""
