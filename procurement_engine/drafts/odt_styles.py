"""What the styles of an OpenDocument text say: what is hidden, what is bold, how lists and headings are numbered."""

from __future__ import annotations

from typing import Any

from procurement_engine.drafts.numbering import in_format

TEXT, TABLE, STYLE, OFFICE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("text", "table", "style", "office")
)
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OUTLINE = "(outline)"


class OdtStyles:
    """Styles of the two parts that have them, automatic and named."""

    def __init__(self, roots: list[Any]) -> None:
        self._parents: dict[str, str] = {}
        self._bold: dict[str, bool] = {}
        self._hidden: set[str] = set()
        self._lists: dict[str, dict[int, dict[str, str]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self.list_of: dict[str, str] = {}  # paragraph style -> its list style
        self.level_of: dict[str, int] = {}  # paragraph style -> the heading level it gives
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._read(style)
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self._lists[_OUTLINE] = _levels(style)

    def _read(self, style: Any) -> None:
        name = style.get(f"{STYLE}name", "")
        self._parents[name] = style.get(f"{STYLE}parent-style-name", "")
        if style.get(f"{STYLE}list-style-name"):
            self.list_of[name] = style.get(f"{STYLE}list-style-name")
        level = style.get(f"{STYLE}default-outline-level", "")
        if level.isdecimal():
            self.level_of[name] = int(level)
        for properties in style.iter(f"{STYLE}text-properties"):
            if properties.get(f"{TEXT}display") == "none":
                self._hidden.add(name)
            weight = properties.get(f"{_FO}font-weight")
            if weight:
                self._bold[name] = weight == "bold" or weight in ("600", "700", "800", "900")

    def _lineage(self, name: str) -> list[str]:
        found: list[str] = []
        while name and name not in found:
            found.append(name)
            name = self._parents.get(name, "")
        return found

    def is_hidden(self, name: str) -> bool:
        """Does a style hide its text?"""
        return bool(self._hidden) and any(style in self._hidden for style in self._lineage(name))

    def is_bold(self, name: str) -> bool | None:
        """Is a style bold? None: it does not say."""
        return next((self._bold[style] for style in self._lineage(name) if style in self._bold), None)

    def is_title(self, name: str) -> bool:
        """Is it the style of the document's title?"""
        return "Title" in self._lineage(name)

    def label(self, name: str, level: int, *, start: int | None = None) -> str:
        """The number of the next item of a list style; empty for bullets."""
        shape = self._lists.get(name, {}).get(level)
        if shape is None:
            return ""
        counts = self._counts.setdefault(name, {})
        counts[level] = start if start is not None else counts.get(level, int(shape["start"]) - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if not shape["format"]:
            return ""
        shown = range(max(1, level - int(shape["levels"]) + 1), level + 1)
        numbers = (in_format(counts.get(at, 1), _FORMATS.get(self._lists[name].get(at, shape)["format"], "none")) for at in shown)
        return f"{shape['prefix']}{'.'.join(filter(None, numbers))}{shape['suffix']}".strip()

    def heading_label(self, level: int) -> str:
        """The number the outline gives the next heading."""
        return self.label(_OUTLINE, level)

    def restart(self, name: str) -> None:
        """A list that does not go on with the one before begins again."""
        self._counts.pop(name, None)


def _levels(style: Any) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for level in style:
        number, start, shown = (level.get(f"{TEXT}{key}", "1")[:4] for key in ("level", "start-value", "display-levels"))
        found[int(number) if number.isdecimal() else 1] = {
            "format": level.get(f"{STYLE}num-format", ""),
            "prefix": level.get(f"{STYLE}num-prefix", ""),
            "suffix": level.get(f"{STYLE}num-suffix", ""),
            "start": start if start.isdecimal() else "1",
            "levels": shown if shown.isdecimal() else "1",
        }
    return found
