"""The way through: what the first screen answers, where one is and what is next on every public page, what stands
before the first private word, and how many taps there are to it.
"""

import re
import signal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import PASSPHRASE, evening_zone, heading, press, sign_up, status, unlock
from tests.browser.views import public_addresses

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
STAND_BY = "One thing I did today"
# What stands on a page before its first field, as it is read.
BEFORE_THE_FIELDS = """() => {
  const all = document.createRange(), main = document.querySelector("main");
  all.setStart(main, 0);
  all.setEndBefore(main.querySelector("form"));
  return all.toString();
}"""


def bottom(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["y"] + box["height"]


class Counted:
    """A page on which every tap and every field counts."""

    def __init__(self, page: Page):
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, name: str) -> None:
        self.taps += 1
        press(self.page, name)

    def fill(self, label: str, words: str) -> None:
        self.fields += 1
        self.page.get_by_label(label, exact=label == "A passphrase").fill(words)

    def choose(self, label: str, value: str) -> None:
        """From a list: one tap opens it, one chooses."""
        self.taps += 2
        self.page.get_by_label(label).select_option(value)


@BOTH
def test_the_first_screen_answers_and_is_not_crowded(open_page, script):
    page = open_page(script=script)
    page.goto("/")
    fold = page.viewport_size["height"]
    above = [
        page.get_by_role("heading", level=1),
        page.get_by_role("link", name="I am about to call or write to them"),
        page.get_by_role("link", name="Show me the first step"),
        page.get_by_text("It is free. You need no account to read."),
        page.get_by_text("It cannot bring anyone back."),
        page.get_by_role("heading", name="Four things to do"),
        page.get_by_role("navigation", name="Help").get_by_role("link", name="Help now"),
    ]
    assert [round(bottom(each)) for each in above if bottom(each) > fold] == []
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(4)
    small = page.locator("main .meta")
    for words in ("Not for everyone", "Free, and nothing is kept", "It draws on articles", "All were checked on"):
        expect(small).to_contain_text(words)
    assert small.bounding_box()["y"] > bottom(rows.last)
    for name, address in (("What stays private", "/protects/"), ("Who wrote this", "/sources/")):
        expect(page.get_by_role("contentinfo").get_by_role("link", name=name)).to_have_attribute("href", address)


def test_every_page_says_where_one_is_and_leads_on(open_page):
    page = open_page(script=False)
    wrong = []
    for address in public_addresses(page):
        leads = page.locator("main a[href^='/'], main form button").evaluate_all(
            "all => all.filter(each => each.checkVisibility()).map(each => each.getAttribute('href') ?? 'pressed')"
        )
        above = {
            r"/guides/[^/]+/": "/guides/",
            r"/guides/([^/]+)/[^/]+/": re.sub(r"[^/]+/$", "", address),
            r"/tools/.*": "/guides/",
            r"/sources/.+/": "/sources/",
            r"/before-you-begin/.+/": "/before-you-begin/",
        }
        back = next((link for pattern, link in above.items() if re.fullmatch(pattern, address)), None)
        if not any(link != address for link in leads):
            wrong.append(f"{address} is a dead end")
        if back and not any(link.startswith(back) for link in leads):
            wrong.append(f"{address} does not lead back to {back}")
        if address != "/" and not page.get_by_role("contentinfo").get_by_role("link", name="First page").is_visible():
            wrong.append(f"{address} does not lead to the first page")
    assert wrong == []


def test_next_leads_through_all_steps_of_those_who_are_left_and_none_is_locked(open_page):
    page = open_page(script=False)
    steps = [
        address
        for address in public_addresses(page)
        if re.fullmatch(r"/guides/[^/]+/[^/]+/", address) and "/if-you-are-leaving/" not in address
    ]
    page.goto("/before-you-begin/")
    press(page, "None of these")
    walked = []
    while True:
        address = page.url.partition("/guides")[2]
        walked.append(f"/guides{address}")
        place = page.locator("main .meta").first.inner_text()
        assert re.search(r"· Step \d+ of \d+ · [12]\sminutes?$", place), place
        following = page.get_by_role("main").get_by_role("link", name=re.compile("^Next:"))
        if not following.count():
            break
        title = following.inner_text().removeprefix("Next: ")
        following.click()
        heading(page, " ".join(title.split()))
        if page.locator("main ol.rows").count():  # the guide that comes next: its first step is the first of its list
            page.locator("main ol.rows a").first.click()
    assert sorted(walked) == sorted(steps)
    guides = [f"/guides/{found}/" for found in dict.fromkeys(each.split("/")[2] for each in walked)]
    assert guides[:4] == [link.get_attribute("href") for link in at_guides(page)]


