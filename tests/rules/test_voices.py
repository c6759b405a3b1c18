"""Short drafts in many voices, each with the outcome a reader would give for one rule."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.open import read_bytes

COMMON = {
    "contract_nature": "services", "intellectual_services": False, "outgoing_contractor": True, "labour_intensive": True,
    "award_criterion": "quality_price",
}  # fmt: skip
#: Understood before the vocabularies were last widened, and not now.
OPEN: set[str] = set()
CASES = [
    pytest.param(
        case,
        id=(name := f"{case['rule']} {path.stem} {number}"),
        marks=[pytest.mark.xfail(strict=True, reason="not understood any more")] if name in OPEN else [],
    )
    for path in sorted((Path(__file__).parent / "voices").glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("case", CASES)
def test_outcome(case):
    facts = {**COMMON, **case.get("facts", {})}
    facts = {key: value for key, value in facts.items() if value is not None}
    facts["document_type"] = case.get("document_type", "disciplinare")
    # A line is a paragraph, but the rows of a table stay together.
    draft = read_bytes(Path("voce.md"), case["text"].replace("\n", "\n\n").replace("|\n\n|", "|\n|").encode())
    report = check_drafts([draft], facts=facts, as_of=date(2025, 10, 1), evaluators=("plain",))
    found = next(r for r in report.requirements if r.id == case["rule"])
    assert (found.outcome, found.reason) == (case["expect"], found.reason)
