"""The pages: one module a report."""
