"""Wrong input: one sentence with the place, nothing scored."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.scoring import EvaluationError, score
from procurement_engine.scoring.files import with_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "05_punteggi_prezzo_fisso" / "valutazione.yaml"
GOOD: dict[str, Any] = load_yaml(EXAMPLE)
Change = Callable[[dict[str, Any]], Any]

WRONG: list[tuple[str, Change, str]] = [
    ("mark missing", lambda d: d["bids"][0]["marks"].pop("A1"), "«alba», criterio «A1»: manca il voto"),
    ("mark null", lambda d: d["bids"][0]["marks"].update(A1=[0.8, None, 1]), "voto 2: manca il numero"),
    ("too few marks", lambda d: d["bids"][0]["marks"].update(A1=[0.8, 1]), "i commissari sono 3, c'è 2 voti"),
    ("out of range", lambda d: d["bids"][0]["marks"].update(A1=[0.8, 1.2, 1]), "il voto 1,2 di Marco Dalla è fuori"),
    ("negative", lambda d: d["bids"][0]["marks"].update(A1=[0.8, -0.2, 1]), "fuori dall'intervallo da 0 a 1"),
    ("not a grade", lambda d: d["bids"][0]["marks"].update(A1=[0.8, 0.5, 1]), "non è un grado della scala"),
    ("mark as text", lambda d: d["bids"][0]["marks"].update(A1=["0.8", 1, 1]), "«0.8» è testo"),
    ("not a number", lambda d: d["bids"][0]["marks"].update(B2=float("nan")), "numero finito"),
    ("unknown criterion", lambda d: d["bids"][0]["marks"].update(Z=[1, 1, 1]), "«Z» non è un criterio"),
    ("mark on a branch", lambda d: d["bids"][0]["marks"].update(A=[1, 1, 1]), "«A» non è un criterio a cui si danno punteggi"),
    ("tabular as number", lambda d: d["bids"][0]["marks"].update(B3=1), "serve vero o falso"),
    ("value as list", lambda d: d["bids"][0]["marks"].update(B2=[1, 2, 3]), "serve il valore offerto, un numero solo"),
    ("weight as text", lambda d: d["criteria"][2].update(weight="venti"), "weight: «venti» è testo"),
    ("weights not 100", lambda d: d["criteria"][2].update(weight=21), "sommano a 101 e non a 100"),
    ("sub-weights", lambda d: d["criteria"][0]["sub_criteria"][0].update(weight=24), "sommano a 44 e non al suo peso, 45"),
    ("weight zero", lambda d: d["criteria"][2].update(weight=0), "weight: deve essere maggiore di 0"),
    ("same bid twice", lambda d: d["bids"][1].update(id="ALBA"), "due offerte hanno lo stesso nome"),
    ("same name twice", lambda d: d["bids"][1].update(name="Cooperativa Alba"), "due offerte hanno lo stesso nome"),
    ("same criterion twice", lambda d: d["criteria"][2].update(id="A1"), "due criteri hanno lo stesso id «A1»"),
    ("no bids", lambda d: d.update(bids=[]), "non c'è alcuna offerta"),
    ("no criteria", lambda d: d.update(criteria=[]), "non c'è alcun criterio"),
    ("no commissioners", lambda d: d.update(commissioners=[]), "nessun commissario"),
    ("kind missing", lambda d: d["criteria"][2].pop("kind"), "manca kind"),
    ("unknown kind", lambda d: d["criteria"][2].update(kind="bello"), "kind: «bello» non è tra i valori ammessi"),
    ("unknown word", lambda d: d["method"].update(riparametrazione=True), "«riparametrazione» non è una voce conosciuta"),
    ("unknown formula", lambda d: d["criteria"][1]["sub_criteria"][1].update(formula={"type": "magica"}), "«magica» non è una formula"),
    ("formula missing", lambda d: d["criteria"][1]["sub_criteria"][1].pop("formula"), "la formula serve ai criteri quantitative"),
    ("price both ways", lambda d: d["price"].update(points=20), "il prezzo è fisso ma gli si danno punti"),
    ("price without formula", lambda d: d.update(price={"mode": "points"}), "servono points e formula"),
    ("pairwise without normalisation", lambda d: d["method"].update(coefficients="pairwise"), "scrivere pairwise_normalisation"),
    ("tie-break unknown", lambda d: d["method"].update(tie_break=["Q"]), "«Q» non è un criterio"),
    ("tie-break on price", lambda d: d["method"].update(tie_break=["improved_price"]), "a prezzo fisso la parità"),
    ("rounding twice", lambda d: d["method"].update(rounding=[{"stage": "total", "decimals": 2}] * 2), "due arrotondamenti"),
    ("platform and rounding", lambda d: d["method"].update(platform={"name": "tuttogare"}), "tenerne uno"),
    ("reason for nobody", lambda d: d["reasons"]["A1"].update(omega="bene"), "«omega» non è un'offerta"),
    ("excluded for no reason", lambda d: d["bids"][0].update(excluded_after_close=" "), "manca il motivo dell'esclusione"),
    ("a role for a stranger", lambda d: d["commission"]["roles"].update(Nessuno="presidente"), "non è tra i componenti"),
    ("bare decimal id", lambda d: d["criteria"][2].update(id=1.1), "tra virgolette"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_one_sentence_in_the_file(change: Change, words: str, tmp_path: Path) -> None:
    data = copy.deepcopy(GOOD)
    change(data)
    path = tmp_path / "gara.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(EvaluationError) as error:
        with_file(path, score)
    message = str(error.value)
    assert words in message
    assert message.startswith("gara.yaml, riga ")
    assert "\n" not in message


def test_the_line_is_the_line(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("B2: 24,", "B2: tanti,")
    path = tmp_path / "gara.yaml"
    path.write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "tanti" in row)
    with pytest.raises(EvaluationError, match=f"riga {line}: B2: «tanti» è testo"):
        with_file(path, score)


def test_a_key_written_twice(tmp_path: Path) -> None:
    path = tmp_path / "gara.yaml"
    path.write_text("title: a\ntitle: b\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"gara\.yaml, riga 2, colonna 1:.*title.*due volte"):
        with_file(path, score)


PAIRS: dict[str, Any] = {
    "method": {"coefficients": "pairwise", "pairwise_normalisation": "summed"},
    "criteria": [{"id": "A", "weight": 100, "kind": "discretionary"}],
    "commissioners": ["c1"],
    "bids": [{"id": b} for b in "xyz"],
    "pairwise": {"A": [{"x/y": "x 2", "x/z": "=", "y/z": "z 6"}]},
}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"x/y": "x 2", "x/z": "="}, "manca il confronto «y/z»"),
        ({"x/y": "x 2", "x/z": "=", "y/z": "z 7"}, "il grado 7 non sta tra 2 e 6"),
        ({"x/y": "x 2", "x/z": "=", "y/z": "x 3"}, "«x» non è una delle due offerte"),
        ({"x/y": "x 2", "x/z": "=", "y/z": "molto meglio z"}, "non si capisce"),
        ({"x/y": "x 2", "y/x": "x 2", "x/z": "=", "y/z": "="}, "è ripetuto"),
        ({"x/y": "x 2", "x/w": "="}, "«w» non è un'offerta"),
        ({"x/x": "="}, "non è tra due offerte diverse"),
    ],
)
def test_comparisons(cells: dict[str, str], words: str) -> None:
    with pytest.raises(EvaluationError, match=words):
        score({**PAIRS, "pairwise": {"A": [cells]}})


def test_marks_beside_comparisons() -> None:
    bids = [{"id": "x", "marks": {"A": [1]}}, {"id": "y"}, {"id": "z"}]
    with pytest.raises(EvaluationError, match="i voti vanno tolti"):
        score({**PAIRS, "bids": bids})
