"""Which percentage of a sentence counts, and whether it is a floor or a cap."""

import pytest

from procurement_engine.checking.percent import told


def read(text, *words):
    """What is told of some words, the head first."""
    share = told(text, [(text.index(word), text.index(word) + len(word)) for word in words])
    return share and (share.value, share.sense)


@pytest.mark.parametrize(
    ("said", "sense"),
    [
        ("il 20 per cento", "exact"),
        ("20 (venti) per cento", "exact"),
        ("il venti percento", "exact"),
        ("un quinto", "exact"),
        ("almeno il 20%", "floor"),
        ("non meno di un quinto", "floor"),
        ("in misura non inferiore al 20%", "floor"),
        ("oltre il 20%", "floor"),
        ("una quota minima del 20%", "floor"),
        ("il 20 per cento o più", "floor"),
        ("non più del 20 per cento", "cap"),
        ("fino al 20%", "cap"),
        ("al massimo il 20%", "cap"),
        ("il 20% al massimo", "cap"),
        ("in misura non superiore al 20 per cento", "cap"),
        ("entro il limite del 20%", "cap"),
        ("una quota inferiore al 20%", "cap"),
        ("entro il 2030 il 20%", "exact"),
    ],
)
def test_a_share_is_a_floor_a_cap_or_just_so_much(said, sense):
    assert read(f"Si acquista da fattorie sociali {said} delle derrate.", "derrate", "fattorie sociali") == (0.2, sense)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Almeno il 10 per cento delle derrate viene da fattorie sociali e il 40 per cento è biologico.", 0.1),
        ("Le derrate vengono per il 40 per cento da aziende biologiche e per il 20 per cento da fattorie sociali.", 0.2),
        ("Il biologico è al 40 per cento, le derrate da fattorie sociali al 10 per cento.", 0.1),
        ("Almeno il 20 per cento delle derrate, di cui il 5 per cento d'inverno, viene da fattorie sociali.", 0.2),
        ("Vengono da fattorie sociali derrate per il venti per cento (20%).", 0.2),
    ],
)
def test_of_two_shares_the_one_of_these_words_counts(text, value):
    assert read(text, "derrate", "fattorie sociali")[0] == value


def test_no_share_is_no_number():
    assert read("Le derrate vengono da fattorie sociali; un quinto lotto è a parte.", "derrate") is None
