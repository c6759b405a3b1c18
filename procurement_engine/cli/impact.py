"""`procurement-engine impact`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pydantic import BaseModel

    from procurement_engine.impact.render.page import Page

_HELP = {"help_option_names": ["-h", "--help"]}
_FORMATS = click.Choice(["text", "json", "html", "docx"])


@click.group(context_settings=_HELP)
def command() -> None:
    """Valuta l'impatto: dal piano agli indicatori, dalle misure all'effetto.

    \b
    Per cominciare:
      procurement-engine impact init piano.xlsx
      procurement-engine impact check piano.xlsx
      procurement-engine impact monitor piano.xlsx misure.csv

    Codici di uscita: 0 fatto, 1 c'è da correggere, 2 file o comando non utilizzabile, 3 nella bozza non c'è un piano.
    """


def _shared(function: Callable[..., None]) -> Callable[..., None]:
    """The options every report has, and its errors as one sentence."""

    @click.option("--format", "style", type=_FORMATS, default="text", show_default=True)
    @click.option("-o", "output", metavar="PERCORSO", help="Scrive il risultato in un file.")
    @click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True)
    @wraps(function)
    def run(**options: Any) -> None:
        _guarded(lambda: function(**options))

    return run


def _guarded(action: Callable[[], None]) -> None:
    from procurement_engine.cli.output import OutputError
    from procurement_engine.impact.errors import ImpactError, NothingError

    try:
        action()
    except (ImpactError, OutputError) as error:
        click.echo(str(error), err=True)
        sys.exit(3 if isinstance(error, NothingError) else 2)
    except OSError as error:
        click.echo(f"{error.filename}: non si può scrivere lì ({error.strerror})", err=True)
        sys.exit(2)


def _deliver(name: str, report: BaseModel, page: Callable[[], Page], style: str, output: str | None) -> None:
    """Write a report as it is asked for, whole or not at all."""
    from procurement_engine.cli.output import put

    text: str | bytes
    if style == "docx":
        from procurement_engine.impact.render import word

        if output is None:
            raise click.UsageError("--format docx vuole -o PERCORSO.docx")
        text = word.render(page())
    elif style == "json":
        from procurement_engine.impact.render.json_ import render

        text = render(name, report)
    elif style == "html":
        from procurement_engine.impact.render import html

        text = html.render(page())
    else:
        from procurement_engine.impact.render import text as plain

        text = plain.render(page())
    put(text, output, style)


@command.command("init", context_settings=_HELP)
@click.argument("path", metavar="PERCORSO.xlsx|.yaml")
@click.option("--from", "source", metavar="PIANO", help="Riscrive un piano che c'è già, per esempio da .yaml a .xlsx.")
@click.option("--indicators", metavar="ID,ID", help="Indicatori pronti da mettere nel piano (vedi impact library).")
@click.option(
    "--track", type=click.Choice(["light", "full"]), default="light", show_default=True, help="light: al più 5 indicatori."
)
def init(path: str, source: str | None, indicators: str | None, track: str) -> None:
    """Scrive un piano da riempire, con i fogli e gli indicatori scelti."""

    def run() -> None:
        from procurement_engine.impact.plan.blank import blank
        from procurement_engine.impact.plan.files import load_plan, save_plan

        if Path(path).exists():
            raise click.UsageError(f"{path} esiste già: scegliere un altro nome, o toglierlo")
        chosen = [name.strip() for name in indicators.split(",")] if indicators else None
        save_plan(load_plan(Path(source)) if source else blank(track, chosen), Path(path))
        click.echo(f"Scritto {path}: riempirlo, poi procurement-engine impact check {path}")

    _guarded(run)


@command.command("library", context_settings=_HELP)
@click.argument("name", required=False, metavar="[ID]")
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True)
def library(name: str | None, lang: str) -> None:
    """Elenca gli indicatori pronti, o ne mostra uno con formula, fonte e insidie."""

    def run() -> None:
        from procurement_engine.impact.render import text
        from procurement_engine.impact.render.pages import library as page

        click.echo(text.render(page.one(name, lang) if name else page.everything(lang)))

    _guarded(run)


@command.command("check", context_settings=_HELP)
@click.argument("file", metavar="PIANO|BOZZA")
@_shared
def check(file: str, style: str, output: str | None, lang: str) -> None:
    """Dice se un piano (.xlsx, .yaml), o quello nelle tabelle di una bozza, è completo e verificabile."""
    from procurement_engine.impact.checking import check_file
    from procurement_engine.impact.plan.files import WORKBOOK, YAML, load_plan
    from procurement_engine.impact.render.pages import check as pages

    path = Path(file)
    report = check_file(path, lang)
    plan = load_plan(path) if path.suffix.lower() in (*YAML, *WORKBOOK) else None
    _deliver("check", report, lambda: pages.page(report, lang, plan), style, output)
    sys.exit(int(report.has_errors))


@command.command("monitor", context_settings=_HELP)
@click.argument("plan", metavar="PIANO")
@click.argument("measures", nargs=-1, metavar="[MISURE...]")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="Il giorno a cui si guarda; se manca, oggi.")
@click.option("--bilancio-sociale", "public", is_flag=True, help="La parte da pubblicare: per sezioni, senza numeri sotto cinque.")
@_shared
def monitor(
    plan: str, measures: tuple[str, ...], as_of: datetime | None, public: bool, style: str, output: str | None, lang: str
) -> None:
    """Confronta il piano con le misure; senza tabelle legge il foglio «Misure» del piano."""
    from procurement_engine.impact.monitoring.engine import monitor as run
    from procurement_engine.impact.plan.files import load_plan
    from procurement_engine.impact.render.pages import monitor, social_report

    made, paths = load_plan(Path(plan)), [Path(path) for path in measures or (plan,)]
    report = run(made, paths, as_of.date() if as_of else date.today(), lang)  # noqa: DTZ011  (local day)
    if public and style == "json":
        raise click.UsageError("--bilancio-sociale si scrive come text, html o docx")
    page = (lambda: social_report.page(report, made, lang)) if public else (lambda: monitor.page(report, lang))
    _deliver("monitor", report, page, style, output)
    sys.exit(int(report.needs_attention))


@command.command("sroi", context_settings=_HELP)
@click.argument("plan", metavar="PIANO")
@_shared
def sroi(plan: str, style: str, output: str | None, lang: str) -> None:
    """Calcola il ritorno sociale con il suo intervallo, da che cosa dipende e il pareggio."""
    from procurement_engine.impact.plan.files import load_plan
    from procurement_engine.impact.render.pages import sroi as pages
    from procurement_engine.impact.social_return.engine import sroi as run

    report = run(load_plan(Path(plan)), lang)
    _deliver("sroi", report, lambda: pages.page(report, lang), style, output)


@command.command("effect", context_settings=_HELP)
@click.argument("files", nargs=-1, required=True, metavar="OSSERVAZIONI...")
@click.option("--since", metavar="PERIODO", help="Il primo periodo con il servizio, se i periodi sono anni o date.")
@_shared
def effect(files: tuple[str, ...], since: str | None, style: str, output: str | None, lang: str) -> None:
    """Stima quanto del cambiamento viene dal servizio, con un gruppo di confronto; o dice che non si può."""
    from procurement_engine.impact.counterfactual.engine import effect as run
    from procurement_engine.impact.render.pages import effect as pages

    report = run([Path(file) for file in files], since=since, lang=lang)
    _deliver("effect", report, lambda: pages.page(report, lang), style, output)


@command.command("rollup", context_settings=_HELP)
@click.argument("files", nargs=-1, required=True, metavar="PIANI E MISURE...")
@click.option("--export", "export", metavar="PERCORSO", help="Scrive anche le righe in .csv, .parquet o .jsonld.")
@_shared
def rollup(files: tuple[str, ...], export: str | None, style: str, output: str | None, lang: str) -> None:
    """Riunisce lotti, gare, enti e distretti; nasconde i numeri sotto cinque e mette accanto gli strumenti."""
    from procurement_engine.cli.output import put
    from procurement_engine.impact.export.observatory import render
    from procurement_engine.impact.render.pages import rollup as pages
    from procurement_engine.impact.territory.engine import rollup as run

    report = run([Path(file) for file in files], lang)
    if export:
        put(render(report, Path(export)), export, "")
    _deliver("rollup", report, lambda: pages.page(report, lang), style, output)


@command.command("criteria", context_settings=_HELP)
@click.argument("plan", metavar="PIANO")
@click.argument("offers", nargs=-1, metavar="[PIANI OFFERTI...]")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), default=20.0, show_default=True, help="Punti in tutto.")
@click.option("-o", "output", metavar="PERCORSO", help="Scrive il risultato in un file.")
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True)
def criteria(plan: str, offers: tuple[str, ...], points: float, output: str | None, lang: str) -> None:
    """Scrive i criteri di punteggio per un piano, da mettere nel file di score; con piani offerti, i voti che ne vengono."""

    def run() -> None:
        import yaml

        from procurement_engine.cli.output import put
        from procurement_engine.impact import bridge
        from procurement_engine.impact.plan.files import load_plan

        asked = load_plan(Path(plan))
        data = bridge.criteria(asked, points, lang)
        if offers:
            data["bids"] = [{"id": Path(one).stem, **bridge.marks(asked, load_plan(Path(one)), lang)} for one in offers]
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
        put(text.rstrip("\n"), output, "yaml")

    _guarded(run)
