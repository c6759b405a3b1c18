"""What the people who maintain the rules work with: list, test, lint, compare, document."""
