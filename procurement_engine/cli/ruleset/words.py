"""`procurement-engine ruleset words`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from procurement_engine.workbench.vocabulary import Word

_MOST_RULES = 8
_MOST = 12


@click.command("words", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("wanted", metavar="[PAROLA]...", nargs=-1)
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--all", "everything", is_flag=True, help=f"Tutti, e non i primi {_MOST} concetti.")
def command(wanted: tuple[str, ...], names: str | None, *, everything: bool) -> None:
    """Cerca i fatti, i concetti e gli elenchi con cui si scrive una regola: per nome, significato, o come li dicono gli atti.

    I più vicini alla parola per primi. Senza parole li elenca tutti.

    \b
    Esempi:
      procurement-engine ruleset words formazione
      procurement-engine ruleset words personale uscente
      procurement-engine ruleset words durata
    """
    from procurement_engine.checking.prepare import concepts_of
    from procurement_engine.rules.known_facts import FACTS
    from procurement_engine.rules.load import load_layers
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.vocabulary import codelists, concepts, facts

    try:
        layers = load_layers(names.split(",") if names else None)
        known = concepts_of(tuple(layer.folder for layer in layers))
    except RuleFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    spoken = list(concepts(known, layers, wanted))
    hidden = max(0, len(spoken) - _MOST) if wanted and not everything else 0
    found = [
        ("Fatti (nelle condizioni: applies_when, when, test, e nei test)", list(facts(FACTS, layers, wanted))),
        ("Concetti (nelle relazioni: found_when, unclear_when, denied_when)", spoken[: len(spoken) - hidden]),
        ("Elenchi di codici (codelists/)", list(codelists(layers, wanted))),
    ]
    for title, entries in found:
        if entries:
            click.echo(f"{title}\n{'-' * len(title)}")
            click.echo("\n".join(_lines(entries)) + "\n")
    if hidden:
        click.echo(f"... e altri {hidden} concetti, meno vicini: --all li mostra tutti")
    if not any(entries for _, entries in found):
        click.echo("Nessun concetto e nessun fatto ne parla: un concetto nuovo si scrive in concepts/ del proprio livello.")


def _lines(entries: Iterable[Word]) -> Iterable[str]:
    for entry in entries:
        yield f"{entry.name}: {entry.means}"
        if entry.stands_for:
            yield f"    {' · '.join(entry.stands_for)}"
        if entry.used_by:
            more = f" e altre {len(entry.used_by) - _MOST_RULES}" if len(entry.used_by) > _MOST_RULES else ""
            yield f"    nelle regole {', '.join(entry.used_by[:_MOST_RULES])}{more}"
