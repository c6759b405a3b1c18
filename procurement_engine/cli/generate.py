"""`procurement-engine generate`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", required=False, metavar="[MODELLO]")
@click.argument("tender", required=False, metavar="[GARA.yaml]")
@click.option("--list", "show", is_flag=True, help="Elenca i modelli.")
@click.option("--init", "init", metavar="MODELLO", help="Scrive un file della gara commentato, da riempire (-o PERCORSO).")
@click.option("--ask", "ask", metavar="MODELLO", help="Chiede i dati uno per uno e scrive il file della gara (-o PERCORSO).")
@click.option("--schema", is_flag=True, help="Scrive lo schema JSON del file della gara.")
@click.option("--draft", is_flag=True, help="Scrive anche ciò che la legge vieta, segnandolo nel testo.")
@click.option("--style", metavar="STILE.docx", help="Il documento Word dell'ente da cui prendere stili e carta intestata.")
@click.option("-o", "output", metavar="PERCORSO", help="Il file da scrivere: .docx, o .odt e .pdf se c'è LibreOffice.")
def command(
    name: str | None, tender: str | None, show: bool, init: str | None, ask: str | None, schema: bool, draft: bool,
    style: str | None, output: str | None,
) -> None:  # fmt: skip
    """Scrive un documento di gara da un file che descrive la gara.

    \b
    Esempi:
      procurement-engine generate --list
      procurement-engine generate --init disciplinare_prezzo_fisso -o gara.yaml
      procurement-engine generate --ask disciplinare_prezzo_fisso -o gara.yaml
      procurement-engine generate disciplinare_prezzo_fisso gara.yaml -o disciplinare.docx

    Codici di uscita: 0 fatto, 1 la legge vieta qualcosa di ciò che si chiede, 2 file o comando non utilizzabile.
    """
    from procurement_engine.generation import RefusedError
    from procurement_engine.inputs import InputError

    try:
        if show:
            _list()
        elif schema:
            _schema(name or "disciplinare_prezzo_fisso", output)
        elif init:
            _init(init, Path(output or "gara.yaml"))
        elif ask:
            _ask(ask, Path(output or "gara.yaml"))
        elif name and tender:
            _generate(name, Path(tender), Path(output or f"{name}.docx"), draft=draft, style=Path(style) if style else None)
        else:
            raise click.UsageError("servono un modello e il file della gara; i modelli sono in: generate --list")
    except RefusedError as error:
        click.echo("Così non si può pubblicare:", err=True)
        for refusal in error.refusals:
            click.echo(f"  {refusal}", err=True)
        click.echo("Con --draft il documento si scrive lo stesso, con questi punti segnati nel testo.", err=True)
        sys.exit(1)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{error.filename}: non si può leggere o scrivere lì ({error.strerror})", err=True)
        sys.exit(2)


def _list() -> None:
    from procurement_engine.generation import templates

    for name, template in templates().items():
        click.echo(f"{name:32} {template['about']}")


def _schema(name: str, output: str | None) -> None:
    import json

    from procurement_engine.generation.generate import model

    text = json.dumps(model(name).model_json_schema(), ensure_ascii=False, indent=2)
    if output:
        Path(output).write_text(text + "\n", encoding="utf-8")
    else:
        click.echo(text)


def _init(name: str, path: Path) -> None:
    from procurement_engine.generation.starter import starter

    if path.exists():
        raise click.UsageError(f"{path} esiste già: scegliere un altro nome, o toglierlo")
    path.write_text(starter(name), encoding="utf-8")
    click.echo(f"Scritto {path}: riempirlo, poi procurement-engine generate {name} {path}")


def _ask(name: str, path: Path) -> None:
    from procurement_engine.generation.ask import interview

    interview(name, path, click.echo, lambda text, default: click.prompt(text, default=default, show_default=bool(default)))


def _generate(name: str, tender: Path, output: Path, *, draft: bool, style: Path | None) -> None:
    from procurement_engine.generation.convert import FORMATS, convert
    from procurement_engine.generation.errors import GenerationError

    if output.suffix.lower() not in (".docx", *FORMATS):
        raise GenerationError(f"{output.name}: il documento si scrive come .docx, .odt o .pdf")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"{output.stem}.docx")
        _with_pages(name, tender, made, draft=draft, style=style)
        if output.suffix.lower() == ".docx":
            output.write_bytes(made.read_bytes())
        else:
            convert(made, output)
    click.echo(f"Scritto {output}. Prima di pubblicarlo: leggerlo, e procurement-engine check {output}")


def _with_pages(name: str, tender: Path, made: Path, **options: Any) -> None:
    """The document, and once more with the page numbers of its table of contents where LibreOffice can tell them."""
    from procurement_engine.generation import generate, load_described
    from procurement_engine.generation.convert import heading_pages, office
    from procurement_engine.generation.generate import titles

    loaded = load_described(name, tender)
    generate(name, loaded, **options).save(str(made))
    if office():
        pages = heading_pages(made, titles(name, loaded, draft=options["draft"]))
        if pages:
            generate(name, loaded, pages=pages, **options).save(str(made))
