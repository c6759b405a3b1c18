"""One full disciplinare, ours against docxtpl filling a Word file of the same size, in one run.

docxtpl is no dependency of this project. In an environment of its own:

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install -e . docxtpl
    /tmp/bench/bin/python benchmarks/generate.py

Ours parses the template, computes the labour cost, numbers articles and references and writes tables anew; docxtpl fills the
same finished document, in which every value has been turned into a tag. Without docxtpl only our times are printed.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document

from procurement_engine.data import data_path
from procurement_engine.generation import generate, load_tender

RUNS = 7
TAGS = 60


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """(median, best) of several runs, in milliseconds of processor time (machines are shared), after one to warm up."""
    run()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times), min(times)


def tagged(path: Path) -> dict[str, str]:
    """Turn some paragraphs of a finished document into tags, and give their values."""
    document = Document(str(path))
    values = {}
    for number, paragraph in enumerate(p for p in document.paragraphs if len(p.text) > 60):
        if number == TAGS:
            break
        values[f"valore_{number}"] = paragraph.text
        for run in paragraph.runs:
            run.text = ""
        paragraph.runs[0].text = f"{{{{ valore_{number} }}}}"
    document.save(str(path))
    return values


def main() -> None:
    """Print the times."""
    tender = load_tender(data_path("tender_templates", "gara.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        ours, filled = Path(folder, "nostro.docx"), Path(folder, "pieno.docx")
        median, best = timed(lambda: generate("disciplinare_prezzo_fisso", tender).save(str(ours)))
        document = Document(str(ours))
        words = sum(len(p.text.split()) for p in document.paragraphs)
        print(f"document: {words} words in paragraphs, {len(document.tables)} tables, {ours.stat().st_size // 1024} KB")
        print(f"ours: median {median:.0f} ms, best {best:.0f} ms")
        try:
            from docxtpl import DocxTemplate
        except ImportError:
            print("docxtpl is not installed here")
            return
        filled.write_bytes(ours.read_bytes())
        values = tagged(filled)

        def fill() -> None:
            template = DocxTemplate(str(filled))
            template.render(values, autoescape=True)
            template.save(str(Path(folder, "riempito.docx")))

        median, best = timed(fill)
        print(f"docxtpl, {len(values)} tags: median {median:.0f} ms, best {best:.0f} ms")


if __name__ == "__main__":
    main()
