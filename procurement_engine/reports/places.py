"""Where a passage stands, for someone with the document open."""

from __future__ import annotations

from pathlib import Path

from procurement_engine.report import CheckReport, Evidence
from procurement_engine.wording import words


def place(item: Evidence, report: CheckReport) -> str:
    """Its section, its page where the format has pages, its file."""
    page = words(report.lang)["page_number"].format(n=item.page) if item.page else ""
    return ", ".join(part for part in (item.section, page, Path(report.documents[item.document].path).name) if part)
