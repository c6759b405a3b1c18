"""Tender documents written from one description of the procurement, which satisfy the rules they are checked with."""

from procurement_engine.generation.errors import GenerationError, RefusedError
from procurement_engine.generation.generate import generate, load_described, load_tender, templates
from procurement_engine.generation.partnership import Partnership
from procurement_engine.generation.tender import Tender

__all__ = ["GenerationError", "Partnership", "RefusedError", "Tender", "generate", "load_described", "load_tender", "templates"]
