"""Headings that nothing marks: short lines between paragraphs."""

import pytest

from procurement_engine.drafts.model import Block
from procurement_engine.drafts.structure import settle

LONG = "L'ente incontra ogni anno le organizzazioni sindacali e le rappresentanze delle cooperative, e ne tiene il verbale."


def headings(*lines):
    return [block.text for block in settle([Block(line) for line in lines]) if block.kind == "heading"]


def test_a_short_line_between_paragraphs_is_a_heading():
    assert headings(LONG, "Il confronto con le parti sociali", LONG) == ["Il confronto con le parti sociali"]


@pytest.mark.parametrize(
    "line",
    [
        "Premesso che",
        "Importo di 300.000 euro",
        "Il concorrente deve firmare ogni foglio",
        "quote e scadenze",
        "Firma del legale rappresentante ______",
    ],
)
def test_what_is_no_title(line):
    assert headings(LONG, line, LONG) == []


def test_a_line_of_a_list_is_no_heading():
    assert headings("Si allegano i documenti che seguono:", "Il piano dei turni", LONG) == []


def test_lines_one_under_the_other_are_no_headings():
    assert headings(LONG, "La coordinatrice", "Anna Bianchi", "Comune di Pino") == []
