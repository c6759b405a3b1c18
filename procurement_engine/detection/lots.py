"""Which lots a text names, under one name each ("lotto n. 2", "lotto II" and "secondo lotto" are lot 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

import regex

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_WORDS = {"uno": "1", "due": "2", "tre": "3", "quattro": "4", "cinque": "5"}
_ORDINAL = {"primo": "1", "secondo": "2", "terzo": "3", "quarto": "4", "quinto": "5"}
_NAMED = "|".join((*_WORDS, *_ORDINAL))
_ID = rf"(?:\d{{1,2}}(?![\d.]\d)|[iv]{{2,4}}\b|(?:{_NAMED})\b|[a-hiv](?=\s*(?:$|[)\]:;,.|–—-])))"
_LOT = regex.compile(rf"\blott[oi]\s+(?:n(?:umero|r?\.)?°?\s*)?(?P<ids>{_ID}(?:(?:\s*,\s*|\s+ed?\s+(?:il\s+)?|\s*/\s*){_ID})*)")
_NTH = regex.compile(rf"\b({'|'.join(_ORDINAL)})\s+lotto\b")
#: "in ogni lotto", "il valore globale della procedura": what follows is again about all of them.
ALL_LOTS = regex.compile(
    r"\b(?:(?:tutti|ambedue|entrambi)\s+i|(?:ogni|ciascun|qualsiasi|qualunque)(?:\s+singolo)?)\s+lott[oi]\b"
    r"|\b(?:i|nei|dei|ai|sui|per\s+i)\s+(?:due|tre|quattro|cinque)\s+lotti\b(?!\s+\d)"
    r"|\b(?:somma|totale|insieme|complesso)\s+(?:dei|di\s+tutti\s+i)\s+(?:\w+\s+)?lotti\b"
    r"|\b(?:valore|importo|totale)\s+(?:\w+\s+){0,2}(?:dell['a]?\s*)(?:intera\s+)?(?:procedura|gara|appalto|iniziativa)\b|\bvalore\s+globale\b"
)
_PLACE = r"(?:(?:quanto\s+)?(?:nel|nei|per\s+il|per\s+i|per|il|i|al|ai|del|dei|dal|sul)\s+)?"
#: A clause that goes on to another lot: "...; nel lotto 2 ...", "..., mentre il lotto 3 ...".
_CLAUSE = regex.compile(rf"(?:;\s*(?:e\s+|mentre\s+|invece\s+)?|,\s*(?:mentre|invece|laddove)\s+)(?={_PLACE}lott[oi]\s)")
_OPENING = regex.compile(rf"\b{_PLACE}lott[oi]\s")
#: The head of a column of lots; what stands in such a column.
_HEAD = regex.compile(r"(?:n(?:umero|r?\.)?°?\s*|id\w*\s*)?(?:del\s+)?lott[oi](?:\s*(?:n\.?|numero|interessat[oi]|nr?\.?))?\W*")
_RUN = regex.compile(r"(\d)\s*[-–]\s*(\d)")
#: Characters of a paragraph that is only a lot's name, and of one that leads to its table.
_NAME, _CAPTION = 60, 160
_ALONE = regex.compile(rf"{_ID}(?:(?:\s*,\s*|\s+e\s+|\s*/\s*){_ID})*")
#: A cell that says what the one before it says.
_IDEM = regex.compile(
    r"\W*(?:idem|id\.?|c\.? ?s\.?|uguale|stess[oa]|come (?:sopra|a fianco|accanto|(?:(?:per )?il )?lotto (?:\d|primo)))\W*"
)
_ONE = regex.compile(r"\d+|[a-z]+")


def lots_in(text: str) -> frozenset[str]:
    """The lots a folded text names.

    >>> sorted(lots_in("nei lotti 1 e 3")), sorted(lots_in("lotto ii - nord")), sorted(lots_in("lotto a cui"))
    (['1', '3'], ['2'], [])
    """
    if "lott" not in text:
        return frozenset()
    named = {_name(one) for match in _LOT.finditer(text) for one in _ONE.findall(match["ids"]) if one not in ("e", "ed", "il")}
    return frozenset(named | {_ORDINAL[match[1]] for match in _NTH.finditer(text)})


def lot_clauses(text: str) -> list[int]:
    """Where in a sentence of folded text the clauses begin that are each about other lots; empty for a sentence about the same.

    >>> text = "a parita, nel lotto 1 si sorteggia; nel lotto 2 vince la qualita"
    >>> [text[at:] for at in lot_clauses(text)]
    ['nel lotto 1 si sorteggia; nel lotto 2 vince la qualita', 'nel lotto 2 vince la qualita']
    """
    if text.count("lott") < 2:
        return []
    parted = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    told = {at: lots for at, after in pairwise(parted) if (lots := lots_in(text[at:after]))}
    if len(set(told.values())) < 2:
        return []
    starts = list(told)
    opening = _OPENING.search(text, 0, starts[1])
    return [opening.start() if opening and not starts[0] else starts[0], *starts[1:]]


def lot_columns(cells: Sequence[str], of_lots: bool = False) -> dict[int, str]:
    """The columns of a table that each are one lot's, by the folded cells of its first row.

    Under a title that speaks of lots (`of_lots`) a number in the order of the columns names one.

    >>> lot_columns(["", "1 nord", "2 sud"]), lot_columns(["", "1 nord", "2 sud"], of_lots=True)
    ({}, {1: '1', 2: '2'})
    """
    named = {n: min(lot) for n, cell in enumerate(cells) if len(cell) < 60 and len(lot := lots_in(cell)) == 1}
    if named or not of_lots:
        return named
    numbered = {n: cell.strip().partition(" ")[0].strip(".)") for n, cell in enumerate(cells) if n}
    return numbered if len(numbered) > 1 and list(numbered.values()) == [str(n) for n in numbered] else {}


def lot_column(cells: Sequence[str]) -> int | None:
    """The column that says of which lot each row is, by the folded cells of the first row.

    >>> lot_column(("lotto", "qualita", "prezzo")), lot_column(("lotto 1", "lotto 2")), lot_column(("voce", "punti"))
    (0, None, None)
    """
    return next((n for n, cell in enumerate(cells) if _HEAD.fullmatch(cell.strip())), None)


def lots_of_row(cells: Sequence[str], column: int | None) -> frozenset[str]:
    """The lots in the cell of a row, folded, that stands under "lotto"; none without such a column, or if it names none, or all.

    >>> [sorted(lots_of_row((cell, "70", "30"), 0)) for cell in ("1, 2", "ii", "1-3", "tutti")], lots_of_row(("1",), None)
    ([['1', '2'], ['2'], ['1', '2', '3'], []], frozenset())
    """
    if column is None or column >= len(cells):
        return frozenset()
    cell = cells[column].strip(" .*)(")
    if span := _RUN.fullmatch(cell):
        return frozenset(str(n) for n in range(int(span[1]), int(span[2]) + 1))
    return lots_in(f"lotto {cell}") if _ALONE.fullmatch(cell) else lots_in(cell)


def lots_of_cell(cells: Sequence[str], column: int | None, columns: Mapping[int, str]) -> frozenset[str]:
    """The lot of a column, by the folded cells of a row, and of those behind it that say "idem".

    For the label of the row (no column) the lots whose cells have words, if not all have: a dash leaves its lot out.

    >>> columns = {1: "1", 2: "2"}
    >>> sorted(lots_of_cell(("soglia", "5%", "idem"), 1, columns)), sorted(lots_of_cell(("premio", "4", "–"), None, columns))
    (['1', '2'], ['1'])
    """
    if column is not None:
        behind = [at for at in sorted(columns) if at > column]
        same = takewhile(lambda at: at < len(cells) and _IDEM.fullmatch(cells[at]), behind)
        return frozenset({columns[column], *(columns[at] for at in same)})
    filled = frozenset(lot for at, lot in columns.items() if at < len(cells) and cells[at].strip(" -–—/."))
    return filled if len(filled) < len(columns) else frozenset()


def lots_of_caption(text: str) -> frozenset[str]:
    """The lot whose table comes below a paragraph, folded, that is only its name, or leads to it; none for other paragraphs.

    >>> sorted(lots_of_caption("lotto 2 - verde")), sorted(lots_of_caption("per il lotto 1 i punti sono questi:"))
    (['2'], ['1'])
    >>> lots_of_caption("il lotto 2 si aggiudica al prezzo."), lots_of_caption("lotti 1 e 2:")
    (frozenset(), frozenset())
    """
    leads = len(text) < _CAPTION if text.rstrip().endswith(":") else len(text) < _NAME and text.rstrip()[-1:] not in (".", ";")
    lots = lots_in(text) if leads else frozenset()
    return lots if len(lots) == 1 else frozenset()


def lots_told(text: str, before: frozenset[str]) -> frozenset[str]:
    """The lots a sentence of folded text is about: those it names, none if it names all, else those of the sentence before."""
    return lots_in(text) or (frozenset() if ALL_LOTS.search(text) else before)


def _name(one: str) -> str:
    if one.isdigit():
        return str(int(one))
    return _WORDS.get(one) or _ORDINAL.get(one) or _ROMAN.get(one, one.upper())
