"""Drawings as SVG."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from procurement_engine.impact.render.drawing import Drawing, Label, Path, Rect, Shape


def svg(drawing: Drawing) -> Markup:
    """The picture, with its words for those who do not see it."""
    title = escape(drawing.words, quote=True)
    box = f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" style="max-width:{drawing.width:g}px"'
    head = f'<svg {box} role="img" aria-label="{title}">'
    return Markup(head + "".join(map(_shape, drawing.shapes)) + "</svg>")  # noqa: S704  (every word goes through escape)


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        box = f'x="{shape.x:.1f}" y="{shape.y:.1f}" width="{max(shape.width, 0):.1f}" height="{max(shape.height, 0):.1f}"'
        return f'<rect {box} fill="{shape.fill}" stroke="{shape.stroke or "none"}" stroke-width="0.6"/>'
    if isinstance(shape, Label):
        weight = ' font-weight="bold"' if shape.bold else ""
        place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" text-anchor="{shape.anchor}" font-size="{shape.size:g}" fill="{shape.fill}"'
        return f"<text {place}{weight}>{escape(shape.text)}</text>"
    return _path(shape)


def _path(path: Path) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in path.points)
    dash = f' stroke-dasharray="{path.dash:g}"' if path.dash else ""
    kind = "polygon" if path.fill else "polyline"
    return f'<{kind} points="{points}" fill="{path.fill or "none"}" stroke="{path.stroke}" stroke-width="{path.width:g}"{dash}/>'
