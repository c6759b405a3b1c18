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
    """A plan from .yaml or .xlsx; ImpactError names the sheet and the cell, or the field."""
    from procurement_engine.impact.plan.files import load_plan as run

    return run(Path(path))


def save_plan(plan: ImpactPlan, path: PathLike) -> None:
    """Write a plan as .yaml or .xlsx; `load_plan` reads it back without loss."""
    from procurement_engine.impact.plan.files import save_plan as run

    run(plan, Path(path))


def _plan(plan: ImpactPlan | PathLike) -> ImpactPlan:
    return load_plan(plan) if isinstance(plan, str | Path) else plan


def check(plan: ImpactPlan | PathLike, lang: str = "it") -> CheckReport:
    """Completeness (0 to 100), gaps and findings of a plan, of a plan file, or of the plan in a draft's tables.

    The rubric is `rulesets/codelists/impact_rubric.yaml`. NothingError where a draft has no text or no table of indicators.
    """
    from procurement_engine.impact.checking import check as run
    from procurement_engine.impact.checking import check_file

    return check_file(Path(plan), lang) if isinstance(plan, str | Path) else run(plan, lang=lang)


def monitor(
    plan: ImpactPlan | PathLike, measures: pd.DataFrame | Iterable[PathLike], as_of: date, lang: str = "it"
) -> MonitorReport:
    """Plan against measurements on a day.

    measures: files, or a table with one row a measurement and the columns of `monitoring.measures.COLUMNS`; values in the
    unit of their indicator, achievement as a share of the way from baseline to target. ImpactError names the cell at fault.
    """
    import pandas as pd

    from procurement_engine.impact.monitoring.engine import monitor as run

    return run(_plan(plan), measures if isinstance(measures, pd.DataFrame) else [Path(one) for one in measures], as_of, lang)


def sroi(plan: ImpactPlan | PathLike, lang: str = "it") -> SroiReport:
    """Social return of a plan, in euro (ratios without unit), with range, tornado, draws and break-even.

    After the Guide to Social Return on Investment (Social Value UK, 2012). ImpactError where the investment or all values
    are missing, or an end lies on the wrong side of its estimate.
    """
    from procurement_engine.impact.social_return.engine import sroi as run

    return run(_plan(plan), lang)


def effect(observations: pd.DataFrame | Iterable[PathLike], since: str | None = None, lang: str = "it") -> EffectReport:
    """Difference in differences, in the unit of the values, with a 95% interval; clustered (CR1) where there are groups.

    observations: files, or a table with one row an observation and the columns of `counterfactual.observations.COLUMNS`;
    since: the first period with the service. ImpactError where nothing can be compared.
    """
    import pandas as pd

    from procurement_engine.impact.counterfactual.engine import effect as run

    data = observations if isinstance(observations, pd.DataFrame) else [Path(one) for one in observations]
    return run(data, since=since, lang=lang)


def rollup(files: Sequence[PathLike], lang: str = "it") -> RollupReport:
    """Plans and measurements of many lots put together by year, in the unit of each indicator, small numbers hidden.

    ImpactError for one name with two definitions, percentages without their parts, groups larger than their whole.
    """
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
