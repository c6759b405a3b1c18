"""`procurement-engine ruleset lint`."""

from __future__ import annotations

import sys
from datetime import datetime

import click


@click.command("lint", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--stale", "old", is_flag=True, help="Elenca fonti da rileggere, firme mancanti o superate, punti da verificare.")
@click.option("--days", type=click.IntRange(min=0), default=180, show_default=True, help="Con --stale: dopo quanti giorni.")
@click.option("--explain", metavar="R07", help="Spiega un rilievo: perché conta e come si rimedia.")
@click.option("--all", "everything", is_flag=True, help="Tutti gli avvisi; senza, i primi cinque di ogni tipo.")
@click.option("--errors-only", is_flag=True, help="Soltanto gli errori.")
@click.option("--format", "style", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def command(names: str | None, old: bool, days: int, explain: str | None, everything: bool, errors_only: bool, style: str) -> None:
    """Rilegge le regole e dice che cosa manca o non torna, dove e come si rimedia.

    \b
    Esempi:
      procurement-engine ruleset lint
      procurement-engine ruleset lint --ruleset le-mie-regole
      procurement-engine ruleset lint --stale --days 90
      procurement-engine ruleset lint --explain R07

    \b
    Codice di uscita: 0 nessun errore (gli avvisi e --stale non contano); 1 c'è almeno un errore; 2 comando sbagliato.
    """
    from procurement_engine.rules.load import SHIPPED, layer_folder, load_layers
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.lint.finding import kind
    from procurement_engine.workbench.lint.run import lint
    from procurement_engine.workbench.lint.say import as_json, as_sarif, as_text, explained, stale_text
    from procurement_engine.workbench.lint.stale import stale

    asked = [name for name in names.split(",") if name] if names else list(SHIPPED)
    try:
        if explain:
            click.echo(explained(kind(explain)))
            return
        folders = [layer_folder(name) for name in asked]
        aged = stale(load_layers(asked), datetime.now().date(), days) if old else []  # noqa: DTZ005  the user's own day
    except RuleFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if old and style == "text":
        click.echo("\n".join(stale_text(aged)))
        return
    found = [one for one in lint(folders) if one.kind.severity == "error" or not errors_only] if not old else []
    if style == "text":
        click.echo("\n".join(as_text(found, None if everything else 5)))
    else:
        import json

        click.echo(json.dumps(as_sarif(found) if style == "sarif" else as_json(found, aged), ensure_ascii=False, indent=2))
    sys.exit(1 if any(one.kind.severity == "error" for one in found) else 0)
