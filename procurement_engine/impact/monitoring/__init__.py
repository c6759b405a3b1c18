"""Plan against actual: measurements read, achievement, trajectory, what is missing or late, payment by results."""
