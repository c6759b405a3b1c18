"""A draft made searchable: tokens, sentences, sections, and for each sentence the context it stands in."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

import regex

from procurement_engine.detection.lots import (
    lot_clauses,
    lot_column,
    lot_columns,
    lots_in,
    lots_of_caption,
    lots_of_cell,
    lots_of_row,
    lots_told,
)
from procurement_engine.detection.words import Word, fold, words
from procurement_engine.drafts.model import Block, Draft, cell_start
from procurement_engine.drafts.structure import may_be_heading

_ABBREVIATIONS = frozenset(  # a full stop after these ends no sentence
    regex.findall(
        r"\w+",
        "art artt all c cc co n nn nr num lett d lgs l r dpr dm dd p pag par sez cod es ecc cfr v ss sig prof liv cat sett cd "
        "dott avv s m i u o cap tab fig vol incl escl max min tel ca prot reg del rif ",
    )
)
_RECITAL = regex.compile(r"(?:[-–•]\s*)?(?:vist[oaie]|richiamat[oaie]|premess[oae])\b")
#: "6.1 The outgoing contractor ...": what article a paragraph is of, where its heading has lost the number.
_PART = regex.compile(r"(\d{1,2})\.\d{1,2}\b(?!\.\d{3})\W")
_NUMBER = regex.compile(
    r"^\W*(?:art(?:icolo|\.)?|sezione|sez\.|par(?:agrafo|\.)?|§|punto)?\s*\W?\s*(\d{1,3}(?:\.\d{1,3})*|[ivx]{1,6})\b"
)


_RUN_IN = 50  # a run-in title stands below every real heading
_MARKER = regex.compile(
    r"(?:(?:(?:Art(?:icolo|\.)?|ART(?:ICOLO|\.)?|CAPO|SEZ(?:IONE|\.)|Capo|Sez(?:ione|\.)|Punto|Par(?:agrafo|\.)|Clausola)|§)\s*(?:n\.\s*)?(?:[\dIVXL]+(?:[.\-]\w+)*|[A-Z]\b|\p{L}{4,12}[oa]\b)"
    r"|\d{1,2}(?:\.\d{1,2})*(?=\s*[.)\-–—]\s|\s+[-–—]\s)|(?:Uno|Due|Tre|Quattro|Cinque|Sei|Sette|Otto|Nove|Dieci|Undici|Dodici)\b(?=\s*[.:–—]))"
    r"\s*[.):\-–—]+\s+(?=[\p{Lu}«€\d])"
)
_TITLE = regex.compile(r"(\p{Lu}[^.:;!?|]{2,70}[.:])\**\s+(?=[\p{Lu}«€\d(])")


@dataclass(slots=True)
class Unit:
    """A sentence: tokens [first, last) of the index, in block `block` of section `section`."""

    number: int
    block: int
    section: int
    first: int
    last: int
    operative: bool  # False: heading, furniture, table of contents, recital; words there decide nothing
    lots: frozenset[str] = frozenset()
    head: int | None = None  # the unit that opens the enumeration or table this one belongs to
    above: int | None = None  # for a cell of a lot's column, the unit of the cell above it
    title: int = 0  # how many characters of its block are the title of its section; 0 where the sentence begins behind them


@dataclass(slots=True)
class Section:
    """A heading and what stands under it. `path` are the headings from the outermost, `number` the innermost's.

    `home` is the section that a paragraph which only opens with a title of its own ("Elenco, senza nomi: ...") is part of.
    """

    path: tuple[str, ...]
    number: str
    home: int = 0


class TextIndex:
    """Where each word stands. Positions are indices into `tokens`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens: list[Word] = []
        self.units: list[Unit] = []
        self.sections: list[Section] = [Section((), "")]
        self.unit_of: list[int] = []
        self._cells: dict[int | None, int] = {}  # column of the table being read (None: the labels) -> its last unit
        self._read(draft)
        self.by_form: dict[str, list[int]] = defaultdict(list)
        self.by_lemma: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self.tokens):
            self.by_form[word.form].append(position)
            self.by_lemma[word.lemma].append(position)
        self.forms = sorted(self.by_form)
        #: Where each word of a vocabulary stands, filled as it is asked.
        self.positions: dict[Hashable, set[int]] = {}

    def with_prefix(self, prefix: str) -> list[int]:
        """The positions of all words that begin with a prefix."""
        found: list[int] = []
        at = bisect_left(self.forms, prefix)
        while at < len(self.forms) and self.forms[at].startswith(prefix):
            found += self.by_form[self.forms[at]]
            at += 1
        return found

    def _read(self, draft: Draft) -> None:
        path: list[tuple[int, str]] = []
        head: int | None = None
        table: int | None = None
        lots: frozenset[str] = frozenset()
        of_table: frozenset[str] = frozenset()
        caption: frozenset[str] = frozenset()
        by_row: int | None = None
        columns: dict[int, str] = {}
        for number, block in enumerate(draft.blocks):
            if block.role in ("furniture", "toc") or not block.text.strip():
                continue
            title = " ".join(filter(None, (block.label, block.text))) if block.kind == "heading" else run_in_title(block)
            if title:
                level = block.level if block.kind == "heading" else _RUN_IN
                path = [entry for entry in path if entry[0] < level] + [(level, title)]
                self._open_section([text for _, text in path], block)
                lots = lots_in(fold(title))
                head = None
            elif lots and path and path[-1][0] == _RUN_IN and opens_number(block):
                lots = frozenset()
            if block.kind == "row" and block.table != table:
                table, head = block.table, None
                of_table = _lots_of_table(block, caption or lots)
                by_row = lot_column([fold(cell) for cell in block.cells])
                columns, self._cells = lot_columns([fold(cell) for cell in block.cells]), {}
            caption = frozenset() if block.kind == "row" else lots_of_caption(fold(block.text))
            self._number_section(block)
            first_unit = len(self.units)
            of_block = lots if block.kind != "row" else lots_of_row([fold(cell) for cell in block.cells], by_row) or of_table
            self._add_block(number, block, head, of_block, len(title), columns if len(columns) > 1 and block.kind == "row" else {})
            if len(self.units) == first_unit:
                continue
            if block.kind == "row":
                head = first_unit if head is None else head
            elif block.text.rstrip().endswith(":"):
                head = len(self.units) - 1
            elif block.kind != "list_item" and not _is_item(block.text):
                head = None

    def _open_section(self, path: list[str], block: Block) -> None:
        match = _NUMBER.match(fold(f"{block.label} {block.text}".strip()))
        aside = block.kind != "heading" and not _MARKER.match(block.text.lstrip("*"))
        home = self.sections[-1].home if aside else len(self.sections)
        self.sections.append(Section(tuple(path), match[1] if match else "", home))

    def _number_section(self, block: Block) -> None:
        """Gives a section whose heading has lost its number that of its first numbered paragraph."""
        section = self.sections[-1]
        if block.kind == "paragraph" and not section.number and (numbered := _PART.match(block.text)):
            section.number = numbered[1]

    def _add_block(
        self, number: int, block: Block, head: int | None, section_lots: frozenset[str], title: int, columns: Mapping[int, str]
    ) -> None:
        tokens = words(block.text)
        recital = bool(_RECITAL.match(fold(block.text)))
        operative = block.kind != "heading" and not recital
        lots, cells = section_lots, [fold(cell) for cell in block.cells]
        for first, last in _sentences(tokens, block.text):
            shared = head
            for part, (start, end) in enumerate(_lot_parts(tokens, first, last, block, columns)):
                text = fold(block.text[tokens[start].start : tokens[end - 1].end])
                column = _column_of(block, tokens[start], columns)
                if block.kind != "row":
                    lots = lots_told(text, lots)
                elif columns:
                    lots = lots_of_cell(cells, column, columns) or section_lots
                unit = Unit(
                    number=len(self.units),
                    block=number,
                    section=len(self.sections) - 1,
                    first=len(self.tokens),
                    last=len(self.tokens) + end - start,
                    operative=operative,
                    lots=lots,
                    head=shared,
                    above=self._cells.get(column) if columns else None,
                    title=title if tokens[start].start < title else 0,
                )
                if columns:
                    self._cells[column] = unit.number
                if not part and not lots_in(text):
                    shared = unit.number  # "A parità di punti, nel lotto 1 ...; nel lotto 2 ...": what opens it is said of each
                self.tokens.extend(tokens[start:end])
                self.units.append(unit)
                self.unit_of.extend([unit.number] * (end - start))

    def in_title(self, position: int) -> bool:
        """Does a token stand in the title of its section, and not in what a run-in title goes on to say?"""
        return self.tokens[position].start < self.units[self.unit_of[position]].title

    def typed(self, position: int) -> str:
        """A word as it was typed, accents and all."""
        word = self.tokens[position]
        return self.draft.blocks[self.units[self.unit_of[position]].block].text[word.start : word.end]

    def text_of(self, first: int, last: int) -> tuple[int, int, int]:
        """The block and the character offsets of the tokens [first, last)."""
        return self.units[self.unit_of[first]].block, self.tokens[first].start, self.tokens[last - 1].end


