"""What a layer does to those under it is done, and said with every requirement concerned: never silently."""

from datetime import date

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.reports import render
from procurement_engine.rules.load import SHIPPED, load_layers
from procurement_engine.rules.overlay import overlay
from procurement_engine.rules.yaml_file import RuleFileError

DAY = date(2026, 3, 1)
ACT = "because: il regolamento comunale lo disciplina in altro modo, act: delibera C.C. 9/2026, on: 2026-02-01"
PRICE = "All'offerta tecnica 75 punti, all'offerta economica 25 punti."
INTENSIVE = {"labour_intensive": True, "award_criterion": "quality_price", "contract_nature": "services"}
RULE = """
id: {id}
extends: {extends}
title: Prova
summary: prova
confidence: H
judged_in: [disciplinare]
{more}
versions: [{{in_force_from: "2024-01-01", citations: [{{label: regolamento, last_checked_on: "2026-01-01"}}], essential: [{name}]}}]
elements: {{{name}: {{title: cosa nuova, basis: policy, severity: warning, message: "Manca: almeno il {{quota}}.", {element}}}}}
"""


@pytest.fixture
def layer(tmp_path):
    def write(about="", **rules):
        (tmp_path / "ruleset.yaml").write_text(f"name: comune\nextends: [{', '.join(SHIPPED)}]\n{about}", encoding="utf-8")
        for name, text in rules.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def run(rulesets, text, facts=None, lang="it", day=DAY):
    drafts = [Draft("d.txt", "txt", "", tuple(Block(line) for line in text.splitlines()))]
    facts = {"document_type": "disciplinare", **(facts or INTENSIVE)}
    return check_drafts(drafts, facts=facts, as_of=day, rulesets=load_layers([rulesets]), evaluators=("plain",), lang=lang)


def found(report, rule):
    return next(r for r in report.requirements if r.id == rule)


def rule(id_, *, name="novel", extends="true", element="found_when: [{does: penalty}]", more=""):
    return RULE.format(id=id_, extends=extends, name=name, element=element, more=more)


def test_a_number_of_the_law_changed_by_an_act_is_used_and_told_loudly(layer):
    folder = layer(f"changes:\n  - {{parameter: tetto_prezzo, value: 20, {ACT}}}\n")
    report = run(folder, PRICE)
    price = found(report, "FIX-04")
    assert (price.outcome, found(run("italia", PRICE), "FIX-04").outcome) == ("non_compliant", "compliant")
    assert "più di 20 punti" in price.reason
    assert [(act.does, act.act, act.weakens_law) for act in price.layer_acts] == [("value", "delibera C.C. 9/2026", True)]
    assert "da 30 a 20" in price.layer_acts[0].text
    assert [w.code for w in report.warnings if w.code.startswith("layer")] == ["layer_law"]
    assert "More than 20 points" in found(run(folder, PRICE, lang="en"), "FIX-04").reason


def test_a_rule_of_law_switched_off_does_not_vanish(layer):
    folder = layer(f"changes:\n  - {{rule: FIX-04, switched_off: true, {ACT}}}\n")
    report = run(folder, PRICE.replace("25", "40").replace("75", "60"))
    price = found(report, "FIX-04")
    assert (price.outcome, price.without_layer) == ("not_applicable", "non_compliant")
    assert "Disattivato dal livello «comune» dal 01/02/2026, con delibera C.C. 9/2026" in price.reason
    loud = next(w.message for w in report.warnings if w.code == "layer_law")
    assert "art. 108" in loud
    assert "Senza, l'esito sarebbe: non trovato o difettoso." in loud
    for style in ("text", "html", "json", "sarif"):
        assert "delibera C.C. 9/2026" in render(report, style), style


def test_a_policy_switched_off_is_said_but_raises_no_alarm(layer):
    folder = layer(f"changes:\n  - {{rule: INS-08, switched_off: true, {ACT}}}\n")
    report = run(folder, PRICE)
    assert found(report, "INS-08").layer_acts[0].does == "switches_off"
    assert not [w for w in report.warnings if w.code == "layer_law"]
    assert "CHE COSA HANNO CAMBIATO I LIVELLI" in render(report, "text")


