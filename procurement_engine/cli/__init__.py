"""The command line. Each command imports what it needs when it runs, so that `--help` stays quick."""

from __future__ import annotations

import click

from procurement_engine.cli.lazy import LazyGroup

#: command -> (module with a click command `command`, one line for the list)
COMMANDS = {
    "check": ("procurement_engine.cli.check", "Controlla una bozza o un fascicolo di gara o di co-progettazione."),
    "score": ("procurement_engine.cli.score", "Calcola i punteggi di una gara secondo le sue stesse regole."),
    "impact": ("procurement_engine.cli.impact", "Valuta l'impatto: piano, misure, valore sociale, effetto."),
    "generate": ("procurement_engine.cli.generate", "Scrive disciplinari, capitolati, avvisi e convenzioni da un file della gara."),
    "labour": ("procurement_engine.cli.labour", "Costo della manodopera, sostenibilità del prezzo, effetto di un rinnovo."),
    "ruleset": ("procurement_engine.cli.ruleset", "Per chi cura le regole: leggerle, provarle, confrontarle, firmarle."),
}


@click.group(cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="procurement-engine", prog_name="procurement-engine")
def main() -> None:
    """Controlla atti di gara e di co-progettazione.

    Per cominciare: procurement-engine check LA-MIA-BOZZA.docx
    """
