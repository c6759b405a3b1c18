"""The one shape every input file takes: an ordered list of blocks of text, each with a way back to its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "paragraph", "list_item", "row"]
#: What else a block is, besides its kind: page furniture, a line of a table of contents, a note, a text box.
Role = Literal["body", "furniture", "toc", "note", "text_box"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a block stands in the file: enough for a person to find it and for a writer to mark it.

    `part` is the zip part (docx, odt) or empty; `path` counts children from the part's root to the paragraph element
    (docx); `page` is 1-based (pdf) or None; `line` is 1-based (txt, md, html) or None.
    """

    part: str = ""
    path: tuple[int, ...] = ()
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row, as a reader of the document sees it.

    `text` is what is shown (no-break spaces, typographic signs and accents as typed; line ends inside the block are
    spaces; hyphenated line ends joined). `label` is the automatic number Word would print before the text ("Art. 3",
    "a)"); it is not part of `text`. `level` is 1-based for headings and lists, 0 otherwise. For a row, `cells` are
    the texts of its cells, `text` is them joined by CELL_SEPARATOR, and `table`/`row` number it within the draft,
    from 0.
    """

    text: str
    kind: Kind = "paragraph"
    role: Role = "body"
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    table: int | None = None
    row: int | None = None
    source: Source = Source()


CELL_SEPARATOR = " | "


def cell_start(cells: Sequence[str], column: int) -> int:
    """Where a cell begins in the text of its row.

    >>> cell_start(("Voce", "Punti"), 1) == len("Voce | ")
    True
    """
    return sum(len(cell) + len(CELL_SEPARATOR) for cell in cells[:column])


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read. Blocks are in reading order; furniture and tables of contents are marked, never dropped."""

    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    has_revisions: bool = False
    notices: tuple[tuple[str, str], ...] = field(default=())  # (code of what the reader noticed, the thing itself)

    @property
    def characters(self) -> int:
        """How many characters of text the blocks hold."""
        return sum(len(block.text) for block in self.blocks)


class UnreadableError(Exception):
    """The file cannot be read. `str()` is one Italian sentence for the user: the file, the place, what to do."""


class NoTextError(UnreadableError):
    """The file opened, but holds no text (a scan): exit code 3, with the advice to run OCR."""
