"""The pictures of a social return: waterfall, tornado, draws."""

from __future__ import annotations

from procurement_engine.impact.render.charts.axis import ticks
from procurement_engine.impact.render.drawing import FAINT, GREY, INK, MIDDLE, PALE, Drawing, Label, Rect, short, wrapped
from procurement_engine.impact.say import figure, say
from procurement_engine.impact.social_return.report import SroiReport


def waterfall(report: SroiReport, lang: str = "it") -> Drawing:
    """From what would be claimed to what is left, and less what it cost."""
    steps = _steps(report, lang)
    top = ticks(min(0.0, *(min(a, b) for _, a, b, _ in steps)), max(max(a, b) for _, a, b, _ in steps))
    low, high, left, bottom = top[0], top[-1], 74.0, 250.0
    drawing = Drawing(760, 300, say("page", "waterfall_title", lang))

    def at(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - 20)

    for value in top:
        drawing.line(left, at(value), 750, at(value), PALE)
        drawing.add(Label(left - 6, at(value) + 4, figure(value, lang, 0), 9.5, "end", GREY))
    each = (750 - left) / len(steps)
    for number, (name, start, end, total) in enumerate(steps):
        x = left + number * each + 6
        upper, lower = at(max(start, end)), at(min(start, end))
        drawing.add(Rect(x, upper, each - 12, max(lower - upper, 1), "#3d3d3d" if total else PALE if end < start else MIDDLE))
        drawing.add(Label(x + (each - 12) / 2, upper - 4, figure(end if total else end - start, lang, 0), 9.5, "middle"))
        for line, words in enumerate(wrapped(name, each - 2, 9.5, 3)):
            drawing.add(Label(x + (each - 12) / 2, bottom + 16 + 12 * line, words, 9.5, "middle"))
        if number + 1 < len(steps):
            drawing.line(x + each - 12, at(end), x + each, at(end), GREY)
    drawing.line(left, at(0), 750, at(0), INK)
    drawing.told = "; ".join(f"{name}: {figure(b if total else b - a, lang, 0)}" for name, a, b, total in steps)
    return drawing


def _steps(report: SroiReport, lang: str) -> list[tuple[str, float, float, bool]]:
    """Name, from, to, whether it is a total."""
    gross = sum(row.gross for row in report.rows)
    steps = [(say("page", "gross", lang), 0.0, gross, True)]
    level = gross
    for name in ("deadweight", "displacement", "others"):
        lost = sum(row.lost[name] for row in report.rows)
        if lost:
            steps.append((say("names", name, lang), level, level - lost, False))
            level -= lost
    later = sum(sum(row.flow[1:]) for row in report.rows)
    if later:
        steps.append((say("page", "later_years", lang), level, level + later, False))
        level += later
    if abs(level - report.present_value) > 0.005:
        steps.append((say("page", "discounting", lang), level, report.present_value, False))
    worth = report.present_value
    return [
        *steps,
        (say("page", "present_value", lang), 0.0, worth, True),
        (say("page", "investment", lang), worth, worth - report.investment, False),
        (say("page", "net_value", lang), 0.0, worth - report.investment, True),
    ]


def tornado(report: SroiReport, lang: str = "it", most: int = 10) -> Drawing:
    """What moves the ratio most, from end to end of each estimate."""
    swings = report.tornado[:most]
    ends = [end for swing in swings for end in (swing.ratio_at_low, swing.ratio_at_high)]
    scale = ticks(min([1.0, report.ratio, *ends]), max([1.0, report.ratio, *ends]))
    left, right = 270.0, 720.0
    drawing = Drawing(760, 40 + 30 * len(swings) + 26, say("page", "tornado_title", lang))

    def at(value: float) -> float:
        return left + (value - scale[0]) / (scale[-1] - scale[0]) * (right - left)

    foot = drawing.height - 26
    for value in scale:
        drawing.line(at(value), 22, at(value), foot, PALE)
        drawing.add(Label(at(value), 14, figure(value, lang), 9.5, "middle", GREY))
    for number, swing in enumerate(swings):
        y = 30 + 30 * number
        drawing.add(Label(left - 10, y + 13, short(f"{say('names', swing.name, lang)} – {swing.outcome}", left - 20), 11, "end"))
        a, b = sorted((at(swing.ratio_at_low), at(swing.ratio_at_high)))
        drawing.add(Rect(a, y, b - a, 18, MIDDLE if swing.origin == "plan" else FAINT))
        for share, ratio in ((swing.low, swing.ratio_at_low), (swing.high, swing.ratio_at_high)):
            near = at(ratio) == a
            drawing.add(Label(a - 4 if near else b + 4, y + 13, figure(share, lang), 9, "end" if near else "start", GREY))
    drawing.line(at(report.ratio), 20, at(report.ratio), foot, INK, 2)
    drawing.line(at(1), 20, at(1), foot, INK, 1.2, 4)
    drawing.add(
        Label(
            at(report.ratio), foot + 14, f"{say('page', 'ratio', lang)} {figure(report.ratio, lang)}", 10, "middle", INK, bold=True
        )
    )
    drawing.told = "; ".join(
        f"{say('names', one.name, lang)} – {one.outcome}: {figure(one.ratio_at_low, lang)} – {figure(one.ratio_at_high, lang)}"
        for one in swings
    )
    return drawing


def draws(report: SroiReport, lang: str = "it") -> Drawing:
    """How the ratio is spread over the draws."""
    bars, most = report.draws.histogram, max(count for _, count in report.draws.histogram)
    step = bars[1][0] - bars[0][0] if len(bars) > 1 else 1.0
    scale = ticks(min(bars[0][0] - step, 1.0), bars[-1][0] + step)
    drawing = Drawing(760, 190, say("page", "draws_title", lang))

    def at(value: float) -> float:
        return 40 + (value - scale[0]) / (scale[-1] - scale[0]) * 690

    for middle, count in bars:
        height = 120 * count / most
        drawing.add(Rect(at(middle - step / 2), 150 - height, at(step) - at(0), height, PALE if middle >= 1 else "#5a5a5a", GREY))
    drawing.line(40, 150, 730, 150)
    for value in scale:
        drawing.add(Label(at(value), 165, figure(value, lang), 9.5, "middle", GREY))
    for value, name in ((report.draws.p5, "p5"), (report.draws.p50, "p50"), (report.draws.p95, "p95")):
        drawing.line(at(value), 22, at(value), 150, INK, 1.4, 0 if name == "p50" else 4)
        drawing.add(Label(at(value), 16, f"{name[1:]}%: {figure(value, lang)}", 9.5, "middle"))
    drawing.line(at(1), 60, at(1), 150, INK, 2.4)
    drawing.add(Label(at(1), 184, say("page", "break_even", lang), 10, "middle", bold=True))
    ends = {name: figure(getattr(report.draws, name), lang) for name in ("p5", "p50", "p95")}
    drawing.told = say("page", "draws_told", lang, **ends, below=figure(100 * report.draws.below_one, lang, 0))
    return drawing
