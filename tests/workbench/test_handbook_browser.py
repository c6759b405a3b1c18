"""The handbook in a real Chromium, opened as a file: searched, filtered, linked into, printed, deaf to hostile texts."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_handbook import EVIL, book, layer

from procurement_engine.workbench.handbook.html import render

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("manuale")
    path = folder / "manuale.html"
    path.write_text(render(book("italia", "bologna", layer(folder / "x", EVIL))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield made
        made.close()


@pytest.fixture
def page(browser, file):
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    made = context.new_page()
    made.heard = []
    made.on("request", lambda request: made.heard.append(request.url))
    made.on("console", lambda message: made.heard.append(message.text))
    made.on("pageerror", lambda error: made.heard.append(str(error)))
    made.on("dialog", lambda dialog: (made.heard.append("dialog"), dialog.dismiss()))
    made.goto(file.as_uri())
    yield made
    assert made.heard == [file.as_uri()]
    context.close()


def shown(page):
    return page.eval_on_selector_all(".rule", "rules => rules.filter(r => r.offsetParent).map(r => r.id)")


def test_search_finds_without_accents_and_counts(page):
    total = len(shown(page))
    page.fill("#query", "COMPATIBILITA riassorbimento")
    found = shown(page)
    assert "SOC-03" in found
    assert 0 < len(found) < total
    assert page.text_content("#count") == f"{len(found)} requisiti su {total}"
    assert page.eval_on_selector_all(".index li", "items => items.filter(i => i.offsetParent).length") == len(found)
    page.fill("#query", "<img src=x onerror=alert(1)>")
    assert "ABC-01" in shown(page)
    page.fill("#query", "parolachenonc'è")
    assert shown(page) == []
    assert page.text_content("#count").startswith("Nessun requisito")
    page.click("#reset")
    assert len(shown(page)) == total


def test_filters_narrow_together(page):
    page.select_option("#family", "SOC")
    assert {rule[:3] for rule in shown(page)} == {"SOC"}
    page.select_option("#layer", label="bologna")
    assert shown(page) == ["SOC-12", "SOC-13"]
    page.select_option("#confidence", "M")
    assert shown(page) == ["SOC-13"]
    page.select_option("#signature", "valid")
    assert shown(page) == []


def test_a_link_to_a_hidden_requirement_brings_it_back(page):
    page.select_option("#family", "COP")
    page.evaluate("location.hash = 'SOC-03'")
    page.wait_for_function("document.getElementById('SOC-03').getBoundingClientRect().top < 300")
    assert page.locator("#SOC-03").is_visible()


def test_narrow_and_dark_it_still_fits(browser, file):
    context = browser.new_context(viewport={"width": 360, "height": 700}, color_scheme="dark", java_script_enabled=False)
    made = context.new_page()
    made.goto(file.as_uri() + "#SOC-03")
    assert made.locator("#tools").is_hidden()
    assert made.locator("#SOC-03").is_visible()
    assert made.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert made.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    context.close()