def run_in_title(block: Block) -> str:
    """The title that opens a paragraph ("Art. 5 - Pagamenti. Le rate sono mensili."), or its bare number; else empty.

    >>> run_in_title(Block("Capo quarto. Continuità. L'attuale appaltatore occupa ventisei persone."))
    'Capo quarto. Continuità.'
    >>> run_in_title(Block("Articolo 2. Le parti si scambiano ogni dato.")), run_in_title(Block("Art. 57 del codice vale qui."))
    ('Articolo 2.', '')
    """
    if block.kind != "paragraph":
        return ""
    start = len(block.text) - len(block.text.lstrip("*"))  # plain text may keep the asterisks of bold
    marker = _MARKER.match(block.text, start)
    title = _TITLE.match(block.text, marker.end() if marker else start)
    # Without a number only a short noun phrase is a title: a whole sentence binds.
    short = title and fold(title[1].split()[-1].rstrip(".:")) not in _ABBREVIATIONS and (marker or len(title[1].split()) <= 4)
    if title and short and may_be_heading(title[1]):
        return block.text[: title.end(1)]
    # A bare figure numbers a paragraph within its article; only "Art. 2." opens one.
    return marker[0].strip() if marker and marker[0][0].isalpha() else ""


def opens_number(block: Block) -> bool:
    """Does a paragraph bear a number of its own ("13. Le offerte...")? It ends what a run-in title before it was about."""
    return block.kind == "paragraph" and bool(regex.match(r"\s*\d{1,3}(?:\.\d{1,2})*\s?[.)]\s", block.text))


