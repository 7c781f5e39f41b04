"""A language that is written from right to left, with long words: nothing sideways, nothing over each other, 320 px."""

import pytest
from django.utils.text import slugify

from tests import made_up
from tests.browser.conftest import Server
from tests.browser.looking import SMALL, problems
from tests.guides_fixtures import REAL
from tests.made_up import CODE
from tests.made_up import made_up as said

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/tonight/",
    "/before-you-begin/",
    "/guides/",
    "/guides/slow-down/",
    "/guides/slow-down/in-the-same-house/",
    "/tools/three-things/",
    "/help/",
    "/protects/",
    "/sources/turtle/",
    "/search/",
)
DOORS = ("/n/unlock/", "/n/new/", "/n/back/")
# Two texts that share a place on the screen. A text may stand behind what is only for the ear.
OVER_EACH_OTHER = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    if (!node.data.trim() || node.parentElement.closest(".hush, .skip, .top, select, textarea, script")) continue;
    if (!node.parentElement.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(node);
    texts.push(...[...range.getClientRects()].map(box => ({box, words: node.data.trim().slice(0, 40)})));
  }
  const shares = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8;
  return texts.flatMap((one, at) => texts.slice(at + 1)
    .filter(other => shares(one.box, other.box)).map(other => `${one.words} / ${other.words}`));
}"""
STARTS = "() => getComputedStyle(document.querySelector('h1')).direction"


@pytest.fixture(scope="module")
def abroad(tmp_path_factory):
    """A server that speaks the made-up language too."""
    folder = tmp_path_factory.mktemp("abroad") / "words"
    made_up.write(REAL, folder)
    (folder / CODE / "pages/counselors.md").unlink()
    server = Server()
    server.environment |= {"DJANGO_SETTINGS_MODULE": "tests.made_up_settings", "MADE_UP": str(folder)}
    try:
        server.start()
        yield server.address
    finally:
        server.end()


@pytest.mark.parametrize("address", [*PAGES, *DOORS], ids=slugify)
def test_from_right_to_left_everything_has_its_place(open_page, abroad, address):
    page = open_page(server=abroad, size=SMALL)
    page.goto(address if address in DOORS else f"/{CODE}{address}")
    assert page.evaluate(STARTS) == "rtl"
    assert [each for each in problems(page) if not each.startswith("title: ")] == []
    page.set_viewport_size(SMALL)
    assert page.evaluate(OVER_EACH_OTHER) == []


def test_a_page_in_english_stands_from_left_to_right_inside(open_page, abroad):
    page = open_page(server=abroad, size=SMALL)
    page.goto(f"/{CODE}/counselors/")
    assert page.get_by_text(said("This page is not in your language yet.")).is_visible()
    assert page.evaluate(STARTS) == "ltr"
    assert problems(page) == []
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url("**/counselors/")
    assert page.url == f"{abroad}/counselors/"
