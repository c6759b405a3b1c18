"""`procurement-engine ruleset`: a module a verb, imported when named."""

from __future__ import annotations

import click

from procurement_engine.cli.lazy import LazyGroup

#: verb -> (module with a click command `command`, one line for the list)
VERBS = {
    "format": ("procurement_engine.cli.ruleset.format", "Impagina i file delle regole senza cambiarne i valori né i commenti."),
    "lint": ("procurement_engine.cli.ruleset.lint", "Rilegge le regole: che cosa manca o non torna, e come si rimedia."),
    "new": ("procurement_engine.cli.ruleset.new", "Scrive una regola nuova da poche domande, o comincia un livello proprio."),
    "list": ("procurement_engine.cli.ruleset.list", "Elenca le regole: dove stanno, da quando valgono, chi le ha firmate."),
    "schema": ("procurement_engine.cli.ruleset.schema", "Scrive gli schemi con cui l'editor completa e controlla le regole."),
    "show": ("procurement_engine.cli.ruleset.show", "Racconta una regola per esteso, in parole: norma, elementi, esempi, firma."),
    "words": ("procurement_engine.cli.ruleset.words", "Cerca i concetti e i fatti con cui si scrive una regola."),
    "docs": ("procurement_engine.cli.ruleset.docs", "Scrive il manuale delle regole, come pagina da consultare o come file Word."),
    "sign": ("procurement_engine.cli.ruleset.sign", "Firma una regola: chi l'ha riletta, quando, e che cosa ha firmato."),
    "diff": ("procurement_engine.cli.ruleset.diff", "Confronta due versioni delle regole: che cosa cambia, per quali bozze."),
    "test": ("procurement_engine.cli.ruleset.test", "Esegue le prove delle regole e dice che cosa nessuna prova protegge."),
}


@click.group(cls=LazyGroup, table=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Per chi cura le regole: leggerle, provarle, confrontarle, firmarle.

    \b
    Per cominciare:
      procurement-engine ruleset list
    """
