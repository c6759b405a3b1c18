"""Files of any format become one `Draft`."""

from procurement_engine.drafts.open import read

__all__ = ["read"]