def _is_item(text: str) -> bool:
    """Is this a hand-typed list item: "a) ...", "- ...", "3) ..."?"""
    return bool(regex.match(r"\s*(?:[-–•*]|\(?[a-z]{1,2}\)|\d{1,2}\)|[ivx]+\))\s", text))


def _lots_of_table(row: Block, section: frozenset[str]) -> frozenset[str]:
    """The lots a table is about, by its first row; none where each lot has its column, or the first cells its rows."""
    cells = [fold(cell) for cell in row.cells]
    if len(lot_columns(cells)) > 1 or lot_column(cells) is not None:
        return frozenset()
    return lots_in(fold(row.text)) or section


def _lot_parts(
    tokens: list[Word], first: int, last: int, block: Block, columns: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    """The tokens of a sentence, parted where its clauses, or the cells of a row, are each about other lots."""
    begin = tokens[first].start
    if block.kind == "row":
        cuts = [cell_start(block.cells, column) for column in sorted(columns)]
    else:
        cuts = [begin + cut for cut in lot_clauses(fold(block.text[begin : tokens[last - 1].end]))]
    for cut in cuts:
        at = next((n for n in range(first, last) if tokens[n].start >= cut), last)
        if first < at < last:
            yield first, at
            first = at
    yield first, last


def _column_of(row: Block, word: Word, columns: Mapping[int, str]) -> int | None:
    """The lot's column a word stands in; None for the label of the row."""
    return max((column for column in columns if cell_start(row.cells, column) <= word.start), default=None)


def _sentences(tokens: list[Word], text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for at, word in enumerate(tokens):
        if word.form not in (".", "!", "?") or at + 1 >= len(tokens):
            continue
        before = tokens[at - 1].form if at else ""
        following = text[tokens[at + 1].start]
        abbreviated = before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha())
        if not abbreviated and not following.islower() and at + 1 > first:
            yield first, at + 1
            first = at + 1
    if first < len(tokens):
        yield first, len(tokens)
