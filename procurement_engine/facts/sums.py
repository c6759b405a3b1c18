"""Sums of euro with the words that go with them, and how much those words say that a sum is the price or its labour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from procurement_engine.facts.amounts import amounts
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.tables import label_and_cells
from procurement_engine.facts.vocabulary import TIMEOUT, Pattern, hit, load, patterns

_CLAUSE = regex.compile(r"[,:;(]|\.=?\.?\s|\b(?:e|ed|oltre|di cui|piu|nonche)\b")
#: Between an amount and what it is for: "(78 per cento) rappresentano il costo della ...".
_LINK = regex.compile(
    r"^[\s=,:–-]*(?:\([^)]*\)\s*|(?:cioe |ossia )?(?:il |l.)?[\w,]{2,20} ?(?:per cento|%),?\s*)?"
    r"(?:(?:per|di|qual[ei]?|a titolo di|relativ\w+ a\w*|sono|e|a|il|i|la|le|l|gli|costituisc\w+|rappresent\w+|serv\w+|occorr\w+"
    r"|vanno|va|cost[oi]|spes[ae]|quota|oneri|della|del|dei|al|alla|stimat[oiae]"
    r"|(?:ascrivibil|imputabil|riferibil|attribuibil|pertinent|afferent)[ei]|destinat[oiae])[\s']+)*"
)
#: What labour does within a price that was told before it.
_WEIGHS = regex.compile(r"\W*(?:vi |ne |ci )?(?:pes|incid|assorb|ammont|val[ge]|rappresent|richied|copr)")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount, the words that go with it on either side, and how much they speak for it."""

    value: float
    passage: Passage
    start: int
    end: int
    before: str
    after: str

    def fact(self, lot: str | None = None) -> FactValue:
        """The fact that states it."""
        return FactValue(plain(self.value), "stated", (self.passage.place(self.start, self.end),), lot=lot)


def plain(value: float) -> float:
    """Whole euro as a whole number."""
    return int(value) if value == int(value) else round(value, 2)


def sums_of(text: Text) -> Iterator[Sum]:
    """The amounts of prose with the words between them, and those of rows with the row's label."""
    for passage in text.having((*load("importi")["lettere"], *load("importi")["lettere_riga"])):
        if passage.columns:
            continue
        if passage.kind == "row" and len(passage.cells) > 1:
            yield from _sums_of_row(passage)
            continue
        found = [a for a in amounts(passage.text) if a.value >= 1000]
        for n, amount in enumerate(found):
            since = found[n - 1].end if n else 0
            until = found[n + 1].start if n + 1 < len(found) else len(passage.text)
            between = passage.text[since : amount.start]
            # What follows an amount up to the first comma is its own; the rest opens the next one.
            cut = _CLAUSE.search(between) if n else None
            before = _less_nil(between[cut.start() if cut else 0 :] if n else f"{passage.heading}: {between}")
            rest = _less_nil(passage.text[amount.end : until])
            if n + 1 < len(found) and regex.match(r"\s*(?:[,;]|\.\s)", rest):
                rest = ""
            tail = _CLAUSE.search(rest, 3) if n + 1 < len(found) else None
            yield Sum(amount.value, passage, amount.start, amount.end, before[-130:], rest[: tail.start() if tail else 110])


def _sums_of_row(row: Passage) -> Iterator[Sum]:
    label, cells = label_and_cells(row)
    cells = [(column, value) for column, value in cells if not has("colonna_altra", _header(row, column))]
    if any(has("manodopera", _header(row, column)) for column, _ in cells):
        # "Anni | Importo | Di cui manodopera": each column says what its sums are.
        for column, value in cells:
            yield Sum(value, row, *row.cell_span(column), _less_nil(f"{label} {_header(row, column)}"), "")
    elif cells:
        told = _told_column(row, label, cells)
        if told is not None:
            yield Sum(dict(cells)[told], row, *row.cell_span(told), _less_nil(label), "")
    elif found := amounts(row.cells[-1]):
        # "Manodopera | € 40.128,00, cioè il 76 %": the sum with words about it.
        start = row.cell_span(len(row.cells) - 1)[0]
        yield Sum(found[0].value, row, start + found[0].start, start + found[0].end, _less_nil(" ".join(row.cells[:-1])), "")


def _header(passage: Passage, column: int) -> str:
    return passage.header[column] if column < len(passage.header) else ""


def _told_column(passage: Passage, label: str, cells: Sequence[tuple[int, float]]) -> int | None:
    """The column of the sum that a row of several is about, if its label says of what: that of the base duration.

    "Manodopera | 65.700 ore | 18,20 | 1.195.740", years and their total: the last. "| Base | Opzione | Interferenze": the first.
    """
    if len(cells) == 1 or has("totale", label):
        return cells[-1][0]
    if not (has("manodopera", label) or has("valore", label)):
        return None
    columns, values = zip(*cells, strict=True)
    if values[-1] > max(values[:-1]) and not any(has("opzione", _header(passage, column)) for column in columns):
        return int(columns[-1])
    named = [column for column in columns if _header(passage, column)]
    return next((column for column in named if not has("opzione", _header(passage, column))), None)


