"""The report as one HTML page: whole in itself, readable without network or script, printable on A4."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from procurement_engine.report import CheckReport
from procurement_engine.reports.clean import clean
from procurement_engine.reports.findings import GROUPS, Digest, state_key, told_elements
from procurement_engine.reports.places import place
from procurement_engine.wording import fact_name, fact_word, words
from procurement_engine.wording.values import fact_shown

_HERE = Path(__file__).parent
#: The only place the page links to; an address elsewhere, from somebody's layer, is left out.
_LAW = "https://www.normattiva.it/"


def page_environment(folder: Path) -> Environment:
    """The templates of a folder, every value escaped and made harmless; a name that is missing is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


def render(report: CheckReport) -> str:
    """The whole page; every value is escaped, and of what is hostile in it nothing acts."""
    environment = page_environment(_HERE)
    script = (_HERE / "page.js").read_text(encoding="utf-8").strip()
    say = words(report.lang)
    page = environment.get_template("page.html.j2").render(
        report=report,
        digest=Digest(report),
        groups=GROUPS,
        say=say,
        style=Markup((_HERE / "page.css").read_text(encoding="utf-8").strip()),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        names=", ".join(Path(document.path).name for document in report.documents),
        place=lambda item: place(item, report),
        told=told_elements,
        state_key=state_key,
        law_link=lambda url: url if url and url.startswith(_LAW) else None,
        fact_name=lambda key: fact_name(key, report.lang),
        fact_value=lambda key, value: fact_shown(key, value, report.lang),
        kind=lambda document: fact_word("documents", document.document_type, report.lang),
        topic=lambda letters: say.get(f"topic_{letters}", letters),
    )
    return page.strip()
