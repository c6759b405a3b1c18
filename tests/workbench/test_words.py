"""Concepts and facts found by what they mean or how people say them."""

from click.testing import CliRunner

from procurement_engine.cli import main


def words(*wanted):
    result = CliRunner().invoke(main, ["ruleset", "words", *wanted])
    assert result.exit_code == 0
    return result.output


def names(output):
    return [line.partition(":")[0] for line in output.splitlines() if ": " in line and not line.startswith((" ", "Concetti", "Fatti"))]


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
