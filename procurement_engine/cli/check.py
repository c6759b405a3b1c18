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
@click.option("--format", "style", type=click.Choice(["text", "json", "docx"]), default="text", show_default=True)
@click.option("--propose", is_flag=True, help="Con --format docx: aggiunge le clausole mancanti come revisioni da accettare.")
@click.option("-o", "output", metavar="PERCORSO", help="Scrive il rapporto in un file.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "never"]),
    default="error",
    show_default=True,
    help="Da quale gravità il comando esce con 1.",
)
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True)
def command(
    files: tuple[str, ...],
    facts_file: str | None,
    as_of: str | None,
    ruleset: str | None,
    style: str,
    propose: bool,
    output: str | None,
    fail_on: str,
    lang: str,
) -> None:
    """Controlla una bozza, o i file di una stessa procedura insieme.

    \b
    Esempi:
      procurement-engine check disciplinare.docx
      procurement-engine check bando.docx disciplinare.docx capitolato.docx
      procurement-engine check avviso.pdf --as-of 2026-03-01 --format json -o rapporto.json
      procurement-engine check disciplinare.docx --format docx --propose

    Codici di uscita: 0 nulla da segnalare, 1 rilievi, 2 file o comando non utilizzabile, 3 nulla si è potuto decidere.
    """
    from procurement_engine.drafts.model import NoTextError, UnreadableError
    from procurement_engine.rules.yaml_file import RuleFileError

    if propose and style != "docx":
        raise click.UsageError("--propose vale con --format docx")
    try:
        options = _options(facts_file, as_of, ruleset, lang)
        report = _run(files, options)
        if style == "docx":
            _annotate(report, options if propose else None, output)
        else:
            _write(report, style, output)
    except NoTextError as error:
        _stop(str(error), 3)
    except (UnreadableError, RuleFileError, click.BadParameter) as error:
        _stop(str(error), 2)
    else:
        sys.exit(report.exit_code or _exit_code(report, fail_on))


def _options(facts_file: str | None, as_of: str | None, ruleset: str | None, lang: str) -> dict[str, Any]:
    from procurement_engine.checking.given import load_given

    return {
        "facts": load_given(Path(facts_file)) if facts_file else None,
        "as_of": _day(as_of),
        "rulesets": ruleset.split(",") if ruleset else None,
        "lang": lang,
    }


def _run(files: tuple[str, ...], options: dict[str, Any]) -> CheckReport:
    from procurement_engine.checking import check

    return check(files, **options)


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


def _write(report: CheckReport, style: str, output: str | None) -> None:
    from procurement_engine.reports import json_, text
    from procurement_engine.rules.yaml_file import RuleFileError

    rendered = json_.render(report) if style == "json" else text.render(report)
    if output is None:
        click.echo(rendered)
        return
    try:
        Path(output).write_text(rendered + "\n", encoding="utf-8")
    except OSError as error:
        raise RuleFileError(f"{output}: il rapporto non si può scrivere lì ({error.strerror})") from error


def _exit_code(report: CheckReport, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    floor = _LEVELS.index(fail_on)
    return int(any(r.outcome == "non_compliant" and _LEVELS.index(r.severity) >= floor for r in report.requirements))


def _stop(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)
