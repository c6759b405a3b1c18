"""The pictures, as SVG written by hand: readable in black and white, each with a title for who does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from procurement_engine.numbers import italian
from procurement_engine.scoring.report import LotReport, Row, ScoreReport

_WIDTH, _LABEL, _RIGHT, _LINE = 760, 170, 90, 26
#: Greys far apart and hatchings in turn: neighbours differ on any printer.
_FILLS = ("#2b2b2b", "url(#p1)", "#9a9a9a", "url(#p2)", "#dcdcdc", "url(#p3)", "#5f5f5f", "url(#p4)")
PATTERNS = Markup(  # noqa: S704  (a constant)
    '<svg width="0" height="0" aria-hidden="true"><defs>'
    + "".join(
        f'<pattern id="p{n}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate({angle})">'
        f'<rect width="6" height="6" fill="{ground}"/><rect width="{line}" height="6" fill="#333"/></pattern>'
        for n, (angle, ground, line) in enumerate(((45, "#fff", 2), (0, "#fff", 1), (135, "#ddd", 2), (90, "#bbb", 1)), 1)
    )
    + "</defs></svg>"
)


def _text(x: float, y: float, words: str, anchor: str = "start", fill: str = "#111", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str, title: str = "") -> str:
    tip = f"<title>{escape(title)}</title>" if title else ""
    box = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}"'
    return f'<rect {box} fill="{fill}" stroke="#333" stroke-width="0.5">{tip}</rect>'


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str = "#555", extra: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" {extra}/>'


def _svg(height: float, title: str, parts: Iterable[str], width: float = _WIDTH) -> Markup:
    return Markup(  # noqa: S704  (every word went through escape)
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(title, quote=True)}" '
        f'style="max-width:{width:.0f}px">{"".join(parts)}</svg>'
    )


def _short(words: str, length: int = 26) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"


def contributions(lot: LotReport) -> Markup:
    """How many points each criterion brings to each bid, after any rescaling."""
    shown = {row.bid: row for row in lot.ranking}
    bars = {bid: _bars(lot, row) for bid, row in shown.items()}
    whole = max((sum(own.values()) for own in bars.values()), default=0) or 1
    scale = (_WIDTH - _LABEL - _RIGHT) / whole
    parts = []
    for line, (bid, row) in enumerate(shown.items()):
        x, y = float(_LABEL), line * _LINE + 4
        parts.append(_text(_LABEL - 8, y + 14, _short(row.name), "end"))
        for number, (name, value) in enumerate(bars[bid].items()):
            parts.append(_rect(x, y, value * scale, _LINE - 8, _FILLS[number % len(_FILLS)], f"{name}: {italian(value)}"))
            x += value * scale
        parts.append(_text(x + 6, y + 14, italian(sum(bars[bid].values()), 2)))
    names = list(next(iter(bars.values()), {}))
    height = len(shown) * _LINE + 14
    return _svg(height + _legend_height(names), "Punti per criterio e offerta", [*parts, *_legend(names, height)])


def _bars(lot: LotReport, row: Row) -> dict[str, float]:
    """The points of one bid by criterion; beyond as many criteria as there are fills the lightest go together."""
    own = [line for line in lot.criteria if line.bid == row.bid]
    heaviest = sorted(own, key=lambda line: -line.weight.shown)[: len(_FILLS) - 2]
    named = {line.criterion for line in (own if len(own) < len(_FILLS) else heaviest)}
    points: dict[str, float] = {}
    for line in own:
        name = line.criterion if line.criterion in named else "altri criteri"
        points[name] = points.get(name, 0) + (line.points or line.raw_points).shown
    if "altri criteri" in points:
        points["altri criteri"] = points.pop("altri criteri")
    together = sum(points.values())
    if row.technical and together:  # the second level multiplies all criteria alike
        points = {name: value * row.technical.shown / together for name, value in points.items()}
    priced = any(other.economic for other in lot.ranking)
    return points | ({"prezzo": row.economic.shown if row.economic else 0.0} if priced else {})


def _legend_height(names: Sequence[str]) -> int:
    return (len(names) + 5) // 6 * 20 + 4


def _legend(names: Sequence[str], top: float) -> list[str]:
    parts = []
    for number, name in enumerate(names):
        x, y = 10 + number % 6 * 124, top + number // 6 * 20
        parts += [_rect(x, y, 14, 12, _FILLS[number % len(_FILLS)]), _text(x + 20, y + 11, _short(name, 14))]
    return parts


def heat_map(lot: LotReport) -> Markup:
    """The coefficient of every bid on every criterion, before rescaling; the number stands in the cell."""
    bids = [row.bid for row in lot.ranking]
    names = {row.bid: row.name for row in lot.ranking}
    criteria = list(dict.fromkeys(row.criterion for row in lot.criteria))
    value = {(row.bid, row.criterion): row.coefficient.shown for row in lot.criteria}
    cell = min(110.0, (_WIDTH - _LABEL) / max(len(bids), 1))
    parts = [
        _text(_LABEL + (n + 0.5) * cell, 16, _short(names[bid], max(int(cell / 7), 3)), "middle") for n, bid in enumerate(bids)
    ]
    for line, criterion in enumerate(criteria):
        y = 24 + line * 22
        parts.append(_text(_LABEL - 8, y + 15, _short(criterion), "end"))
        for n, bid in enumerate(bids):
            level = value[bid, criterion]
            grey = round(250 - 200 * min(max(level, 0), 1))
            parts.append(_rect(_LABEL + n * cell, y, cell, 22, f"rgb({grey},{grey},{grey})"))
            parts.append(_text(_LABEL + (n + 0.5) * cell, y + 15, italian(level, 2), "middle", "#fff" if grey < 130 else "#111"))
    return _svg(30 + 22 * len(criteria), "Coefficienti per criterio e offerta", parts)


def commissioner_dots(lot: LotReport) -> Markup | None:
    """Each commissioner's coefficient on each criterion and bid: how far apart they stand."""
    rows = [row for row in lot.criteria if row.marks]
    if not rows or len(rows[0].marks) < 2:
        return None
    label, width = 210, _WIDTH - 210 - 40
    parts, y, last = [], 20.0, ""
    parts += [_text(label + width * n / 4, 12, italian(n / 4, 2), "middle", "#555", 11) for n in range(5)]
    for row in rows:
        y += 8 if last and row.criterion != last else 0
        head = row.criterion if row.criterion != last else ""
        parts += [_text(6, y + 10, _short(head, 12)), _text(label - 10, y + 10, _short(row.bid, 16), "end", "#333", 11)]
        parts.append(_line(label, y + 6, label + width, y + 6, "#ccc"))
        seen: dict[float, int] = {}
        for number, mark in enumerate(row.marks, 1):
            x = label + width * min(max(mark.shown, 0), 1)
            seen[x] = seen.get(x, 0) + 1
            at = x + (seen[x] - 1) * 13
            tip = f"<title>commissario {number}</title>"
            parts.append(f'<circle cx="{at:.1f}" cy="{y + 6:.1f}" r="6.5" fill="#fff" stroke="#111">{tip}</circle>')
            parts.append(_text(at, y + 10, str(number), "middle", "#111", 10))
        y, last = y + 17, row.criterion
    return _svg(y + 8, "Coefficienti dei commissari", parts)