def test_one_element_switched_off_leaves_the_others(layer):
    folder = layer(f"changes:\n  - {{rule: CCNL-17, element: review, switched_off: true, {ACT}}}\n")
    text = "Ai soci lavoratori è garantito un trattamento non inferiore al CCNL. La cooperativa è iscritta all'albo."
    assert found(run("italia", text, {"contract_nature": "services"}), "CCNL-17").outcome == "compliant"
    changed = found(run(folder, text, {"contract_nature": "services"}), "CCNL-17")
    assert changed.outcome == "compliant"
    assert [act.elements for act in changed.layer_acts] == [("register", "review"), ("review",)]


def test_an_act_holds_from_its_day_to_its_last(layer):
    folder = layer(f"changes:\n  - {{rule: FIX-04, switched_off: true, {ACT}, until: 2026-12-31}}\n")
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 31), date(2027, 1, 1)]
    acts = [found(run(folder, PRICE, day=day), "FIX-04").layer_acts for day in days]
    assert [bool(act) for act in acts] == [False, True, True, False]


def test_a_severity_raised_and_lowered(layer):
    up, down = ({"rule": "FIX-09", "severity": weight} for weight in ("error", "advice"))
    base = load_layers()
    name = next(n for laid in overlay(base, DAY).rules if laid.rule.id == "FIX-09" for n in laid.rule.versions[-1].essential)
    for change, lowered in ((up, False), (down, True)):
        folder = layer(f"changes:\n  - {{rule: FIX-09, element: {name}, severity: {change['severity']}, {ACT}}}\n")
        laid = next(one for one in overlay(load_layers([folder]), DAY).rules if one.rule.id == "FIX-09")
        assert laid.rule.elements[name].severity == change["severity"]
        was_law = laid.rule.elements[name].basis == "law"
        assert laid.done[-1].law is (lowered and was_law)


def test_an_element_added_and_its_own_number(layer):
    about = 'parameters: {quota: {value: 0.05, unit: quota, about: "parte della spesa"}}\n'
    spec = "percent: {at_least: quota}, found_when: [{does: penalty}]"
    folder = layer(about, FIX_04=rule("FIX-04", element=spec))
    for text, outcome in (("4 per cento", "non_compliant"), ("5 %", "compliant"), ("cinque per cento", "compliant")):
        price = found(run(folder, f"{PRICE}\nLa penale è del {text} del canone."), "FIX-04")
        assert price.outcome == outcome, text
        assert [(act.does, act.elements, act.weakens_law) for act in price.layer_acts] == [("adds", ("novel",), False)]
    assert "Aggiunto dal livello «comune»: cosa nuova." in price.layer_acts[0].text
    wrong = found(run(folder, PRICE), "FIX-04")
    assert wrong.reason == "Manca: almeno il 5 per cento."


SAYS = "Il passo più vicino dice "


@pytest.mark.parametrize(
    ("bound", "says", "outcome", "told"),
    [
        ("at_least: 0.2", "non più del 20 per cento", "non_compliant", f"{SAYS}20% come massimo, serve almeno 20%."),
        ("at_least: 0.2", "10 (dieci) per cento", "non_compliant", f"{SAYS}10%, serve almeno 20%."),
        ("at_least: 0.2", "non meno di un quinto", "compliant", ""),
        ("at_most: 0.2", "almeno il 10 per cento", "non_compliant", f"{SAYS}10% come minimo, serve al più 20%."),
        ("at_most: 0.2", "non oltre il 10 per cento", "compliant", ""),
    ],
)
def test_a_cap_is_no_floor_and_the_number_that_fails_is_told(layer, bound, says, outcome, told):
    folder = layer(FIX_04=rule("FIX-04", element=f"percent: {{{bound}}}, found_when: [{{does: penalty}}]"))
    price = found(
        run(folder, f"{PRICE}\nLa penale è in misura del {says} del canone.".replace("del non", "non").replace("del alm", "alm")),
        "FIX-04",
    )
    assert price.outcome == outcome
    assert told in price.reason


