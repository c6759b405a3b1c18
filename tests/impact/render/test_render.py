"""Pages, pictures and files."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from procurement_engine.impact.monitoring.engine import monitor
from procurement_engine.impact.plan.files import load_plan
from procurement_engine.impact.render import html, text, word
from procurement_engine.impact.render.charts.chain import chain
from procurement_engine.impact.render.charts.progress import progress
from procurement_engine.impact.render.drawing import Drawing, Label, Rect, wrapped
from procurement_engine.impact.render.drawing import Path as Line
from procurement_engine.impact.render.page import Grid, Page, Words
from procurement_engine.impact.render.pages import monitor as monitor_page
from procurement_engine.impact.render.pages import social_report
from procurement_engine.impact.render.png import png
from procurement_engine.impact.render.signs import CHARACTERS, MARKS
from procurement_engine.impact.render.svg import svg

from ..builders import EXAMPLE, indicator, plan

HOSTILE = '<script>alert(1)</script> & "x" \x01'


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    page = Page(HOSTILE)
    page.add(Words(HOSTILE), Grid((HOSTILE,), [[HOSTILE]]))
    drawing = Drawing(100, 100, HOSTILE)
    drawing.add(Label(0, 0, HOSTILE), Label(0, 9, "\\) Tj (paren"))
    assert "<script" not in html.render(page)
    assert "<script" not in svg(drawing)
    assert png(drawing).startswith(b"\x89PNG")
    word.write(page, tmp_path / "r.docx")
    assert "alert(1)" in "".join(one.text for one in Document(str(tmp_path / "r.docx")).paragraphs)


def test_a_png_shows_what_was_drawn() -> None:
    drawing = Drawing(40, 20, "metà nera")
    drawing.add(Rect(0, 0, 20, 20, "#000000", ""))
    data = png(drawing)
    assert struct.unpack(">II", data[16:24]) == (120, 60)
    import numpy as np
    import pypdfium2

    from procurement_engine.impact.render.png import _pdf

    pixels = np.asarray(pypdfium2.PdfDocument(_pdf(drawing))[0].render(grayscale=True).to_numpy())
    assert pixels[:, :19].max() < 30
    assert pixels[:, 21:].min() > 225


def test_every_picture_is_well_formed_and_stays_inside() -> None:
    made = load_plan(EXAMPLE / "piano.yaml")
    report = monitor(made, [EXAMPLE / "misure.csv"], date(2029, 11, 1))
    for drawing in (progress(report), chain(made)):
        assert drawing is not None
        etree.fromstring(str(svg(drawing)))
        for shape in drawing.shapes:
            points = shape.points if isinstance(shape, Line) else [(shape.x, shape.y)]
            assert all(-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1 for x, y in points)


def test_lights_differ_without_colour() -> None:
    assert len(set(CHARACTERS.values())) == len(CHARACTERS)
    assert MARKS.keys() == CHARACTERS.keys()
    assert len({MARKS[name] for name in ("on_track", "behind", "off", "missing")}) == 4


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_plan_without_figures_still_has_its_page(lang: str) -> None:
    import pandas as pd

    from procurement_engine.impact.monitoring.measures import COLUMNS

    report = monitor(plan(indicator(baseline={}, target={})), pd.DataFrame(columns=COLUMNS), date(2027, 6, 1), lang)
    shown = text.render(monitor_page.page(report, lang))
    assert ("manca il dato" if lang == "it" else "figure missing") in shown


def test_small_numbers_are_not_published() -> None:
    made = load_plan(EXAMPLE / "piano.yaml")
    report = monitor(made, [EXAMPLE / "misure.csv"], date(2029, 11, 1))
    shown = text.render(social_report.page(report, made))
    assert "●" in shown
    assert "66,67" not in shown  # 8 of 12: four are not at work
    assert "donne" not in shown
    assert "78,26" in shown


def test_text_keeps_its_width() -> None:
    page = Page("Titolo")
    page.add(Grid(("a", "b"), [["parola " * 40, "1"], ["x", "12"]], frozenset({1})))
    assert max(map(len, text.render(page).splitlines())) <= 110


def test_words_are_wrapped_and_never_lost_without_a_sign() -> None:
    assert wrapped("uno due tre", 1000) == ["uno due tre"]
    assert wrapped("uno due tre quattro cinque sei", 40, 11, 2)[-1].endswith("…")


def test_the_word_file_is_valid_for_word(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit non installato: lo schema non si può controllare")
    made = load_plan(EXAMPLE / "piano.yaml")
    word.write(monitor_page.page(monitor(made, [EXAMPLE / "misure.csv"], date(2029, 11, 1))), tmp_path / "r.docx")
    assert [error.description for error in audit.OpenXmlValidator().validate(tmp_path / "r.docx").errors] == []
