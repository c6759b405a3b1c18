"""Each clause carries its requirement: taken out, or denied, exactly that requirement and what is declared with it falls.

The whole matrix is `python benchmarks/clauses.py`, and stands in docs/clausole.md; here each requirement once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from procurement_engine.rules.load import load_layers
from procurement_engine.rules.yaml_file import load_yaml

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import clauses

DECLARED = load_yaml(clauses.FILE)
#: Short documents first: a requirement is tried in the first that carries it.
WHERE = ["convenzione_381", "convenzione_coprogettazione", "avviso_coprogrammazione", "avviso_coprogettazione", "avviso_381",
         "accordo_pspp", "atto_sieg", "decisione_contrarre", "schema_contratto", "capitolato"]  # fmt: skip
#: The long document costs a second a case: of what only it carries, these here; the others in the benchmark.
ONLY_THERE = ["CCNL-13", "FIX-02", "FIX-05", "FIX-09", "SOC-02", "SOC-04", "SOC-08"]
#: In no template: the clause is for the rule's suggestion alone, and tests/test_clauses.py tries it.
NOWHERE = {
    "COP-12": "convenzioni dell'art. 56: nessun modello", "FIX-03": "minor prezzo: nessun modello", "FIX-11": "lavori: nessun modello",
    "FIX-13": "riserva dell'art. 129: nessun modello", "FIX-14": "fra più documenti: test_the_documents_of_one_tender_agree",
    "IMP-04": "la VIS è richiamata soltanto da chi la sceglie",
}  # fmt: skip


def test_every_requirement_is_declared() -> None:
    assert set(DECLARED) == {rule.id for layer in load_layers() for rule in layer.rules}


#: Without the clause, other words of the document are now taken for it (or the document is judged where it was not before).
OPEN: set[str] = set()


@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param(
            name, marks=[pytest.mark.xfail(strict=True, reason="the rest of the document says it too")] if name in OPEN else []
        )
        for name in sorted(DECLARED.keys() - NOWHERE.keys())
    ],
)
def test_without_its_clause_a_requirement_falls(requirement: str) -> None:
    names = [*WHERE, *(["disciplinare_prezzo_fisso"] if requirement in ONLY_THERE else [])]
    # One that says it in words of its own has no clause to take out: it is tried where a clause says it.
    found = [case for name in names for case in clauses.cases(name) if case.requirement == requirement]
    case = next((case for case in found if case.clauses), next(iter(found), None))
    if case is None:
        pytest.skip("only in the disciplinare: benchmarks/clauses.py")
    result = clauses.judge(case)
    assert result.as_declared, (case, result)
