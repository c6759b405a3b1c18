"""The interview: one plain question at a time, answers kept as they come, a review at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from procurement_engine.data import data_path
from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.generate import model, template
from procurement_engine.generation.tender import Tender
from procurement_engine.generation.tender.checks import check
from procurement_engine.inputs import InputError, build
from procurement_engine.rules.yaml_file import load_yaml, parse_yaml

STOP, BACK = "basta", "indietro"
Say = Callable[[str], None]
Hear = Callable[[str, str], str]
Answers = dict[str, Any]
_KINDS = {"D": "discretionary", "Q": "quantitative", "T": "tabular"}


def questions() -> list[dict[str, Any]]:
    """The questions in their order."""
    found: list[dict[str, Any]] = load_yaml(data_path("tender_templates", "domande.yaml"))["questions"]
    return found


def interview(name: str, path: Path, say: Say, hear: Hear) -> None:
    """Ask everything a template needs and write the tender file. Stopped with "basta", it goes on from there next time."""
    chosen = template(name)
    if model(name) is not Tender:
        raise GenerationError(f"per {name} non c'è ancora un'intervista: usare generate --init {name}")
    kept = path.with_name(path.name + ".risposte")
    if path.exists():
        raise GenerationError("esiste già: scegliere un altro nome, o toglierlo", file=str(path))
    answers: Answers = parse_yaml(kept.read_text(encoding="utf-8"), kept.name) if kept.exists() else {}
    say(f"Rispondere e premere invio. «{BACK}» torna alla domanda prima, «{STOP}» si ferma: le risposte restano in {kept}.")
    if not _go_on(answers, kept, say, hear) or not _review(answers, kept, say, hear):
        say(f"Fermato. Per riprendere, lo stesso comando; le risposte sono in {kept}.")
        return
    while True:
        try:
            data = tender_data(answers, chosen)
            check(build(Tender, data))
            break
        except InputError as error:
            say(f"Qualcosa non torna: {error.sentence}.")
            if not _review(answers, kept, say, hear):
                return
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    kept.unlink(missing_ok=True)
    say(f"Scritto {path}: procurement-engine generate {name} {path}")


def _asked(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [q for q in questions() if all(answers.get(k) == v for k, v in q.get("when", {}).items())]


def _go_on(answers: Answers, kept: Path, say: Say, hear: Hear) -> bool:
    """Every question not yet answered; False if stopped."""
    at = 0
    while at < len(asked := _asked(answers)):
        question = asked[at]
        if question["key"] in answers:
            at += 1
            continue
        step = _one(question, answers, kept, say, hear)
        if step == STOP:
            return False
        if step == BACK:
            at = max(at - 1, 0)
            answers.pop(asked[at]["key"], None)
    return True


def _one(question: Mapping[str, Any], answers: Answers, kept: Path, say: Say, hear: Hear) -> str:
    """Ask until the answer can be read; "basta", "indietro" or ""."""
    while True:
        try:
            heard = _rows(question, hear) if question["kind"] == "rows" else hear(question["ask"], "")
            if heard in (STOP, BACK):
                return str(heard)
            answers[question["key"]] = understood(question, heard)
        except ValueError as error:
            say(f"  {error}")
            continue
        kept.write_text(yaml.safe_dump(answers, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return ""


def _rows(question: Mapping[str, Any], hear: Hear) -> list[list[str]] | str:
    """Lines of cells between semicolons, up to an empty one."""
    rows: list[list[str]] = []
    while True:
        heard = hear(f"{question['ask']} — {'; '.join(question['columns'])} (invio per finire)", "")
        if heard in (STOP, BACK):
            return heard
        if not heard.strip():
            return rows
        rows.append([cell.strip() for cell in heard.split(";")] if len(question["columns"]) > 1 else [heard.strip()])


def understood(question: Mapping[str, Any], heard: Any) -> Any:
    """The answer as data; ValueError says what is not understood.

    >>> understood({"kind": "money"}, "1.480.000,50"), understood({"kind": "yes"}, "Sì")
    (1480000.5, True)
    """
    if question["kind"] == "rows":
        width = len(question["columns"])
        for row in heard:
            if len(row) > width:
                raise ValueError(f"«{'; '.join(row)}»: servono {width} dati separati da punto e virgola")
        return [row + [""] * (width - len(row)) for row in heard]
    text = str(heard).strip()
    if not text:
        if question.get("optional"):
            return ""
        raise ValueError("serve una risposta")
    return _READERS[question["kind"]](text)


def _number(text: str) -> float | int:
    bare = re.sub(r"[€\s]|euro", "", text)
    bare = bare.replace(".", "").replace(",", ".") if "," in bare or re.fullmatch(r"\d{1,3}(\.\d{3})+", bare) else bare
    try:
        value = float(bare)
    except ValueError:
        raise ValueError(f"«{text}» non è un numero") from None
    return int(value) if value.is_integer() else value


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    raise ValueError(f"«{text}» non è una data: scrivere 2/3/2026")


def _moment(text: str) -> datetime:
    day, _, hour = text.replace(" ore", "").partition(" ")
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", hour.strip() or "12")
    if not found or int(found[1]) > 23:
        raise ValueError(f"«{text}» non è un giorno con la sua ora: scrivere 15/4/2026 12:00")
    at = _day(day)
    return datetime(at.year, at.month, at.day, int(found[1]), int(found[2] or 0))  # noqa: DTZ001


def _yes(text: str) -> bool:
    if text.lower() in ("sì", "si", "s", "sí", "yes", "y"):
        return True
    if text.lower() in ("no", "n"):
        return False
    raise ValueError(f"«{text}»: rispondere sì o no")


_READERS: dict[str, Callable[[str], Any]] = {
    "text": str, "number": _number, "money": _number, "date": _day, "moment": _moment, "yes": _yes,
}  # fmt: skip


def _review(answers: Answers, kept: Path, say: Say, hear: Hear) -> bool:
    """Everything answered, to be confirmed or changed; False if stopped."""
    while True:
        asked = _asked(answers)
        say("Riepilogo")
        for number, question in enumerate(asked, 1):
            say(f"  {number:2}. {question['ask'][:60]}: {shown(answers.get(question['key']))}")
        heard = hear("Numero da cambiare, invio se va bene", "").strip()
        if heard == STOP:
            return False
        if not heard:
            return True
        if heard.isdigit() and 0 < int(heard) <= len(asked):
            _one(asked[int(heard) - 1], answers, kept, say, hear)
            if not _go_on(answers, kept, say, hear):
                return False


def shown(value: Any) -> str:
    """An answer as the review shows it."""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, list):
        return " | ".join("; ".join(row) for row in value)
    return str(value)


def tender_data(answers: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a tender from the answers."""
    data: dict[str, Any] = {}
    for question in _asked(answers):
        value = answers.get(question["key"], "")
        if value == "" and question.get("optional"):
            continue
        *branch, last = question["key"].split(".")
        node = data
        for step in branch:
            node = node.setdefault(step, {})
        node[last] = value
    rates = {level: _number(cost) for level, cost in data.pop("rates", [])}
    cnel, since = data["ccnl"]["cnel"], data["dates"]["published_on"]
    table = {"since": since, "source": data["table"]["act"], "hourly": rates}
    data["agreements"] = [{"id": cnel, "name": data["ccnl"]["name"], "cnel": cnel, "tables": [table]}]
    data["staff"] = [{"role": r, "level": lv, "hours_per_year": _number(h)} for r, lv, h in data["staff"]]
    data["activities"] = [row[0] for row in data["activities"]]
    data["tie_break"] = [row[0] for row in data["tie_break"]]
    data["price_indices"] = [{"name": n, "weight": round(_number(w) / 100, 6)} for n, w in data["price_indices"]]
    data["criteria"] = [
        {"id": i, "title": t, "points": _number(p), "kind": _KINDS.get(k.upper(), k), "grounds": g, "subject": s}
        for i, t, p, k, g, s in data["criteria"]
    ]
    if data.pop("has_outgoing", False):
        data["outgoing"]["staff"] = [
            {"role": r, "level": lv, "people": _number(p), "weekly_hours": _number(h), "ccnl": c}
            for r, lv, p, h, c in data["outgoing"]["staff"]
        ]
    data["award"] = chosen["wants"]["award"][0]
    return data
