"""Names a draft gives to things."""

import pytest

from procurement_engine.detection.definitions import definitions
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.vocabulary import Concept, Lookup, Term
from procurement_engine.drafts.model import Block, Draft

KNOWN = {
    "contractor": Concept("contractor", "", (Term("appaltatore"),)),
    "concludes": Concept("concludes", "", (Term("stipulare"),)),
}


def index_of(*paragraphs):
    return TextIndex(Draft(path="x.docx", format="docx", sha256="", blocks=tuple(Block(text) for text in paragraphs)))


def named(index):
    return [" ".join(word.form for word in index.tokens[slice(*one.places[0])]) for one in definitions(index)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("«Vettore»: l'appaltatore.", "vettore"),
        ('"Vettore": l\'appaltatore.', "vettore"),
        ("Il contratto è concluso con l'appaltatore (di seguito «Vettore»).", "vettore"),
        ("Il contratto è concluso con l'appaltatore (d'ora in poi, anche: il Vettore).", "vettore"),
    ],
)
def test_a_name_is_read_where_it_is_used(text, name):
    index = index_of(text, "Il Vettore paga il personale.")
    assert named(index) == [name]
    assert [index.tokens[span[0]].form for span in Lookup(index, KNOWN).spans("contractor")].count("vettore") == 1


@pytest.mark.parametrize(
    "text",
    [
        "L'appaltatore «storico»: così lo chiamano.",  # written small, it is no name
        "Si leggano gli atti (di seguito elencati uno per uno in allegato).",
        "«Vettore»: chi stipula.",  # a verb says nothing of what it is
        "«",
        "(di seguito",
    ],
)
def test_what_is_no_definition_names_nothing(text):
    index = index_of(text, "Il Vettore, storico, paga.")
    lookup = Lookup(index, KNOWN)
    called = {index.tokens[span[0]].form for name in KNOWN for span in lookup.spans(name)}
    assert not called & {"vettore", "storico"}


def test_a_name_of_one_word_is_not_any_such_word():
    index = index_of("«Ente»: il Comune.", "L'Ente decide.", "Ogni ente del Terzo settore propone.")
    (one,) = definitions(index)
    assert [index.unit_of[place[0]] for place in one.places] == [1]
