"""The draft itself, given back with comments and proposed clauses."""

from procurement_engine.annotation.deliver import annotate

__all__ = ["annotate"]