def rescaling(lot: LotReport) -> Markup | None:
    """Technical points before and after rescaling."""
    rows = [row for row in lot.ranking if row.technical is not None]
    if not lot.rescaled or len(rows) < 2:
        return None
    values = [row.raw_technical.shown for row in rows] + [row.technical.shown for row in rows if row.technical]
    low, high = min(values), max(values)
    left, right, height = 230, 530, 40 + 24 * len(rows)

    def level(value: float) -> float:
        return 34 + (height - 50) * (1 - (value - low) / ((high - low) or 1))

    parts = [_text(left, 16, "prima", "end", "#555"), _text(right, 16, "dopo", "start", "#555")]
    before = _spaced([level(row.raw_technical.shown) for row in rows])
    after = _spaced([level(row.technical.shown) for row in rows if row.technical])
    for number, row in enumerate(rows):
        if row.technical is None:
            continue
        dash = "" if number % 2 == 0 else 'stroke-dasharray="5 3"'
        y1, y2 = level(row.raw_technical.shown), level(row.technical.shown)
        parts.append(_line(left + 8, y1, right - 8, y2, "#333", f'stroke-width="1.5" {dash}'))
        parts.append(_text(left, before[number] + 4, f"{_short(row.name, 22)} {italian(row.raw_technical.shown, 2)}", "end"))
        parts.append(_text(right, after[number] + 4, f"{italian(row.technical.shown, 2)} {_short(row.name, 22)}"))
    return _svg(max(height, *before, *after) + 12, "Punteggio tecnico prima e dopo la riparametrazione", parts)


