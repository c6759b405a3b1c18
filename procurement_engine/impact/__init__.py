"""From the criterion to the effect: plan, completeness, monitoring, social return, effect, summary by territory.

`import procurement_engine as pe`, then `pe.impact.check("piano.xlsx")` and so on; nothing heavy is loaded until used. All
reports are frozen; `to_frame()` where a table is natural. What cannot be read or reckoned is an `ImpactError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from procurement_engine.impact.checking import CheckReport
    from procurement_engine.impact.counterfactual.report import EffectReport
    from procurement_engine.impact.monitoring.report import MonitorReport
    from procurement_engine.impact.plan.model import ImpactPlan
    from procurement_engine.impact.social_return.report import SroiReport
    from procurement_engine.impact.territory.report import RollupReport

__all__ = ["check", "criteria", "effect", "load_plan", "marks", "monitor", "rollup", "save_plan", "sroi"]

PathLike = str | Path


def load_plan(path: PathLike) -> ImpactPlan:
    """A plan from .yaml or .xlsx."""
    from procurement_engine.impact.plan.files import load_plan as run

    return run(Path(path))


def save_plan(plan: ImpactPlan, path: PathLike) -> None:
    """Write a plan as .yaml or .xlsx; `load_plan` reads it back without loss."""
    from procurement_engine.impact.plan.files import save_plan as run

    run(plan, Path(path))


def _plan(plan: ImpactPlan | PathLike) -> ImpactPlan:
    return load_plan(plan) if isinstance(plan, str | Path) else plan


def check(plan: ImpactPlan | PathLike, lang: str = "it") -> CheckReport:
    """Completeness (0 to 100), gaps and findings of a plan, of a plan file, or of the plan in a draft's tables."""
    from procurement_engine.impact.checking import check as run
    from procurement_engine.impact.checking import check_file

    return check_file(Path(plan), lang) if isinstance(plan, str | Path) else run(plan, lang=lang)


def monitor(
    plan: ImpactPlan | PathLike, measures: pd.DataFrame | Iterable[PathLike], as_of: date, lang: str = "it"
) -> MonitorReport:
    """Plan against measurements (files, or a table as `monitoring.measures.read_measures` gives) on a day."""
    import pandas as pd

    from procurement_engine.impact.monitoring.engine import monitor as run

    return run(_plan(plan), measures if isinstance(measures, pd.DataFrame) else [Path(one) for one in measures], as_of, lang)


def sroi(plan: ImpactPlan | PathLike, lang: str = "it") -> SroiReport:
    """Social return of a plan, in euro, with range, tornado, draws and break-even."""
    from procurement_engine.impact.social_return.engine import sroi as run

    return run(_plan(plan), lang)


def effect(observations: pd.DataFrame | Iterable[PathLike], since: str | None = None, lang: str = "it") -> EffectReport:
    """Difference in differences of files, or of a table as `counterfactual.observations.read_observations` gives."""
    import pandas as pd

    from procurement_engine.impact.counterfactual.engine import effect as run

    data = observations if isinstance(observations, pd.DataFrame) else [Path(one) for one in observations]
    return run(data, since=since, lang=lang)


def rollup(files: Sequence[PathLike], lang: str = "it") -> RollupReport:
    """Plans and measurements of many lots put together, small numbers hidden."""
    from procurement_engine.impact.territory.engine import rollup as run

    return run([Path(one) for one in files], lang)


def criteria(plan: ImpactPlan | PathLike, points: float) -> dict[str, Any]:
    """Award criteria for `score` out of a plan, worth so many points together."""
    from procurement_engine.impact.bridge import criteria as run

    return run(_plan(plan), points)


def marks(plan: ImpactPlan | PathLike, offered: ImpactPlan | PathLike) -> dict[str, Any]:
    """What a bidder's plan is worth on those criteria."""
    from procurement_engine.impact.bridge import marks as run

    return run(_plan(plan), _plan(offered))
