"""The leaderboard's page does in a browser what it promises; driven in headless Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formats.boards import BOARD, HOSTILE
from tests.formats.browser import Browser, missing
from workbench.formats.board_html import page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

MODELS = """return [...document.querySelectorAll(arguments[0] + ' tbody:not([hidden]) tr:not([hidden])')]
    .map(tr => tr.cells[0].dataset.s + ' ' + tr.dataset.p)"""


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """One browser for all of the tests here."""
    with Browser() as opened:
        yield opened


@pytest.fixture
def browser(window: Browser, tmp_path: Path) -> Browser:
    """The page of the sample board, opened from the disk."""
    file = tmp_path / "board.html"
    file.write_text(page(BOARD), encoding="utf-8")
    window.open(file)
    return window


def shown(browser: Browser, table: str = "#t-overview") -> list[str]:
    """Models and protocols of the rows that are shown, in their order."""
    return [str(row).replace(HOSTILE, "hostile") for row in browser.run(MODELS, table)]


def test_page_asks_for_nothing_but_itself(browser: Browser) -> None:
    """Opened from a disk it sends no request, and nothing is wrong in its console."""
    browser.click("nav a[href='#all']")
    assert [address.partition(":")[0] for address in browser.requests()] == ["file"]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.log("browser") == []


def test_hostile_names_stay_names(browser: Browser) -> None:
    """A name with `</script>` is shown as it is, and nothing of it runs or becomes an element."""
    assert browser.run("return document.title") == "MedS-Bench leaderboard"
    assert browser.run("return document.querySelectorAll('script').length") == 1
    assert browser.run("return document.querySelectorAll('img').length") == 0
    assert HOSTILE in browser.run("return document.querySelector('#t-overview').innerText")
    assert HOSTILE in browser.run("return [...document.querySelectorAll('#model option')].map(o => o.value)")
    browser.open_part("#t-rationale")
    browser.run("document.querySelector('#t-rationale details').open = true")
    browser.hover("#t-rationale tbody:last-of-type td[data-v]")
    assert browser.run("return document.title") == "MedS-Bench leaderboard"


def test_columns_sort_as_numbers(browser: Browser) -> None:
    """100 stands above 66 and 8.5 below 12, a run's two protocols stay together, no number is last."""
    browser.open_part("#t-mcqa")
    button = "#t-mcqa th[data-name='MedQA'] button"
    browser.click(button)
    assert shown(browser, "#t-mcqa") == [
        *("Old published", "Wrong published", "Small paper", "Small corrected"),
        *("=1+1 published", "Small paper", "Small corrected", "hostile published"),
    ]
    assert (
        browser.run("return arguments[0] && document.querySelector('th[aria-sort]').ariaSort", 1)
        == "descending"
    )
    browser.click(button)
    assert shown(browser, "#t-mcqa")[0] == "Small paper"
    assert shown(browser, "#t-mcqa")[-2:] == ["Old published", "hostile published"]
    assert browser.run("return document.querySelectorAll('th[aria-sort=ascending]').length") == 1
    browser.click(button)
    assert browser.run("return document.querySelectorAll('th[aria-sort]').length") == 0
    assert shown(browser, "#t-mcqa")[0] == "Small paper"


def test_two_numbers_in_a_cell_sort_by_either(browser: Browser) -> None:
    """A column of "BLEU-1/ROUGE-L" has a button for each, and 10.25 is more than 9.5."""
    browser.open_part("#t-rationale")
    head = "#t-rationale th[data-name='MMedBench en'] button"
    values = """return [...document.querySelectorAll('#t-rationale tbody')]
        .map(body => body.rows[0].cells[arguments[0]].textContent)"""
    place = browser.run("return document.querySelector(arguments[0]).closest('th').cellIndex", head)
    browser.click(f"{head}[data-part='0']")
    assert browser.run(values, place) == ["48.50/24.25", "40.00/20.00", "10.25/7.00", "9.50/8.00"]
    browser.click(f"{head}[data-part='1']")
    assert browser.run(values, place) == ["48.50/24.25", "40.00/20.00", "9.50/8.00", "10.25/7.00"]


def test_rows_can_be_searched_and_filtered(browser: Browser) -> None:
    """By words, protocol, model, source and quantization; and everything comes back."""
    browser.type("#search", "q8")
    assert shown(browser) == ["Small paper", "Small corrected"]
    assert browser.run("return document.querySelector('#count').value") == "2 of 8 rows"
    browser.click("#clear")
    assert len(shown(browser)) == 8
    browser.click("input[value=corrected] + span")
    assert [row for row in shown(browser) if "Small" in row] == ["Small corrected"] * 2
    browser.click("input[value=''] + span")
    for control, value, count in (
        ("source", "A Journal", 4),
        ("quantization", "Q8_0", 2),
        ("model", "Old", 1),
    ):
        pick = """const one = document.getElementById(arguments[0]); one.value = arguments[1];
            one.dispatchEvent(new Event('input', {bubbles: true}))"""
        browser.run(pick, control, value)
        assert len(shown(browser)) == count
        browser.run(pick, control, "")
    browser.type("#search", "nothing like this")
    assert shown(browser) == []
    assert browser.run("return document.querySelector('#t-overview .empty').checkVisibility()")


