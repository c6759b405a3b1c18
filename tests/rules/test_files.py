"""Rule files that are wrong say where."""

import pytest

from procurement_engine.checking.requirement import citation_label
from procurement_engine.rules.load import load_layers, load_rule
from procurement_engine.rules.yaml_file import RuleFileError, parse_yaml


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2\n", "x.yaml, riga 2, colonna 1: la chiave «a» compare due volte"),
        ("a: [1\n", "x.yaml, riga 2, colonna 1: una parentesi quadra"),
        ("a: b: c\n", "x.yaml, riga 1, colonna 5: due punti in più"),
        ("a:\n\t- 1\n", "x.yaml, riga 2, colonna 1: c'è una tabulazione"),
        ("a: {b: 1\n", "una parentesi graffa non è chiusa"),
        ("a: 'x\n", "virgolette o parentesi ancora aperte"),
        ("a: @x\n", "riga 1, colonna 4: questo segno non può aprire un valore"),
        ("a: *x\n", "un richiamo che non esiste"),
        ("a: !x 1\n", "il punto esclamativo"),
        ("a: \x01\n", "x.yaml, riga 1, colonna 4: c'è un carattere di controllo"),
        ("a: 2026-02-30\n", "«2026-02-30» non è una data che esiste"),
        ("a: 0x_\n", "«0x_» non è un numero"),
        ("a: 1\n---\nb: 2\n", "più documenti"),
        ("[" * 3000, "troppi livelli"),
        ("- 1\n", "ci si aspetta un elenco di chiavi e valori"),
    ],
)
def test_bad_yaml(text, says):
    with pytest.raises(RuleFileError, match=says.replace("(", r"\(")):
        parse_yaml(text, "x.yaml")


def test_on_and_no_are_words():
    assert parse_yaml("on: no\nvero: true\n", "x.yaml") == {"on": "no", "vero": True}


def test_unknown_key_names_the_nearest(tmp_path):
    path = tmp_path / "X-01.yaml"
    path.write_text("id: X-01\ntitel: x\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="manca la chiave|forse «title»"):
        load_rule(path)


def test_unknown_layer():
    with pytest.raises(RuleFileError, match="scegliere fra italia"):
        load_layers(["atlantide"])


def test_every_concept_a_rule_names_exists():
    from datetime import date

    from procurement_engine.checking.compile import plan
    from procurement_engine.data import data_path
    from procurement_engine.detection.load import load_concepts

    concepts = load_concepts([data_path("rulesets", "concepts")])
    for layer in load_layers():
        for rule in layer.rules:
            for element in plan(rule, layer.name, date(2026, 1, 1)).elements:
                for relation in (*element.found, *element.unclear, *element.denied):
                    assert set(relation.concepts()) <= concepts.keys(), rule.id


@pytest.mark.parametrize(
    ("urn", "commas", "label"),
    [
        ("urn:nir:stato:decreto.legislativo:2023-03-31;36~art11", ("2",), "art. 11, c. 2, d.lgs. 36/2023"),
        ("urn:nir:regione.emilia.romagna:legge:2023-04-13;3~art15", ("1", "2"), "art. 15, c. 1, 2, L.R. Emilia-Romagna 3/2023"),
    ],
)
def test_citations_read_as_people_write_them(urn, commas, label):
    assert citation_label(urn, commas) == label
