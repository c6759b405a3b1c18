"""The two groups before and after, and where the served would have been had they moved like the others."""

from __future__ import annotations

from procurement_engine.impact.counterfactual.report import EffectReport, Step
from procurement_engine.impact.render.charts.axis import ticks
from procurement_engine.impact.render.drawing import GREY, INK, MIDDLE, PALE, Drawing, Label, Path
from procurement_engine.impact.say import figure, say


def difference(report: EffectReport, lang: str = "it") -> Drawing:
    """Means by time; the dashed line is the comparison group moved to the start of the served."""
    times = list(dict.fromkeys(step.time for step in sorted(report.steps, key=lambda step: step.after)))
    imagined = _imagined(report, times)
    values = [step.mean for step in report.steps] + [value for _, value in imagined]
    scale = ticks(min(values), max(values))
    drawing = Drawing(760, 270, say("page", "effect_title", lang))

    def at(time: str, value: float) -> tuple[float, float]:
        across = times.index(time) / max(len(times) - 1, 1)
        return 70 + across * 480, 225 - (value - scale[0]) / (scale[-1] - scale[0]) * 200

    for value in scale:
        height = at(times[0], value)[1]
        drawing.line(70, height, 550, height, PALE)
        drawing.add(Label(62, height + 4, figure(value, lang), 9.5, "end", GREY))
    for time in times:
        drawing.add(Label(at(time, scale[0])[0], 244, _time(time, lang), 10, "middle"))
    ends = {}
    for treated, name, mark in ((True, "served", "square"), (False, "comparison", "hollow")):
        own = [step for step in report.steps if step.treated == treated]
        if own:
            ends[say("page", name, lang)] = _group(drawing, [at(step.time, step.mean) for step in own], mark)
    if imagined:
        drawing.add(Path([at(*point) for point in imagined], MIDDLE, 1.6, 4))
        ends[say("page", "imagined", lang)] = at(*imagined[-1])[1]
    drawing.told = "; ".join(
        f"{say('page', 'served' if step.treated else 'comparison', lang)}, {_time(step.time, lang)}: {figure(step.mean, lang)}"
        for step in report.steps
    )
    height = 0.0
    for name, y in sorted(ends.items(), key=lambda end: end[1]):
        height = max(y + 4, height + 15)
        drawing.add(Label(562, height, name, 10.5))
    return drawing


def _time(time: str, lang: str) -> str:
    return say("page", time, lang) if time in ("before", "after") else time


def _group(drawing: Drawing, points: list[tuple[float, float]], mark: str) -> float:
    drawing.add(Path(points if len(points) > 1 else points * 2, INK, 2))
    for x, y in points:
        drawing.mark(x, y, mark, 4)
    return points[-1][1]


def _imagined(report: EffectReport, times: list[str]) -> list[tuple[str, float]]:
    """From the last time before: where the served start, moved as the comparison moves."""
    if report.design != "difference_in_differences":
        return []
    mean = {(step.treated, step.time): step for step in report.steps}
    early = [time for time in times if (True, time) in mean and (False, time) in mean and not mean[True, time].after]
    late = [time for time in times if (False, time) in mean and mean[False, time].after]
    if not early:
        return []
    start: Step = mean[True, early[-1]]
    shift = start.mean - mean[False, early[-1]].mean
    return [(early[-1], start.mean), *((time, mean[False, time].mean + shift) for time in late)]
