"""The measures measure: each finds what it is there for in a page that is broken on purpose."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import left_behind
from tests.browser.looking import EVERY_RULE, MEASURE, RUN_AXE, SMALL

pytestmark = pytest.mark.browser
TAPS = (
    """<div class="taps"><label><input type="radio" name="a"><span style="border: 2px solid">1</span></label></div>"""
)
BROKEN = [
    ("shape", "the page is", "<div style='inline-size: 200vw'>Wide</div>"),
    ("shape", "sideways", "<div style='inline-size: 200vw'>Wide</div>"),
    ("shape", "cut", "<div style='inline-size: 3rem; overflow: hidden; white-space: nowrap'>Longer than that</div>"),
    ("shape", "cut", "<div style='block-size: 1rem; overflow: hidden'>One<br>two</div>"),
    ("shape", "on top of another", "<p>One</p><p style='margin-block-start: -2.2em'>Two</p>"),
    ("shape", "on top of another", "<button>One</button><p style='margin-block-start: -1em'>Two</p>"),
    ("shape", "out of its box", "<button style='inline-size: 2rem; white-space: nowrap'>Longer than that</button>"),
    ("widths", "text at 200 %: sideways", "<div style='position: absolute; inline-size: 15rem'>Wide</div>"),
    ("widths", "right to left: sideways", "<div style='inline-size: 5rem; margin-right: -5rem'>Left</div>"),
    ("targets", "small", "<button style='min-block-size: 0; block-size: 30px'>One</button>"),
    ("focus", "focus not seen", "<style>button { outline: 0 }</style><button>One</button>"),
    (
        "focus",
        "focus covered",
        "<div class='top' style='position: fixed; inset: 0'></div><button>One</button>",
    ),
    ("order", "a number for Tab", "<button tabindex='2'>One</button>"),
    (
        "order",
        "above what comes before it",
        "<p style='display: flex; flex-direction: column-reverse'><button>One</button><button>Two</button></p>",
    ),
    ("forced", "no edge", "<button class='button' style='border: 0'>One</button>"),
    ("forced", "chosen looks as not chosen", TAPS),
    ("forced", "focus not seen", "<style>button { outline: 0 }</style><button>One</button>"),
    ("moves", "moves", "<p style='transition: color 1s'>One</p>"),
]
UNSURE = "background: linear-gradient(#fff, #000)"
WRONG = [
    ("axe, color-contrast:", "<p style='color: #999; background: #fff'>One</p>"),
    ("axe, color-contrast-enhanced:", "<p style='color: #666; background: #fff'>One</p>"),
    ("axe is not sure, color-contrast:", f"<p style='{UNSURE}'>One</p>"),
    ("axe, label:", "<input>"),
    ("axe, heading-order:", "<h1>One</h1><h3>Two</h3>"),
]


@pytest.fixture
def show(browser):
    """Shows a page, and a well-made one before it, in which nothing may be found."""
    context = browser.new_context(viewport=SMALL)
    page = context.new_page()

    def shown(inside: str):
        page.set_content(f"<!doctype html><html lang='en'><title>One</title><main>{inside}</main></html>")
        page.evaluate(MEASURE)
        return page

    yield shown
    context.close()


@pytest.mark.parametrize(("measure", "word", "inside"), BROKEN, ids=[f"{name} {word}" for name, word, _ in BROKEN])
def test_each_measure_finds_what_it_is_there_for(show, measure, word, inside):
    for wrong, html in ((False, "<h1>One</h1><p>Two</p>"), (True, inside)):
        page = show(html)
        page.emulate_media(forced_colors="active" if measure == "forced" else "none")
        page.keyboard.press("Tab")
        found = [each for each in page.evaluate(f"measure.{measure}()") if each.startswith(word)]
        assert bool(found) is wrong


@pytest.mark.parametrize(("line", "inside"), WRONG, ids=[line for line, _ in WRONG])
def test_axe_says_what_is_wrong_and_what_it_is_not_sure_of(show, line, inside):
    page = show(inside)
    page.evaluate(AXE_SCRIPT)
    assert [each for each in page.evaluate(RUN_AXE, EVERY_RULE) if each.startswith(line)]


def test_the_html_checker_knows_what_html_allows(html_checker):
    page = "<!doctype html><html lang='en'><title>One</title><p>{}</p></html>"
    assert html_checker.problems(page.format("Two")) == []
    for wrong in ("<div>Two</div>", "<b hx-post='/'>Two</b>", "<b id='a'></b><b id='a'></b>", "<b>Two"):
        assert html_checker.problems(page.format(wrong))
    assert html_checker.problems("<input data-hx-swap-oob='true'>") == []
    assert html_checker.problems("<input hx-swap-oob='true'>")


@pytest.mark.parametrize(
    "leave",
    [
        "localStorage.setItem('a', '1')",
        "sessionStorage.setItem('a', '1')",
        "caches.open('a')",
        "new Promise(done => indexedDB.open('a').onsuccess = done).then(() => {})",
        "document.cookie = 'a=1'",
    ],
)
def test_what_is_left_in_a_browser_is_found(browser, server, leave):
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/up/")
    assert left_behind(context) == []
    page.evaluate(leave)
    assert len(left_behind(context)) == 1
    context.close()
