"""`procurement-engine ruleset new`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click


@click.command("new", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--answers", type=click.Path(path_type=Path, dir_okay=False), help="Le risposte in un file YAML, invece che a voce.")
@click.option(
    "--in", "home", type=click.Path(path_type=Path, file_okay=False), help="La cartella del livello; senza, quella in cui si è."
)
@click.option(
    "--layer", type=click.Path(path_type=Path), help="Comincia un livello: una cartella con una prima regola da cambiare."
)
def command(rule_id: str | None, answers: Path | None, home: Path | None, layer: Path | None) -> None:
    """Scrive una regola nuova da poche domande, o comincia un livello di regole proprie.

    \b
    Esempi:
      procurement-engine ruleset new --layer le-mie-regole
      procurement-engine ruleset new VERDE-01 --in le-mie-regole
      procurement-engine ruleset new VERDE-01 --in le-mie-regole --answers risposte.yaml

    La regola nasce come bozza (status: draft): dà consigli finché non la si mette in vigore.
    """
    from procurement_engine.rules.problem import RuleFileError
    from procurement_engine.rules.read import read_model
    from procurement_engine.workbench.lint.run import lint
    from procurement_engine.workbench.lint.say import as_text
    from procurement_engine.workbench.start.write import Answers, layer_at, new_layer, new_rule, next_steps, sample

    today = datetime.now().date()  # noqa: DTZ005  the user's own day
    if not rule_id and not layer:
        raise click.UsageError("indicare l'id della regola (VERDE-01), oppure --layer con il nome del livello")
    try:
        from_file = answers or (sample() if layer and not rule_id else None)
        told = read_model(from_file, Answers) if from_file else Answers.model_validate(_asked())
        folder = new_layer(layer, today) if layer else layer_at(home or Path())
        written = new_rule((rule_id or "ENTE-01").upper(), told, folder, today)
    except (RuleFileError, OSError, ValueError) as error:
        click.echo(_sentence(error), err=True)
        sys.exit(2)
    for path in written:
        click.echo(f"scritto {path}")
    found = [one for one in lint([folder]) if one.file in written]
    click.echo("\n".join(("", "Che cosa resta da dire:", *as_text(found))) if found else "Nessun rilievo.")
    for line in next_steps((rule_id or "ENTE-01").upper(), written, folder, example=not rule_id and not answers):
        click.echo(line)
    click.echo(f"Provarla: procurement-engine ruleset test {written[0].stem} --ruleset {folder}")


def _asked() -> dict[str, Any]:
    from procurement_engine.rules.yaml_file import parse_yaml
    from procurement_engine.workbench.start import write

    text = Path(write.__file__).with_name("questions.yaml").read_text(encoding="utf-8")
    questions = parse_yaml("questions:\n" + "".join(f"  {line}\n" for line in text.splitlines()), "questions.yaml")["questions"]
    return {one["key"]: click.prompt(one["ask"], err=True) for one in questions}


def _sentence(error: Exception) -> str:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{first['loc'][0]}: «{first['input']}» non va bene: {first['msg'].removeprefix('Value error, ')}"
    return f"{error.filename}: non si può scrivere ({error.strerror})" if isinstance(error, OSError) else str(error)
