"""Tender drafts of any length for the measurements: invented prose with the traits of a Word file from an office.

What makes real files slow is kept: several runs a paragraph with their own formatting, numbered headings, tables, a
header. The same seed gives the same file.
"""

from __future__ import annotations

import random
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.shared import Pt

#: Characters on a page of a disciplinare, blanks included.
PAGE = 2600
#: What the facts and the eleven requirements look for, said once, at the beginning.
OPENING = (
    "Disciplinare di gara per il servizio di assistenza scolastica. Pubblicato il 9 marzo 2026. Procedura aperta, CPV 85312110-3.",
    "Al personale impiegato si applica il contratto collettivo nazionale delle cooperative sociali, codice CNEL T151.",
    "Il concorrente può indicare un differente contratto collettivo che assicuri le stesse tutele economiche e normative.",
    "L'importo a base di gara è di euro 1.260.000,00, di cui euro 1.058.400,00 per costi della manodopera, esposti a parte.",
    "L'aggiudicatario assume con priorità il personale del gestore uscente, in quanto compatibile con la propria organizzazione.",
    "Delle assunzioni necessarie almeno il 30 per cento va a giovani con meno di 36 anni e almeno il 30 per cento a donne.",
    "All'offerta tecnica vanno 75 punti, all'offerta economica 25 punti, con il miglior rapporto qualità/prezzo.",
)
_WHO = (
    "L'aggiudicatario", "La stazione appaltante", "Il concorrente", "Il responsabile unico del progetto", "La commissione",
    "L'impresa ausiliaria", "Il direttore dell'esecuzione", "Il subappaltatore", "Il coordinatore del servizio", "L'ente",
)  # fmt: skip
_DOES = (
    "trasmette", "verifica", "conserva", "comunica per iscritto", "mette a disposizione", "aggiorna", "può chiedere",
    "non modifica", "sottoscrive", "pubblica", "presenta a richiesta", "deve custodire",
)  # fmt: skip
_WHAT = (
    "l'elenco degli addetti con il rispettivo livello", "la relazione trimestrale sulle attività", "il registro delle presenze",
    "i documenti che provano i requisiti", "il programma della formazione", "la polizza per la responsabilità civile",
    "il verbale della riunione", "le schede di valutazione del servizio", "le fatture con il dettaglio delle ore",
    "i turni del personale educativo", "il piano delle sostituzioni", "la dichiarazione resa in sede di offerta",
)  # fmt: skip
_WHEN = (
    "entro {n} giorni dalla richiesta", "prima dell'avvio del servizio", "nei modi indicati dal capitolato",
    "secondo l'art. {n} del d.lgs. 36/2023", "fatto salvo quanto stabilito dal contratto", "per una spesa fino a euro {n}.500,00",
    "a pena di una penale di euro {n} al giorno", "con la piattaforma di approvvigionamento digitale", "ogni {n} settimane",
)  # fmt: skip
_TITLES = ("Obblighi", "Documenti", "Verifiche", "Personale", "Pagamenti", "Penali", "Comunicazioni", "Sicurezza", "Rendiconti")


def make(pages: int, folder: Path) -> Path:
    """The draft of about so many pages, written only if the folder does not hold it yet."""
    path = folder / f"bozza-{pages:03d}.docx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(pages).save(str(path))
    return path


def _write(pages: int) -> Doc:
    dice = random.Random(pages)
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Comune di Ponterosso sul Lamone - Settore Scuola"
    for text in OPENING:
        document.add_paragraph(text)
    written, article = sum(map(len, OPENING)), 0
    while written < pages * PAGE:
        article += 1
        document.add_heading(f"Art. {article} - {dice.choice(_TITLES)}", 2)
        written += sum(_paragraph(document, dice) for _ in range(dice.randint(3, 6)))
        if article % 4 == 0:
            written += _table(document, dice)
    return document


def _sentence(dice: random.Random) -> str:
    when = dice.choice(_WHEN).format(n=dice.randint(2, 90))
    return f"{dice.choice(_WHO)} {dice.choice(_DOES)} {dice.choice(_WHAT)} e {dice.choice(_WHAT)}, {when}."


def _paragraph(document: Doc, dice: random.Random) -> int:
    """Two to five sentences, cut into runs as Word cuts them when people correct a text."""
    words = " ".join(_sentence(dice) for _ in range(dice.randint(2, 5))).split(" ")
    style = "List Number" if dice.random() < 0.2 else None
    paragraph = document.add_paragraph(style=style)
    while words:
        size = dice.randint(4, 14)
        run = paragraph.add_run(" ".join(words[:size]) + " ")
        run.font.size, run.bold = Pt(11), dice.random() < 0.1
        words = words[size:]
    return len(paragraph.text)


def _table(document: Doc, dice: random.Random) -> int:
    table = document.add_table(rows=6, cols=3, style="Table Grid")
    for row in table.rows:
        texts = (dice.choice(_WHAT), dice.choice(_WHEN).format(n=3), str(dice.randint(1, 99)))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return sum(len(cell.text) for row in table.rows for cell in row.cells)
