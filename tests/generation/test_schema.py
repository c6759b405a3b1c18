"""Every Word file we write is valid against the Office schemas, the strange values and the marked draft included."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document

from procurement_engine.data import data_path
from procurement_engine.generation import generate, templates
from procurement_engine.generation.renewal import renewal_note
from procurement_engine.labour.assess import assess_file

from .tenders import SIGNS, described, starter

audit = pytest.importorskip("openxml_audit", reason="openxml-audit non installato: lo schema non si può controllare")


def faults(document: Document, path: Path) -> list[str]:
    document.save(str(path))
    found = audit.OpenXmlValidator().validate(str(path))
    # Number 0 is Word's way to say "no number here" (ECMA-376, 17.9.18): it names no definition.
    return [str(error) for error in found.errors if "Numbering definition '0'" not in str(error)]


#: One template for each file: the others differ in the words alone.
FILES = sorted({template["file"]: name for name, template in templates().items()}.values())


@pytest.mark.parametrize("name", FILES)
def test_every_template(name: str, tmp_path: Path) -> None:
    assert faults(generate(name, described(name)), tmp_path / "d.docx") == []


def test_strange_values(tmp_path: Path) -> None:
    data = starter(title=f"Servizio{''.join(SIGNS)}\nriga", activities=[f"attività{sign}" for sign in SIGNS])
    assert faults(generate("capitolato", data), tmp_path / "d.docx") == []


def test_a_marked_draft(tmp_path: Path) -> None:
    document = generate("disciplinare_prezzo_fisso", starter(fees=1_400_000), draft=True)
    assert faults(document, tmp_path / "d.docx") == []


def test_the_note_on_a_renewal(tmp_path: Path) -> None:
    text = data_path("tender_templates", "costi.yaml").read_text(encoding="utf-8")
    head, tail = text.split("# renewal:")
    costs = tmp_path / "costi.yaml"
    costs.write_text(
        head.replace("Servizio educativo", "Servizio *educativo* {{7*7}}") + "renewal:" + tail.replace("\n# ", "\n"),
        encoding="utf-8",
    )
    report = assess_file(costs)
    assert report.renewal is not None
    document = renewal_note(report, report.renewal)
    assert any("Servizio *educativo* {{7*7}}" in p.text for p in document.paragraphs)
    assert any(cell.text == "differenza" for table in document.tables for row in table.rows for cell in row.cells)
    assert faults(document, tmp_path / "d.docx") == []
