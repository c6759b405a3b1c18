"""For every outcome: the chain from the words to the law, the same in one sentence, and a fingerprint that lasts."""

from datetime import date

import pytest

from procurement_engine.checking import check, judge
from procurement_engine.checking.fingerprint import fingerprint
from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import Failure
from procurement_engine.report import Evidence

TEXT = """Disciplinare di gara

Art. {n} - Personale
{m}.1 L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni, come da art. {k}.
"""
FACTS = {"contract_nature": "services", "intellectual_services": False, "outgoing_contractor": True}


def run(tmp_path, text, facts=FACTS, **options):
    path = tmp_path / "disciplinare.txt"
    path.write_text(text, encoding="utf-8")
    return check([path], facts=facts, as_of=date(2026, 3, 1), **options)


def soc03(report):
    return next(r for r in report.requirements if r.id == "SOC-03")


def test_the_chain_leads_from_the_words_to_the_law(tmp_path):
    found = soc03(run(tmp_path, TEXT.format(n=9, m=9, k=12)))
    kinds = [step.kind for step in found.why]
    assert list(dict.fromkeys(kinds)) == ["element", "fact", "rule", "version", "outcome"]
    rigid = next(step for step in found.why if "assumere tutti" in step.text and step.kind == "element")
    assert "nessuno escluso" in rigid.evidence[0].quote
    assert any(step.text == "Gestore uscente: sì (indicato da chi controlla)." for step in found.why)
    assert any(step.kind == "rule" and step.text == "C'è, e non deve esserci: obbligo di assumere tutti." for step in found.why)
    assert "applicato al 01/03/2026: art. 57" in next(step.text for step in found.why if step.kind == "version")
    assert found.fired[-1] == "rule/outcome=non_compliant"


@pytest.mark.skipif(not durable_available(), reason="durable-rules cannot be had here")
def test_the_durable_evaluators_own_steps_are_kept(tmp_path):
    text = TEXT.format(n=9, m=9, k=12)
    both, plain = soc03(run(tmp_path, text)), soc03(run(tmp_path, text, evaluators=["plain"]))
    assert set(plain.fired) < set(both.fired)
    assert {s.text for s in plain.why} == {s.text for s in both.why}


@pytest.mark.skipif(not durable_available(), reason="durable-rules cannot be had here")
@pytest.mark.parametrize(("fault", "says"), [("hangs_on", "non concordano"), ("silence", "non ha risposto (caduto)")])
def test_any_difference_between_the_evaluators_is_an_open_outcome(tmp_path, monkeypatch, fault, says):
    from dataclasses import replace

    true_answers = judge.durable_answers

    def wrong(cases):
        for case, answer in zip(cases, true_answers(cases), strict=True):
            if case[0].id != "SOC-03":
                yield answer
            else:
                yield Failure("caduto") if fault == "silence" else replace(answer, violated=answer.violated[:1])

    monkeypatch.setattr(judge, "durable_answers", lambda cases: list(wrong(cases)))
    report = run(tmp_path, TEXT.format(n=9, m=9, k=12))
    found = soc03(report)
    assert (found.outcome, report.exit_code) == ("undetermined", 3)
    assert says in found.reason
    assert [w.code for w in report.warnings if w.code == "engine"] == ["engine"]
    assert any(r.outcome == "non_compliant" or r.outcome == "compliant" for r in report.requirements if r.id != "SOC-03")


def test_the_sentence_says_law_facts_words_and_conclusion(tmp_path):
    said = soc03(run(tmp_path, TEXT.format(n=9, m=9, k=12))).explanation
    marks = [
        "legge (art. 57, c. 1, d.lgs. 36/2023",
        "gestore uscente: sì",
        "non si è trovato: compatibilità",
        "nessuno escluso",
        "non risulta rispettato.",
    ]
    assert sorted(marks, key=said.index) == marks
    open_ = soc03(run(tmp_path, TEXT.format(n=9, m=9, k=12), {k: v for k, v in FACTS.items() if k != "contract_nature"}))
    if open_.outcome == "undetermined":
        assert "non si può decidere" in open_.explanation


def test_in_english_nothing_of_the_programs_own_is_italian(tmp_path):
    found = soc03(run(tmp_path, TEXT.format(n=9, m=9, k=12), lang="en"))
    assert found.explanation.startswith("The law asks it (")
    assert any(step.text == "Outcome: not found or defective." for step in found.why)


def test_findings_keep_their_fingerprint_when_articles_are_renumbered(tmp_path):
    prints = {
        soc03(run(tmp_path, TEXT.format(n=n, m=m, k=k))).fingerprint for n, m, k in ((9, 9, 12), (10, 10, 13), ("XI", 11, 14))
    }
    assert len(prints) == 1
    other = TEXT.format(n=9, m=9, k=12).replace("nessuno escluso", "senza eccezioni")
    assert soc03(run(tmp_path, other)).fingerprint not in prints


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Art. 9 - Personale", "Articolo 10. Personale", True),
        ("IX. Personale", "X) Personale", True),
        ("a) Personale", "c) Personale", True),
        ("9.2.1 Personale", "9.3 Personale", True),
        ("Personale", "Prezzo", False),
        ("30 per cento al prezzo", "40 per cento al prezzo", False),
    ],
)
def test_numbers_of_headings_do_not_count_but_other_numbers_do(one, other, same):
    prints = [
        fingerprint("X-01", None, [Evidence(document=0, section=s, paragraph=0, start=0, end=1, quote="x")]) for s in (one, other)
    ]
    assert (prints[0] == prints[1]) is same


def test_what_a_reader_noticed_is_said_in_the_reports_language(tmp_path):
    from procurement_engine.checking import check_drafts
    from procurement_engine.drafts.model import Block, Draft

    seen = (
        ("external", "http://x.example/a"),
        ("scanned_pages", "3 e 4"),
        ("macros", ""),
        ("embedded", "oggetto"),
        ("revisions", ""),
    )
    draft = Draft("a.docx", "docx", "", (Block("Disciplinare di gara"),), notices=seen)
    for lang, says in (("it", "risorsa esterna (http://x.example/a)"), ("en", "outside resource (http://x.example/a)")):
        warnings = check_drafts([draft], lang=lang, evaluators=["plain"]).warnings
        assert [w.code for w in warnings][: len(seen)] == [code for code, _ in seen]
        assert says in warnings[0].message
