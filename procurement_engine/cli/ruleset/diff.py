"""`procurement-engine ruleset diff`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click


@click.command("diff", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("before", metavar="PRIMA")
@click.argument("now", metavar="DOPO")
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CARTELLA",
              help="Bozze da giudicare con le une e con le altre, ciascuna da sola.")  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG",
              help="Il giorno della legge per le bozze e per gli atti dei livelli; senza, quello delle bozze e oggi.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
@click.option("--changelog", is_flag=True, help="Solo la sezione da incollare nel registro delle modifiche.")
@click.option("--expect", type=click.Choice(["none", "patch", "minor", "major"]), help="Esce con 1 se la modifica è più grande.")
def command(
    before: str, now: str, corpus: Path | None, as_of: datetime | None, style: str, changelog: bool, expect: str | None
) -> None:
    """Confronta due versioni di un livello di regole, o di una cartella di livelli.

    \b
    Esempi:
      procurement-engine ruleset diff HEAD~3:rulesets rulesets
      procurement-engine ruleset diff prima/ dopo/ --corpus bozze/
      procurement-engine ruleset diff prima/ dopo/ --changelog
      procurement-engine ruleset diff HEAD:regole regole --expect minor

    PRIMA e DOPO sono cartelle, livelli forniti (italia, anac...) o una revisione di git con il percorso dalla sua radice.
    Maggiore: ciò che era in regola può non esserlo più. Minore: un consiglio nuovo o una regola più larga. Altrimenti parole.
    """
    import tempfile

    from procurement_engine.reports.clean import clean
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.diff.compare import SIZES, diff
    from procurement_engine.workbench.diff.sets import read_set
    from procurement_engine.workbench.diff.words import as_changelog, as_json, as_markdown, as_text

    today = datetime.now().date()  # noqa: DTZ005  the user's own day
    day = as_of.date() if as_of else None
    with tempfile.TemporaryDirectory() as scratch:
        try:
            one, two = (read_set(name, Path(scratch, str(n))) for n, name in enumerate((before, now)))
            found = diff(one, two, day or today, corpus, day)
        except RuleFileError as error:
            click.echo(clean(str(error)), err=True)
            sys.exit(2)
    if changelog:
        click.echo(clean(as_changelog(found, today)))
    else:
        click.echo(as_json(found) if style == "json" else clean(as_markdown(found, today) if style == "md" else as_text(found)))
    if expect and SIZES.index(found.size) > SIZES.index(expect):
        click.echo(f"La modifica è {found.size}, più grande di quella attesa ({expect}).", err=True)
        sys.exit(1)
