"""Social return on investment: never a lone ratio, and never a way to rank bidders."""
