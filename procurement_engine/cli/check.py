"""`procurement-engine check`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from procurement_engine.report import CheckReport

_LEVELS = ("advice", "warning", "error")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--facts", "facts_file", metavar="FATTI.yaml", help="Fatti della procedura che la bozza non dice.")
@click.option("--as-of", metavar="DATA", help="Giorno di cui applicare la legge (2026-03-01); di solito lo dice la bozza.")
@click.option("--ruleset", metavar="NOME,...", help="Strati di regole: italia, anac, emilia-romagna, bologna, o una cartella.")
@click.option("--only", metavar="ID,...", help="Prova soltanto queste regole, e mostra dove sono trovate.")
@click.option("--waivers", metavar="DEROGHE.yaml", help="Deroghe: atti per cui un rilievo resta, motivati e con scadenza.")
@click.option("--against", metavar="PRIMA", multiple=True,
              help="Un rapporto JSON di prima, o la bozza di prima: dice che cosa è risolto, nuovo, ancora aperto.")  # fmt: skip
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "html", "xlsx", "sarif", "docx"]),
    default="text",
    show_default=True,
    help="html: una pagina da stampare; xlsx: un elenco da firmare; docx: la bozza con i commenti.",
)
@click.option("--propose", is_flag=True, help="Con --format docx: aggiunge le clausole mancanti come revisioni da accettare.")
@click.option("-o", "output", metavar="PERCORSO", help="Scrive il rapporto in un file.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "never"]),
    default="error",
    show_default=True,
    help="Da quale gravità il comando esce con 1.",
)
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True, help="Lingua del rapporto.")
@click.pass_context
def command(
    ctx: click.Context, /, files: tuple[str, ...], output: str | None, against: tuple[str, ...], propose: bool, **options: Any
) -> None:
    """Controlla una bozza, o i file di una stessa procedura insieme.

    \b
    Esempi:
      procurement-engine check disciplinare.docx
      procurement-engine check bando.docx disciplinare.docx capitolato.docx
      procurement-engine check disciplinare.docx --format html -o rapporto.html
      procurement-engine check avviso.pdf --as-of 2026-03-01 --format json -o rapporto.json
      procurement-engine check disciplinare.docx --format docx --propose
      procurement-engine check disciplinare.docx --only SOC-03,SOC-07
      procurement-engine check avviso.pdf --against rapporto.json

    Un file procurement-engine.toml accanto alle bozze, sotto [check], dà valori alle opzioni non scritte.

    Codici di uscita: 0 nulla da segnalare, 1 rilievi, 2 file o comando non utilizzabile, 3 nulla si è potuto decidere.
    """
    from procurement_engine.cli.defaults import DefaultsError, with_defaults
    from procurement_engine.cli.output import OutputError, check_target, put
    from procurement_engine.drafts.model import NoTextError, UnreadableError
    from procurement_engine.reports import render
    from procurement_engine.rules.yaml_file import RuleFileError

    try:
        options, note = with_defaults(ctx, Path(files[0]), options)
        if propose and options["style"] != "docx":
            raise click.UsageError("--propose vale con --format docx")
        check_target(output, options["style"])
        checked = _options(options)
        report = _run(files, against, checked, options["waivers"], note)
        if options["style"] == "docx":
            _annotate(report, checked if propose else None, output)
        else:
            put(render(report, options["style"]), output, options["style"])
    except NoTextError as error:
        _stop(str(error), 3)
    except (UnreadableError, RuleFileError, DefaultsError, OutputError, click.BadParameter) as error:
        _stop(str(error), 2)
    else:
        sys.exit(report.exit_code or _exit_code(report, options["fail_on"]))


def _options(options: dict[str, Any]) -> dict[str, Any]:
    """The options of the check itself, read and checked."""
    from procurement_engine.checking.given import load_given

    ruleset, facts = options["ruleset"], options["facts_file"]
    return {
        "facts": load_given(Path(facts)) if facts else None,
        "as_of": _day(options["as_of"]),
        "rulesets": ruleset.split(",") if ruleset else None,
        "lang": options["lang"],
        "only": tuple(name.strip().upper() for name in (options["only"] or "").split(",") if name.strip()),
    }


def _run(files: tuple[str, ...], against: tuple[str, ...], options: dict[str, Any], waivers: str | None, note: str) -> CheckReport:
    from procurement_engine.checking import check
    from procurement_engine.checking.pipeline import silent
    from procurement_engine.cli.progress import progress
    from procurement_engine.report import Message
    from procurement_engine.wording import words

    with progress(len(files), options["lang"]) as tell:
        report = check(files, waivers=waivers, against=against, on_step=tell or silent, **options)
    if not note:
        return report
    told = Message(code="defaults", message=words(report.lang)["defaults"].format(values=note))
    return report.model_copy(update={"warnings": (*report.warnings, told)})


def _annotate(report: CheckReport, options: dict[str, Any] | None, output: str | None) -> None:
    """Write the annotated drafts; with the options of the check, also the clauses that make them pass it."""
    from procurement_engine.annotation import annotate
    from procurement_engine.checking import check_drafts

    again = {**options, "as_of": report.as_of, "evaluators": ("plain",)} if options is not None else None
    recheck = (lambda drafts: check_drafts(drafts, **again)) if again is not None else None
    for line in annotate(report, Path(output) if output else None, recheck=recheck):
        click.echo(line)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"--as-of vuole una data come 2026-03-01, non «{text}»") from None


def _exit_code(report: CheckReport, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    floor = _LEVELS.index(fail_on)
    return int(any(r.outcome == "non_compliant" and _LEVELS.index(r.severity) >= floor for r in report.requirements))


def _stop(message: str, code: int) -> None:
    from procurement_engine.reports.clean import clean

    click.echo(clean(message), err=True)
    sys.exit(code)