def _less_nil(words: str) -> str:
    """Without the charges that are said to be none: they take nothing from the price beside them."""
    try:
        return patterns("importi", "oneri_nulli").sub(" ", words, timeout=TIMEOUT)
    except TimeoutError:
        return words


def best_of(sums: Sequence[Sum], weigh: Callable[[Sum], int]) -> list[Sum]:
    """The weightiest sum of each document, different ones only; of equals the first."""
    found: dict[int, tuple[int, Sum]] = {}
    for one in sums:
        weight = weigh(one)
        if weight > 0 and weight > found.get(one.passage.document, (0, one))[0]:
            found[one.passage.document] = (weight, one)
    top = max((weight for weight, _ in found.values()), default=0)
    distinct: dict[float, Sum] = {}
    for weight, one in sorted(found.values(), key=lambda item: -item[0]):
        if weight >= min(top, 4):
            distinct.setdefault(one.value, one)
    return list(distinct.values())


def has(name: str, words: str) -> bool:
    return hit(patterns("importi", name), words) is not None


def _last(pattern: Pattern, words: str) -> int:
    """How far before the end a pattern was last matched; a great distance if never."""
    ends = [match.end() for match in pattern.finditer(words)]
    return len(words) - ends[-1] if ends else 9999


def is_labour(one: Sum) -> bool:
    """Nearest words decide: "manodopera: 1000 euro", "1000 euro per manodopera"."""
    labour = patterns("importi", "manodopera")
    if one.passage.kind == "row":
        # A row's label names its sum first: "Manodopera (... sicurezza esclusa)".
        named, other = labour.search(one.before), patterns("importi", "non_valore").search(one.before)
        return named is not None and (other is None or named.start() < other.start())
    behind, link = labour.search(one.after[:90]), _LINK.match(one.after)
    named_behind = behind is not None and link is not None and link.end() >= behind.start()
    if named_behind and behind and _WEIGHS.match(one.after[behind.end() :]):
        named_behind = False  # "nel canone di 1.080.000 euro la manodopera pesa per ...": another sum's
    return named_behind or _last(labour, one.before) < min(120, _last(patterns("importi", "non_valore"), one.before))


def labour_weight(one: Sum) -> int:
    if not is_labour(one) or has("altro_contratto", one.passage.text):
        return 0
    # "... 640.000 euro sono costi della manodopera, non ribassabili": said of the very sum, it is the office's.
    said_of_it = regex.match(r"\s*(?:sono|e|rappresent\w+|costituisc\w+)\b", one.after) is not None
    if has("del_concorrente", one.passage.text) and one.passage.kind != "row" and not said_of_it:
        return 0
    return 6 + 2 * (one.passage.kind == "row") + 2 * has("totale", one.before) - 3 * has("periodico", one.after)


def value_weight(one: Sum) -> int:
    weight = fees_weight(one)
    if weight and not has("senza_opzione", one.before + one.after):
        # An option alone is smaller than the whole: only words of a total make it the value.
        weight += 11 * has("massimo", one.before + one.after)
    return weight


def fees_weight(one: Sum) -> int:
    """How much the words speak for the price of the base duration; 0 for another sum."""
    words = f"{one.before} {one.after}".strip()
    near = one.before[-45:]
    if one.value < 4000 or is_labour(one) or has("periodico", one.after) or has("non_valore", near) or has("confine", near):
        return 0
    if has("altro_contratto", one.passage.text) or has("superata", one.after):
        return 0
    if has("soglia_legale", one.before) or has("soglia_dopo", one.after):
        return 0
    # "Turnover of the best three years, not less than twice the price of the tender, that is ...".
    if one.passage.kind != "row" and has("requisito", one.passage.text[: one.start].rpartition(";")[2]):
        return 0
    named = words if not has("massimo", words) else f"{one.passage.heading} {one.passage.text}"
    # "Ventiquattro mesi | 264.000,00": a row that names only a duration holds its price.
    row = one.passage.kind == "row" and has("sola_durata", one.before)
    if not (row or has("valore", named)):
        return int(one.passage.kind != "row" and (has("netta", one.before[-60:]) or has("netta", one.after[:40])))
    option = has("opzione", words) and not has("senza_opzione", words) and not has("massimo", words)
    # Where the base price is told too, the sum with the options is not it.
    most = 3 * (one.passage.kind == "row" and has("massimo", words))
    return 3 + 2 * has("totale", words) + has("valore", near) + (one.passage.kind == "row") - 3 * option - most
