"""A signature written into a rule file: four lines change, every other character stays, comments included."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from procurement_engine.rules.load import load_rule
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.signature import SIGNED, content_hash, last_change
from procurement_engine.rules.yaml_file import RuleFileError, parse_yaml

_SHORTEST_NAME = 3


def sign(path: Path, by: str, on: date, today: date) -> str:
    """The text of the file as signed, nothing written yet. RuleFileError where it cannot be signed."""
    rule = load_rule(path)
    _refuse(rule, path, by, on, today)
    note = f"firmata da {by}"
    text = path.read_bytes().decode("utf-8")
    values = {"reviewed_by": by, "reviewed_on": on.isoformat(), "reviewed_hash": content_hash(rule)}
    for key, value in values.items():
        text = _with_key(text, key, json.dumps(value, ensure_ascii=False))
    text = _with_entry(text, f'{{on: "{on.isoformat()}", kind: {SIGNED}, note: {json.dumps(note, ensure_ascii=False)}}}')
    signed = RuleFile.model_validate(parse_yaml(text, path.name))
    if signed.signature.state != "valid" or content_hash(signed) != content_hash(rule):
        raise RuleFileError(f"{path.name}: il file è scritto in un modo che non si può firmare: passarlo prima a ruleset format")
    return text


def _refuse(rule: RuleFile, path: Path, by: str, on: date, today: date) -> None:
    if len(by) < _SHORTEST_NAME or not by.isprintable():
        raise RuleFileError("--by: scrivere nome e cognome di chi firma")
    if on > today:
        raise RuleFileError(f"--on: il {on:%d/%m/%Y} non è ancora venuto; si firma oggi o con una data passata")
    changed = last_change(rule)
    if on < changed:
        raise RuleFileError(
            f"{path.name}: la regola è stata modificata, o una fonte riletta, il {changed:%d/%m/%Y}: "
            f"una firma del {on:%d/%m/%Y} non la coprirebbe. Firmare con una data dal {changed:%d/%m/%Y} in poi"
        )


def _top(text: str) -> dict[str, tuple[Any, Any]]:
    """The keys of the file with their nodes, which know where they stand."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    return {key.value: (key, value) for key, value in root.value}


def _with_key(text: str, key: str, value: str) -> str:
    """The key with another value; a new one goes in after the confidence, where the signature belongs."""
    keys = _top(text)
    if key in keys:
        node = keys[key][1]
        if node.start_mark.index == node.end_mark.index:  # nothing stands after the colon
            return f"{text[: node.start_mark.index].rstrip(' ')} {value}{text[node.start_mark.index :]}"
        end = node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
        return text[: node.start_mark.index] + value + text[end:]
    above = next(name for name in ("reviewed_on", "reviewed_by", "to_verify", "confidence") if name in keys)
    at = _end_of_line(text, keys[above][1])
    return f"{text[:at]}{_break(text)}{key}: {value}{text[at:]}"


def _with_entry(text: str, entry: str) -> str:
    """One more line of history."""
    found = _top(text).get("history")
    if found is None or not found[1].value:
        before = text if found is None else text[: found[0].start_mark.index]
        after = "" if found is None else text[_end_of_line(text, found[1]) :].lstrip("\r\n")
        return f"{before.rstrip()}{_break(text)}history:{_break(text)}  - {entry}{_break(text)}{after}"
    last = found[1].value[-1]
    if found[1].flow_style:
        return f"{text[: last.end_mark.index]}, {entry}{text[last.end_mark.index :]}"
    at = _end_of_line(text, last)
    return f"{text[:at]}{_break(text)}{' ' * found[1].start_mark.column}- {entry}{text[at:]}"


def _end_of_line(text: str, node: Any) -> int:
    """Where the last line of a node ends, its comment included; a block's end mark stands after the breaks that follow it."""
    last = node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    found = text.find("\n", last)
    end = len(text) if found < 0 else found
    return end - 1 if end > 0 and text[end - 1 : end] == "\r" else end


def _break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
