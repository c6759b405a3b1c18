"""What `styles.xml` says of each paragraph style, with what it inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from procurement_engine.drafts.numbering import W, value

#: Word stores its built-in names in English whatever its language; other programs write them in Italian.
_HEADING = re.compile(r"(?:heading|titolo)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|sommario|indice)\s*[1-9]$|table of figures$", re.IGNORECASE)
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """A style as far as reading needs it. `heading` is a level or 0; `num` is empty where no list is named."""

    heading: int = 0
    num: str = ""
    num_level: int = 0
    bold: bool = False
    hidden: bool = False
    contents: bool = False


class Styles:
    """Styles by id; what one lacks it takes from the one it is based on."""

    def __init__(self, styles: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._found: dict[str, Style] = {}
        self.default = Style()
        standard = ""
        for style in styles.iter(f"{W}style") if styles is not None else ():
            identifier = style.get(f"{W}styleId", "")
            self._elements[identifier] = style
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                standard = identifier
        self.default = self[standard]
        #: Some style hides text: then the style of every run must be looked at.
        self.hides = any(style.find(f"{W}rPr/{W}vanish") is not None for style in self._elements.values())

    def __getitem__(self, identifier: str) -> Style:
        found = self._found.get(identifier)
        if found is None:
            self._found[identifier] = self.default  # a circle of bases ends here
            element = self._elements.get(identifier)
            found = self._found[identifier] = self._read(identifier, element) if element is not None else self.default
        return found

    def _read(self, identifier: str, element: Any) -> Style:
        base = value(element, "basedOn")
        style = self[base] if base else Style()
        name = value(element, "name", identifier)
        heading = _HEADING.match(name)
        if heading:
            style = replace(style, heading=int(heading[1]))
        elif name.lower() in ("title", "titolo"):
            style = replace(style, heading=1)
        elif _CONTENTS.match(name):
            style = replace(style, contents=True)
        runs, properties = element.find(f"{W}rPr"), element.find(f"{W}pPr")
        if runs is not None:
            style = replace(style, bold=switched(runs, "b", style.bold), hidden=switched(runs, "vanish", style.hidden))
        if properties is not None:
            outline = outline_level(value(properties, "outlineLvl"))
            style = replace(style, heading=style.heading if outline is None else outline)
            numbers = properties.find(f"{W}numPr")
            if numbers is not None:
                level = value(numbers, "ilvl")
                style = replace(style, num=value(numbers, "numId") or style.num, num_level=int(level) if level.isdecimal() else 0)
        return style


def outline_level(text: str) -> int | None:
    """The heading level of an outline level: 0 is body text, None is nothing said."""
    return (int(text) + 1) % 10 if text.isdecimal() and len(text) == 1 else None


def switched(properties: Any, tag: str, default: bool = False) -> bool:
    """Is a switch such as bold on?"""
    found = properties.find(f"{W}{tag}")
    return default if found is None else found.get(f"{W}val", "1") not in _OFF
