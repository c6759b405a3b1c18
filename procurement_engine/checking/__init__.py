"""The line from files to the report."""

from procurement_engine.checking.pipeline import check, check_drafts

__all__ = ["check", "check_drafts"]
