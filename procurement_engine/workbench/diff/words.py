"""A comparison in plain Italian: to read in a terminal, as Markdown, as a section of a changelog, as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from procurement_engine.workbench.diff.behaviour import Changed
from procurement_engine.workbench.diff.compare import Diff
from procurement_engine.workbench.diff.elements import Part
from procurement_engine.workbench.diff.structure import RuleChange

_WIDTH = 100
_KINDS = {
    "added": "aggiunta",
    "repealed": "abrogata",
    "stricter": "più severa",
    "looser": "più larga",
    "mixed": "mista, da leggere",
    "words": "solo parole",
    "citation": "solo citazione",
    "other": "solo prove, firma o dati di servizio",
}
_SIDES = {
    "stricter": "più severa",
    "looser": "più larga",
    "unsure": "da valutare",
    "words": "parole",
    "citation": "citazione",
    "other": "servizio",
}
_OUTCOMES = {
    "compliant": "trovato",
    "non_compliant": "non trovato o difettoso",
    "undetermined": "dubbio",
    "not_applicable": "non applicabile",
    "waived": "in deroga",
    "absent": "regola assente",
}
_STATES = {
    "found": "trovato",
    "missing": "non trovato",
    "negated": "negato",
    "contradicted": "contraddetto",
    "placeholder": "da compilare",
    "unclear": "non chiaro",
    "": "non chiesto",
}
_SIZES = {
    "major": "maggiore: ciò che era in regola può non esserlo più",
    "minor": "minore: un consiglio nuovo o una regola più larga",
    "patch": "di sole parole, citazioni o dati di servizio",
    "none": "nessuna",
}
#: The headings of a changelog, in order.
_SECTIONS = (("added", "Aggiunte"), ("repealed", "Abrogate"), ("stricter", "Più severe"), ("mixed", "Cambiate in più sensi"),
             ("looser", "Più larghe"), ("words", "Solo parole"), ("citation", "Solo citazioni"))  # fmt: skip


def as_text(found: Diff) -> str:
    """For a terminal."""
    return "\n".join(_text(found))


def _text(found: Diff) -> Iterator[str]:
    yield f"Da {found.before.name} a {found.now.name}"
    yield from _fold(summary(found), "")
    for change in found.rules:
        yield ""
        yield from _fold(f"{change.id} {change.title} [{change.layer}]: {_KINDS[change.kind]}", "")
        for part in change.parts:
            yield from _fold(f"- {_part(part)}", "  ", "    ")
    for title, drafts in _groups(found):
        yield from ("", title.upper())
        for draft in drafts:
            yield from _fold(f"- {_outcome(draft)}", "  ", "    ")
            for line in _why(draft):
                yield from _fold(line, "      ")
    if found.unread:
        yield from ("", "BOZZE NON LETTE")
    for reason in found.unread:
        yield from _fold(f"- {reason}", "  ", "    ")
    yield ""
    yield from _fold(release(found), "")


def summary(found: Diff) -> str:
    """How much changed, in a sentence or two."""
    if not found.rules:
        return "Le regole sono le stesse."
    counts = {kind: sum(change.kind == kind for change in found.rules) for kind in _KINDS}
    told = ", ".join(f"{n} {_KINDS[kind]}" for kind, n in counts.items() if n)
    text = f"Regole cambiate: {len(found.rules)} ({told})."
    inline = sum(draft.inline for draft in found.drafts)
    text += f" Prove che cambiano esito: {inline}."
    if found.judged or found.unread:
        files = {draft.source for draft in found.drafts if not draft.inline}
        law = f"con la legge del {found.as_of:%d/%m/%Y}" if found.as_of else "ciascuna con la legge del proprio giorno"
        if found.today:
            law += f" (se non lo dice, di oggi {found.today:%d/%m/%Y})"
        text += f" Bozze del corpus: {found.judged} giudicate, {len(files)} cambiano esito, {law}"
        text += f", {len(found.unread)} non leggibili." if found.unread else "."
    if found.to_come:
        listed = ", ".join(f"{day:%d/%m/%Y}" for day in found.to_come)
        text += f" I testi cambiano dal {listed}: per vedere l'effetto sulle bozze, --as-of {found.to_come[0]}."
    return text


def release(found: Diff) -> str:
    """The version that follows, and whether ruleset.yaml says so."""
    said = found.now.version
    text = f"Modifica {_SIZES[found.size]}."
    if not found.follows:
        return text + " La versione di partenza non è scritta con tre numeri (1.0.0): non si può dire quale segue."
    text += f" Dopo la {found.before.version} viene la {found.follows}."
    if not said:
        return text
    if found.declared_enough:
        return text + f" ruleset.yaml dice {said}: va bene."
    return text + f" ruleset.yaml dice {said}: portarla a {found.follows}."


def _groups(found: Diff) -> Iterator[tuple[str, list[Changed]]]:
    for title, inline in (("Bozze del corpus che cambiano esito", False), ("Prove delle regole che cambiano esito", True)):
        drafts = [draft for draft in found.drafts if draft.inline is inline]
        if drafts:
            yield title, drafts


def _outcome(draft: Changed) -> str:
    name = draft.source if draft.inline else f"{draft.source}, {draft.id}"
    return f"{name}: da «{_OUTCOMES[draft.before]}» a «{_OUTCOMES[draft.now]}»"


def _why(draft: Changed) -> Iterator[str]:
    """The elements that moved with the words that say so, else the reason given."""
    for element in draft.elements:
        quote = f" («{textwrap.shorten(element.quote, 160, placeholder='…')}»)" if element.quote else ""
        yield f"{element.title}: da {_STATES[element.before]} a {_STATES[element.now]}{quote}"
    if draft.reason and not draft.elements:
        yield draft.reason


def _part(part: Part) -> str:
    weight = ", come consiglio" if part.side == "stricter" and part.weight == "advice" else ""
    return f"{part.text} ({_SIDES[part.side]}{weight})"


def as_changelog(found: Diff, day: date) -> str:
    """A section ready to paste."""
    lines = [f"## {found.follows or found.now.version or 'da numerare'} – {day:%d/%m/%Y}", "", summary(found)]
    for kind, title in _SECTIONS:
        changes = [change for change in found.rules if change.kind == kind]
        if changes:
            lines += ["", f"### {title}", "", *(_entry(change) for change in changes)]
    return "\n".join(lines)


def _entry(change: RuleChange) -> str:
    told = "; ".join(part.text for part in change.parts if part.side != "other") or "; ".join(part.text for part in change.parts)
    return f"- **{change.id}** {change.title}: {told}."


def as_markdown(found: Diff, day: date) -> str:
    """The changelog section, then the drafts that change and the version."""
    lines = [as_changelog(found, day)]
    for title, drafts in _groups(found):
        lines += ["", f"### {title}", ""]
        for draft in drafts:
            lines += [f"- {_outcome(draft)}", *(f"  - {line}" for line in _why(draft))]
    return "\n".join([*lines, "", release(found)])


def as_json(found: Diff) -> str:
    """Everything, for programs."""
    data = {
        "schema": "procurement-engine/ruleset-diff/1",
        "before": {"name": found.before.name, "version": found.before.version},
        "now": {"name": found.now.name, "version": found.now.version},
        "size": found.size,
        "version_that_follows": found.follows,
        "declared_enough": found.declared_enough,
        "rules": [asdict(change) for change in found.rules],
        "drafts": [asdict(draft) for draft in found.drafts],
        "judged": found.judged,
        "as_of": found.as_of,
        "unread": list(found.unread),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _fold(text: str, first: str, then: str | None = None) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=first if then is None else then,
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip
