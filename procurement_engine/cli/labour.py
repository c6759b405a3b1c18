"""`procurement-engine labour`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from procurement_engine.labour import LabourReport


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", required=False, metavar="COSTI.yaml")
@click.option("--init", "init", metavar="PERCORSO", help="Scrive un file di costi commentato, da riempire.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--note", metavar="PERCORSO", help="Scrive la bozza di nota sul rinnovo (.docx, .md o .txt).")
@click.option("-o", "output", metavar="PERCORSO", help="Scrive il risultato in un file.")
def command(file: str | None, init: str | None, style: str, note: str | None, output: str | None) -> None:
    """Stima il costo della manodopera dalle ore per livello e dalle tabelle che il file contiene.

    Dice la quota sul corrispettivo, se il prezzo paga i costi, che cosa cambia rispetto al personale in servizio e
    quanto pesa un rinnovo contrattuale su un contratto in corso (art. 60 d.lgs. 36/2023).

    \b
    Esempi:
      procurement-engine labour --init costi.yaml
      procurement-engine labour costi.yaml
      procurement-engine labour costi.yaml --note nota.docx

    Codici di uscita: 0 fatto, 1 il corrispettivo non copre i costi, 2 file o comando non utilizzabile.
    """
    from procurement_engine.inputs import InputError
    from procurement_engine.labour import assess_file

    try:
        if init:
            _init(Path(init))
            return
        if file is None:
            raise click.UsageError("manca il file dei costi; per averne uno da riempire: labour --init PERCORSO")
        report = assess_file(Path(file))
        if note:
            _note(report, Path(note))
        _say(_rendered(report, style), output)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{error.filename}: non si può scrivere lì ({error.strerror})", err=True)
        sys.exit(2)
    sys.exit(int(report.sustainability is not None and not report.sustainability.sustainable))


def _init(path: Path) -> None:
    from procurement_engine.data import data_path

    if path.exists():
        raise click.UsageError(f"{path} esiste già: scegliere un altro nome, o toglierlo")
    path.write_text(data_path("tender_templates", "costi.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    click.echo(f"Scritto {path}: riempirlo, poi procurement-engine labour {path}")


def _note(report: LabourReport, path: Path) -> None:
    from procurement_engine.labour.note import note

    if report.renewal is None:
        raise click.UsageError("la nota riguarda un rinnovo: aggiungere la parte renewal al file dei costi")
    if path.suffix.lower() == ".docx":
        from procurement_engine.generation.renewal import renewal_note

        renewal_note(report, report.renewal).save(str(path))
        return
    if path.suffix.lower() not in (".md", ".txt"):
        raise click.UsageError(f"{path}: la nota si scrive in .docx, .md o .txt")
    path.write_text(note(report, report.renewal) + "\n", encoding="utf-8")


def _rendered(report: LabourReport, style: str) -> str:
    if style == "json":
        import json

        data = {"schema": "procurement-engine/labour/1", **report.model_dump(mode="json")}
        return json.dumps(data, ensure_ascii=False, indent=2)
    from procurement_engine.labour import text

    return text.render(report)


def _say(rendered: str, output: str | None) -> None:
    if output is None:
        click.echo(rendered)
    else:
        Path(output).write_text(rendered + "\n", encoding="utf-8")
