"""What sets the subject of a sentence: its own words, the title above it, the paragraph before it."""

import pytest

from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.relation import Matcher, Relation
from procurement_engine.detection.vocabulary import Concept, Term
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.workbench.lint.of_words import OWN

WORDS = {
    "insures": ["assicur*"],
    "volunteers": ["volontar*"],
    "negation_before": ["non", "né"],
    "not_negation": ["non oltre"],
    "hires": ["assum*"],
    "placeholder": ["[ da indicare ]"],
    "phrase_word": ["formula|parole"],
}


def concept(name):
    excepted = (Term("assum* .. responsabilità"),) if name == "hires" else ()
    return Concept(name, name, tuple(map(Term, WORDS.get(name, []))), (), excepted)


CONCEPTS = {name: concept(name) for name in (*OWN, *WORDS)}
INSURED = Relation((("does", ("insures",)), ("whom", ("volunteers",))))


def found(*blocks, relation=INSURED):
    draft = Draft("x", "txt", "", tuple(Block(text, kind, level=1 if kind == "heading" else 0) for kind, text in blocks))
    return [match.sense for match in Matcher(TextIndex(draft), CONCEPTS).matches(relation)]


@pytest.mark.parametrize(
    ("blocks", "senses"),
    [
        ([("paragraph", "I volontari sono assicurati.")], ["affirmed"]),
        ([("paragraph", "Sono assicurati tutti.")], []),
        ([("heading", "Volontari"), ("paragraph", "Sono assicurati tutti.")], ["affirmed"]),
        ([("heading", "Volontari"), ("paragraph", "Non sono assicurati.")], ["negated"]),
        ([("heading", "Volontari"), ("heading", "Sede"), ("paragraph", "I locali sono assicurati.")], []),
        ([("paragraph", "Art. 7) I volontari si presentano. Sono assicurati i locali.")], []),
        ([("paragraph", "Art. 7 - Volontari. Sono assicurati entro e non oltre la firma.")], ["affirmed"]),
    ],
)
def test_subject(blocks, senses):
    assert found(*blocks) == senses


def test_an_idiom_is_no_hiring():
    relation = Relation((("does", ("hires",)),))
    assert found(("paragraph", "L'impresa assume la responsabilità dei danni."), relation=relation) == []
    assert found(("paragraph", "L'impresa assume i lavoratori."), relation=relation) == ["affirmed"]


def test_the_sentence_that_says_it_all_is_shown():
    draft = Draft(
        "x", "txt", "", (Block("Il gestore assicura:"), Block("a) i locali;", "list_item"), Block("b) i volontari.", "list_item"))
    )
    matcher = Matcher(TextIndex(draft), CONCEPTS)
    (match,) = matcher.matches(INSURED)
    assert matcher.deciding(match).block == 2  # the item, not what opens the list
    near = Relation((("does", ("insures",)), ("whom", ("volunteers",))), within="pair")
    draft = Draft("x", "txt", "", (Block("Si assicura la puntualità. Sono assicurati i volontari."),))
    assert {m.spans[0][0] for m in Matcher(TextIndex(draft), CONCEPTS).matches(near)} == {6}


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("Sono assicurati i volontari [da indicare].", True),
        ("Con la polizza n. [da indicare] sono assicurati i volontari.", True),
        ("Con la polizza n. [da indicare], sono assicurati i volontari.", False),
    ],
)
def test_a_blank_before_a_comma_belongs_to_what_it_ends(text, blank):
    matcher = Matcher(TextIndex(Draft("x", "txt", "", (Block(text),))), CONCEPTS)
    assert [match.placeholder for match in matcher.matches(INSURED)] == [blank]


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Non si usa la formula «i volontari sono assicurati».", []),
        ("Le parole «volontari» e «assicurati» sono state tolte.", []),
        ("I «volontari» sono assicurati.", ["affirmed"]),
        ("La formula è breve e qui non si ripete: i «volontari» sono assicurati.", ["affirmed"]),
    ],
)
def test_words_between_quotation_marks_are_named_not_said(text, senses):
    assert found(("paragraph", text)) == senses


def test_a_paragraph_with_a_title_of_its_own_stays_in_its_section():
    relation = Relation((("does", ("insures",)),), about=("volunteers",))
    told, titled = ("paragraph", "I volontari sono sei."), ("paragraph", "Polizze, senza nomi: Ognuno è assicurato.")
    assert found(("heading", "Persone"), told, titled, relation=relation) == ["affirmed"]
    assert found(("heading", "Persone"), told, ("heading", "Sedi"), titled, relation=relation) == []


def by_lot(*rows, relation=INSURED):
    """The senses found for lots 1 and 2 of a table with a column for each."""
    cells = [tuple(row.split(" | ")) for row in rows]
    blocks = tuple(Block(row, "row", cells=one, table=0, row=n) for n, (row, one) in enumerate(zip(rows, cells, strict=True)))
    matcher = Matcher(TextIndex(Draft("x", "docx", "", blocks)), CONCEPTS)
    return [list({match.sense for match in matcher.matches(relation, lot) if match.holds}) for lot in ("1", "2")]


PAIRED = Relation((("does", ("insures",)), ("whom", ("volunteers",))), within="pair")


@pytest.mark.parametrize(
    ("rows", "relation", "senses"),
    [
        (["Tema | Lotto 1 | Lotto 2", "Volontari | assicurati | non previsti"], INSURED, [["affirmed"], []]),
        (["Tema | Lotto 1 | Lotto 2", "Volontari | non assicurati | assicurati"], INSURED, [[], ["affirmed"]]),
        (["Tema | Lotto primo | Lotto secondo", "Volontari | assicurati | idem"], INSURED, [["affirmed"], ["affirmed"]]),
        (["Tema | Lotto 1 | Lotto 2", "Volontari assicurati | 4 | –"], INSURED, [["affirmed"], []]),
        (["Tema | Lotto 1 | Lotto 2", "Chi | volontari | dipendenti", "Come | assicurati | assicurati"], PAIRED, [["affirmed"], []]),
    ],
)
def test_cells_of_lots_are_told_apart(rows, relation, senses):
    assert by_lot(*rows, relation=relation) == senses
