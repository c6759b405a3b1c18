"""What is known of a procedure, read from its drafts."""

from procurement_engine.facts.derive import derive
from procurement_engine.facts.model import FactSheet, FactValue, Place
from procurement_engine.facts.read import read_facts

__all__ = ["FactSheet", "FactValue", "Place", "derive", "read_facts"]
