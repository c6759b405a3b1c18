"""The draft note on a renewal as a Word document, in the style of the other documents."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument

from procurement_engine.generation.render import CLOSE, OPEN, Marked, clean
from procurement_engine.generation.word.write import write
from procurement_engine.labour.note import note
from procurement_engine.labour.report import LabourReport, RenewalEffect


def renewal_note(report: LabourReport, effect: RenewalEffect, *, style: Path | None = None) -> WordDocument:
    """The text of `labour.note`, with its values as typed."""
    values: list[str] = []

    def put(value: Any) -> str:
        values.append(clean(str(value)))
        return f"{OPEN}{len(values) - 1}{CLOSE}"

    text = note(report, effect, put)
    title = clean(f"Bozza di nota: rinnovo del contratto collettivo {effect.agreement}")
    created = datetime.combine(effect.since, time(8))
    return write(Marked(text, tuple(values)), title=title, header=title, created=created, style=style)
