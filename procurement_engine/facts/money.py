"""Value of the contract, cost of labour and its share, whole and per lot, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from procurement_engine.facts.amounts import amounts, bare_amount, percentages
from procurement_engine.facts.lots import lots_in
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.tables import label_and_cells, lot_tables
from procurement_engine.facts.vocabulary import Pattern, hit, load, patterns

_CLAUSE = regex.compile(r"[,;(]|\b(?:e|ed|oltre|di cui|piu|nonche)\b")

#: Between an amount and what it is for: "(78 per cento) rappresentano il costo della ...".
_LINK = regex.compile(
    r"^[\s=,:–-]*(?:\([^)]*\)\s*)?(?:(?:per|di|qual[ei]?|a titolo di|relativ\w+ a\w*|sono|e|a|il|i|la|le|l|gli|costituisc\w+|rappresent\w+"
    r"|cost[oi]|spes[ae]|quota|oneri|della|del|dei|al|alla|stimat[oiae]|ascrivibil[ei]|imputabil[ei]|riferibil[ei]|attribuibil[ei]|destinat[oiae]|pertinent[ei]|afferent[ei])[\s']+)*"
)


_LABOUR_STEMS = ("manodopera", "mano d'opera", "lavor", "personale", "retribuzion")
_BIG = regex.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|(?<![\d.,])\d{4,9}(?:,\d{1,2})?(?![\d.])")


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


def money_facts(
    text: Text,
) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], dict[str, tuple[FactValue, ...]]]:
    """(facts of the whole, facts per lot, contradicted facts): estimated_value, labour_cost, labour_share, secondary_share.

    `fees`, the price of the base duration without options, is kept beside them for `derive`.
    """
    sums = list(_sums(text))
    lots = _lot_facts(text, sums)
    whole: dict[str, FactValue] = {}
    conflicts: dict[str, tuple[FactValue, ...]] = {}
    general = [s for s in sums if len(s.passage.lots) != 1]
    for key, weigh in (("labour_cost", _labour_weight), ("fees", _fees_weight), ("estimated_value", _value_weight)):
        # A price below the cost of its labour is another price.
        least = whole["labour_cost"].value if "labour_cost" in whole and "labour_cost" not in conflicts else 0
        best = _best([one for one in general if one.value >= least], weigh)
        if best:
            whole[key] = best[0].fact()
        if len(best) > 1 and key != "fees":
            conflicts[key] = tuple(one.fact() for one in best)
    if share := _share(text):
        whole["labour_share"] = share
    if second := _secondary(text):
        whole["secondary_share"] = second
    _with_options(general, whole)
    _by_share(text, whole)
    _sum_of_lots(lots, whole)
    return whole, lots, conflicts


def _sums(text: Text) -> Iterator[Sum]:
    """The amounts of prose with the words between them, and those of rows with the row's label."""
    for passage in text.having((*load("importi")["lettere"], *load("importi")["lettere_riga"])):
        if passage.columns:
            continue
        if passage.kind == "row" and len(passage.cells) > 1:
            label, cells = label_and_cells(passage)
            if len(cells) == 1 or (cells and _has("totale", label)):
                column, value = cells[-1]
                yield Sum(value, passage, *passage.cell_span(column), label, "")
            elif not cells and (told := amounts(passage.cells[-1])):
                # "Manodopera | € 40.128,00, cioè il 76 %": the sum with words about it.
                start = passage.cell_span(len(passage.cells) - 1)[0]
                words = " ".join(passage.cells[:-1])
                yield Sum(told[0].value, passage, start + told[0].start, start + told[0].end, words, "")
            continue
        found = [a for a in amounts(passage.text) if a.value >= 1000]
        for n, amount in enumerate(found):
            since = found[n - 1].end if n else 0
            until = found[n + 1].start if n + 1 < len(found) else len(passage.text)
            between = passage.text[since : amount.start]
            # What follows an amount up to the first comma is its own; the rest opens the next one.
            cut = _CLAUSE.search(between) if n else None
            before = between[cut.start() if cut else 0 :] if n else f"{passage.heading}: {between}"
            rest = passage.text[amount.end : until]
            if n + 1 < len(found) and regex.match(r"\s*[,;]", rest):
                rest = ""
            tail = _CLAUSE.search(rest, 3) if n + 1 < len(found) else None
            yield Sum(amount.value, passage, amount.start, amount.end, before[-130:], rest[: tail.start() if tail else 110])


def _best(sums: Sequence[Sum], weigh: object) -> list[Sum]:
    """The weightiest sum of each document, different ones only; of equals the first."""
    found: dict[int, tuple[int, Sum]] = {}
    for one in sums:
        weight: int = weigh(one)  # type: ignore[operator]
        if weight > 0 and weight > found.get(one.passage.document, (0, one))[0]:
            found[one.passage.document] = (weight, one)
    top = max((weight for weight, _ in found.values()), default=0)
    distinct: dict[float, Sum] = {}
    for weight, one in sorted(found.values(), key=lambda item: -item[0]):
        if weight >= min(top, 4):
            distinct.setdefault(one.value, one)
    return list(distinct.values())


