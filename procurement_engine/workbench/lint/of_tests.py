"""Do the tests of a rule say enough, in words different enough, and is the rule told in English?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from procurement_engine.detection.words import words
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground, RuleAt
from procurement_engine.workbench.lint.sentences import sentences

#: So many words of content in a row make a phrase.
_PHRASE = 4
_SHORT = 4


def checks(seen: Ground) -> Iterator[Hit]:
    """Tests, then translations."""
    for at in seen.rules:
        yield from _outcomes(at)
        yield from _wordings(at)
    for folder in seen.folders:
        yield from _english(seen, folder.name)


def _outcomes(at: RuleAt) -> Iterator[Hit]:
    if at.rule.status == "draft":
        return
    outcomes = [case.expected().outcome for case in at.rule.tests]
    for outcome, said in (("compliant", "conforme"), ("non_compliant", "non conforme")):
        if outcome not in outcomes:
            yield Hit("R18", at.path, ("tests",), f"nessuna prova con esito {said}")
    guarded = at.rule.applies_when or any(version.applies_when for version in at.rule.versions)
    if guarded and "not_applicable" not in outcomes:
        yield Hit("R19", at.path, ("tests",), "ha condizioni di applicazione e nessuna prova con esito not_applicable")
    if 0 < (positive := outcomes.count("compliant")) < 3:
        yield Hit("R20", at.path, ("tests",), f"le prove conformi sono {positive}")


def _wordings(at: RuleAt) -> Iterator[Hit]:
    """Positive tests that share a phrase. Only the first three count: the later ones try something else on purpose."""
    positive = [(n, case) for n, case in enumerate(at.rule.tests) if case.expected().outcome == "compliant"][:3]
    for (_, first), (number, second) in combinations(positive, 2):
        if shared := _phrases(first.text) & _phrases(second.text):
            said = f"«{second.name}» ripete di «{first.name}»: {' '.join(min(shared))}"
            yield Hit("R21", at.path, ("tests", number, "text"), said)


def _phrases(text: str) -> set[tuple[str, ...]]:
    content = [word.lemma for word in words(text) if len(word.form) >= _SHORT]
    return {tuple(content[n : n + _PHRASE]) for n in range(len(content) - _PHRASE + 1)}


def _english(seen: Ground, layer: str) -> Iterator[Hit]:
    folder = next(folder for folder in seen.folders if folder.name == layer)
    table = seen.english(folder)
    rules = {at.rule.id: at for at in seen.rules if at.layer == layer}
    common = {text for other in seen.folders for text in seen.english(other).get("common", {})}
    for rule_id, at in rules.items():
        untold = sorted(sentences(at.rule) - table.get(rule_id, {}).keys() - common)
        if untold:
            yield Hit("R25", at.path, ("title",), f"{len(untold)} frasi senza inglese; la prima: «{untold[0]}»")
    for rule_id, texts in table.items():
        said = sentences(rules[rule_id].rule) if rule_id in rules else set[str]()
        for text in texts.keys() - said if rule_id != "common" else ():
            yield Hit("R30", folder / "locale" / "en.yaml", (rule_id, text), f"la frase non è più in {rule_id}")
