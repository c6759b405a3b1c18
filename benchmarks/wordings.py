"""How many wordings of tests/wordings are understood. Run: python benchmarks/wordings.py [REQUIREMENT...] [-v]

Each file names, per requirement and element, sentences in which the element stands (`found`; `open` where that is not yet
understood) and sentences in which it does not (`absent`: missing, denied or merely touched). They were written before the
vocabularies.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from procurement_engine.checking.compile import RulePlan, plan
from procurement_engine.checking.referrals import find_referrals
from procurement_engine.checking.states import Dossier, element_states
from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.relation import Matcher
from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.model import Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.overlay import effective
from procurement_engine.rules.yaml_file import load_yaml

FOLDER = Path(__file__).parents[1] / "tests" / "wordings"
DAY = date(2026, 3, 2)
#: Of an element that no longer decides, the sentences are read as of a day when it did.
BEFORE = date(2024, 6, 1)


class Wording(NamedTuple):
    """A sentence, and whether the element of the requirement stands in it."""

    requirement: str
    element: str
    text: str
    found: bool
    document_type: str
    open: bool = False


def wordings() -> Iterator[Wording]:
    """All of them, in the order of the files."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for requirement, body in load_yaml(path).items():
            for element, lists in body.items():
                if not isinstance(lists, dict) or "found" not in lists:
                    continue
                for kind, texts in lists.items():
                    for text in texts:
                        yield Wording(requirement, element, text, kind != "absent", body["document_type"], kind == "open")


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[date, dict[str, RulePlan]], dict]:  # type: ignore[type-arg]
    layers = load_layers()
    concepts = load_concepts((data_path("rulesets", "concepts"), *(layer.folder / "concepts" for layer in layers)))
    days = {day: {rule.id: plan(rule, layer, day) for layer, rule in effective(layers, day)} for day in (DAY, BEFORE)}
    return days, concepts


def state(wording: Wording) -> str:
    """The state in which the program sees the element of a wording."""
    days, concepts = _rules()
    draft = Draft("prova.md", "md", "", tuple(settle(list(read_markdown(wording.text)))))
    matchers, types = [Matcher(TextIndex(draft), concepts)], [wording.document_type]
    dossier = Dossier(matchers, types, find_referrals(matchers, types))
    states = (element_states(plans[wording.requirement], dossier, None) for plans in days.values())
    return next(found[wording.element].state for found in states if wording.element in found)


def understood(wording: Wording) -> bool:
    """Is the element seen where it stands, and not seen (nor doubted) where it does not?"""
    return state(wording) == "found" if wording.found else state(wording) in ("missing", "negated")


def main() -> None:
    """Print, per element, how many are understood."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requirements", nargs="*")
    parser.add_argument("-v", action="store_true", help="show the wordings that are not understood")
    args = parser.parse_args()
    total: dict[tuple[str, str], list[bool]] = {}
    for wording in wordings():
        if args.requirements and wording.requirement not in args.requirements:
            continue
        right = understood(wording)
        total.setdefault((wording.requirement, wording.element), []).append(right)
        if args.v and not right:
            print(f"{wording.requirement} {wording.element} {'+' if wording.found else '-'} [{state(wording)}] {wording.text}")
    for (requirement, element), results in total.items():
        print(f"{requirement} {element:16} {sum(results)}/{len(results)}")
    everything = [right for results in total.values() for right in results]
    print(f"understood {sum(everything)}/{len(everything)}")


if __name__ == "__main__":
    main()
