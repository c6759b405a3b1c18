"""One indicator over time: what was expected, what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from procurement_engine.impact.monitoring.period import Period
from procurement_engine.impact.monitoring.report import Line
from procurement_engine.impact.render.charts.axis import ticks
from procurement_engine.impact.render.drawing import GREY, INK, PALE, WHITE, Drawing, Label, Path, Rect, short
from procurement_engine.impact.say import figure, say

_W, _H, _TOP, _LEFT, _ROWS = 372.0, 190.0, 34.0, 48.0, 118.0


def trajectories(lines: Sequence[Line], lang: str = "it") -> Drawing | None:
    """Two small pictures a row; None if nothing was measured."""
    shown = [line for line in lines if any(point.to_date is not None for point in line.points)]
    if not shown:
        return None
    drawing = Drawing(760, _H * ((len(shown) + 1) // 2) + 20, say("page", "trajectory_title", lang))
    for number, line in enumerate(shown):
        _one(drawing, line, number % 2 * (_W + 14), number // 2 * _H, lang)
    y = drawing.height - 8
    drawing.line(_LEFT, y - 4, _LEFT + 26, y - 4, GREY, 1.4, 4)
    drawing.add(Label(_LEFT + 32, y, say("page", "expected_line", lang), 10))
    drawing.line(_LEFT + 180, y - 4, _LEFT + 206, y - 4, INK, 2)
    drawing.add(Label(_LEFT + 212, y, say("page", "actual_line", lang), 10))
    drawing.line(_LEFT + 330, y - 4, _LEFT + 356, y - 4, INK, 1, 1.5)
    drawing.add(Label(_LEFT + 362, y, say("page", "missing_line", lang), 10))
    drawing.told = ". ".join(_told(line, lang) for line in shown)
    return drawing


def _told(line: Line, lang: str) -> str:
    """What was measured, and what had been expected then."""
    known = [one for one in line.points if one.to_date is not None]
    shown = [(f"{one.end:%m/%Y}", figure(one.to_date, lang), figure(one.expected, lang)) for one in known]
    points = [say("page", "told_point", lang, when=when, value=value, due=due) for when, value, due in shown]
    missing = [say("page", "told_missing", lang, periods="; ".join(line.missing))] if line.missing else []
    return f"{line.name}: " + "; ".join([*points, *missing])


def _one(drawing: Drawing, line: Line, x: float, y: float, lang: str) -> None:
    measured = [(point.end, point.to_date) for point in line.points if point.to_date is not None]
    planned = _planned(line)
    gaps = [Period.parse(label) for label in line.missing]
    values = [value for _, value in (*measured, *planned)]
    days = [day for day, _ in (*measured, *planned)]
    scale = ticks(min(values), max(values))
    low, high = scale[0], scale[-1]
    first, last = min(days), max(days)

    def at(day: date, value: float) -> tuple[float, float]:
        across = (day - first).days / max((last - first).days, 1)
        return x + _LEFT + across * (_W - _LEFT - 24), y + _TOP + _ROWS * (1 - (value - low) / (high - low))

    drawing.add(Label(x + 8, y + 16, short(line.name, _W - 16), 11, bold=True))
    for value in scale:
        height = at(first, value)[1]
        drawing.line(x + _LEFT, height, x + _W - 24, height, PALE)
        drawing.add(Label(x + _LEFT - 6, height + 3.5, figure(value, lang), 9.5, "end", GREY))
    for day, anchor in ((first, "start"), (last, "end")):
        drawing.add(Label(at(day, low)[0], y + _TOP + _ROWS + 14, f"{day:%m/%Y}", 9.5, anchor, GREY))  # type: ignore[arg-type]
    if len(planned) > 1:
        drawing.add(Path([at(*point) for point in planned], GREY, 1.4, 4))
        end = at(*planned[-1])
        drawing.add(Rect(end[0] - 3.5, end[1] - 3.5, 7, 7, WHITE, GREY))
    for before, after in pairwise(measured):  # over a period without its figure the line is a guess
        guessed = any(_within(period, before[0], after[0]) for period in gaps)
        drawing.add(Path([at(*before), at(*after)], INK, 1 if guessed else 2, 1.5 if guessed else 0))
    for point in measured:
        drawing.mark(*at(*point), "square", 3.2)


def _within(period: Period, after: date, before: date) -> bool:
    return after < period.end < before


def _planned(line: Line) -> list[tuple[date, float]]:
    """Baseline, what was expected at each measurement, target."""
    start = [(line.begin, line.baseline if line.baseline is not None else 0.0)] if line.begin else []
    way = [(point.end, point.expected) for point in line.points if point.expected is not None]
    end = [(line.target_on, line.target)] if line.target_on and line.target is not None else []
    return [*start, *way, *end] if end else []
