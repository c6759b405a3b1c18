"""When the notice was published, as the draft says it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import dates
from procurement_engine.facts.passages import Passage

_PUBLISHED = regex.compile(
    r"pubblicat|pubblicazione|mess[oa] in rete|reso pubblico|affiss|diffus|inviat[oa] (?:alla gazzetta|il)|spedit|trasmess[oa]"
)
_NOT = regex.compile(r"scaden|entro|termine|gazzetta ufficiale n|fino al|dal \d|esiti|chiariment|perven|nata?\b|scade")
_DATED = regex.compile(r"prot|data|addi|lettera|avviso|bando|invito|determin|decisione")
_LAW = regex.compile(
    r"d\.? ?lgs|decreto|legge|regolamento|delibera|direttiv|linee guida|d\.?m\.?\b|l\. ?r|circolare|parere|determina(?:zione)?\b"
)


def published_on(all_passages: Sequence[Passage], document_types: Sequence[str]) -> FactValue | None:
    """The stated date: after a word of publication, else a protocol or heading date at the very start of a notice."""
    for passage in all_passages:
        mark = _PUBLISHED.search(passage.text)
        if mark is None:
            continue
        for day, start, end in dates(passage.text):
            between = passage.text[mark.end() : start] if start >= mark.end() else passage.text[end : mark.start()]
            if len(between) < 70 and not _NOT.search(between) and day.year >= 2010:
                return FactValue(day, "stated", (passage.place(start, end),))
    for passage in all_passages:
        if passage.block > 7 or document_types[passage.document].startswith(("convenzione", "accordo", "schema")):
            continue
        for day, start, end in dates(passage.text):
            before = passage.text[:start]
            alone = not regex.search(r"[a-z]{4}", before) or _DATED.search(before)
            if alone and not _LAW.search(before[-60:]) and not _NOT.search(before[-30:]) and day.year >= 2010:
                return FactValue(day, "stated", (passage.place(start, end),))
    return None
