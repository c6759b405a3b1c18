"""Terms as rows of words, groups and gaps, found in a text."""

import pytest

from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.vocabulary import Concept, Lookup, Term, expand
from procurement_engine.drafts.model import Block, Draft


def found(term, text, *, harmless=()):
    """The words that a term is found in."""
    index = TextIndex(Draft(path="x.txt", format="txt", sha256="", blocks=(Block(text),)))
    known = {"own": Concept("own", "", (Term(term),)), "not_negation": Concept("not_negation", "", tuple(map(Term, harmless)))}
    return [" ".join(word.form for word in index.tokens[first:last]) for first, last in Lookup(index, known).spans("own")]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("(dodici mesi|un anno) senza gare", "Per un anno senza gare."),
        ("lavoro (in via)? stabile", "Un lavoro in via stabile."),
        ("lavoro (in via)? stabile", "Un lavoro stabile."),
        ("(in via)? stabile occupazione", "Una stabile occupazione."),
        ("alle? proprie dipendenze", "Li assume con proprie dipendenze."),
        ("offr* .. (un|il) posto", "Offre a tutti il posto."),
    ],
)
def test_a_row_is_found_with_each_choice_and_without_what_may_be_left_out(term, text):
    assert len(found(term, text)) == 1


@pytest.mark.parametrize("term", ["lavoro (in via)? (molto|poco) stabile", "(a b|c d) e (f|g h)?", "(uno|due) .. tre?"])
def test_a_term_finds_what_the_phrases_it_stands_for_find(term):
    for text in ("Un lavoro in via molto stabile e c d e g h.", "Lavoro poco stabile, a b e f, due o tre.", "Uno, c d e."):
        written_out = {place for phrase in expand(term) for place in found(phrase, text)}
        assert bool(found(term, text)) == bool(written_out)
        assert set(found(term, text)) <= written_out


def test_a_non_in_a_gap_denies_the_term():
    assert found("legge .. impone", "La legge non impone la clausola.") == []
    assert found("legge .. impone", "La legge sempre impone la clausola.") == ["legge sempre impone"]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("legge non impone", "La legge non impone la clausola."),  # the term asks for it
        ("relazione ... esclusa", "La relazione di chi non consegna è esclusa."),  # it denies a clause within
        ("addetti .. lavorano", "Gli addetti non pagati lavorano."),  # it denies one word
    ],
)
def test_another_non_does_not(term, text):
    assert len(found(term, text)) == 1


def test_nor_one_of_those_that_deny_nothing():
    assert found("importo .. euro", "Un importo non inferiore a mille euro.", harmless=("non inferiore",))
