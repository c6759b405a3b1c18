"""The rules' own sentences in English: what is translated is said so, what is not stays Italian."""

from datetime import date

import pytest

from procurement_engine.checking import check
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.wording.translate import translation


def layer(folder, text):
    (folder / "locale").mkdir(parents=True)
    (folder / "locale" / "en.yaml").write_text(text, encoding="utf-8")
    return folder


def test_own_sentences_win_over_common_ones_and_later_layers_over_earlier(tmp_path):
    one = layer(tmp_path / "one", 'common:\n  "si": "yes"\n  "no": "not"\nX-01:\n  "si": "indeed"\n')
    two = layer(tmp_path / "two", 'common:\n  "no": "no"\n')
    say = translation("en", (one, two))
    assert [say("X-01", "si"), say("X-02", "si"), say("X-01", "no"), say("X-01", "altro")] == ["indeed", "yes", "no", "altro"]
    assert translation("it", (one, two))("X-01", "si") == "si"


def test_a_malformed_catalogue_is_one_sentence(tmp_path):
    with pytest.raises(RuleFileError, match="sotto «X-01» si scrive la frase italiana"):
        translation("en", (layer(tmp_path, "X-01: frase\n"),))


def test_a_catalogue_is_no_rule_and_leaves_the_layers_hash_alone():
    for shipped in load_layers():
        assert "en" not in {rule.id for rule in shipped.rules}


def test_titles_and_reasons_are_english_when_asked(tmp_path):
    draft = tmp_path / "disciplinare.txt"
    draft.write_text("Disciplinare di gara\n\nFornitura di carta per gli uffici.\n", encoding="utf-8")
    options = {"facts": {"contract_nature": "supplies"}, "as_of": date(2026, 3, 1), "evaluators": ["plain"]}
    english, italian = (
        {r.id: r for r in check([draft], lang=lang, **options).requirements} for lang in ("en", "it")
    )  # fmt: skip
    assert english["SOC-03"].title == "The re-employment clause is there and is elastic"
    assert english["SOC-03"].reason == "Supplies: the provision does not concern them."
    assert italian["SOC-03"].reason == "Forniture: la norma non le riguarda."
