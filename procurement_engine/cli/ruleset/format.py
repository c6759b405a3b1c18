"""`procurement-engine ruleset format`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("format", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[FILE_O_CARTELLA]...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True, help="Non scrive: dice soltanto quali file cambierebbero.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Impagina i file delle regole: ordine delle chiavi, virgolette ai codici e alle date, una voce per riga negli elenchi lunghi.

    I valori e i commenti restano quelli: una modifica che li toccherebbe non si fa.

    \b
    Esempi:
      procurement-engine ruleset format le-mie-regole
      procurement-engine ruleset format --check le-mie-regole

    \b
    Codice di uscita: 0 fatto, o nulla da fare; 1 con --check qualche file cambierebbe; 2 un file non si legge.
    """
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.layout.tidy import tidied

    files = [file for path in paths for file in (sorted(path.rglob("*.yaml")) if path.is_dir() else [path])]
    changed, broken = [], False
    for file in files:
        try:
            before, after = tidied(file)
        except RuleFileError as error:
            click.echo(str(error), err=True)
            broken = True
            continue
        if before != after:
            changed.append(file)
            if not check:
                file.write_text(after, encoding="utf-8")
            click.echo(f"{file}: {'da impaginare' if check else 'impaginato'}")
    click.echo(f"{len(files)} file, {len(changed)} {'da impaginare' if check else 'impaginati'}")
    sys.exit(2 if broken else 1 if check and changed else 0)
