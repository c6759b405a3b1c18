"""The page in a real Chromium: read without script and network, printed, copied from, and deaf to hostile texts."""

import os
import shutil
import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hostile import EVIL, hostile_report
from sample import LOTS, report, requirement

from procurement_engine.reports.html import render

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield opened
        opened.close()


def opened(browser, folder, made, **options):
    """The page, with everything it asked for, said on the console, and the dialogs it opened."""
    file = folder / "rapporto.html"
    file.write_text(render(made), encoding="utf-8")
    page = browser.new_context(**options).new_page()
    heard = []
    page.on("request", lambda request: heard.append(("request", request.url)))
    page.on("console", lambda message: heard.append(("console", message.text)))
    page.on("pageerror", lambda error: heard.append(("error", str(error))))
    page.on("dialog", lambda dialog: (heard.append(("dialog", dialog.message)), dialog.dismiss()))
    page.goto(file.as_uri())
    return page, heard


def test_one_press_copies_the_clause(browser, tmp_path):
    page, heard = opened(browser, tmp_path, report(requirement()), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copia il testo").click()
    page.get_by_role("button", name="Copiato").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "L'aggiudicatario assume con priorità."
    assert [kind for kind, _ in heard] == ["request"]


def test_without_script_it_says_the_same(browser, tmp_path):
    made = report(requirement(explanation="Lo chiede la legge."))
    with_script, _ = opened(browser, tmp_path, made)
    without, heard = opened(browser, tmp_path, made, java_script_enabled=False)
    words = [page.locator("body").text_content().replace("Copia il testo", "") for page in (with_script, without)]
    assert words[0] == words[1]
    assert without.get_by_role("button").count() == 0
    without.get_by_text("Perché questo esito").click()
    assert without.get_by_text("Lo chiede la legge.").is_visible()
    assert [kind for kind, _ in heard] == ["request"]


def test_anchors_lead_to_the_findings_and_nothing_overflows_a_phone(browser, tmp_path):
    long = "parolalunghissima" * 30
    made = report(requirement(title=long, reason=long), requirement(lot="1", reason=long), requirement(lot="2"), lots=LOTS)
    page, _ = opened(browser, tmp_path, made, viewport={"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link = page.locator("#first a").first
    link.click()
    assert page.locator(link.get_attribute("href")).is_visible()


def test_it_prints_on_a4_with_what_was_folded(browser, tmp_path):
    import pypdfium2

    page, _ = opened(browser, tmp_path, report(requirement(explanation="Lo chiede la legge, in breve.")))
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = (side / 72 * 25.4 for side in pdf[0].get_size())
    assert (round(width), round(height)) == (210, 297)
    words = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert "Lo chiede la legge, in breve." in words
    assert "Copia il testo" not in words


@pytest.mark.parametrize("evil", EVIL)
def test_hostile_texts_do_nothing(browser, tmp_path, evil):
    page, heard = opened(browser, tmp_path, hostile_report(evil))
    assert [kind for kind, _ in heard] == ["request"]
    assert page.title().startswith("Controllo degli atti")
    assert page.locator("script").count() == 1


def test_it_can_be_read_by_those_who_do_not_see_it(browser, tmp_path):
    """Contrast of every text with what is behind it, headings in order, a language, names for links and tables."""
    page, _ = opened(
        browser,
        tmp_path,
        report(requirement(), requirement(id="A-01", severity="advice"), requirement(id="B-01", outcome="undetermined")),
    )
    assert page.evaluate("document.documentElement.lang") == "it"
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1
    contrast = """() => {
      const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
      const lum = ([r, g, b]) => { const f = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
        return .2126 * f(r) + .7152 * f(g) + .0722 * f(b) };
      const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length == 3 || c[3] > 0) return c } return [255, 255, 255] };
      const texts = [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()));
      return texts.map(e => { const a = lum(parse(getComputedStyle(e).color)), b = lum(behind(e));
        return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.className, e.textContent.slice(0, 40)] }).filter(t => t[0] < 4.5) }"""
    assert page.evaluate(contrast) == []
