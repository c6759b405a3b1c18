"""What impact says to its readers: the sentences of `impact_sentences.yaml`, in Italian or English."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from procurement_engine.data import data_path
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.rules.yaml_file import load_yaml

Severity = Literal["error", "warning", "advice"]


class Finding(Frozen):
    """One thing to mend."""

    code: str
    severity: Severity
    about: str
    message: str


@cache
def _sentences() -> dict[str, Any]:
    return load_yaml(data_path("rulesets", "codelists", "impact_sentences.yaml"))


def say(part: str, code: str, lang: str = "it", **fields: object) -> str:
    """A sentence with its blanks filled; figures as the language writes them."""
    words: str = _sentences()[part][code][lang]
    return words.format(**{name: figure(value, lang) if isinstance(value, float) else value for name, value in fields.items()})


def hint(heading: str, lang: str = "it") -> str:
    """The note on a heading of the workbook, if it has one."""
    words: str = _sentences()["hints"].get(heading, {}).get(lang, "")
    return words


def finding(code: str, about: str, lang: str, **fields: object) -> Finding:
    """A finding with the severity and the sentence written for it."""
    severity: Severity = _sentences()["findings"][code]["severity"]
    return Finding(code=code, severity=severity, about=about, message=say("findings", code, lang, **fields))


def figure(value: float | None, lang: str = "it", decimals: int = 2) -> str:
    """A figure without idle zeros, with the signs of the language; a dash where there is none.

    >>> figure(1234.5), figure(1234.5, "en"), figure(62.0), figure(None)
    ('1.234,5', '1,234.5', '62', '–')
    """
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