def at_guides(page: Page) -> list[Locator]:
    """The rows of the four, where the last step leads back to."""
    press(page, "Back to all the steps")
    heading(page, "The steps")
    expect(page.get_by_text("Nothing is locked. Start where you like.")).to_be_visible()
    return page.locator("main ol.rows a").all()


@BOTH
def test_the_first_sentence_of_a_new_person_is_saved_after_six_taps_and_two_fields(open_page, script):
    page = open_page(script=script)
    page.goto("/")
    counted = Counted(page)
    counted.tap("A private place to write")
    heading(page, "A private place to write")
    counted.fill("A passphrase", PASSPHRASE)
    if not script:
        counted.choose("Your time zone", evening_zone())
    counted.tap("Make my private place")
    heading(page, "Your way back")
    counted.tap("No pen now")
    counted.fill(STAND_BY, "I ate with my sister")
    counted.tap("Save")
    expect(status(page)).to_contain_text("Saved")
    assert counted.taps <= 6
    assert counted.fields <= 2
    page.reload()
    expect(page.get_by_label(STAND_BY)).to_have_value("I ate with my sister")


@BOTH
def test_the_first_sentence_after_unlocking_is_saved_after_three_taps(open_page, script):
    page = open_page(script=script)
    name = sign_up(page)
    page.get_by_role("button", name="Lock", exact=True).click()
    unlock(page, name)
    counted = Counted(page)
    counted.tap("Tonight's page")
    counted.fill(STAND_BY, "I ate with my sister")
    counted.tap("Save")
    expect(status(page)).to_contain_text("Saved")
    assert counted.taps <= 3


WAYS = {
    "/": ["A private place to write"],
    "/tonight/": ["My notes", "New here?"],
    "/tools/three-things/": ["Keep it in my notes", "New here?"],
    "/guides/slow-down/in-the-same-house/": ["Mark where I am", "New here?"],
    "/protects/": ["A private place to write"],
}


@BOTH
@pytest.mark.parametrize("start", WAYS)
def test_three_things_stand_before_the_first_private_word_wherever_one_comes_from(open_page, script, start):
    page = open_page(script=script)
    page.goto(start)
    for name in WAYS[start]:
        press(page, name)
        expect(page.locator("main textarea:visible")).to_have_count(0)
    heading(page, "A private place to write")
    said = page.evaluate(BEFORE_THE_FIELDS)
    for words in ("this phone", "history", "Other people.", "Court.", "No helper reads it."):
        assert words in said
    assert len(said.split()) <= 100  # thirty seconds, at the pace of somebody who is tired


@BOTH
def test_save_pressed_at_once_while_the_server_is_away_loses_nothing(open_page, own_server, may_say, script):
    """With script the page stays and keeps trying. Without, the browser's own page says that nobody answers, and
    loading it anew sends the words once more.
    """
    may_say += ["net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "htmx:"]
    page = open_page(server=own_server.address, script=script)
    sign_up(page, then="/n/today/")
    page.get_by_label(STAND_BY).fill("I ate with my sister")
    own_server.stop(signal.SIGKILL)
    press(page, "Save")
    if script:
        expect(status(page)).to_contain_text("Not saved yet: no connection. Your words are still here.")
        expect(page.get_by_label(STAND_BY)).to_have_value("I ate with my sister")
        own_server.start()
    else:
        page.wait_for_url(re.compile("^chrome-error:"), wait_until="commit")
        own_server.start()
        page.reload()
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/today/")
    expect(page.get_by_label(STAND_BY)).to_have_value("I ate with my sister")


@pytest.mark.parametrize(
    ("script", "zone", "first"),
    [
        (True, "America/Chicago", "United States"),
        (True, "Europe/Dublin", "Ireland"),
        (False, "Europe/Dublin", "Australia"),
    ],
)
def test_the_help_lines_of_the_devices_own_country_come_first_in_their_lists(open_page, script, zone, first):
    """The page itself is everyone's. Emergency numbers stay where they are: they stand under the thumb already."""
    page = open_page(script=script, timezone_id=zone)
    page.goto("/help/")
    names = page.locator("main .calls").evaluate_all(
        "all => all.map(list => list.querySelector('strong, summary').innerText)"
    )
    assert names[:2] == ["Australia", first]
    assert len(names) == 4
