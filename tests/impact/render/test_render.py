"""Pages, pictures and files."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from procurement_engine.impact.checking import check
from procurement_engine.impact.counterfactual.engine import effect
from procurement_engine.impact.monitoring.engine import monitor
from procurement_engine.impact.plan.files import load_plan
from procurement_engine.impact.render import html, text, word
from procurement_engine.impact.render.charts.chain import chain
from procurement_engine.impact.render.charts.progress import progress
from procurement_engine.impact.render.charts.trajectory import trajectories
from procurement_engine.impact.render.drawing import INK, Drawing, Label, Rect, wrapped
from procurement_engine.impact.render.drawing import Path as Line
from procurement_engine.impact.render.page import Grid, Page, Picture, Words
from procurement_engine.impact.render.pages import check as check_page
from procurement_engine.impact.render.pages import effect as effect_page
from procurement_engine.impact.render.pages import monitor as monitor_page
from procurement_engine.impact.render.pages import rollup as rollup_page
from procurement_engine.impact.render.pages import social_report
from procurement_engine.impact.render.pages import sroi as sroi_page
from procurement_engine.impact.render.png import png
from procurement_engine.impact.render.signs import CHARACTERS, MARKS
from procurement_engine.impact.render.svg import svg
from procurement_engine.impact.social_return.engine import sroi
from procurement_engine.impact.territory.engine import rollup

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


def pictures() -> list[tuple[Page, Drawing]]:
    """Every picture of the example's reports, with its page."""
    made = load_plan(EXAMPLE / "piano.yaml")
    pages = [
        check_page.page(check(made), "it", made), monitor_page.page(monitor(made, [EXAMPLE / "misure.csv"], date(2029, 11, 1))),
        sroi_page.page(sroi(made)), effect_page.page(effect([EXAMPLE / "confronto.csv"])),
        rollup_page.page(rollup([EXAMPLE / name for name in ("piano.yaml", "misure.csv", "territorio.csv")])),
    ]  # fmt: skip
    return [(page, block.drawing) for page in pages for block in page.blocks if isinstance(block, Picture)]


def test_every_picture_is_told_in_words(tmp_path: Path) -> None:
    """To those who do not see it: title and content, in the page and in the Word file."""
    found = pictures()
    assert len(found) == 9
    for page, drawing in found:
        assert len(drawing.told) > 40, drawing.title
        assert drawing.told.split(";")[0].replace("«", "")[:20] in html.render(page).replace("«", "").replace("&#x27;", "'")
        word.write(page, tmp_path / "r.docx")
        told = [one.get("descr") for one in Document(str(tmp_path / "r.docx")).element.iter() if one.tag.endswith("}docPr")]
        assert drawing.words[:2000] in told


def test_a_picture_with_a_heading_of_its_own_is_told_on_the_terminal() -> None:
    made = load_plan(EXAMPLE / "piano.yaml")
    shown = " ".join(text.render(check_page.page(check(made), "it", made)).split())
    assert "porta a «Centri aperti anche la sera e il sabato»" in shown


def test_over_a_missing_period_the_line_is_only_a_guess() -> None:
    report = monitor(load_plan(EXAMPLE / "piano.yaml"), [EXAMPLE / "misure.csv"], date(2029, 11, 1))
    gap = next(line for line in report.lines if line.missing)
    whole = next(line for line in report.lines if not line.missing)
    dashes = []
    for line in (gap, whole):
        drawing = trajectories([line])
        assert drawing is not None
        dashes.append(
            [shape.dash for shape in drawing.shapes if isinstance(shape, Line) and shape.stroke == INK and len(shape.points) == 2]
        )
    assert dashes[0][0] == 1.5
    assert dashes[1][:2] == [0, 0]


def test_pictures_use_greys_alone() -> None:
    """What is read on paper without colours is read on the screen too."""
    for _, drawing in pictures():
        for colour in {getattr(shape, name, "") for shape in drawing.shapes for name in ("fill", "stroke")} - {""}:
            assert colour[1:3] == colour[3:5] == colour[5:7], colour


def test_word_tables_repeat_their_heading_and_break_no_row(tmp_path: Path) -> None:
    for lang, footer in (("it", "pagina "), ("en", "page ")):
        report = monitor(load_plan(EXAMPLE / "piano.yaml"), [EXAMPLE / "misure.csv"], date(2029, 11, 1), lang)
        word.write(monitor_page.page(report, lang), tmp_path / "r.docx")
        document = Document(str(tmp_path / "r.docx"))
        assert document.sections[0].footer.paragraphs[0].text.startswith(footer)
        for grid in document.tables:
            assert grid.rows[0]._tr.xpath("w:trPr/w:tblHeader")
            assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in grid.rows[1:])
