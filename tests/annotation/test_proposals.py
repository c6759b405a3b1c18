"""Proposed clauses: accepted, the draft passes; rejected, it is as it was. Both through LibreOffice."""

import re
from dataclasses import replace
from datetime import date

import pytest
import ugly
from helpers import FACTS, WHEN, ours, tree
from soffice import needs_soffice, settled
from ugly import cell, p, run, table

from procurement_engine.annotation import annotate
from procurement_engine.annotation.deliver import Delivery
from procurement_engine.checking import check, check_drafts
from procurement_engine.drafts import read

DAY = date(2026, 3, 9)
LAST = "<w:pPr><w:jc w:val='both'/><w:rPr><w:b/></w:rPr></w:pPr>"
#: Where insertions are hard to take back: before a table, at the end of the text, in a content control, at a section's end.
SHAPES = {
    "ugly": None,
    "ends with an article": [p(run("Art. 1 - Oggetto"), style="Titolo1"), p(run("Il servizio dura un anno e si svolge nelle sedi comunali, ogni giorno."))],
    "ends with properties": [p(run("Clausola sociale"), style="Titolo1"), f"<w:p>{LAST}{run('Il servizio oggi è svolto da altri.')}</w:p>"],
    "tables in a row": [
        p(run("Criterio di aggiudicazione"), style="Titolo1"),
        p(run("Si tiene conto di quanto segue in tabella, voce per voce, secondo le regole del disciplinare.")),
        table([cell(p(run("A"))), cell(p(run("B")))]), table([cell(p(run("C"))), cell(p(run("D")))]), p(run("Personale"), style="Titolo1"),
        table([cell(p(run("E"))), cell(p(run("F")))]), p(),
    ],
    "in a control": [
        "<w:sdt><w:sdtPr><w:alias w:val='corpo'/></w:sdtPr><w:sdtContent>" + p(run("Personale"), style="Titolo1") + p(run("Chi lavora oggi lavora bene.")) + "</w:sdtContent></w:sdt>",
    ],
    "end of a section": [
        p(run("Condizioni di esecuzione"), style="Titolo1"),
        f"<w:p><w:pPr><w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr></w:pPr>{run('Le condizioni sono queste.')}</w:p>",
        table([cell(p(run("A"))), cell(p(run("B")))]), p(run("Fine.")),
    ],
    "after changes of others": [
        p(run("Personale"), style="Titolo1"), p(run("Si lavora nelle sedi.")),
        f"<w:p><w:pPr><w:rPr><w:ins w:id='70' {ugly.ANNA}/></w:rPr></w:pPr><w:ins w:id='71' {ugly.ANNA}>{run('Aggiunto da Anna.')}</w:ins></w:p>",
        f"<w:p><w:pPr><w:rPr><w:del w:id='72' {ugly.ANNA}/></w:rPr></w:pPr><w:del w:id='73' {ugly.ANNA}><w:r><w:delText>Tolto da Anna.</w:delText></w:r></w:del></w:p>",
        p(run("Art. 9 - Durata"), style="Titolo1"), p(run("Un anno.")),
    ],
}  # fmt: skip


def texts(path):
    return [block.text for block in read(path).blocks]


def recheck(drafts):
    return check_drafts(drafts, facts=FACTS, as_of=DAY, evaluators=("plain",))


FEW = ("CCNL-05", "SOC-02", "SOC-07", "FIX-10")


def like(report, other):
    """The other report with the requirements of the first alone."""
    known = {(r.id, r.lot) for r in report.requirements}
    return other.model_copy(update={"requirements": tuple(r for r in other.requirements if (r.id, r.lot) in known)})


