"""The description of what is done with entities of the third sector or social cooperatives, outside a tender."""

from procurement_engine.generation.partnership.checks import check, refusals
from procurement_engine.generation.partnership.model import Partnership

__all__ = ["Partnership", "check", "refusals"]