def _spaced(levels: list[float], gap: float = 15) -> list[float]:
    """Labels moved down just enough not to cover each other."""
    placed = dict.fromkeys(range(len(levels)), 0.0)
    floor = float("-inf")
    for number in sorted(placed, key=lambda n: levels[n]):
        floor = max(levels[number], floor + gap)
        placed[number] = floor
    return [placed[number] for number in range(len(levels))]


def tornado(lot: LotReport) -> Markup | None:
    """How far each weight can go before the first place changes hands: the short bars are the fragile ones."""
    answers = lot.sensitivity
    if answers is None or not answers.switch_weights:
        return None
    lines = sorted(answers.switch_weights, key=lambda s: min((abs(w.change.shown) for w in s.switches), default=float("inf")))
    whole = sum(line.weight.shown for line in lines) or 1
    middle, half = _WIDTH / 2 + 40, (_WIDTH / 2 - 150) / whole
    parts = []
    for number, line in enumerate(lines):
        y = 8 + number * _LINE
        parts.append(_text(6, y + 14, f"{_short(line.criterion, 14)} ({italian(line.weight.shown)})"))
        for switch in line.switches:
            length = switch.change.shown * half
            parts.append(_rect(middle + min(length, 0), y, abs(length), _LINE - 8, _FILLS[1] if length < 0 else _FILLS[2]))
            at, anchor = (middle + length - 5, "end") if length < 0 else (middle + length + 5, "start")
            parts.append(_text(at, y + 14, f"{italian(switch.weight.shown, 1)}: {_short(switch.to, 10)}", anchor, "#111", 11))
        if not line.switches:
            parts.append(_text(middle + 6, y + 14, "nessun peso la cambia", fill="#555", size=11))
    parts.append(_line(middle, 0, middle, 8 + len(lines) * _LINE, "#111"))
    return _svg(16 + len(lines) * _LINE, "Pesi di cambio per criterio", parts)


def pictures(report: ScoreReport) -> dict[str | None, list[tuple[str, str, Markup]]]:
    """By lot: title, what to look at, picture."""
    found: dict[str | None, list[tuple[str, str, Markup]]] = {}
    for lot in report.lots:
        drawn = [
            ("Da dove vengono i punti", "Ogni tratto è un criterio, nell'ordine della legenda.", contributions(lot)),
            ("Coefficienti", "Prima di ogni riparametrazione; più scuro è più alto.", heat_map(lot)),
            ("Commissari", "Un numero per commissario: vicini sono d'accordo.", commissioner_dots(lot)),
            ("Riparametrazione", "Punteggio tecnico prima e dopo.", rescaling(lot)),
            (
                "Pesi di cambio",
                "Peso (tra parentesi quello vero) al quale un'altra offerta raggiunge la prima, gli altri in proporzione.",
                tornado(lot),
            ),
        ]
        found[lot.id] = [(title, hint, picture) for title, hint, picture in drawn if picture is not None]
    return found
