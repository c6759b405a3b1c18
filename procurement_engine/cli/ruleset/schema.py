"""`procurement-engine ruleset schema`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("schema", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle: anche i loro concetti si completano.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Dove scriverli; senza, accanto ai livelli.")
def command(names: str | None, output: Path | None) -> None:
    """Scrive gli schemi con cui l'editor completa, spiega e controlla i file delle regole mentre si scrive.

    \b
    Esempi:
      procurement-engine ruleset schema
      procurement-engine ruleset schema --ruleset le-mie-regole -o le-mie-regole
    Come si prepara VS Code: docs/regole.md
    """
    from procurement_engine.data import data_path
    from procurement_engine.rules.load import SHIPPED, layer_folder
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.schema.write import write

    try:
        folders = [layer_folder(name) for name in (names.split(",") if names else SHIPPED) if name]
        home = output or (folders[-1] if names else data_path("rulesets"))
        written = write(folders, home)
    except (RuleFileError, OSError) as error:
        said = f"{error.filename}: non si può scrivere ({error.strerror})" if isinstance(error, OSError) else str(error)
        click.echo(said, err=True)
        sys.exit(2)
    for path in written:
        click.echo(path)
