"""Why an estimate may not be attributed to the service, and what to keep in mind when it may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from procurement_engine.impact.say import say

#: Under LEAST measurements in a group nothing is said of it; under FEW it is said with care.
LEAST, FEW, CLUSTERS = 5, 30, 40
#: An effect is seen four times in five if it is this many errors wide (5% two-sided, 80% power).
POWER = 1.960 + 0.842


class Trend(NamedTuple):
    """The difference of the slopes before the service, and how likely it is by chance."""

    slope: float
    p: float


Clusters = NDArray[np.int64] | None


def reasons(used: pd.DataFrame, design: str, clusters: Clusters, trend: Trend | None, lang: str) -> list[str]:
    """Each is enough for "not attributable"."""
    found = []
    if design == "before_after":
        found.append(say("effect", "no_comparison", lang))
    if design == "after_only":
        found.append(say("effect", "no_before", lang))
    if clusters is not None and design == "difference_in_differences":
        treated, control = (len(set(clusters[(used["treated"] == side).to_numpy()])) for side in (True, False))
        if min(treated, control) < 2:
            found.append(say("effect", "few_clusters", lang, treated=treated, control=control))
    least = int(used.groupby(["treated", "after"]).size().min())
    if least < LEAST:
        found.append(say("effect", "tiny_cells", lang, least=least, needed=LEAST))
    if trend is not None and trend.p < 0.05:
        found.append(say("effect", "trends_differ", lang, slope=trend.slope, p=trend.p))
    return found


def warnings(
    frame: pd.DataFrame, used: pd.DataFrame, design: str, clusters: Clusters, trend: Trend | None, error: float | None, lang: str
) -> Iterator[str]:
    """What goes with the estimate, whatever it is."""
    yield say("effect", design, lang)
    least = int(used.groupby(["treated", "after"]).size().min())
    if least < FEW:
        yield say("effect", "small_cells", lang, least=least)
    if design == "difference_in_differences" and used[~used["after"]]["time"].nunique() < 2:
        yield say("effect", "one_before", lang)
    if trend is not None and trend.p >= 0.05:
        yield say("effect", "trends_alike", lang, p=trend.p)
    yield from _about_clusters(clusters, lang)
    yield from _gaps(frame, used, lang)
    if error:
        yield say("effect", "detectable", lang, least=POWER * error)


def _about_clusters(clusters: Clusters, lang: str) -> Iterator[str]:
    if clusters is None:
        yield say("effect", "not_clustered", lang)
        return
    count = int(clusters.max()) + 1
    yield say("effect", "clustered", lang, clusters=count)
    if count < CLUSTERS:
        yield say("effect", "clusters_below_forty", lang, clusters=count)


def _gaps(frame: pd.DataFrame, used: pd.DataFrame, lang: str) -> Iterator[str]:
    empty = frame[frame["value"].isna()]
    if len(empty):
        treated = int(empty["treated"].sum())
        yield say("effect", "dropped", lang, number=len(empty), treated=treated, control=len(empty) - treated)
    if (used["unit"] == "").any() or used["unit"].is_unique:
        return
    seen = used.groupby("unit").agg(treated=("treated", "first"), before=("after", lambda a: (~a).any()), after=("after", "any"))
    gone = seen[seen["before"] & ~seen["after"]]
    if len(gone):
        yield say("effect", "lost", lang, treated=int(gone["treated"].sum()), control=int((~gone["treated"]).sum()))
