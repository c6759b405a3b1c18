"""A clause of the capitolato counts for the notice side only where that points to it."""

from datetime import date

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.model import Draft
from procurement_engine.drafts.structure import settle

CAPITOLATO = """
## Art. 4 Personale

Agli addetti si applica il CCNL Cooperative sociali.

## Art. 5 Penali

Per ogni inadempimento è dovuta una penale.
"""


#: As Word saves it when the numbers of its headings are lost: only the paragraphs keep theirs.
UNNUMBERED = """
## Personale

4.1 I turni sono di sei ore.

4.2 Agli addetti si applica il CCNL Cooperative sociali.

## Penali

5.1 Per ogni inadempimento è dovuta una penale.
"""


def outcome(sentence, capitolato=CAPITOLATO):
    texts = {"disciplinare": f"## Art. 2 Contratto collettivo\n\n{sentence}\n", "capitolato": capitolato}
    drafts = [Draft(f"{kind}.md", "md", "", tuple(settle(list(read_markdown(text))))) for kind, text in texts.items()]
    facts = {"contract_nature": "services", "intellectual_services": False, "document_type": {f"{kind}.md": kind for kind in texts}}
    report = check_drafts(drafts, facts=facts, as_of=date(2026, 3, 1), evaluators=("plain",))
    return next(r.outcome for r in report.requirements if r.id == "CCNL-01")


@pytest.mark.parametrize(
    "sentence",
    [
        "Per il contratto collettivo si rinvia al capitolato.",
        "Il contratto degli addetti è quello dell'art. 4 del capitolato.",
        "Trattamento del personale: capitolato, art. 4.",
    ],
)
def test_pointed_to(sentence):
    assert outcome(sentence) == "compliant"


@pytest.mark.parametrize(
    "sentence",
    [
        "Il servizio si svolge secondo il capitolato.",
        "Le penali sono quelle dell'art. 5 del capitolato.",
        "L'art. 4 del presente atto vale anche dove il capitolato tace e disciplina ogni altro aspetto del rapporto.",
    ],
)
def test_not_pointed_to(sentence):
    assert outcome(sentence) == "non_compliant"


@pytest.mark.parametrize(("number", "expected"), [("4", "compliant"), ("5", "non_compliant")])
def test_a_heading_without_its_number_takes_that_of_its_paragraphs(number, expected):
    assert outcome(f"Per il contratto collettivo si rinvia al capitolato, art. {number}.", UNNUMBERED) == expected
