"""Judge the scoring rules before they are published: from an evaluation file, or from the table of a draft."""

from __future__ import annotations

from procurement_engine.scoring.design.draft import design_draft
from procurement_engine.scoring.design.findings import design
from procurement_engine.scoring.design.model import CriterionRow, DesignReport, Finding
from procurement_engine.scoring.design.table import table_findings

__all__ = ["CriterionRow", "DesignReport", "Finding", "design", "design_draft", "table_findings"]
