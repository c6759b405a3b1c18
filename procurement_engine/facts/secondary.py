"""What share of the contract the secondary activities are: told with them, or where the whole is parted, or pointed at."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from procurement_engine.facts.amounts import percentages
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Passage, Text, tables_of
from procurement_engine.facts.shares import FRACTION_STEMS, SUPPOSED
from procurement_engine.facts.sums import has
from procurement_engine.facts.vocabulary import hit, load, patterns

#: A sentence that goes on about what the one before has named.
_BACK = regex.compile(
    r"\W*(?:quest|tal[ei]\b|ess[aei]\b|dett[aeio]\b|predett|suddett"
    r"|la (?:prima|seconda)|la quota|la parte|il (?:loro|suo) (?:peso|valore))"
)
_SECOND_STEMS = (
    *("separabil", "scorporabil", "omogenea", "secondari", "accessori", "ulteriore", "altro contratto", "second"),
    *("accompagn", "affianc", "aggiung", "da sol", "a parte", "separat"),
)
#: "the services of row 2": the row of a table by its first cell.
_REFERENCE = regex.compile(r"\b(?:rig[ah]e?|voce|linea|lettera|lett\.|punto|numero|n\.) ?(?:n\. ?)?(\d{1,2}|[a-h])\b")
_DENIED = regex.compile(r"\b(?:non|ne|nessun\w*|senza|priv\w+)\b[^,;]{0,60}$")
#: Characters beside the word that calls it secondary in which an activity is named; blocks to where it is measured.
_NEAR, _FAR = 60, 40
_WORD = regex.compile(r"[a-z]{5,}")
_CLAUSE = regex.compile(r"[,;:|]|\be\b")


def secondary_share(text: Text) -> dict[str | None, FactValue]:
    """The largest share of the activities that are told to be secondary: of the whole (None), or of each lot that is named.

    The sentence that names them may leave their share to the next one: "this category is worth 34 per cent of the price".
    """
    best: dict[str | None, tuple[float, Passage]] = {}
    named = text.having(_SECOND_STEMS)
    follows = {(one.document, one.block, one.start + len(one.text) + 1): one for one in named if has("secondarie", one.text)}
    for passage in text.having(("%", "cento", *FRACTION_STEMS)):
        here = passage if has("secondarie", passage.text) else None
        told = here or follows.get((passage.document, passage.block, passage.start))
        if told is None or not has("secondarie_verbo", passage.text) or has("non_secondarie", passage.text):
            continue
        if told is not here and not _BACK.match(passage.text):
            continue
        for value, _ in percentages(passage.text):
            for lot in passage.lots or told.lots or (None,):
                if value < 60 and value > best.get(lot, (0, passage))[0]:
                    best[lot] = (value, passage)
    for value, passage in (*_parted(text), *_pointed(text)) if None not in best else ():
        if value > best.get(None, (0, passage))[0]:
            best[None] = (value, passage)
    return {lot: FactValue(round(value / 100, 4), "stated", (one.whole(),), lot=lot) for lot, (value, one) in best.items()}


def _parted(text: Text) -> Iterator[tuple[float, Passage]]:
    """The second of the activities into which a table or a sentence parts the whole: "pulizia 56%, portineria 36%, verde 8%"."""
    sentences = ([passage] for passage in text.having(("%", "cento")) if passage.kind != "row")
    for group in (*sentences, *tables_of(text)):
        words = " ".join(one.text for one in group) + group[0].heading
        if group[0].lots or has("non_secondarie", words) or has("quote_altre", words):
            continue
        # Activities by their names, or by where they are listed: "62 per cento to letter a), 38 to letter b)".
        if not has("attivita", words) and len(set(_REFERENCE.findall(words))) < 2:
            continue
        told = [(value, one) for one in group for value, _ in percentages(one.text) if value != 100]
        if len(told) > 1 and abs(sum(value for value, _ in told) - 100) < 0.5:
            yield sorted(told, key=lambda item: -item[0])[1]


def _pointed(text: Text) -> Iterator[tuple[float, Passage]]:
    """An activity called secondary in one place and measured in another: "the services of row 2", "the shuttle"."""
    for told in text.having(_SECOND_STEMS):
        mark = hit(patterns("importi", "secondarie"), told.text)
        if mark is None or told.lots or percentages(told.text) or SUPPOSED.search(told.text):
            continue
        if _DENIED.search(told.text[: mark.start()]):
            continue
        # "pulizie, cui si affianca la portineria": what it is comes behind.
        named = told.text[mark.end() :][:_NEAR] if mark[0].startswith("cui") else told.text[: mark.start()][-_NEAR:]
        rows = {match[1] for match in _REFERENCE.finditer(named)}
        stems = {word[:6] for word in _WORD.findall(named)} - set(load("importi")["generiche"])
        for passage in text.having(("%", "cento", *FRACTION_STEMS)):
            if passage.document != told.document or abs(passage.block - told.block) > _FAR:
                continue
            if any(has(key, passage.text) for key in ("non_secondarie", "quote_altre", "chi_concorre")):
                continue
            if rows and passage.kind == "row" and passage.cells[0].strip(" .)") in rows:
                yield from _below(passage.text, passage)
            elif not rows and has("secondarie_verbo", passage.text):
                for clause in _CLAUSE.split(passage.text):
                    if len(clause) < 2 * _NEAR and stems.intersection(word[:6] for word in _WORD.findall(clause)):
                        yield from _below(clause, passage)


def _below(words: str, passage: Passage) -> Iterator[tuple[float, Passage]]:
    return ((value, passage) for value, _ in percentages(words) if value < 60)
