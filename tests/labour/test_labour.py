"""Labour cost: hand-computed cases, laws, wrong input, command."""

from __future__ import annotations

import copy
import itertools
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.cli import main
from procurement_engine.data import data_path
from procurement_engine.inputs import InputError, build
from procurement_engine.labour import Costs, assess, assess_file
from procurement_engine.labour.calendar import slices
from procurement_engine.labour.note import note
from procurement_engine.labour.revision import clause
from procurement_engine.rules.yaml_file import load_yaml

STARTER = data_path("tender_templates", "costi.yaml")
#: 365 days, so that a cut after 73 of them is a fifth.
PLAIN: dict[str, Any] = {
    "published_on": date(2026, 2, 1), "start": date(2026, 1, 1), "months": 12,
    "agreements": [{"id": "coop", "cnel": "T151", "tables": [{"since": date(2025, 1, 1), "source": "x", "hourly": {"D1": 20, "4": 10}}]}],
    "staff": [{"level": "D1", "hours": 1000}, {"level": 4, "hours_per_year": 500}],
    "other_costs": {"safety": 1000, "overheads": 4000},
    "price": {"amount": 30000},
}  # fmt: skip


def report(**change: Any) -> Any:
    return assess(build(Costs, {**copy.deepcopy(PLAIN), **change}))


def test_hours_times_cost() -> None:
    found = report()
    assert found.estimate.cost == 25_000
    assert found.share == Fraction(5, 6)
    assert found.labour_intensive
    assert found.sustainability.margin == 0
    assert found.sustainability.sustainable


def test_each_day_at_the_table_in_force() -> None:
    tables = [*PLAIN["agreements"][0]["tables"], {"since": date(2026, 3, 15), "source": "y", "hourly": {"D1": 25, "4": 10}}]
    found = report(agreements=[{"id": "coop", "tables": tables}])
    assert [p.hours for p in found.estimate.lines[0].periods] == [200, 800]
    assert found.estimate.cost == 200 * 20 + 800 * 25 + 5000


def test_half_is_labour_intensive() -> None:
    assert report(price={"amount": 50_000}).labour_intensive is True
    assert report(price={"amount": 50_001}).labour_intensive is False


def test_missing_money_is_said() -> None:
    found = report(price={"amount": 29_999})
    assert found.sustainability.margin == -1
    assert not found.sustainability.sustainable


def test_staff_list() -> None:
    found = report(
        outgoing_staff=[{"level": "D1", "people": 2, "weekly_hours": 10, "ccnl": "K511", "seniority": 1}],
        agreements=[{**PLAIN["agreements"][0], "weekly_hours": 40, "worked_hours": 1600}],
    ).staff_check
    by_level = {row.level: row for row in found.levels}
    assert (by_level["D1"].hours_in_service, by_level["D1"].hours_estimated) == (800, 1000)
    assert found.cost_in_service == 800 * 21
    assert any("K511" in line for line in found.findings)
    assert any(line.startswith("Livello 4: stimato, ma nessuno") for line in found.findings)


def test_staff_in_service_works_more_than_estimated() -> None:
    found = report(
        outgoing_staff=[{"level": "D1", "people": 2, "weekly_hours": 10}, {"level": "4", "people": 1, "weekly_hours": 1}]
    )
    assert any("Livello D1: la stima ha meno ore" in line for line in found.staff_check.findings)
    assert any("52 settimane" in line for line in found.staff_check.findings)


RENEWAL = {
    "tables": [{"since": date(2026, 1, 1), "source": "accordo", "hourly": {"D1": 23}}],
    "basket": [{"index": "salari", "weight": 0.5, "base": 100, "now": 116}, {"index": "prezzi", "weight": 0.5, "base": 100, "now": 104}],
}  # fmt: skip


def test_renewal_by_the_clause_in_force_since_the_corrective_decree() -> None:
    effect = report(renewal=RENEWAL).renewal
    assert effect.increase == 3000
    assert effect.index_variation == Fraction(1, 10)
    assert effect.recognised == Fraction(8, 10) * Fraction(5, 100) * 30_000  # four fifths of what passes 5 %
    assert effect.uncovered == 1800
    assert effect.index_needed == Fraction(10, 100) / Fraction(8, 10) + Fraction(5, 100)


def test_renewal_by_the_first_clause_of_the_code() -> None:
    effect = report(renewal=RENEWAL, published_on=date(2024, 12, 30)).renewal
    assert effect.recognised == Fraction(8, 10) * Fraction(10, 100) * 30_000  # four fifths of the whole variation


@pytest.mark.parametrize(
    ("day", "of"), [(date(2023, 7, 1), "variation"), (date(2024, 12, 30), "variation"), (date(2024, 12, 31), "excess")]
)
def test_the_clause_follows_the_date(day: date, of: str) -> None:
    found = clause(day, "services")
    assert found is not None
    assert found.of == of
    assert clause(date(2023, 6, 30), "services") is None


