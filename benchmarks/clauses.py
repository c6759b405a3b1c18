"""Which requirement each clause of a generated document carries: the clause is taken out, the document checked again.

    python benchmarks/clauses.py disciplinare_prezzo_fisso avviso_coprogettazione

Prints a Markdown table for `docs/generation.md`: for each clause its rule, and what changes when it is gone. "–" means that
the document says the same elsewhere, as real ones do.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from procurement_engine.checking import check_drafts
from procurement_engine.data import data_path
from procurement_engine.drafts import read
from procurement_engine.generation import generate, load_described, templates
from procurement_engine.generation.generate import Described
from procurement_engine.rules.load import load_layers


def outcomes(name: str, described: Described, clauses: dict[str, str]) -> dict[str, str]:
    """Requirement to outcome, of the document read back from its Word file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bozza.docx")
        generate(name, described, clauses=clauses).save(str(path))
        return {r.id: r.outcome for r in check_drafts([read(path)], evaluators=("plain",)).requirements}


def used(name: str, described: Described) -> list[str]:
    """The clause files a document takes: those whose absence changes its text."""
    whole = len(generate(name, described).element.xml)
    files = sorted(path.name for path in data_path("tender_templates", "clausole").glob("*.md.j2"))
    return [file for file in files if len(generate(name, described, clauses={file: ""}).element.xml) != whole]


def main(names: list[str]) -> None:
    """Print one table for each template."""
    rules = {rule.suggestion: rule.id for layer in load_layers() for rule in layer.rules if rule.suggestion}
    for name in names:
        described = load_described(name, data_path("tender_templates", templates()[name].get("starter", "gara.yaml")))
        before = outcomes(name, described, {})
        judged = [outcome for outcome in before.values() if outcome != "not_applicable"]
        print(f"\n### {name}\n\n{len(judged)} requirements applicable, {judged.count('compliant')} compliant.\n")
        print("| clause | rule | without it |\n|---|---|---|")
        for file in used(name, described):
            after = outcomes(name, described, {file: ""})
            changed = [f"{rule} {after[rule]}" for rule in before if after[rule] != before[rule]]
            print(f"| {file.removesuffix('.md.j2')} | {rules.get(file, '')} | {', '.join(changed) or '–'} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
