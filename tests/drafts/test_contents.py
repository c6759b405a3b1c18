"""What is a table of contents and what only looks like one."""

import pytest

from procurement_engine.drafts.contents import mark_contents
from procurement_engine.drafts.model import Block


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (["Oggetto ........ 3", "Durata ........ 5", "Risorse ........ 7"], "toc"),
        (["Oggetto ______ 3", "Durata ______ 5", "Risorse ______ 7"], "toc"),
        (["Le risorse sono pari a euro __________.", "Responsabile del procedimento: ______________."], "body"),
    ],
)
def test_leaders_and_blanks(lines, role):
    assert {block.role for block in mark_contents([Block(line) for line in lines])} == {role}
