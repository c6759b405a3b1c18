"""Lots, tenders, bodies and districts put together."""
