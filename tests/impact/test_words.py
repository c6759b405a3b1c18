"""What counts activity and what counts a change, on names not taken from the lists."""

from __future__ import annotations

import pytest

from procurement_engine.indicators.words import counts_activity

ACTIVITY = [
    "n. ragazzi agganciati", "Numero di laboratori svolti", "ore di educativa erogate", "Incontri realizzati", "Partecipanti iscritti",
    "Ore di telefono amico", "Somme rendicontate", "numero utenti", "Volantini distribuiti", "Report trimestrali consegnati",
    "Nuovi sportelli", "n° accessi allo sportello", "Pasti serviti", "Visite domiciliari", "Colloqui di orientamento",
    "Number of training sessions held", "Hours delivered", "Totale tirocini attivati", "famiglie raggiunte", "persone coinvolte nei gruppi",
]  # fmt: skip
CHANGE = [
    "ragazzi seguiti che concludono l'anno", "Avvicendamento annuo degli operatori", "Puntualità dei pasti", "Pasti rifiutati",
    "quota di persone al lavoro dopo 12 mesi", "punteggio medio WEMWBS", "reclami per mille aperture", "giorni di attesa",
    "% di utenti soddisfatti", "persone con un vicino su cui contare", "Tasso di abbandono", "operatori con contratto a tempo indeterminato",
    "tirocini che diventano contratti", "partecipanti che trovano lavoro", "Share of participants in work after a year",
    "famiglie che escono dal sostegno", "infortuni per centomila ore", "famiglie raggiunte che tornano autonome",
]  # fmt: skip


@pytest.mark.parametrize("name", ACTIVITY)
def test_what_is_done(name: str) -> None:
    assert counts_activity(name)


@pytest.mark.parametrize("name", CHANGE)
def test_what_changes(name: str) -> None:
    assert not counts_activity(name)
