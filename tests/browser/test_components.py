"""The page of all components, on a server for development, held to what every page is held to. And the bar on top."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.looking import problems

pytestmark = pytest.mark.browser


@pytest.fixture
def developing():
    server = Server()
    server.environment["CLEARING_DEBUG"] = "1"
    try:
        server.start()
        yield server
    finally:
        server.end()


def test_the_page_of_all_components(open_page, developing, html_checker):
    page = open_page(server=developing.address)
    page.goto("/components/")
    expect(page.get_by_role("heading", level=1, name="A lamp on a desk")).to_be_in_viewport()
    assert problems(page, html_checker) == []
    page.goto("/components/?covered")
    expect(page.get_by_role("heading", name="Covered.")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("size", "letters", "sticks"),
    [
        ({"width": 390, "height": 844}, 16, True),
        ({"width": 390, "height": 844}, 32, False),
        ({"width": 844, "height": 390}, 16, False),
    ],
    ids=["phone", "text at 200 %", "phone on its side"],
)
def test_the_bar_stays_in_sight_unless_it_would_take_too_much_of_it(open_page, size, letters, sticks):
    page = open_page(size=size)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
    page.goto("/tonight/")
    page.evaluate("scrollTo(0, 600)")
    bar = page.get_by_role("banner")
    if sticks:
        expect(bar).to_be_in_viewport()
    else:
        expect(bar).not_to_be_in_viewport()
