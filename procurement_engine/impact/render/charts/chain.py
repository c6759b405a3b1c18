"""The theory of change: boxes in columns, arrows to what they lead to."""

from __future__ import annotations

from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.render.drawing import FAINT, PALE, WHITE, Drawing, Label, Rect, wrapped
from procurement_engine.impact.say import say

_WIDTH, _GAP, _SIZE, _LINE = 760.0, 34.0, 9.5, 12.0


def chain(plan: ImpactPlan, lang: str = "it") -> Drawing | None:
    """None where the plan has only outcomes: there is no chain to show."""
    columns = [(name, getattr(plan, name)) for name in ("inputs", "activities", "outputs", "outcomes") if getattr(plan, name)]
    if len(columns) < 2:
        return None
    width = (_WIDTH - _GAP * (len(columns) - 1)) / len(columns)
    texts = [[wrapped(step.text, width - 14, _SIZE, 7) for step in steps] for _, steps in columns]
    heights = [sum(_tall(lines) + 12 for lines in column) for column in texts]
    drawing = Drawing(_WIDTH, 30 + max(heights), say("page", "chain_title", lang))
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for number, (name, steps) in enumerate(columns):
        x, y = number * (width + _GAP), 30 + (max(heights) - heights[number]) / 2
        drawing.add(Label(x + width / 2, 15, say("page", name, lang), 11, "middle", bold=True))
        for step, lines in zip(steps, texts[number], strict=True):
            boxes[step.id] = (x, y, width, _tall(lines))
            y += _tall(lines) + 12
    for step in plan.steps():
        for after in step.leads_to:
            _arrow(drawing, boxes[step.id], boxes[after])
    for number, (name, steps) in enumerate(columns):
        for step, lines in zip(steps, texts[number], strict=True):
            x, y, _, height = boxes[step.id]
            drawing.add(Rect(x, y, width, height, PALE if name == "outcomes" else FAINT if name == "outputs" else WHITE))
            for at, words in enumerate(lines):
                drawing.add(Label(x + 7, y + 15 + _LINE * at, words, _SIZE, bold=False))
    texts_of = {step.id: step.text for step in plan.steps()}
    drawing.told = "; ".join(
        say("page", "leads_to", lang, step=step.text, to=", ".join(f"«{texts_of[after]}»" for after in step.leads_to))
        for step in plan.steps() if step.leads_to
    )  # fmt: skip
    return drawing


def _tall(lines: list[str]) -> float:
    return _LINE * len(lines) + 12


def _arrow(drawing: Drawing, start: tuple[float, float, float, float], end: tuple[float, float, float, float]) -> None:
    if end[0] > start[0]:
        drawing.arrow(start[0] + start[2], start[1] + start[3] / 2, end[0] - 1, end[1] + end[3] / 2)
    else:  # within a column: from under to above, or back
        down = end[1] > start[1]
        x = start[0] + start[2] / 2
        drawing.arrow(x, start[1] + (start[3] if down else 0), x, end[1] + (0 if down else end[3]))
