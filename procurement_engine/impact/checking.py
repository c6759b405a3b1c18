"""Is this plan complete, and can what it promises be verified?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from procurement_engine.drafts.model import Draft
from procurement_engine.impact.errors import ImpactError, NothingError
from procurement_engine.impact.from_draft import DraftPlan, read_plan
from procurement_engine.impact.lint import lint
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.files import WORKBOOK, YAML, load_plan
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.rubric import lacking, rubric
from procurement_engine.impact.say import Finding, finding, say
from procurement_engine.impact.vis import Vis, vis
from procurement_engine.indicators.words import holds_word, lists


class Gap(Frozen):
    """A field that an indicator lacks, with the sentence to complete and put in."""

    field: str
    blocking: bool
    message: str
    text: str


class IndicatorCheck(Frozen):
    """One indicator against the rubric."""

    id: str
    name: str
    kind: str
    score: float
    gaps: tuple[Gap, ...]
    place: str = ""

    @property
    def blocked(self) -> bool:
        """It can be neither rewarded nor verified."""
        return any(gap.blocking for gap in self.gaps)


class CheckReport(Frozen):
    """What `impact check` answers."""

    file: str
    title: str
    source: str  # plan | draft
    score: float
    indicators: tuple[IndicatorCheck, ...]
    findings: tuple[Finding, ...]
    vis: Vis
    columns: tuple[dict[str, str], ...] = ()

    @property
    def has_errors(self) -> bool:
        """A blocking gap or an error."""
        return any(line.blocked for line in self.indicators) or any(f.severity == "error" for f in self.findings)


def check_file(path: Path, lang: str = "it") -> CheckReport:
    """A plan (.yaml, .xlsx) or the plan that a draft holds."""
    path = Path(path)
    if path.suffix.lower() in (*YAML, *WORKBOOK):
        return check(load_plan(path), path.name, lang)
    from procurement_engine.drafts import read
    from procurement_engine.drafts.model import NoTextError, UnreadableError

    try:
        draft = read(path)
    except NoTextError as error:
        raise NothingError(str(error)) from error
    except UnreadableError as error:
        raise ImpactError(str(error)) from error
    report = check_draft(draft, lang)
    if report is None:
        raise NothingError(
            "nessuna tabella del documento ha colonne da piano di indicatori (indicatore, partenza, atteso, fonte, ...)", path.name
        )
    return report


def check(plan: ImpactPlan, file: str = "", lang: str = "it") -> CheckReport:
    """A plan against rubric and lint."""
    lines = tuple(_line(plan, number, lang) for number in range(len(plan.indicators)))
    score = sum(line.score for line in lines) / len(lines) if lines else 0.0
    findings = tuple(lint(plan, lang))
    return CheckReport(
        file=file, title=plan.title, source="plan", score=score, indicators=lines, findings=findings, vis=vis(plan, lang)
    )


def check_draft(draft: Draft, lang: str = "it") -> CheckReport | None:
    """The plan in a draft's tables; None if there is none."""
    found = read_plan(draft)
    if found is None:
        return None
    report = check(found.plan, Path(draft.path).name, lang)
    lines = tuple(line.model_copy(update={"place": _place(draft, found, line.id, lang)}) for line in report.indicators)
    findings = (*report.findings, *_ranked_by_ratio(draft, lang))
    update = {"source": "draft", "indicators": lines, "findings": findings, "columns": tuple(found.columns)}
    return report.model_copy(update=update)


def _line(plan: ImpactPlan, number: int, lang: str) -> IndicatorCheck:
    line = plan.indicators[number]
    score, missing, _ = lacking(plan, line)
    gaps = tuple(
        Gap(field=name, blocking=asked.blocking, message=asked.gap[lang], text=asked.text[lang])
        for name, asked in ((name, rubric().fields[name]) for name in missing)
    )
    return IndicatorCheck(id=line.id, name=line.name, kind=line.kind, score=score, gaps=gaps)


def _place(draft: Draft, found: DraftPlan, name: str, lang: str) -> str:
    block = draft.blocks[found.places[name]]
    page = say("page", "place_page", lang, page=block.source.page) if block.source.page else ""
    if block.table is None or block.row is None:
        return say("page", "place_paragraph", lang, number=found.places[name] + 1) + page
    return say("page", "place_row", lang, table=block.table + 1, row=block.row + 1) + page


def _ranked_by_ratio(draft: Draft, lang: str) -> Iterable[Finding]:
    """Points given to the SROI ratio: bidders would compete on who picks the dearest proxies."""
    words = lists()
    for block in draft.blocks:
        for sentence in re.split(r"(?<=[.;])\s+", block.text):
            scored = holds_word(sentence, words["ratio"]) and holds_word(sentence, words["scores"])
            if scored and not holds_word(sentence, words["negations"]):
                yield finding("sroi_ranked", "", lang, quote=sentence[:160])
