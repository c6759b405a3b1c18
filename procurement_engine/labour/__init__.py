"""Labour cost: hours by level and dated cost tables that the user supplies; nothing is invented here."""

from procurement_engine.labour.assess import assess, assess_file
from procurement_engine.labour.estimate import cost_of_hours, estimate
from procurement_engine.labour.model import Basis, Costs, LabourError
from procurement_engine.labour.report import Estimate, LabourReport, Sustainability
from procurement_engine.labour.sustainability import sustainability

__all__ = [
    "Basis", "Costs", "Estimate", "LabourError", "LabourReport", "Sustainability", "assess", "assess_file", "cost_of_hours",
    "estimate", "sustainability",
]  # fmt: skip