def test_what_is_behind_a_number_is_told(browser: Browser) -> None:
    """On hover: protocol, n, interval, what is missing, and the number under the other protocol."""
    browser.open_part("#t-mcqa")
    browser.hover("#t-mcqa tbody tr td[data-i]")
    told = browser.run("return document.getElementById('tip').innerText")
    assert "Small · Q4_K_M" in told
    assert "paper · this project" in told
    assert "n 200" in told
    assert "95 % interval 55.00 to 65.00" in told
    assert "3 without a value: empty answer" in told
    assert "Under corrected: 66.00" in told
    browser.hover("#t-mcqa td.doubt")
    told = browser.run("return document.getElementById('tip').innerText")
    assert "In doubt: its tasks' mean is 59.6" in told
    assert "n and interval are not stated" in told
    browser.hover("h1")
    assert browser.run("return document.getElementById('tip').hidden")


def test_keyboard_reaches_what_the_pointer_does(browser: Browser) -> None:
    """One stop of Tab for a table, arrows from cell to cell with what is behind each, Escape hides it."""
    browser.open_part("#t-mcqa")
    browser.run("document.querySelector('#t-mcqa thead th:last-child button').focus()")
    browser.press("Tab", "Right", "Right", "Right", "Right")
    told = "return document.getElementById('tip').innerText"
    assert "95 % interval 55.00 to 65.00" in browser.run(told)
    assert browser.run("return document.activeElement.getAttribute('aria-describedby')") == "tip"
    browser.press("Down")
    assert "corrected · this project" in browser.run(told)
    browser.press("Escape")
    assert browser.run("return document.getElementById('tip').hidden")
    assert browser.run("return document.querySelectorAll('#t-mcqa tbody [tabindex=\"0\"]').length") == 1


def test_heads_are_buttons_that_the_keyboard_presses(browser: Browser) -> None:
    """Enter on a focused header sorts."""
    browser.run("document.querySelector('#t-overview thead th button').focus()")
    browser.press("Enter")
    assert shown(browser)[-1] == "Wrong published"
    browser.press("Enter")
    assert shown(browser)[0] == "Wrong published"


def test_theme_follows_the_system_and_the_switch(browser: Browser) -> None:
    """Dark where the system is; the switch turns it over."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser.emulate(prefers_color_scheme="dark")
    assert browser.run(ground) == "rgb(20, 24, 31)"
    browser.click("#theme")
    assert browser.run(ground) == "rgb(246, 247, 249)"
    browser.emulate(prefers_color_scheme="light")
    browser.click("#theme")
    assert browser.run(ground) == "rgb(20, 24, 31)"


def test_first_column_stays_while_scrolling(browser: Browser) -> None:
    """In a narrow table the model is still beside its numbers, and the heads above them."""
    browser.run("document.querySelector('#t-overview .scroll').style.width = '320px'")
    browser.run("document.querySelector('#t-overview .scroll').scrollLeft = 200")
    edges = browser.run(
        """const scroll = document.querySelector('#t-overview .scroll');
        return [scroll.scrollLeft, scroll.querySelector('tbody th').getBoundingClientRect().left
            - scroll.getBoundingClientRect().left]"""
    )
    assert edges[0] > 0
    assert abs(edges[1]) <= 1


def test_plots_draw_dots_with_intervals(browser: Browser) -> None:
    """One plot for each metric of each task, from the rows that are shown."""
    browser.open_part("#t-rationale")
    browser.click("#t-rationale summary")
    count = "return document.querySelectorAll('#t-rationale svg ' + arguments[0]).length"
    browser.wait(f"{count} > 0", ".dot")
    assert browser.run("return document.querySelectorAll('#t-rationale svg').length") == 4
    dots = browser.run(count, ".dot")
    assert browser.run(count, ".range") == 8
    browser.type("#search", "q8")
    assert 0 < browser.run(count, ".dot") < dots


def test_printing_shows_every_table(browser: Browser) -> None:
    """On paper all tables stand below each other, without controls, dark or not."""
    browser.media("print")
    try:
        seen = browser.run(
            "return [...document.querySelectorAll('section[data-table]')].map(s => s.checkVisibility())"
        )
        assert seen == [True, True, True]
        assert not browser.run("return document.querySelector('.tools').checkVisibility()")
    finally:
        browser.media("")
