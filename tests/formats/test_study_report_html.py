"""The report's page is complete in itself, and what it is given stays text."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tests.formats.browser import Browser, missing
from tests.formats.reports import HOSTILE, every_block
from tests.formats.test_board_html import Elements
from workbench.formats.study_report_html import page

BROWSER = pytest.mark.skipif(bool(missing()), reason=missing())


def test_page_names_nothing_outside_itself() -> None:
    """Its policy forbids what it does not hold, and there is no script."""
    made = page(every_block())
    elements = Elements(made)
    assert elements.all("script") == elements.all("img") == elements.all("iframe") == []
    links = [one["href"] or "" for tag in ("a", "link") for one in elements.all(tag)]
    assert all(link.startswith(("#", "data:")) for link in links)
    style = re.search("<style>(.*?)</style>", made, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(one for one in elements.all("meta") if one.get("http-equiv"))["content"] or ""
    assert policy.startswith("default-src 'none'; style-src")
    assert f"'sha256-{digest}'" in policy


def test_every_block_is_shown() -> None:
    """Tables with heads, figures with captions, long tables closed."""
    elements = Elements(page(every_block()))
    assert len(elements.all("table")) == 2
    assert len(elements.all("svg")) == len(elements.all("figure")) == 4
    assert len(elements.all("details")) == 1
    assert all(head.get("scope") in {"col", "row"} for head in elements.all("th"))
    assert all(figure.get("aria-label") for figure in elements.all("svg"))


def test_hostile_text_stays_text() -> None:
    """Wherever it stands, and places in it are not filled."""
    elements = Elements(page(every_block(HOSTILE)))
    assert elements.all("script") == elements.all("img") == []
    assert len(elements.all("style")) == 1
    assert "{{title}}" in page(every_block(HOSTILE))


def test_equal_reports_make_equal_pages() -> None:
    """Nothing of the day or the machine is in it."""
    assert page(every_block()) == page(every_block())


@BROWSER
@pytest.mark.parametrize("text", ["Plain", HOSTILE])
def test_a_browser_opens_it_without_a_request(tmp_path: Path, text: str) -> None:
    """Nor a complaint, in either theme; nothing of the text runs."""
    file = tmp_path / "report.html"
    file.write_text(page(every_block(text)), "utf-8")
    with Browser() as browser:
        browser.open(file)
        assert [address for address in browser.requests() if not address.startswith("data:")] == [
            file.resolve().as_uri()
        ]
        assert browser.log("browser") == []
        assert browser.run("return document.title") == text
        light = browser.run("return getComputedStyle(document.body).backgroundColor")
        browser.emulate(prefers_color_scheme="dark")
        assert browser.run("return getComputedStyle(document.body).backgroundColor") != light


@BROWSER
@pytest.mark.parametrize("width", [400, 1280])
def test_page_fits_the_window(tmp_path: Path, width: int) -> None:
    """Wide tables are moved by themselves, not the page."""
    file = tmp_path / "report.html"
    file.write_text(page(every_block("A rather long text that has to go somewhere " * 3)), "utf-8")
    with Browser(max(width, 500)) as browser:
        browser.open(file)
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


@BROWSER
def test_long_tables_are_printed(tmp_path: Path) -> None:
    """Although they are closed on the screen."""
    file = tmp_path / "report.html"
    file.write_text(page(every_block()), "utf-8")
    shown = "return document.querySelector('details table').checkVisibility()"
    with Browser() as browser:
        browser.open(file)
        assert not browser.run(shown)
        browser.media("print")
        assert browser.run(shown)