def outcomes(report):
    return {r.id: r for r in report.requirements if r.lot is None}


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """Every shape proposed to, accepted and rejected: (original, annotated, accepted, rejected, original rejected, original kept)."""
    folder = tmp_path_factory.mktemp("rounds")
    found, jobs = {}, []
    for number, (name, body) in enumerate(SHAPES.items()):
        source = ugly.write(folder / f"{number}.docx", body, comments=body is None)
        target = folder / f"{number}-out.docx"
        report = check([source], facts=FACTS, as_of=DAY, evaluators=("plain",))
        if body is not None:  # every finding once is enough: here it is the places that matter
            few = tuple(r for r in report.requirements if r.id in FEW or r.outcome != "non_compliant")
            report = report.model_copy(update={"requirements": few})
        annotate(report, target, recheck=lambda drafts, same=report: like(same, recheck(drafts)), when=WHEN)
        results = [folder / f"{number}-{what}.odt" for what in ("accepted", "rejected", "was", "kept")]
        jobs += zip((target, target, source, source), ("accept", "reject", "reject", "keep"), results, strict=True)
        found[name] = (source, target, *results)
    settled(folder, jobs)
    return found


@needs_soffice
@pytest.mark.parametrize("shape", SHAPES)
def test_rejected_the_text_is_what_it_was(rounds, shape):
    _, _, _, rejected, was, _ = rounds[shape]
    assert texts(rejected) == texts(was)
    assert empty(rejected) == empty(was)


@needs_soffice
@pytest.mark.parametrize("shape", SHAPES)
def test_accepted_the_draft_passes_what_was_proposed(rounds, shape):
    _, target, accepted, _, _, kept = rounds[shape]
    before = outcomes(check([kept], facts=FACTS, as_of=DAY, evaluators=("plain",)))
    filled = [filled_in(block) for block in read(accepted).blocks]
    draft = read(accepted)
    after = outcomes(recheck([type(draft)(draft.path, draft.format, "", tuple(filled))]))
    proposed = proposed_for(target)
    assert proposed
    for identifier in proposed:
        # Not applicable before is what another clause brought into play.
        assert before[identifier].outcome in ("non_compliant", "not_applicable")
        assert after[identifier].outcome == "compliant", after[identifier]
    spoilt = {i for i, r in after.items() if r.outcome == "non_compliant" and before[i].outcome != "non_compliant"}
    assert not spoilt


def empty(path):
    """How many paragraphs without text: a rejected insertion must not leave one."""
    root = tree(path.read_bytes(), "content.xml")
    return sum(not "".join(p.itertext()) for p in root.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"))


def filled_in(block):
    """The block with the data an officer would write into the blanks."""
    return replace(block, text=re.sub(r"«\[(.*?)\]»", lambda m: FILLED.get(m[1], "7"), block.text))


FILLED = {
    "ccnl.nome": "delle cooperative sociali", "ccnl.codice": "T151", "importo_manodopera": "290.000,00", "allegato_personale": "allegato 4",
    "importo_fisso": "380.000,00", "risorse": "90.000,00", "ateco": "81.21.00", "cpv": "90910000-9",
}  # fmt: skip


def proposed_for(path):
    lines = [text for text in ours(path.read_bytes()).values() if text[0].startswith("Clausola proposta")]
    return {re.search(r"Regola ([A-Z]+-\d+)", text[-1])[1] for text in lines}


def test_proposals_are_verified_before_they_are_made(tmp_path):
    """A clause that would not mend its finding, or would spoil another, is left as advice."""
    report = check([ugly.write(tmp_path / "x.docx")], facts=FACTS, as_of=DAY, evaluators=("plain",))
    report = report.model_copy(update={"requirements": tuple(r for r in report.requirements if r.id in FEW)})
    stubborn = Delivery(report, WHEN)
    stubborn.propose(lambda drafts: report)
    assert not stubborn.clauses
    willing = Delivery(report, WHEN)
    willing.propose(lambda drafts: like(report, recheck(drafts)))
    assert willing.clauses


def test_words_that_stand_against_the_rule_are_not_papered_over(tmp_path):
    body = [p(run("Personale"), style="Titolo1"), p(run("L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche e contrattuali."))]  # fmt: skip
    target = tmp_path / "out.docx"
    annotate(
        check([ugly.write(tmp_path / "x.docx", body, comments=False)], facts=FACTS, as_of=DAY), target, recheck=recheck, when=WHEN
    )
    assert "SOC-03" not in proposed_for(target)
    assert any("Regola SOC-03" in line for lines in ours(target.read_bytes()).values() for line in lines)
