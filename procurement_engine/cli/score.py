"""`procurement-engine score`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from procurement_engine.scoring.design.model import DesignReport
    from procurement_engine.scoring.report import ScoreReport

_EVALUATIONS = (".yaml", ".yml", ".xlsx")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", required=False, metavar="[VALUTAZIONE.yaml|.xlsx]")
@click.option(
    "--design", is_flag=True, help="Giudica le regole prima della pubblicazione; legge anche una bozza (.docx, .pdf, ...)."
)
@click.option("--init", "init", metavar="PERCORSO", help="Scrive un file .yaml o .xlsx da riempire; con un file, lo converte.")
@click.option("--format", "style", type=click.Choice(["text", "json", "html", "xlsx", "docx"]), default="text", show_default=True,
              help="docx è il verbale.")  # fmt: skip
@click.option("-o", "output", metavar="PERCORSO", help="Scrive il risultato in un file.")
def command(file: str | None, design: bool, init: str | None, style: str, output: str | None) -> None:
    """Calcola i punteggi di una gara secondo le sue stesse regole, e dice se chi è prima potrebbe cambiare.

    \b
    Esempi:
      procurement-engine score --init commissione.xlsx
      procurement-engine score regole.yaml --init commissione.xlsx
      procurement-engine score commissione.xlsx
      procurement-engine score commissione.xlsx --format docx -o verbale.docx
      procurement-engine score disciplinare.docx --design

    Codici di uscita: 0 fatto, 1 le regole hanno errori (--design), 2 file o comando non utilizzabile.
    """
    from procurement_engine.scoring.errors import EvaluationError

    try:
        if init:
            _init(file, Path(init))
        elif file is None:
            raise click.UsageError("manca il file della valutazione; per averne uno da riempire: score --init PERCORSO")
        elif design:
            _design(Path(file), style, output)
        else:
            _score(Path(file), style, output)
    except EvaluationError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{error.filename}: non si può scrivere lì ({error.strerror})", err=True)
        sys.exit(2)


def _init(file: str | None, path: Path) -> None:
    from procurement_engine.scoring.files import load, save, validated
    from procurement_engine.scoring.files.sample import SAMPLE

    if path.exists():
        raise click.UsageError(f"{path} esiste già: scegliere un altro nome, o toglierlo")
    save(load(Path(file)) if file else validated(SAMPLE), path)
    click.echo(f"Scritto {path}: riempirlo, poi procurement-engine score {path}")


def _score(path: Path, style: str, output: str | None) -> None:
    from procurement_engine.scoring.engine import score
    from procurement_engine.scoring.files import with_file

    report = with_file(path, score)
    if style in ("xlsx", "docx"):
        _writer(style)(report, Path(_needed(output, style)))
        return
    _say(_renderer(style)(report), output)


def _design(path: Path, style: str, output: str | None) -> None:
    from procurement_engine.scoring import design
    from procurement_engine.scoring.files import with_file
    from procurement_engine.scoring.render import json_, text

    if style not in ("text", "json"):
        raise click.UsageError("--design si scrive come text o json")
    evaluation = path.suffix.lower() in _EVALUATIONS
    report: DesignReport = with_file(path, design.design) if evaluation else design.design_draft(path)
    _say(json_.render_design(report) if style == "json" else text.render_design(report), output)
    sys.exit(int(report.has_errors))


def _renderer(style: str) -> Callable[[ScoreReport], str]:
    if style == "html":
        from procurement_engine.scoring.render import html

        return html.render
    from procurement_engine.scoring.render import json_, text

    return json_.render if style == "json" else text.render


def _writer(style: str) -> Callable[[ScoreReport, Path], None]:
    from procurement_engine.scoring.render import minutes, spreadsheet

    return minutes.write if style == "docx" else spreadsheet.write


def _needed(output: str | None, style: str) -> str:
    if output is None:
        raise click.UsageError(f"--format {style} vuole -o PERCORSO.{style}")
    return output


def _say(rendered: str, output: str | None) -> None:
    if output is None:
        click.echo(rendered)
    else:
        Path(output).write_text(rendered + "\n", encoding="utf-8")
