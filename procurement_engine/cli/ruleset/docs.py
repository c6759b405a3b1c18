"""`procurement-engine ruleset docs`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

_NAME = {"html": "manuale.html", "docx": "manuale.docx"}


@click.command("docs", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-o", "--output", metavar="FILE_O_CARTELLA", help="Dove scrivere; senza, manuale.html (o .docx) in questa cartella.")
@click.option("--format", "style", type=click.Choice(["html", "docx"]), help="Senza, quello del nome dopo -o; altrimenti html.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG", help="Il giorno a cui guardare; senza, oggi.")
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True, help="La lingua.")
def command(output: str | None, style: str | None, as_of: datetime | None, names: str | None, lang: str) -> None:
    """Scrive il manuale delle regole: una pagina per requisito, con norma, elementi, esempi, confidenza, firma e storia.

    HTML: un solo file, si apre con un doppio clic, si cerca e si filtra senza rete. DOCX: per chi lavora in Word.

    \b
    Esempi:
      procurement-engine ruleset docs -o manuale.html
      procurement-engine ruleset docs -o manuale.docx --ruleset italia,anac
    """
    from procurement_engine.cli.output import OutputError, put
    from procurement_engine.rules.load import load_layers
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.handbook.pages import handbook

    day = (as_of or datetime.now()).date()  # noqa: DTZ005  the user's own day
    chosen = style or ("docx" if (output or "").lower().endswith(".docx") else "html")
    target = _target(output, chosen)
    try:
        book = handbook(load_layers(names.split(",") if names else None), day, lang)
        if chosen == "docx":
            from procurement_engine.workbench.handbook.word import render as docx

            put(docx(book), str(target), "docx")
        else:
            from procurement_engine.workbench.handbook.html import render as html

            put(html(book), str(target), "html")
    except (RuleFileError, OutputError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(
        f"{target}: {len(book.pages)} requisiti al {day:%d/%m/%Y}; {len(book.to_sign)} file di regole da firmare o rifirmare."
    )


def _target(output: str | None, style: str) -> Path:
    """A file, or in a folder (given, or this one) a file with our name."""
    if output is None:
        return Path(_NAME[style])
    path = Path(output)
    return path / _NAME[style] if path.is_dir() or output.endswith(("/", "\\")) else path
