"""What is doubtful or wrong in files of rules that can be read: numbered findings, each with its place and its cure."""
