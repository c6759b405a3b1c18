"""The handbook as one HTML page: whole in itself, read from a file, searched and filtered without a network."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from procurement_engine import reports
from procurement_engine.reports.html import page_environment
from procurement_engine.wording import words
from procurement_engine.workbench.handbook.model import Handbook, RulePage
from procurement_engine.workbench.handbook.text import text_says, trust, weight_words

_HERE = Path(__file__).parent
_REPORTS = Path(str(reports.__file__)).parent


def render(book: Handbook) -> str:
    """The whole page; every value is escaped, and search works on text alone."""
    environment = page_environment(_HERE)
    table = words(book.lang, "handbook")
    topics = words(book.lang, "reports")

    def say(key: str, **blanks: object) -> str:
        return table[key].format(**blanks)

    script = (_HERE / "page.js").read_text(encoding="utf-8").strip()
    style = "\n".join(path.read_text(encoding="utf-8").strip() for path in (_REPORTS / "page.css", _HERE / "page.css"))
    families = dict.fromkeys(page.family for page in book.pages)
    page = environment.get_template("page.html.j2").render(
        book=book,
        say=say,
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        families={family: topics.get(f"topic_{family}", family) for family in families},
        layers=", ".join(f"{name} {version}" for name, version in book.layers),
        titles={page.id: page.main.title for page in book.pages},
        trust=lambda chapter: trust(chapter, say),
        text_says=lambda text: text_says(text, say),
        weight=lambda element, chapter: weight_words(element, chapter, say),
        layer_choices=[(str(n), name) for n, (name, _) in enumerate(book.layers)],
        layer_keys=lambda page: _numbers(page, book),
    )
    return page.strip()


def _numbers(page: RulePage, book: Handbook) -> str:
    """The layers of a page by their place: a name may hold spaces, a filter's value may not."""
    return " ".join(str(n) for n, (name, _) in enumerate(book.layers) if name in page.layers)