def test_what_is_forbidden_above_a_share_is_not_allowed_up_to_more(layer):
    text = rule("FIX-04", element="percent: {above: 0.1}, found_when: [{does: penalty}]").replace("essential", "forbidden")
    for says, outcome in (("fino al 20%", "non_compliant"), ("fino al 10%", "compliant")):
        assert found(run(layer(FIX_04=text), f"{PRICE}\nLa penale è {says} del canone."), "FIX-04").outcome == outcome


def test_a_percentage_written_as_such_is_no_limit(layer):
    spec = "percent: {{at_least: {}}}, found_when: [{{does: penalty}}]"
    with pytest.raises(RuleFileError, match=r"il 20 per cento si scrive 0\.20"):
        load_layers([layer(FIX_04=rule("FIX-04", element=spec.format(20)))])
    with pytest.raises(RuleFileError, match=r"il 5 per cento si scrive 0\.05"):
        load_layers([layer("parameters: {quota: {value: 5, unit: quota, about: x}}\n")])
    folder = layer("parameters: {quota: {value: 5, about: x}}\n", FIX_04=rule("FIX-04", element=spec.format("quota")))
    with pytest.raises(RuleFileError, match=r"il 5 per cento si scrive 0\.05"):
        overlay(load_layers([folder]), DAY)
    inside = "found_when: [{does: penalty, percent: {at_least: 0.2}}]"
    with pytest.raises(RuleFileError, match="non va nella relazione ma nell'elemento"):
        load_layers([layer(FIX_04=rule("FIX-04", element=inside))])
    more = "applies_when: [{fact: labour_share, at_least: 50, else: x}]"
    with pytest.raises(RuleFileError, match=r"il 50 per cento si scrive 0\.50"):
        load_layers([layer(FIX_04=rule("FIX-04", more=more))])


def test_two_texts_in_force_on_one_day_are_not_chosen_between(layer):
    text = rule("FIX-04")
    second = text.replace(
        "versions: [{", 'versions: [{in_force_from: "2025-01-01", citations: [{label: x, last_checked_on: "2026-01-01"}]}, {'
    )
    with pytest.raises(RuleFileError, match="si sovrappongono: quella dal 01/01/2024 non ha una fine"):
        load_layers([layer(FIX_04=second)])


def test_conditions_of_an_extension_weigh_on_what_it_adds_alone(layer):
    more = 'applies_when: [{fact: social_services, equals: true, else: "non è sociale"}]'
    folder = layer(FIX_04=rule("FIX-04", more=more))
    for social, outcome in ((False, "compliant"), (True, "non_compliant")):
        assert found(run(folder, PRICE, {**INTENSIVE, "social_services": social}), "FIX-04").outcome == outcome


def test_a_law_replaced_or_rewritten_is_told_loudly(layer):
    for extends, name, does in (("false", "novel", "replaces"), ("true", "ceiling", "changes")):
        folder = layer(FIX_04=rule("FIX-04", extends=extends, name=name))
        report = run(folder, PRICE)
        assert [(act.does, act.weakens_law) for act in found(report, "FIX-04").layer_acts] == [(does, True)]
        assert [w.code for w in report.warnings if w.code == "layer_law"] == ["layer_law"]


def test_points_of_a_criterion_are_weighed_against_the_technical_ones(layer):
    spec = "points: {at_least: 0.15}, found_when: [{what: insertion_project, mode: any}]"
    folder = layer(INS_07=rule("INS-07", element=spec))
    for points, state in ((10, "missing"), (12, "found")):
        text = f"All'offerta tecnica 80 punti, all'offerta economica 20 punti.\nProgetto di inserimento lavorativo: massimo {points} punti."
        element = next(e for e in found(run(folder, text), "INS-07").elements if e.name == "novel")
        assert element.state == state
        assert bool(element.near_misses) == (state == "missing")
        assert ("Ha il 12,5% dei punti tecnici, serve almeno 15%." in found(run(folder, text), "INS-07").reason) == (points == 10)


