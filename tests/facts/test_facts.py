"""Facts read from prose and tables, in figures and in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement_engine.detection.lots import lots_in
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.facts import derive, read_facts
from procurement_engine.facts.amounts import amounts, percentages
from procurement_engine.facts.dates import dates
from procurement_engine.facts.numbers import in_words, number, number_words, word_value


def facts(*texts, **rows):
    blocks = [Block(text) for text in texts]
    blocks += [Block(" | ".join(cells), "row", cells=tuple(cells), table=0, row=n) for n, cells in enumerate(rows.get("table", ()))]
    sheet = read_facts([Draft("x", "txt", "", tuple(blocks))])
    return derive(sheet.facts, {})


@given(st.integers(0, 10**9))
def test_italian_figures_round_trip(value):
    assert number(f"{value:,}".replace(",", ".")) == value


@given(st.integers(1, 999_999_999))
def test_words_round_trip(value):
    assert word_value(in_words(value)) == value


@given(st.integers(1000, 99_999_999), st.integers(0, 99), st.sampled_from(["euro {}", "€ {}", "{} euro", "€ {}=", "{} €"]))
def test_amounts_round_trip_as_written(whole, cents, written):
    shown = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert [a.value for a in amounts(f"importo di {written.format(shown)}, iva esclusa")] == [whole + cents / 100]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("un milione duecentomila", 1_200_000),
        ("due milioni", 2_000_000),
        ("trecento mila", 300_000),
        ("ventotto", 28),
        ("centotto", 108),
    ],
)
def test_numbers_of_several_words(text, value):
    assert [found[0] for found in number_words(text)] == [value]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 aprile 2026", date(2026, 4, 4)),
        ("04/04/2026", date(2026, 4, 4)),
        ("il primo giugno duemilaventicinque", date(2025, 6, 1)),
        ("dal 3 marzo al 4 aprile 2026", date(2026, 3, 3)),
        ("2026-04-04", date(2026, 4, 4)),
    ],
)
def test_dates(text, day):
    assert dates(text)[0][0] == day


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("lotto n. 2", {"2"}),
        ("lotto ii - nord", {"2"}),
        ("i lotti 1, 2 e 4", {"1", "2", "4"}),
        ("il terzo lotto", {"3"}),
        ("lotto a cui si partecipa", set()),
        ("lotto b: sud", {"B"}),
    ],
)
def test_lots(text, lots):
    assert lots_in(text) == lots


@pytest.mark.parametrize(
    ("text", "value"),
    [("euro 1.234.567,89", 1234567.89), ("€ 250.000", 250000), ("1250000 euro", 1250000), ("trecentomila euro", 300000)],
)
def test_amounts(text, value):
    assert [found[0] for found in amounts(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"), [("78%", 78), ("trenta per cento", 30), ("trenta su cento", 30), ("12,5 per cento", 12.5)]
)
def test_percentages(text, value):
    assert [found[0] for found in percentages(text)] == [value]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Pubblicato il 3 marzo 2026.", "published_on", date(2026, 3, 3)),
        ("Alla qualità vanno ottanta punti, al prezzo venti.", "price_points", 20),
        ("Offerta tecnica: punti 70. Offerta economica: punti 30.", "quality_points", 70),
        ("Il personale è inquadrato con il CCNL cooperative sociali (T151).", "ccnl_codes", ("T151",)),
        ("Il servizio è di nuova istituzione.", "outgoing_contractor", False),
        ("Il gestore uscente ha trasmesso l'elenco degli addetti.", "outgoing_contractor", True),
        ("L'elenco non nominativo del personale oggi impiegato dal gestore uscente è allegato.", "outgoing_contractor", True),
        ("Procedura aperta per il servizio di pulizia.", "procedure", "open"),
        ("CPV 90911200-8.", "cpv", ("90911200-8",)),
        ("Il contratto e' affidato al prezzo piu' basso.", "award_criterion", "lowest_price"),
        ("Risorse: fondi propri, niente PNRR.", "pnrr", False),
        ("I 100 punti toccano tutti per intero alla qualità dell'offerta.", "quality_points", 100),
        ("Possono offrire soltanto le cooperative sociali di inserimento.", "reserved", "art61"),
        ("Per gli operai vale il CCNL edilizia, codice F012.", "ccnl_codes", ("F012",)),
        (
            "Fra i contratti collettivi F012, F015 e F018 si presumono equivalenti le tutele: si applica il CCNL F012.",
            "ccnl_codes",
            ("F012",),
        ),
        ("Importo a base di gara: euro 90.000,00, di cui mercede del lavoro euro 60.000,00.", "labour_cost", 60_000),
        ("Il lavoro è il servizio che si istituisce per la prima volta.", "outgoing_contractor", False),
        ("Valore stimato: euro 90.000,00. Prezzo a corpo euro 80.000,00, opzioni non previste.", "estimated_value", 90_000),
        ("Si affida all'operatore scelto nella richiesta di acquisto. Oggetto: servizio di stampa.", "contract_nature", "services"),
        ("Gara per l'acquisto di ausili.", "contract_nature", "supplies"),
        ("Importo totale a base di gara: €.90.000,00.", "estimated_value", 90000),
        (
            "Importo a base di gara: euro 90.000,00. Fatturato annuo, doppio della base di gara: euro 180.000,00.",
            "estimated_value",
            90000,
        ),
        (
            "Apertura delle offerte in seduta pubblica il 5 maggio 2026. Bando pubblicato il 3 marzo 2026.",
            "published_on",
            date(2026, 3, 3),
        ),
        (
            "Pubblicato ai sensi del decreto ministeriale 2 dicembre 2024. Pubblicato il 3 marzo 2026.",
            "published_on",
            date(2026, 3, 3),
        ),
        (
            "Saranno esclusi dalla gara i concorrenti che abbiano conseguito un punteggio inferiore a punti 36.",
            "technical_threshold",
            36,
        ),
    ],
)
def test_reads(text, key, value):
    assert facts(text)[key].value == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Il contratto collettivo va indicato anche per i servizi intellettuali?", "intellectual_services"),
        ("I documenti non modificabili sono conservati in modo segreto, riservato e sicuro.", "reserved"),
        ("La norma non protegge le informazioni riservate, ma i segreti commerciali.", "reserved"),
        ("Non sono previste clausole sociali in virtù della natura intellettuale.", "intellectual_services"),
    ],
)
def test_does_not_read(text, key):
    assert facts(text)[key].origin == "default"


def test_points_given_to_a_rebate_are_no_lowest_price():
    text = (
        "All'offerta economica si attribuiscono 30 punti moltiplicati per il rapporto fra il ribasso offerto e il ribasso più alto."
    )
    assert "award_criterion" not in facts(text) or facts(text)["award_criterion"].value != "lowest_price"


def test_share_follows_from_amounts():
    known = facts("Importo a base di gara: euro 400.000,00, di cui euro 300.000,00 per costi della manodopera.")
    assert (known["labour_share"].value, known["labour_intensive"].value) == (0.75, True)


def test_points_from_a_table():
    known = facts(table=[("Criterio", "Punti"), ("Offerta tecnica", "75"), ("Offerta economica", "25"), ("Totale", "100")])
    assert (known["quality_points"].value, known["price_points"].value) == (75, 25)
