"""`procurement-engine ruleset test`."""

from __future__ import annotations

import sys

import click

_KINDS = ("inline", "metamorphic", "mutation", "all")


@click.command("test", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--ruleset", "names", metavar="NOMI", default="", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--kind", type=click.Choice(_KINDS), default="inline", show_default=True, help="Quali prove eseguire.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-v", "--verbose", is_flag=True, help="Anche ciò che nessuna prova mostra e ciò che è stato accettato.")
def command(ids: tuple[str, ...], names: str, kind: str, style: str, verbose: bool) -> None:
    """Esegue le prove scritte nelle regole e dice che cosa nessuna prova protegge.

    \b
    inline       ogni prova dà l'esito atteso
    metamorphic  lo stesso esito in maiuscolo, in una tabella, in una nota...; un altro se si nega
    mutation     tolta un'affermazione della regola, qualche prova se ne accorge (almeno l'80 %)

    \b
    Esempi:
      procurement-engine ruleset test SOC-03
      procurement-engine ruleset test SOC-03 --kind all -v
      procurement-engine ruleset test --ruleset le-mie-regole --kind mutation

    \b
    Codice di uscita: 0 tutto bene; 1 una prova non riesce o una regola è sotto la soglia; 2 un file non si legge.
    """
    from time import monotonic

    from procurement_engine.cli.progress import steps
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.testing.bench import open_bench
    from procurement_engine.workbench.testing.run import KINDS, chosen, run
    from procurement_engine.workbench.testing.say import as_json, as_text, summary

    began, found = monotonic(), []
    try:
        bench = open_bench([name for name in names.split(",") if name])
        rules = chosen(bench, [name.upper() for name in ids], names)
        with steps(len(rules)) as tell:
            for layer, rule in rules:
                tell(rule.id)
                found.append(run(bench, layer, rule, KINDS if kind == "all" else (kind,)))
    except RuleFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    seconds = monotonic() - began
    if style == "json":
        import json

        click.echo(json.dumps(as_json(found, seconds), ensure_ascii=False, indent=2))
    else:
        wordy = verbose or bool(ids)
        for one in found:
            if wordy or not one.passed:
                click.echo("\n".join(as_text(one, wordy=wordy)))
        click.echo(summary(found, seconds))
    sys.exit(0 if all(one.passed for one in found) else 1)