def test_ordinary_adjustment_follows_its_index() -> None:
    effect = report(renewal={**RENEWAL, "mechanism": "ordinary"}).renewal
    assert effect.recognised == 3000
    assert effect.uncovered == 0


def test_renewal_half_way() -> None:
    half = {**RENEWAL, "tables": [{"since": date(2026, 3, 15), "hourly": {"D1": 23}}]}
    effect = report(renewal=half).renewal
    assert (effect.hours, effect.fees, effect.increase) == (1200, 24_000, 2400)


def test_without_indices_nothing_is_guessed() -> None:
    effect = report(renewal={"tables": RENEWAL["tables"]}).renewal
    assert effect.recognised is None
    found = report(renewal={"tables": RENEWAL["tables"]})
    assert "l'importo da riconoscere è da calcolare" in note(found, found.renewal)


def test_the_note_says_what_was_computed() -> None:
    found = report(renewal=RENEWAL)
    text = note(found, found.renewal)
    for words in ("3.000,00 euro", "1.200,00 euro", "1.800,00 euro", "17,5%", "soglia 5%"):
        assert words in text


MONEY = st.integers(1, 10**6).map(lambda n: Fraction(n, 100))
DAYS = st.dates(date(2026, 1, 1), date(2031, 1, 1))


@st.composite
def costs(draw: st.DrawFn) -> dict[str, Any]:
    levels = draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=4, unique=True))
    days = sorted(draw(st.sets(DAYS, max_size=3)))
    tables = [{"since": day, "source": "t", "hourly": {lv: draw(MONEY.filter(lambda m: m <= 1000)) for lv in levels}}
              for day in (date(2025, 1, 1), *days)]  # fmt: skip
    staff = [{"level": lv, "hours": draw(MONEY)} for lv in draw(st.lists(st.sampled_from(levels), min_size=1, max_size=4))]
    return {
        "published_on": date(2026, 1, 1), "start": draw(DAYS), "months": draw(st.integers(1, 60)), "staff": staff,
        "agreements": [{"id": "x", "tables": tables}], "price": {"amount": draw(MONEY)},
    }  # fmt: skip


def made(data: dict[str, Any]) -> Any:
    return assess(build(Costs, data))


@settings(max_examples=60, deadline=None)
@given(costs(), st.integers(2, 9))
def test_laws_of_the_estimate(data: dict[str, Any], times: int) -> None:
    """Hours are conserved; cost is linear in hours, additive over lines, and lies between the cheapest and the dearest table."""
    base = made(data).estimate
    assert base.hours == sum(Fraction(line["hours"]) for line in data["staff"])
    assert all(sum(p.hours for p in line.periods) == line.hours for line in base.lines)
    more = {**data, "staff": [{**line, "hours": line["hours"] * times} for line in data["staff"]]}
    assert made(more).estimate.cost == base.cost * times
    alone = [made({**data, "staff": [line]}).estimate.cost for line in data["staff"]]
    assert sum(alone) == base.cost
    rates = [rate for table in data["agreements"][0]["tables"] for rate in table["hourly"].values()]
    assert min(rates) * base.hours <= base.cost <= max(rates) * base.hours


@settings(max_examples=60, deadline=None)
@given(costs(), st.fractions(0, Fraction(1, 2)), st.integers(80, 140))
def test_laws_of_a_renewal(data: dict[str, Any], raise_by: Fraction, now: int) -> None:
    """The increase is the price of the raise; what is recognised and what is not make it whole; never more than the share."""
    tables, start = data["agreements"][0]["tables"], data["start"]
    last = [t for t in tables if t["since"] <= start][-1]
    single = {**data, "agreements": [{"id": "x", "tables": [last]}]}
    renewed = {level: rate * (1 + raise_by) for level, rate in last["hourly"].items()}
    basket = [{"index": "i", "weight": 1, "base": 100, "now": now}]
    found = made({**single, "renewal": {"tables": [{"since": start, "hourly": renewed}], "basket": basket}})
    effect, variation = found.renewal, Fraction(now, 100) - 1
    assert effect.increase == found.estimate.cost * raise_by
    assert effect.recognised + effect.uncovered == effect.increase
    assert abs(effect.recognised) <= Fraction(8, 10) * abs(variation) * effect.fees
    assert (effect.recognised == 0) == (abs(variation) <= Fraction(5, 100))
    assert effect.recognised * variation >= 0
    if effect.increase > 0:
        rule = clause(date(2026, 1, 1), "services")
        assert rule is not None
        assert rule.recognised(effect.index_needed) * effect.fees == effect.increase


