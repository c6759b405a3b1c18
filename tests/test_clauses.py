"""The clause library: every text renders without a tender and names what is to be filled in."""

import re

import pytest

from procurement_engine.clauses import suggestion_text
from procurement_engine.data import data_path

CLAUSES = sorted(path.name for path in data_path("tender_templates", "clausole").glob("*.md.j2"))


@pytest.mark.parametrize("name", CLAUSES)
def test_renders_with_blanks_named(name):
    text = suggestion_text(name)
    assert "{{" not in text
    assert text
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", blank) for blank in re.findall(r"«\[(.*?)\]»", text))


def test_a_nested_variable_is_shown_with_its_path():
    assert "«[ccnl.codice]»" in suggestion_text("ccnl_indicazione.md.j2")


def test_the_eleven_clauses_are_there():
    assert len(CLAUSES) >= 11
