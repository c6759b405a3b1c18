"""The interview: one plain question at a time, answers kept as they come, a review at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from procurement_engine.data import data_path
from procurement_engine.generation.answers import gathered, tender_data, understood
from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.generate import kind_of, template, wanted
from procurement_engine.inputs import InputError, build
from procurement_engine.rules.yaml_file import load_yaml, parse_yaml

STOP, BACK = "basta", "indietro"
Say = Callable[[str], None]
Hear = Callable[[str, str], str]
Answers = dict[str, Any]
Questions = list[dict[str, Any]]


def questions(name: str) -> Questions:
    """What a template needs to know, in the order of the interview."""
    every = load_yaml(data_path("tender_templates", "domande.yaml"))
    asked = [*every["ente"], *every[template(name).get("describes", "tender")]]
    return [question for question in asked if name in question.get("for", (name,))]


def interview(name: str, path: Path, say: Say, hear: Hear) -> None:
    """Ask everything a template needs and write the tender file. Stopped with "basta", it goes on from there next time."""
    asked, kept = questions(name), path.with_name(path.name + ".risposte")
    if path.exists():
        raise GenerationError("esiste già: scegliere un altro nome, o toglierlo", file=str(path))
    answers: Answers = parse_yaml(kept.read_text(encoding="utf-8"), kept.name) if kept.exists() else {}
    say(f"Rispondere e premere invio. «{BACK}» torna alla domanda prima, «{STOP}» si ferma: le risposte restano in {kept}.")
    talk = _Talk(asked, answers, kept, say, hear)
    going = talk.go_on() and talk.review()
    while going:
        try:
            data = _described(name, asked, answers)
            break
        except InputError as error:
            say(f"Qualcosa non torna: {error.sentence}.")
            going = talk.review()
    if not going:
        say(f"Fermato. Per riprendere, lo stesso comando; le risposte sono in {kept}.")
        return
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    kept.unlink(missing_ok=True)
    say(f"Scritto {path}: procurement-engine generate {name} {path}")
    for refusal in kind_of(name).refusals(build(kind_of(name).model, data)):
        say(f"Attenzione, così non si può pubblicare. {refusal}")


def _described(name: str, asked: Questions, answers: Answers) -> dict[str, Any]:
    """The file's data; InputError where they do not make a description the template can be written from."""
    chosen, kind = template(name), kind_of(name)
    data = gathered(_applicable(asked, answers), answers)
    if "describes" not in chosen:
        data = tender_data(data, chosen)
    described = build(kind.model, data)
    kind.check(described)
    wanted(chosen, described)
    return data


def _applicable(asked: Questions, answers: Mapping[str, Any]) -> Questions:
    return [q for q in asked if all(answers.get(k) == v for k, v in q.get("when", {}).items())]


@dataclass
class _Talk:
    """One interview: the questions, the answers as they come, where they are kept, and the person."""

    asked: Questions
    answers: Answers
    kept: Path
    say: Say
    hear: Hear

    def go_on(self) -> bool:
        """Every question not yet answered; False if stopped."""
        at = 0
        while at < len(asked := _applicable(self.asked, self.answers)):
            if asked[at]["key"] in self.answers:
                at += 1
                continue
            step = self.one(asked[at])
            if step == STOP:
                return False
            if step == BACK:
                at = max(at - 1, 0)
                self.answers.pop(asked[at]["key"], None)
        return True

    def one(self, question: Mapping[str, Any]) -> str:
        """Ask until the answer can be read; "basta", "indietro" or ""."""
        while True:
            try:
                heard = self.rows(question) if question["kind"] == "rows" else self.hear(question["ask"], "")
                if heard in (STOP, BACK):
                    return str(heard)
                self.answers[question["key"]] = understood(question, heard)
            except ValueError as error:
                self.say(f"  {error}")
                continue
            self.kept.write_text(yaml.safe_dump(self.answers, allow_unicode=True, sort_keys=False), encoding="utf-8")
            return ""

    def rows(self, question: Mapping[str, Any]) -> list[list[str]] | str:
        """Lines of cells between semicolons, up to an empty one."""
        rows: list[list[str]] = []
        while True:
            heard = self.hear(f"{question['ask']} — {'; '.join(question['columns'])} (invio per finire)", "")
            if heard in (STOP, BACK):
                return heard
            if not heard.strip():
                return rows
            rows.append([cell.strip() for cell in heard.split(";")] if len(question["columns"]) > 1 else [heard.strip()])

    def review(self) -> bool:
        """Everything answered, to be confirmed or changed; False if stopped."""
        while True:
            asked = _applicable(self.asked, self.answers)
            self.say("Riepilogo")
            for number, question in enumerate(asked, 1):
                self.say(f"  {number:2}. {question['ask'][:60]}: {shown(self.answers.get(question['key']))}")
            heard = self.hear("Numero da cambiare, invio se va bene", "").strip()
            if heard == STOP:
                return False
            if not heard:
                return True
            if heard.isdigit() and 0 < int(heard) <= len(asked):
                self.one(asked[int(heard) - 1])
                if not self.go_on():
                    return False


def shown(value: Any) -> str:
    """An answer as the review shows it."""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, list):
        return " | ".join("; ".join(row) for row in value)
    return str(value)