@given(DAYS, st.integers(1, 2000), st.lists(DAYS, max_size=4))
def test_slices_cover_the_period(start: date, length: int, cuts: list[date]) -> None:
    end = date.fromordinal(start.toordinal() + length)
    found = slices(start, end, cuts)
    assert sum(piece.share for piece in found) == 1
    assert (found[0].start, found[-1].end) == (start, end)
    assert all(a.end == b.start for a, b in itertools.pairwise(found))


WRONG = [
    ("level not in table", {"staff": [{"level": "Z9", "hours": 1}]}, "il livello «Z9» non è nella tabella"),
    ("no table yet", {"start": date(2024, 1, 1)}, "nessuna tabella"),
    ("two measures", {"staff": [{"level": "D1", "hours": 1, "hours_per_year": 1}]}, "una sola misura"),
    ("hours as text", {"staff": [{"level": "D1", "hours": "mille"}]}, "«mille» è testo"),
    ("negative hours", {"staff": [{"level": "D1", "hours": -1}]}, "maggiore di 0"),
    ("unknown word", {"ore": 3}, "«ore» non è una voce conosciuta"),
    ("unknown agreement", {"staff": [{"level": "D1", "hours": 1, "agreement": "boh"}]}, "«boh» non è un contratto collettivo"),
    ("renewal without price", {"renewal": RENEWAL, "price": None}, "serve il corrispettivo"),
    ("renewal after the end", {"renewal": {"tables": [{"since": date(2030, 1, 1), "hourly": {"D1": 9}}]}}, "quando il contratto è finito"),
    ("renewal of an unknown level", {"renewal": {"tables": [{"since": date(2026, 2, 1), "hourly": {"Q": 9}}]}}, "«Q» non è nelle tabelle"),
    ("weights of the basket", {"renewal": {**RENEWAL, "basket": RENEWAL["basket"][:1]}}, "sommare a 1"),
    ("old notice", {"renewal": RENEWAL, "published_on": date(2023, 6, 30)}, "anteriore al 1° luglio 2023"),
    ("ordinary too early", {"renewal": {**RENEWAL, "mechanism": "ordinary"}, "published_on": date(2024, 5, 1)}, "31/12/2024"),
    ("no date", {"renewal": RENEWAL, "published_on": None}, "manca published_on"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_one_sentence_in_the_file(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    import yaml

    path = tmp_path / "costi.yaml"
    path.write_text(yaml.safe_dump({**copy.deepcopy(PLAIN), **copy.deepcopy(change)}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputError) as error:
        assess_file(path)
    assert words in str(error.value)
    assert str(error.value).startswith("costi.yaml, riga ")


def test_tables_out_of_order() -> None:
    tables = [{"since": date(2026, 2, 1), "hourly": {"D1": 1}}, {"since": date(2026, 1, 1), "hourly": {"D1": 1}}]
    with pytest.raises(InputError, match="in ordine di data"):
        report(agreements=[{"id": "coop", "tables": tables}])


def test_the_starter_works_and_says_its_rates_are_invented(tmp_path: Path) -> None:
    path = tmp_path / "costi.yaml"
    run = CliRunner().invoke(main, ["labour", "--init", str(path)])
    assert run.exit_code == 0
    assert "INVENTATE" in path.read_text(encoding="utf-8")
    run = CliRunner().invoke(main, ["labour", str(path)])
    assert run.exit_code == 0
    assert "I costi sono coperti" in run.output
    assert "86,77%" not in run.output  # the price of the starter is another
    assert CliRunner().invoke(main, ["labour", "--init", str(path)]).exit_code == 2


def test_command(tmp_path: Path) -> None:
    import yaml

    path, out = tmp_path / "costi.yaml", tmp_path / "nota.md"
    path.write_text(yaml.safe_dump({**copy.deepcopy(PLAIN), "renewal": RENEWAL, "price": {"amount": 29_999}}), encoding="utf-8")
    run = CliRunner().invoke(main, ["labour", str(path), "--format", "json", "--note", str(out)])
    assert run.exit_code == 1  # a euro is missing
    data = json.loads(run.output)
    assert data["schema"] == "procurement-engine/labour/1"
    assert data["estimate"]["cost"] == {"exact": "25000", "shown": 25000.0}
    assert data["sustainability"]["margin"]["shown"] == -1.0
    assert out.read_text(encoding="utf-8").startswith("# Bozza di nota")
    assert CliRunner().invoke(main, ["labour", str(tmp_path / "nulla.yaml")]).exit_code == 2
    assert "NON sono coperti: mancano 1,00 euro" in CliRunner().invoke(main, ["labour", str(path)]).output


def test_the_starter_parses_as_yaml() -> None:
    assert load_yaml(STARTER)["title"]
