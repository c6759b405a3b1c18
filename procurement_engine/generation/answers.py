"""Answers of the interview: what was typed as data, and the file they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

_KINDS = {"D": "discretionary", "Q": "quantitative", "T": "tabular"}
Question = Mapping[str, Any]


def understood(question: Question, heard: Any) -> Any:
    """The answer as data; ValueError says what is not understood.

    >>> understood({"kind": "money"}, "1.480.000,50"), understood({"kind": "yes"}, "Sì")
    (1480000.5, True)
    """
    if question["kind"] == "rows":
        return _cells(question, heard)
    text = str(heard).strip()
    if not text:
        if question.get("optional"):
            return ""
        raise ValueError("serve una risposta")
    return _READERS[question["kind"]](text)


def _cells(question: Question, heard: Iterable[list[str]]) -> list[list[str]]:
    """Rows filled up to their width, each cell readable as what it is."""
    width = len(question["columns"])
    rows = []
    for row in heard:
        if len(row) > width:
            raise ValueError(f"«{'; '.join(row)}»: servono {width} dati separati da punto e virgola")
        rows.append(row + [""] * (width - len(row)))
        _record(question, rows[-1])
    return rows


def _record(question: Question, row: list[str]) -> Any:
    """A row as the model takes it: a text, or its cells by name."""
    if len(question["columns"]) == 1:
        return row[0]
    if "fields" not in question:
        return row
    named = {}
    for field, cell in zip(question["fields"], row, strict=True):
        name, _, kind = field.partition(":")
        named[name] = _READERS[kind or "text"](cell)
    return named


def _number(text: str) -> float | int:
    bare = re.sub(r"[€\s]|euro", "", text)
    bare = bare.replace(".", "").replace(",", ".") if "," in bare or re.fullmatch(r"\d{1,3}(\.\d{3})+", bare) else bare
    try:
        value = float(bare)
    except ValueError:
        raise ValueError(f"«{text}» non è un numero") from None
    if value in (float("inf"), float("-inf")) or value != value:
        raise ValueError(f"«{text}» non è un numero")
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
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
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


def gathered(asked: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers under the names of the model, one inside the other as the keys say."""
    data: dict[str, Any] = {}
    for question in asked:
        value = answers.get(question["key"], "")
        if value == "" and question.get("optional"):
            continue
        if question["kind"] == "rows":
            value = [_record(question, row) for row in value]
        *branch, last = question["key"].split(".")
        node = data
        for step in branch:
            node = node.setdefault(step, {})
        node[last] = value
    return data


def tender_data(data: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """A tender: its cost table from the rates, its shares from percentages, what the template fixes."""
    rates = {level: _number(cost) for level, cost in data.pop("rates", [])}
    cnel, since = data["ccnl"]["cnel"], data["dates"]["published_on"]
    table = {"since": since, "source": data["table"]["act"], "hourly": rates}
    data["agreements"] = [{"id": cnel, "name": data["ccnl"]["name"], "cnel": cnel, "tables": [table]}]
    data["price_indices"] = [{"name": n, "weight": round(_number(w) / 100, 6)} for n, w in data["price_indices"]]
    for criterion in data["criteria"]:
        criterion["kind"] = _KINDS.get(criterion["kind"].upper(), criterion["kind"])
    for yes_or_no in ("has_outgoing", "has_insertion"):
        data.pop(yes_or_no, None)
    return data | {field: allowed[0] for field, allowed in chosen.get("wants", {}).items()}
