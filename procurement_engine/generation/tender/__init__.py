"""The description of a procurement from which documents are written."""

from procurement_engine.generation.tender.checks import check
from procurement_engine.generation.tender.model import Tender
from procurement_engine.generation.tender.refusals import refusals

__all__ = ["Tender", "check", "refusals"]
