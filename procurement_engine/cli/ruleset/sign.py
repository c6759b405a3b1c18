"""`procurement-engine ruleset sign`."""

from __future__ import annotations

import sys
from datetime import datetime

import click


@click.command("sign", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("rule_id", metavar="ID")
@click.option("--by", required=True, metavar="NOME", help="Chi firma: nome e cognome.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG", help="Il giorno della firma; senza, oggi.")
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--layer", metavar="NOME", help="Quale insieme, se la stessa regola ha un file in più d'uno.")
@click.option("--quick", is_flag=True, help="Non misura quanto le prove proteggono: si firma in pochi secondi.")
def command(rule_id: str, by: str, on: datetime | None, names: str | None, layer: str | None, *, quick: bool) -> None:
    """Firma una regola: scrive nel suo file chi l'ha riletta, quando, e l'impronta di ciò che ha firmato.

    Chi firma dice di aver riletto la norma e la regola. Da allora la confidenza non fa più da tetto; se poi il testo della
    regola cambia, la firma risulta superata e il tetto torna. Una regola le cui prove non riescono non si
    firma; se le prove proteggono troppo poco lo dice. Commenti e impaginazione del file restano come sono.

    \b
    Esempi:
      procurement-engine ruleset sign SOC-03 --by "Anna Bianchi"
      procurement-engine ruleset sign ABC-01 --by "Anna Bianchi" --on 2026-11-20 --ruleset italia,./mio-ente
    """
    from procurement_engine.cli.output import OutputError, put
    from procurement_engine.rules.load import load_layers, load_rule
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.signing.find import rule_file
    from procurement_engine.workbench.signing.tried import caveats, hold
    from procurement_engine.workbench.signing.words import signature_words
    from procurement_engine.workbench.signing.write import sign

    today = datetime.now().date()  # noqa: DTZ005  the user's own day
    try:
        layers = load_layers(names.split(",") if names else None)
        found, rule, path = rule_file(layers, rule_id.upper(), layer, names)
        tried = hold(layers, found, rule, names, quick=quick)
        text = sign(path, " ".join(by.split()), on.date() if on else today, today)
        put(text.encode(), str(path), "yaml")
        signed = load_rule(path)
    except (RuleFileError, OutputError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"{signed.id}: {signature_words(signed.signature)}. Impronta {signed.reviewed_hash}, in {path.name}.")
    for line in caveats(tried, rule, names):
        click.echo(line)
    if signed.status == "draft":
        click.echo("La regola è ancora in bozza (status: draft): finché lo è dà solo consigli, anche se firmata.")
