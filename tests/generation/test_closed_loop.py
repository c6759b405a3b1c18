"""Every document, read back from its Word file, satisfies the rules it is checked with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from procurement_engine.checking import check_drafts
from procurement_engine.data import data_path
from procurement_engine.drafts import read
from procurement_engine.generation import RefusedError, Tender, generate, templates
from procurement_engine.inputs import InputError
from procurement_engine.report import CheckReport
from procurement_engine.rules.yaml_file import load_yaml

from .partnerships import partnerships
from .tenders import PARTNERSHIP, TENDER, described, tenders

#: What opens a tender: the facts stand in it.
NOTICES = [name for name in TENDER if "disciplinare" in name or name == "lettera_invito"]
DOSSIER = ("disciplinare_prezzo_fisso", "capitolato", "schema_contratto", "decisione_contrarre", "elenco_personale")


def checked(folder: Path, **documents: Document) -> CheckReport:
    """The report on documents as an office would give them to the program."""
    drafts = []
    for name, document in documents.items():
        document.save(str(folder / f"{name}.docx"))
        drafts.append(read(folder / f"{name}.docx"))
    return check_drafts(drafts, evaluators=("plain",))


def faults(report: CheckReport) -> dict[str, str]:
    return {r.id: f"{r.outcome}: {r.reason}" for r in report.requirements if r.outcome in ("non_compliant", "undetermined")}


@pytest.mark.parametrize("name", sorted(TENDER))
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_drawn_tenders_pass(name: str, data: st.DataObject, tmp_path: Path) -> None:
    tender = data.draw(tenders(name))
    report = checked(tmp_path, bozza=generate(name, tender))
    assert faults(report) == {}
    if name in NOTICES:
        _facts_as_told(report, tender)


def _facts_as_told(report: CheckReport, tender: Tender) -> None:
    """What the checker reads is what the office said."""
    facts = {key: fact.value for key, fact in report.facts.items()}
    assert facts["published_on"] == tender.dates.published_on
    assert tender.lots or facts["labour_cost"] == pytest.approx(float(tender.labour_cost), abs=0.01)
    assert facts["award_criterion"] == tender.award
    second = {tender.secondary.ccnl.cnel} if tender.secondary else set()
    assert set(facts["ccnl_codes"]) == {tender.ccnl.cnel} | second
    assert facts["labour_intensive"] is tender.labour_intensive


@pytest.mark.parametrize("name", sorted(PARTNERSHIP))
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_drawn_partnerships_pass(name: str, data: st.DataObject, tmp_path: Path) -> None:
    """Co-programming, co-design and conventions under every law in force from July 2023 on."""
    partnership = data.draw(partnerships(name))
    report = checked(tmp_path, bozza=generate(name, partnership))
    assert faults(report) == {}
    assert report.facts["published_on"].value == partnership.published_on


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_starter_is_written_recognised_and_passes(name: str, tmp_path: Path) -> None:
    if name in NOTICES and name != "disciplinare_prezzo_fisso":
        pytest.skip("drawn above")
    report = checked(tmp_path, bozza=generate(name, described(name)))
    assert faults(report) == {}
    assert report.documents[0].document_type in (templates()[name]["document_type"], "altro")
    assert report.summary.applicable or templates()[name]["document_type"] == "modulo"


def test_the_documents_of_one_tender_agree(tmp_path: Path) -> None:
    report = checked(tmp_path, **{name: generate(name, described(name)) for name in DOSSIER})
    assert faults(report) == {}
    assert {r.id: r.outcome for r in report.requirements}["FIX-14"] == "compliant"


def convention(**changes: Any) -> dict[str, Any]:
    data = load_yaml(data_path("tender_templates", "convenzione_381.yaml"))
    return {**data, "convention_381": {**data["convention_381"], **changes}}


def test_conventions_the_law_does_not_admit_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"INS-03.*216\.000,00 euro"):
        generate("convenzione_381", convention(value=216_000))
    with pytest.raises(RefusedError, match=r"INS-03.*educativi"):
        generate("convenzione_381", convention(educational_or_health=True))
    with pytest.raises(RefusedError, match=r"REF-01.*1° luglio 2023"):
        generate("avviso_coprogrammazione", {**described("avviso_coprogrammazione"), "published_on": "2023-06-30"})
    generate("convenzione_381", convention(value=215_999.99))
    marked = generate("convenzione_381", convention(value=216_000), draft=True)
    assert any("NON PUBBLICABILE" in paragraph.text for paragraph in marked.paragraphs)


def test_a_partnership_that_does_not_add_up() -> None:
    data = described("avviso_coprogettazione")
    for change, words in (
        ({"resources": 1}, "non a 1,00"), ({"criteria": data["criteria"][:2]}, "sommano a 55"), ({"start": "2026-02-10"}, "precede"),
        ({"criteria": []}, "serve criteria"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            generate("avviso_coprogettazione", {**data, **change})
    with pytest.raises(InputError, match="serve heritage"):
        generate("accordo_pspp", data)