def _has(name: str, words: str) -> bool:
    return hit(patterns("importi", name), words) is not None


def _last(pattern: Pattern, words: str) -> int:
    """How far before the end a pattern was last matched; a great distance if never."""
    ends = [match.end() for match in pattern.finditer(words)]
    return len(words) - ends[-1] if ends else 9999


def _is_labour(one: Sum) -> bool:
    """Nearest words decide: "manodopera: 1000 euro", "1000 euro per manodopera"."""
    labour = patterns("importi", "manodopera")
    if one.passage.kind == "row":
        # A row's label names its sum first: "Manodopera (... sicurezza esclusa)".
        named, other = labour.search(one.before), patterns("importi", "non_valore").search(one.before)
        return named is not None and (other is None or named.start() < other.start())
    behind, link = labour.search(one.after[:90]), _LINK.match(one.after)
    named_behind = behind is not None and link is not None and link.end() >= behind.start()
    return named_behind or _last(labour, one.before) < min(120, _last(patterns("importi", "non_valore"), one.before))


def _labour_weight(one: Sum) -> int:
    if not _is_labour(one) or _has("altro_contratto", one.passage.text):
        return 0
    # "... 640.000 euro sono costi della manodopera, non ribassabili a pena di esclusione": said of the very sum, it is the office's.
    said_of_it = regex.match(r"\s*(?:sono|e|rappresent\w+|costituisc\w+)\b", one.after) is not None
    if _has("del_concorrente", one.passage.text) and one.passage.kind != "row" and not said_of_it:
        return 0
    return 6 + 2 * (one.passage.kind == "row") + 2 * _has("totale", one.before) - 3 * _has("periodico", one.after)


def _value_weight(one: Sum) -> int:
    weight = _fees_weight(one)
    if weight and not _has("senza_opzione", one.before + one.after):
        # An option alone is smaller than the whole: only words of a total make it the value.
        weight += 11 * _has("massimo", one.before + one.after)
    return weight


def _fees_weight(one: Sum) -> int:
    words = f"{one.before} {one.after}".strip()
    near = one.before[-45:]
    if one.value < 4000 or _is_labour(one) or _has("periodico", one.after) or _has("non_valore", near):
        return 0
    named = words if not _has("massimo", words) else one.passage.text
    # "Ventiquattro mesi | 264.000,00": a row that names only a duration holds its price.
    row = one.passage.kind == "row" and _has("sola_durata", one.before)
    if not (row or _has("valore", named)) or _has("altro_contratto", one.passage.text):
        return 0
    option = _has("opzione", words) and not _has("senza_opzione", words) and not _has("massimo", words)
    # Where the base price is told too, the sum with the options is not it.
    most = 4 * (one.passage.kind == "row" and _has("massimo", words))
    return 3 + 2 * _has("totale", words) + _has("valore", near) + (one.passage.kind == "row") - 3 * option - most


def _with_options(sums: Sequence[Sum], whole: dict[str, FactValue]) -> None:
    """Adds to the base price the options whose price is told apart, where no total is told."""
    fees, value = whole.get("fees"), whole.get("estimated_value")
    if not fees or not value or fees.value != value.value:
        return
    extra: dict[float, Sum] = {}
    for one in sums:
        told = one.value != fees.value and _has("opzione", one.before[-70:] + one.after[:50]) and not _is_labour(one)
        if told and not _has("non_valore", one.before[-45:]) and not _has("massimo", one.before + one.after):
            extra.setdefault(one.value, one)
    # "264.000 for the base, 132.000 for the option, 396.000 in all": the total is told already.
    base = next((one for one in sums if abs(one.value + sum(extra) - fees.value) < 1), None) if extra else None
    if base is not None:
        whole["fees"] = base.fact()
        return
    if extra and sum(extra) <= 2 * fees.value and not _has("massimo", _around(sums, fees.value)):
        places = fees.places + tuple(p for one in extra.values() for p in one.fact().places)
        total = plain(fees.value + sum(extra))
        whole["estimated_value"] = FactValue(total, "derived", places, "importo a base più opzioni (art. 14 c. 4)")


def _by_share(text: Text, whole: dict[str, FactValue]) -> None:
    """Where no words name the cost of labour: the figure beside them that is the stated share of the price."""
    share, fees = whole.get("labour_share"), whole.get("fees")
    if share is None or fees is None or "labour_cost" in whole:
        return
    expected = share.value * fees.value
    for passage in text.having(_LABOUR_STEMS):
        for match in _BIG.finditer(figures(passage.text)):
            value = float(match[0].replace(".", "").replace(",", "."))
            if abs(value - expected) <= 0.006 * fees.value:
                whole["labour_cost"] = FactValue(plain(value), "stated", (passage.whole(),), "la quota di manodopera dichiarata")
                return