def test_its_own_concepts_clauses_and_code_lists(layer, tmp_path):
    for folder, file, text in (
        ("concepts", "mie.yaml", "borsa_verde:\n  about: prova\n  terms: [borsa verde]\n"),
        ("clausole", "mia.md.j2", "Si usa la {{ borsa }}.\n"),
        ("codelists", "mia.yaml", "voci:\n  - {cerca: borsa verde, oggi: si chiama borsa blu}\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(text, encoding="utf-8")
    spec = "notes: mia, found_when: [{what: borsa_verde}]"
    folder = layer(MIA_01=rule("MIA-01", extends="false", element=spec, more="suggestion: mia.md.j2"))
    assert found(run(folder, PRICE), "MIA-01").suggestion == "Si usa la «[borsa]»."
    seen = found(run(folder, "Serve la borsa verde."), "MIA-01")
    assert (seen.outcome, seen.evidence[0].note) == ("compliant", "si chiama borsa blu")
    assert "borsa_verde" not in {e.name for r in run("italia", PRICE).requirements for e in r.elements}


def test_its_hash_covers_all_it_holds(layer, tmp_path):
    folder = layer()
    before = load_layers([folder])[-1].sha256
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "mie.yaml").write_text("x:\n  about: prova\n  terms: [borsa verde]\n", encoding="utf-8")
    assert load_layers([folder])[-1].sha256 != before


def test_what_finds_nothing_to_change_is_told(layer):
    folder = layer(f"changes:\n  - {{rule: ZZZ-01, switched_off: true, {ACT}}}\n  - {{parameter: zzz, value: 1, {ACT}}}\n")
    told = [w.message for w in run(folder, PRICE).warnings if w.code == "layer_unmatched"]
    assert ["ZZZ-01" in told[0], "zzz" in told[1], len(told)] == [True, True, 2]


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ("changes: [{rule: FIX-04, switched_off: true, because: breve, act: x, on: 2026-01-01}]", "almeno 30 caratteri"),
        ("changes: [{rule: FIX-04, switched_off: true, act: x, on: 2026-01-01}]", "because"),
        (f"changes: [{{rule: FIX-04, {ACT}}}]", "switched_off: true oppure severity"),
        (f"changes: [{{rule: FIX-04, severity: advice, {ACT}}}]", "scrivere quale"),
        (f"changes: [{{rule: FIX-04, value: 3, {ACT}}}]", "switched_off: true oppure severity"),
        (f"changes: [{{parameter: x, {ACT}}}]", "si scrive value"),
        ("parameters: {tetto_prezzo: {value: 40, about: mio}}", "c'è già in uno strato sottostante"),
        ("extends: [atlantide]", "scegliere fra italia"),
    ],
)
def test_a_wrong_ruleset_file_says_what_to_write(layer, tmp_path, about, says):
    folder = layer()
    text = "name: comune\n" + ("" if about.startswith("extends") else f"extends: [{', '.join(SHIPPED)}]\n") + about
    (tmp_path / "ruleset.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=says):
        run(folder, PRICE)


def test_a_number_nobody_defines(layer):
    folder = layer(FIX_04=rule("FIX-04", element="percent: {at_least: ignoto}, found_when: [{does: penalty}]"))
    with pytest.raises(RuleFileError, match=r"FIX-04.yaml: nessuno strato in uso definisce il parametro «ignoto»"):
        run(folder, PRICE)


def test_layers_in_a_circle(layer, tmp_path):
    layer()
    (tmp_path / "ruleset.yaml").write_text(f"name: uno\nextends: ['{tmp_path}']\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="in cerchio"):
        load_layers([str(tmp_path)])
