"""Score a tender on quality, exactly as its own rules say."""

from __future__ import annotations

from procurement_engine.scoring.engine import score
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.files import load, save
from procurement_engine.scoring.model import Evaluation
from procurement_engine.scoring.report import ScoreReport

__all__ = ["Evaluation", "EvaluationError", "ScoreReport", "load", "save", "score"]