def _around(sums: Sequence[Sum], value: float) -> str:
    return " ".join(one.before + one.after for one in sums if one.value == value)


def _share(text: Text) -> FactValue | None:
    for passage in text.having(("%", "cento", "percento")):
        named = _has("manodopera", f"{passage.text} {passage.heading}") or _has("incidenza", passage.text)
        if passage.lots or not named or hit(patterns("importi", "non_secondarie"), passage.text):
            continue
        mark = (
            patterns("importi", "manodopera").search(passage.text)
            or patterns("importi", "incidenza").search(passage.text)
            or regex.match("", passage.text)
        )
        numbers = figures(passage.text)
        for value, at in percentages(passage.text):
            near = abs(at - mark.start()) < 130 if mark else False
            words = numbers[max(0, at - 25) : at]
            if (
                near
                and 5 <= value < 100
                and not regex.search(r"oltre|scost|inferior|ribass|super|almeno|sotto|raggiun|arriv|soglia|meno del", words)
            ):
                return FactValue(round(value / 100, 4), "stated", (passage.whole(),))
    return None


def _secondary(text: Text) -> FactValue | None:
    """The largest share of the activities that are told to be secondary."""
    best: tuple[float, Passage] | None = None
    for passage in text.having(("secondari", "accessori", "ulteriore", "altro contratto", "second", "accompagn", "affianc", "aggiung")):
        if not _has("secondarie", passage.text) or not _has("secondarie_verbo", passage.text):
            continue
        if _has("non_secondarie", passage.text):
            continue
        for value, _ in percentages(passage.text):
            if value < 60 and (best is None or value > best[0]):
                best = (value, passage)
    return FactValue(round(best[0] / 100, 4), "stated", (best[1].whole(),)) if best else None


def _lot_facts(text: Text, sums: Sequence[Sum]) -> dict[str, dict[str, FactValue]]:
    """What tables with a column or a row per lot say, and what sentences about one lot say."""
    lots = lot_tables(text, _key_of, bare_amount)
    sums = [*sums, *_told_apart(sums)]
    for key, weigh in (("labour_cost", _labour_weight), ("estimated_value", _value_weight)):
        for lot in {next(iter(s.passage.lots)) for s in sums if len(s.passage.lots) == 1}:
            best = _best([s for s in sums if s.passage.lots == {lot}], weigh)
            if best:
                lots.setdefault(lot, {}).setdefault(key, best[0].fact(lot))
    return lots


def _told_apart(sums: Sequence[Sum]) -> Iterator[Sum]:
    """ "The cost of labour is, for lot 1, 100 euro, for lot 2, 200": each sum is its lot's, the words before the first are all theirs."""
    topics: dict[tuple[int, int, int], str] = {}
    for one in sums:
        if len(one.passage.lots) < 2:
            continue
        topic = topics.setdefault((one.passage.document, one.passage.block, one.passage.start), one.before)
        lot = lots_in(one.before) if one.before != topic else frozenset(sorted(lots_in(one.before))[-1:])
        if len(lot) == 1:
            yield replace(one, passage=replace(one.passage, lots=lot), before=f"{topic} {one.before}"[-130:])


def _key_of(label: str) -> str | None:
    if regex.search(r"^rapporto$|incidenza|quota (?:della|di) manodopera|%|percentual", label):
        return "labour_share" if regex.search(r"manodopera|lavoro|personale|^rapporto$|incidenza", label) else None
    if _has("manodopera", label):
        return "labour_cost"
    if _has("valore", label) and not _has("non_valore", label):
        return "estimated_value"
    return None


def _sum_of_lots(lots: dict[str, dict[str, FactValue]], whole: dict[str, FactValue]) -> None:
    """The whole is the sum of its lots where no total is told, and never less than they are."""
    if len(lots) < 2:
        return
    for key in ("labour_cost", "estimated_value"):
        facts = [lot[key] for lot in lots.values() if key in lot]
        total = plain(sum(fact.value for fact in facts))
        if len(facts) < 2 or (key == "estimated_value" and key in whole and whole[key].value >= total):
            continue
        places = tuple(place for fact in facts for place in fact.places)
        whole[key] = FactValue(total, "derived", places, "somma dei lotti")
    values = [lot["estimated_value"] for lot in lots.values() if "estimated_value" in lot]
    if len(values) > 1:
        whole["fees"] = FactValue(plain(sum(v.value for v in values)), "derived", (), "somma dei lotti")
        whole.pop("labour_share", None)
