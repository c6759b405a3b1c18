"""Clauses to put into the drafts, each where it belongs, and only if the draft then passes the check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import regex

from procurement_engine.annotation.articles import article_for, places_after
from procurement_engine.annotation.notes import is_wrong, lots_of, told
from procurement_engine.drafts.model import Block
from procurement_engine.report import CheckReport, Requirement
from procurement_engine.reports.findings import Finding
from procurement_engine.wording import words

Blocks = Mapping[int, Sequence[Block]]
_BLANK = regex.compile(r"«\[(.*?)\]»")
_MARKS = regex.compile(r"^[-*]\s+|\*\*|^#+\s+")
#: The order in which the documents of a dossier are preferred for a clause that none of them holds.
_FIRST = ("disciplinare", "lettera_invito", "bando", "decisione_contrarre")


@dataclass(frozen=True)
class Proposal:
    """A clause for a finding. `after` are the blocks after which it may stand, the best first; `fitting`: in its article."""

    finding: Finding
    document: int
    texts: tuple[str, ...]
    after: tuple[int, ...]
    fitting: bool

    @property
    def blanks(self) -> tuple[str, ...]:
        """The data still to be filled in, as people would name them."""
        names = (name.replace("_", " ").replace(".", " ") for text in self.texts for name in _BLANK.findall(text))
        return tuple(dict.fromkeys(names))


def home_of(finding: Finding, report: CheckReport) -> int:
    """The document of the dossier in which a missing clause is to stand: the notice side first, as the law wants it."""
    names = [document.path for document in report.documents]
    looked = [names.index(path) for element in finding.requirement.elements for path in element.looked_in]
    allowed = sorted(set(looked)) or range(len(names))
    return min(allowed, key=lambda at: _preference(report.documents[at].document_type))


def _preference(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def proposals(report: CheckReport, blocks: Blocks) -> list[Proposal]:
    """A clause for each finding that adding words may mend. `blocks` are those of the documents that can take insertions."""
    found = []
    for finding in told(report):
        requirement, home = finding.requirement, home_of(finding, report)
        if requirement.outcome != "non_compliant" or not requirement.suggestion or home not in blocks:
            continue
        if any(is_wrong(element) for element in requirement.elements):
            continue  # words that stand against the rule are for the officer to change
        texts = _texts(finding, report)
        passage = next((e for e in requirement.evidence if e.document == home), None)
        if passage is not None:
            found.append(Proposal(finding, home, texts, _from(passage.paragraph, blocks[home]), True))
            continue
        article = article_for(requirement.id, " ".join(texts), blocks[home])
        after = tuple(places_after(article, blocks[home]))
        found.append(Proposal(finding, home, texts, (*after, *places_after(None, blocks[home])), article is not None))
    return found


def _from(block: int, blocks: Sequence[Block]) -> tuple[int, ...]:
    """After the passage that speaks of the same thing: below its list or table, then back."""
    last = block
    while last + 1 < len(blocks) and blocks[last].kind in ("row", "list_item") and blocks[last + 1].kind == blocks[last].kind:
        last += 1
    return (last, *(number for number in range(last, -1, -1) if blocks[number].role == "body"))


def _texts(finding: Finding, report: CheckReport) -> tuple[str, ...]:
    """The paragraphs of the clause; for some lots only, it says which."""
    lines = (finding.requirement.suggestion or "").splitlines()
    texts = [_MARKS.sub("", line).strip() for line in lines if line.strip()]
    texts[0] = lots_of(finding, words(report.lang, "annotation"), "only_lot") + texts[0]
    return tuple(texts)


Check = Callable[[Sequence[Proposal]], CheckReport]


def verified(found: Sequence[Proposal], before: CheckReport, check_with: Check, blocks: Blocks) -> list[Proposal]:
    """The proposals with which the drafts pass, none of them spoiling another requirement. `check_with` checks with some.

    A clause may bring another duty into play (a criterion on impact, its monitoring): then that one's clause comes with it.
    """
    kept: list[Proposal] = []
    waiting = [list(found)] if found else []
    while waiting:
        tried = waiting.pop(0)
        after = check_with([*kept, *tried])
        if _passes([*kept, *tried], before, after):
            kept += tried
        elif (more := _follow_up(before, after, blocks)) and _passes(
            [*kept, *tried, *more], before, check_with([*kept, *tried, *more])
        ):
            kept += [*tried, *more]
        elif len(tried) > 1:
            waiting[:0] = _parted(tried, after)
    return kept


def _parted(tried: list[Proposal], after: CheckReport) -> list[list[Proposal]]:
    """Those that mended their finding from those that did not; if that parts nothing, the halves."""
    now = {_key(requirement): requirement for requirement in after.requirements}
    good = [p for p in tried if all(_mended(now[requirement.id, lot]) for requirement, lot in _answered([p]))]
    if 0 < len(good) < len(tried):
        return [good, [p for p in tried if p not in good]]
    return [tried[: len(tried) // 2], tried[len(tried) // 2 :]]


def _follow_up(before: CheckReport, after: CheckReport, blocks: Blocks) -> list[Proposal]:
    """Clauses for what became applicable only through the clauses put in. Places are those of the drafts as they are."""
    idle = {_key(r) for r in before.requirements if r.outcome == "not_applicable"}
    new = [r.model_copy(update={"evidence": ()}) for r in after.requirements if _key(r) in idle]
    return proposals(after.model_copy(update={"requirements": tuple(new)}), blocks)


def _passes(used: Sequence[Proposal], before: CheckReport, after: CheckReport) -> bool:
    wrong = {_key(requirement) for requirement in before.requirements if requirement.outcome in ("non_compliant", "waived")}
    now = {_key(requirement): requirement for requirement in after.requirements}
    spoilt = any(r.outcome == "non_compliant" and key not in wrong for key, r in now.items())
    # A clause that changes what is known of the procedure was misunderstood: no other conclusion may rest on it.
    same = all(key not in after.facts or after.facts[key].value == fact.value for key, fact in before.facts.items())
    return same and not spoilt and all(_mended(now[requirement.id, lot]) for requirement, lot in _answered(used))


def _answered(used: Sequence[Proposal]) -> list[tuple[Requirement, str | None]]:
    return [(p.finding.requirement, lot) for p in used for lot in (p.finding.lots or (None,))]


def _key(requirement: Requirement) -> tuple[str, str | None]:
    return requirement.id, requirement.lot


def _mended(requirement: Requirement) -> bool:
    """Compliant, or waiting only for the data that the clause leaves blank."""
    if requirement.outcome != "undetermined":
        return requirement.outcome == "compliant"
    open_ = [element for element in requirement.elements if element.essential and element.state != "found"]
    return bool(open_) and all(element.state == "placeholder" for element in open_)
