"""Value of the contract, cost of labour and its share, whole and per lot, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import amounts, number, percentages
from procurement_engine.facts.passages import Passage, lots_in

_LABOUR = regex.compile(
    r"manodopera|cost[oi] (?:del|di|per il) (?:lavoro|personale)|spes[ae] (?:per il|del|di|per) (?:lavoro|personale)|di cui (?:per )?(?:il )?personale"
    r"|costo del personale|oneri (?:del|di|per il) personale|lavoro dipendente|retribuzion[ie] degli addetti|per il personale"
)
_VALUE = regex.compile(
    r"valore|importo|base di gara|base d.asta|corrispettiv|ammonta|ammontare|prezzo|vale|quadro economico|costo complessivo|somma"
)
_TOTAL = regex.compile(r"complessiv|totale|stimat|triennal|biennal|intera durata|base di gara|base d.asta|stima|a base")
_WIDER = regex.compile(r"rinnov|opzion|prorog|comprensiv")
_NOT_VALUE = regex.compile(
    r"interferenz|sicurezza|oneri di|garanzi|cauzion|massimal|polizz|penal|fatturato|contributo anac|bollo|canone|per ogni|ciascun[ao]? "
    r"|non superior|soglia|inferiore a|super(?:a|i) |sanzion|servizi analoghi|triennio preceden|multa"
)
_PERIODIC = regex.compile(r"[^a-z]{0,4}(?:annu|ogni anno|all.anno|per anno|al mese|mensil|ciascun|per ogni|a pasto|l.ora|/)")
_OFFERED = regex.compile(
    r"propri|offert[oaie]|concorrent[ei] (?:indica|dichiara|espone|scrive)|\ba pena di esclusione|pena l.esclusione"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    passage: Passage
    start: int
    end: int
    weight: int


def money_facts(all_passages: Sequence[Passage]) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
    """(facts of the whole, facts per lot) among estimated_value, labour_cost, labour_share."""
    whole: dict[str, FactValue] = {}
    labour = _best(_labour(all_passages))
    if labour:
        whole["labour_cost"] = _fact(labour)
    value = _best(_values(all_passages, labour))
    if value:
        whole["estimated_value"] = _fact(value)
    share = _share(all_passages)
    if share:
        whole["labour_share"] = share
    lots = _from_lot_tables(all_passages)
    totals = [facts["labour_cost"] for facts in lots.values() if "labour_cost" in facts]
    if len(totals) > 1:
        places = tuple(place for fact in totals for place in fact.places)
        whole["labour_cost"] = FactValue(sum(f.value for f in totals), "derived", places, "somma dei lotti")
        whole.pop("labour_share", None)
    return whole, lots


def _fact(amount: _Amount) -> FactValue:
    value = int(amount.value) if amount.value == int(amount.value) else amount.value
    return FactValue(value, "stated", (amount.passage.place(amount.start, amount.end),))


def _best(candidates: Iterable[_Amount]) -> _Amount | None:
    """The weightiest; the first of equals."""
    return max(candidates, key=lambda a: a.weight, default=None)


def _labour(all_passages: Sequence[Passage]) -> Iterator[_Amount]:
    for passage in all_passages:
        for mark in _LABOUR.finditer(passage.text):
            if _OFFERED.search(passage.text[max(0, mark.start() - 60) : mark.end() + 30]) and "€" not in passage.text:
                continue
            if passage.kind == "row" and len(passage.cells) > 1 and _LABOUR.search(passage.cells[0]):
                yield from _row_amount(passage, 8)
                continue
            found = [a for a in amounts(passage.text) if a[0] >= 1000]
            if found:
                distance, (value, start, end) = min((_distance(passage.text, mark.start(), mark.end(), a), a) for a in found)
                if distance < 90:
                    yield _Amount(value, passage, start, end, 6 - distance // 30)


def _distance(text: str, mark_start: int, mark_end: int, amount: tuple[float, int, int]) -> int:
    """How far an amount stands from the word it may belong to; "per ..." behind an amount says what it is for."""
    _, start, end = amount
    if start >= mark_end:
        named_otherwise = regex.match(r"\s*=?\s*(?:per|di|quali?|a titolo di)\s", text[end:]) is not None
        return start - mark_end + 60 * named_otherwise
    named = regex.match(r"\s*=?,?\s*(?:per|di|quali?|a titolo di|relativ\w+ a)\b.{0,12}$", text[end:mark_start]) is not None
    return 0 if named else mark_start - end


def _row_amount(passage: Passage, weight: int) -> Iterator[_Amount]:
    cells = [cell for cell in passage.cells[1:] if regex.search(r"\d", cell)]
    money = [
        cell for cell in cells if regex.fullmatch(r"(?:€|euro)?\s*[\d.\s]+(?:,\d{1,2})?\s*(?:€|euro|=)*", cell) and "%" not in cell
    ]
    if len(money) == 1:
        digits = regex.search(r"\d[\d.\s]*(?:,\d{1,2})?", money[0])
        if digits and (value := number(digits[0].strip())) >= 1000:
            at = passage.text.find(money[0])
            yield _Amount(value, passage, at, at + len(money[0]), weight)


def _values(all_passages: Sequence[Passage], labour: _Amount | None) -> Iterator[_Amount]:
    for passage in all_passages:
        if passage.kind == "row" and len(passage.cells) > 1:
            label = passage.cells[0]
            if _VALUE.search(label) and not _NOT_VALUE.search(label) and not _LABOUR.search(label):
                yield from _row_amount(passage, 4 + 2 * bool(_TOTAL.search(label)) + 4 * bool(_WIDER.search(label)))
            continue
        for value, start, end in amounts(passage.text):
            if value < 5000 or (labour and value == labour.value):
                continue
            before, after = passage.heading + " " + passage.text[max(0, start - 110) : start], passage.text[end : end + 60]
            closest = before[-30:]
            if _LABOUR.search(closest) or _NOT_VALUE.search(closest) or _PERIODIC.match(after):
                continue
            if not (_VALUE.search(before) or _VALUE.search(after)):
                continue
            weight = 2 + 2 * bool(_TOTAL.search(before + after)) + bool(_VALUE.search(closest))
            weight += 5 * bool(
                regex.search(
                    r"art\. 14|valore (?:globale|complessivo|stimato)|presa a riferimento|somma dei|totale dei", before + after
                )
            )
            weight += 3 * bool(_WIDER.search(before) and not regex.search(r"non|senza|esclus", before))
            yield _Amount(value, passage, start, end, weight)


def _share(all_passages: Sequence[Passage]) -> FactValue | None:
    for passage in all_passages:
        mark = _LABOUR.search(passage.text) or regex.search(r"il personale (?:assorbe|incide|pesa)", passage.text)
        if mark is None or passage.lots:
            continue
        for value, start, end in percentages(passage.text):
            if (
                5 <= value < 100
                and abs(start - mark.start()) < 130
                and not regex.search(r"olt?re il|scost|inferior|ribass", passage.text[max(0, start - 25) : start])
            ):
                return FactValue(round(value / 100, 4), "stated", (passage.place(start, min(end, len(passage.text))),))
    return None


def _from_lot_tables(all_passages: Sequence[Passage]) -> dict[str, dict[str, FactValue]]:
    """Tables whose header names the lots in its columns."""
    lots: dict[str, dict[str, FactValue]] = {}
    columns: dict[int, str] = {}
    for passage in all_passages:
        if passage.kind != "row":
            columns = {} if passage.kind == "heading" else columns
            continue
        named = {n: min(found) for n, cell in enumerate(passage.cells) if len(found := lots_in(cell)) == 1}
        if len(named) > 1:
            columns = named
            for lot in named.values():
                lots.setdefault(lot, {})
            continue
        key = _key_of(passage.cells[0] if passage.cells else "")
        if key is None:
            continue
        for column, lot in columns.items():
            digits = regex.search(r"\d[\d.\s]*(?:,\d{1,2})?", passage.cells[column]) if column < len(passage.cells) else None
            if digits:
                value = number(digits[0].strip())
                at = max(0, passage.text.find(digits[0]))
                fact = FactValue(
                    value / 100 if key == "labour_share" else value, "stated", (passage.place(at, at + len(digits[0])),)
                )
                lots[lot].setdefault(key, fact)
    return lots


def _key_of(label: str) -> str | None:
    if _LABOUR.search(label):
        return "labour_share" if regex.search(r"%|quota|percentual|incidenza|rapporto", label) else "labour_cost"
    if regex.search(r"^rapporto$|incidenza", label):
        return "labour_share"
    return "estimated_value" if _VALUE.search(label) and not _NOT_VALUE.search(label) else None
