"""The numbers Word prints before paragraphs, worked out from `numbering.xml`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")]
_ROMAN += [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, from where, and the text around the number."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restarts: bool = True
    legal: bool = False


class Numbering:
    """Counts numbered paragraphs in document order."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}  # by list definition
        self._definition: dict[str, str] = {}  # numId -> list definition
        self._overrides: dict[str, dict[int, int]] = {}  # numId -> level -> where it starts again
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        by_style: dict[str, str] = {}
        linked: dict[str, str] = {}
        for definition in numbering.iter(f"{W}abstractNum"):
            identifier = definition.get(f"{W}abstractNumId", "")
            self._levels[identifier] = {_number(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in definition.iter(f"{W}lvl")}
            by_style[value(definition, "styleLink")] = identifier
            linked[identifier] = value(definition, "numStyleLink")
        for num in numbering.iter(f"{W}num"):
            identifier, target = num.get(f"{W}numId", ""), value(num, "abstractNumId")
            link = linked.get(target)
            self._definition[identifier] = by_style.get(link, target) if link else target
            for override in num.iter(f"{W}lvlOverride"):
                start = value(override, "startOverride")
                if start:
                    self._overrides.setdefault(identifier, {})[_number(override.get(f"{W}ilvl"))] = _number(start)

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level a list reserves to a style: a style's own `numPr` gives only the list."""
        levels = self._levels.get(self._definition.get(num, ""), {})
        return next((level for level, found in levels.items() if style and found.style == style), None)

    def label(self, num: str, level: int) -> str:
        """The label of the next paragraph of a list; empty for bullets and unknown lists."""
        definition = self._definition.get(num, "")
        levels = self._levels.get(definition, {})
        if level not in levels:
            return ""
        counts = self._counts[definition]
        again = self._overrides.pop(num, None)  # a list that starts again does so once, where it first appears
        if again:
            counts.update({at: start - 1 for at, start in again.items()})
        shape = levels[level]
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [key for key in counts if key > level and levels.get(key, shape).restarts]:
            del counts[deeper]
        if shape.kind == "bullet":
            return ""
        return _PLACE.sub(lambda m: _shown(levels, counts, int(m[1]) - 1, legal=shape.legal), shape.text).strip()


def _shown(levels: dict[int, Level], counts: dict[int, int], level: int, *, legal: bool) -> str:
    shape = levels.get(level, Level())
    return in_format(counts.get(level, shape.start), "decimal" if legal else shape.kind)


def value(node: Any, tag: str, default: str = "") -> str:
    """The `w:val` of a child element; `default` without the child."""
    found = node.find(f"{W}{tag}")
    return str(found.get(f"{W}val", default)) if found is not None else default


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0


def _level(lvl: Any) -> Level:
    return Level(
        value(lvl, "numFmt", "decimal"),
        value(lvl, "lvlText"),
        _number(value(lvl, "start", "1")),
        value(lvl, "pStyle"),
        value(lvl, "lvlRestart") != "0",
        lvl.find(f"{W}isLgl") is not None,
    )


def in_format(number: int, kind: str) -> str:
    """A number as a list shows it.

    >>> in_format(4, "upperRoman"), in_format(28, "lowerLetter"), in_format(3, "decimalZero")
    ('IV', 'bb', '03')
    """
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26 * 9:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (number // size)
            number %= size
        return text.upper() if kind == "upperRoman" else text
    return f"{number:02}" if kind == "decimalZero" else f"{number}°" if kind == "ordinal" else str(number)
