"""Plan against actual: how much of the way each indicator has come, and how much it should have."""

from __future__ import annotations

from procurement_engine.impact.monitoring.report import Line, MonitorReport
from procurement_engine.impact.render.drawing import FAINT, GREY, INK, MIDDLE, PALE, Drawing, Label, Rect, wrapped
from procurement_engine.impact.render.signs import MARKS
from procurement_engine.impact.say import figure, say

_LEFT, _BAR, _ROW = 250.0, 330.0, 44.0


def progress(report: MonitorReport, lang: str = "it") -> Drawing:
    """A bar a line from the baseline (0) to the target (100%), with a tick where the plan expects it by now."""
    drawing = Drawing(760, 30 + _ROW * len(report.lines) + 18, say("page", "progress_title", lang))
    for share in (0, 0.5, 1):
        x = _LEFT + _BAR * share
        drawing.add(Label(x, 14, f"{100 * share:.0f}%", 10, "middle", GREY))
        drawing.line(x, 20, x, drawing.height - 14, PALE)
    for number, line in enumerate(report.lines):
        _line(drawing, line, 26 + number * _ROW, lang)
    drawing.told = "; ".join(f"{line.name}: {_reached(line, lang)}, {say('lights', line.light, lang)}" for line in report.lines)
    return drawing


def _line(drawing: Drawing, line: Line, y: float, lang: str) -> None:
    names = wrapped(line.name, _LEFT - 34, 11, 2)
    for at, words in enumerate(names):
        drawing.add(Label(24, y + 18 - 7 * (len(names) - 1) + 14 * at, words))
    drawing.mark(10, y + 14, MARKS[line.light])
    drawing.add(Rect(_LEFT, y + 4, _BAR, 20, FAINT, MIDDLE))
    if line.achievement is not None:
        drawing.add(Rect(_LEFT, y + 8, _BAR * min(max(line.achievement, 0), 1), 12, "#3d3d3d", ""))
    if (due := _due(line)) is not None:
        x = _LEFT + _BAR * due
        drawing.line(x, y, x, y + 28, INK, 2.5)
    drawing.add(Label(_LEFT + _BAR + 14, y + 13, _reached(line, lang), 11, bold=True))
    ends = f"{figure(line.baseline, lang)} → {figure(line.target, lang)} {line.unit}".replace("→", say("page", "to", lang))
    drawing.add(Label(_LEFT + _BAR + 14, y + 27, ends, 9.5, fill=GREY))


def _due(line: Line) -> float | None:
    """The share of the way expected at the last measurement."""
    start = line.baseline if line.baseline is not None else 0.0
    if line.expected is None or line.target is None or line.target == start:
        return None
    return min(max((line.expected - start) / (line.target - start), 0), 1)


def _reached(line: Line, lang: str) -> str:
    if line.actual is None:
        return say("lights", line.light, lang)
    share = "" if line.achievement is None else f" ({100 * line.achievement:.0f}%)"
    return f"{figure(line.actual, lang)}{' %' if line.unit == '%' else ''}{share}"
