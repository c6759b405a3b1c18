"""Where the two evaluators part. What they explain (`fired`) differs by nature and is not compared."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from procurement_engine.reasoning.child import Failure
from procurement_engine.reasoning.ir import Verdict


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two answers that are not the same; `durable` None: it was never given."""

    plain: Verdict
    durable: Verdict | Failure | None


def both(plain: Mapping[Hashable, Verdict], durable: Mapping[Hashable, Verdict | Failure]) -> dict[Hashable, Disagreement]:
    """Every key on which the durable evaluator failed, is silent or says something else than the plain one."""
    return {key: Disagreement(verdict, durable.get(key)) for key, verdict in plain.items() if not _same(verdict, durable.get(key))}


def _same(plain: Verdict, durable: Verdict | Failure | None) -> bool:
    return isinstance(durable, Verdict) and replace(plain, fired=()) == replace(durable, fired=())
