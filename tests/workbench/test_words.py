"""Concepts and facts found by what they mean or how people say them."""

from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.rules.known_facts import unknown_fact


def words(*wanted):
    result = CliRunner().invoke(main, ["ruleset", "words", *wanted])
    assert result.exit_code == 0
    return result.output


def names(output):
    return [
        line.partition(":")[0] for line in output.splitlines() if ": " in line and not line.startswith((" ", "Concetti", "Fatti"))
    ]


def test_a_concept_is_found_by_its_meaning_before_its_terms():
    found = names(words("formazione"))
    assert found[0] == "insertion_training"
    assert "quality_of_work" in found


def test_all_words_must_stand_in_one_term():
    assert "youth" in names(words("trentasei", "anni"))
    assert "youth" not in names(words("trentasei", "giovan"))


def test_a_fact_says_its_question_and_values():
    said = words("criterio", "aggiudicazione")
    assert "award_criterion" in names(said)
    assert "quality_price (qualità/prezzo)" in said
    assert "nelle regole" in said


def test_what_nobody_knows_says_what_to_do():
    assert "concepts/" in words("arcobaleno")
    assert len(names(words())) > 200


def test_the_nearest_to_the_word_come_first_and_facts_by_what_people_call_them():
    said = words("importo")
    assert names(said)[0] == "estimated_value"
    assert names(words("refezione"))[0]  # within the terms of a concept
    assert "refezion*" in words("refezione")
    assert "ristorazione" in words("ristorazione").partition("Elenchi")[2]
    assert "--all" in words("valore")
    assert "--all" not in words("valore", "--all")


def test_an_unknown_fact_is_answered_with_the_nearest_by_meaning():
    assert "forse «estimated_value»" in unknown_fact("importo")
    assert "forse «duration_months»" in unknown_fact("durata_contratto")
    assert "ruleset words" in unknown_fact("arcobaleno")
