"""What everybody needs of a page, measured in the browser: the rules of axe in every light and width, valid HTML, and
what measure.js measures.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

from tests.html import Checker

MEASURE = (Path(__file__).parent / "measure.js").read_text()
SIDEWAYS = f"() => {{ {MEASURE} return measure.shape(); }}"
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "wcag22aaa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": TAGS}
# The rules whose answer hangs on colours and sizes; the others read the document, which is the same in every look.
OF_THE_LOOK = {
    "type": "rule",
    "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size", "meta-viewport"],
}
SMALL, PHONE, TABLET, WIDE = ({"width": w, "height": h} for w, h in ((320, 640), (390, 844), (768, 1024), (1280, 900)))
ZOOMED = {"width": 320, "height": 256}  # a window of 1280 x 1024 at 400 %
# Titles that must not say what a page is about: whoever takes the phone reads them in its history.
SILENT = ("/help/", "/before-you-begin/")
NEUTRAL = re.compile(r"(Error: )?Notes: (code|gone|list|mine|new|open|page|paper|today)")

RUN_AXE = """async (only) => {
  const found = await axe.run({runOnly: only, resultTypes: ["violations", "incomplete"], preload: false});
  const told = (word) => (rule) => rule.nodes.map(node => `${word} ${rule.id}: ${node.html.slice(0, 160)}; `
    + [...node.any, ...node.all, ...node.none].map(check => check.message).join(" ").slice(0, 200));
  return [...found.violations.flatMap(told("axe,")), ...found.incomplete.flatMap(told("axe is not sure,"))];
}"""
_answers: WeakKeyDictionary[Page, Response] = WeakKeyDictionary()


def remember(page: Page) -> None:
    """From now on keep the page's last answer, so that its HTML can be looked at as it came."""

    def keep(answer: Response) -> None:
        a_file = "content-disposition" in answer.headers
        if answer.request.is_navigation_request() and answer.frame == page.main_frame and not a_file:
            _answers[page] = answer

    page.on("response", keep)


def problems(page: Page, checker: Checker | None = None, *, tour: bool = False) -> list[str]:
    """Everything that is wrong with the open page, each with where and in which look; what can be opened is open then.

    With `tour` all rules are asked in every look; without it those that hang on the look, after the first.
    """
    found = glance(page, checker)
    rules = EVERY_RULE if tour else OF_THE_LOOK
    for size, scheme in ((SMALL, "dark"), (WIDE, "dark"), (WIDE, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += _axe(page, rules)
    return found + _unusual(page)


def glance(page: Page, checker: Checker | None = None) -> list[str]:
    """What is wrong at first sight: as `outline`, and every rule of axe by day on a small phone."""
    found = outline(page, checker)
    page.emulate_media(color_scheme="light")
    page.evaluate(AXE_SCRIPT)
    return found + _axe(page, EVERY_RULE)


def outline(page: Page, checker: Checker | None = None) -> list[str]:
    """What is wrong with title, HTML, shape at every width, targets and order: all that needs no script in the page."""
    page.evaluate(MEASURE)
    found = [title_problem(page)] if title_problem(page) else []
    if checker is not None:
        found += [f"HTML: {each}" for each in checker.problems(_answers[page].text())]
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for size in (WIDE, TABLET, PHONE, SMALL):
        page.set_viewport_size(size)
        wrong = page.evaluate("[...measure.widths(), ...measure.targets(), ...measure.order(), ...measure.moves()]")
        found += [f"{size['width']} px: {each}" for each in wrong]
    return found


def _axe(page: Page, rules: dict[str, str | list[str]]) -> list[str]:
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    return [f"{page.viewport_size['width']} px, {scheme}: {each}" for each in page.evaluate(RUN_AXE, rules)]


def _unusual(page: Page) -> list[str]:
    """What is wrong at 400 %, for whoever presses Tab, and in a reader's own colours."""
    page.set_viewport_size(ZOOMED)
    found = [f"at 400 %: {each}" for each in page.evaluate("measure.shape()")]
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    found += [f"at 400 %: {each}" for each in page.evaluate("measure.focus()")]
    page.set_viewport_size(SMALL)
    found += page.evaluate("measure.focus()")
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"own colours: {each}" for each in page.evaluate("measure.forced()")]
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found


def title_problem(page: Page) -> str:
    """What is wrong with the title, if anything."""
    path, title = urlsplit(page.url).path, page.title()
    if path.startswith("/n/"):
        return "" if NEUTRAL.fullmatch(title) else f"title: {title}"
    good = title == "Clearing" if path == "/" or path.startswith(SILENT) else title.endswith("Clearing")
    return "" if good else f"title: {title}"
