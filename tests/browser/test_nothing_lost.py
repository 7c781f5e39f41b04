"""What was typed is never lost: not to a lock, not to a server that goes away, not to a second tab.

And nothing that was left is seen again.
"""

import re
import signal
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import end_elsewhere, heading, history, lock, press, sign_up, status, unlock

pytestmark = pytest.mark.browser

STANDS_BY = "One thing I did today that I can stand by"
SECRET = "I told my sister the whole of it"
# What Chromium and htmx say by themselves where no server answers.
OFFLINE = ["net::ERR_", "htmx:sendError", "htmx:afterRequest"]
SAVED = re.compile(r"^\s*Saved \d\d:\d\d\.")


def test_words_typed_when_the_visit_has_ended_elsewhere_stay_and_are_kept(open_page):
    page = open_page()
    name = tonight(page)
    end_elsewhere(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    expect(status(page)).to_contain_text("Locked. Your words are still here.", timeout=20_000)
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)
    press(page, "Save")
    kept_through_the_door(page, name)


def test_the_same_without_script(open_page):
    page = open_page(script=False)
    name = tonight(page)
    end_elsewhere(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    press(page, "Save")
    kept_through_the_door(page, name)


def test_a_server_killed_between_typing_and_saving_loses_nothing(open_page, own_server, may_say):
    may_say += OFFLINE
    page = open_page(server=own_server.address)
    tonight(page)
    own_server.stop(signal.SIGKILL)
    page.get_by_label(STANDS_BY).fill(SECRET)
    expect(status(page)).to_contain_text("Not saved yet", timeout=20_000)
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)
    own_server.start()
    expect(status(page)).to_have_text(SAVED, timeout=30_000)
    page.reload()
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)


def test_two_tabs_with_different_words_keep_both(open_page):
    page = open_page()
    tonight(page)
    other = page.context.new_page()
    other.goto("/n/today/")
    page.get_by_label(STANDS_BY).fill("I ate")
    expect(status(page)).to_have_text(SAVED)
    other.get_by_label(STANDS_BY).fill("I slept a little")
    expect(status(other)).to_contain_text("Kept beside another text")
    expect(other.get_by_label(STANDS_BY)).to_have_value("I slept a little")
    press(other, "See both")
    heading(other, "Two texts for one page")
    expect(other.get_by_text("I slept a little")).to_be_visible()
    expect(other.get_by_text("I ate", exact=True)).to_be_visible()
    press(other, "Keep both in one text")
    expect(other.get_by_label(STANDS_BY)).to_have_value("I ate")
    expect(other.get_by_label("Your words", exact=True)).to_have_value("I slept a little")


def test_the_box_of_tonight_is_empty_in_a_tab_that_comes_back(open_page):
    page = open_page()
    page.goto("/tonight/")
    page.get_by_role("textbox").fill("Please come home.")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")
    page.get_by_role("textbox").fill("Please come home.")
    page.goto("/help/")
    page.go_back()
    expect(page.get_by_role("textbox")).to_have_value("")
    page.get_by_role("textbox").fill("Please come home.")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto("/tonight/")
    expect(page.get_by_role("textbox")).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("way", ["lock", "leave"])
def test_back_after_the_door_is_shut_shows_nothing_five_times(open_page, way, script):
    page = open_page(script=script)
    written(page, script=script)
    for address in ("/n/days/", "/n/plan/", "/n/days/", "/n/today/"):
        page.goto(address)
    if way == "lock":
        lock(page)
    else:
        press(page, "Leave")
        page.wait_for_url("**/up/")
    for _ in range(5):
        # With script a private page that comes back loads itself anew, which Playwright takes for a second journey.
        page.go_back(wait_until="commit")
        page.wait_for_load_state()
        assert SECRET not in page.content()
        assert SECRET not in page.locator("body").inner_text()
    assert all(title in ("", "Clearing") or title.startswith("Notes: ") for _, title in own_titles(page))


def test_shift_three_times_leaves_every_tab(open_page):
    page = open_page()
    written(page, script=True)
    other = page.context.new_page()
    other.goto("/n/plan/")
    page.get_by_label(STANDS_BY).press("Shift+A")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_label(STANDS_BY)).to_be_visible()  # a capital letter is no press of Shift alone
    page.keyboard.press("Shift")
    page.wait_for_url("**/up/")
    other.wait_for_url("**/up/")
    assert page.context.cookies() == []


BLANK = """() => {
    document.querySelector("[data-leave]").click();
    return getComputedStyle(document.querySelector("main")).visibility; }"""


def test_words_typed_just_before_leaving_are_kept(open_page):
    """The page's own clock stands still: nothing is saved for a pause, and Leave waits as long as the save takes."""
    page = open_page()
    page.clock.install()
    name = tonight(page)
    held, order = Held(page, "**/n/today/"), []
    page.on("response", lambda response: response.request.method == "POST" and order.append("saved"))
    page.on("request", lambda request: "/leave/" in request.url and order.append("gone"))
    stop_the_clock(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    assert page.evaluate(BLANK) == "hidden"
    held.wait()
    held.let_go()
    page.wait_for_url("**/up/")
    assert order == ["saved", "gone"]
    assert there_again(page, name) == SECRET


def test_words_in_another_tab_are_kept_too(open_page):
    page = open_page()
    page.clock.install()
    name = tonight(page)
    other = page.context.new_page()
    other.goto("/n/plan/")
    held = Held(page, "**/n/today/")
    stop_the_clock(page)
    stop_the_clock(other)
    page.get_by_label(STANDS_BY).fill(SECRET)
    press(other, "Leave")
    held.wait()
    assert "/n/plan/" in other.url
    held.let_go()
    page.wait_for_url("**/up/")
    other.wait_for_url("**/up/")
    assert there_again(page, name) == SECRET


def test_leave_waits_a_second_and_no_longer(open_page):
    page = open_page()
    page.clock.install()
    tonight(page)
    held = Held(page, "**/n/today/")
    stop_the_clock(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    press(page, "Leave")
    held.wait()
    page.clock.run_for(1000)
    page.wait_for_url("**/up/")


def test_lock_and_leave_leads_out_of_this_site(open_page, own_server, may_say):
    """Browsers stop a form whose redirects lead to another site, as they should; the way out is not one of them."""
    elsewhere = own_server.address.replace("127.0.0.1", "localhost")
    may_say.append(f"A request went to {elsewhere}")
    own_server.stop()
    own_server.environment["CLEARING_LEAVE_TO"] = f"{elsewhere}/up/"
    own_server.start()
    for script in (True, False):
        page = open_page(server=own_server.address, script=script)
        name = tonight(page)
        page.get_by_label(STANDS_BY).fill(SECRET)
        press(page, "Lock and leave")
        page.wait_for_url(f"{elsewhere}/up/")
        assert there_again(page, name) == SECRET


def test_an_idle_page_saves_and_locks_by_itself(open_page):
    """The page's own clock is moved: nobody waits ten minutes."""
    page = open_page()
    page.clock.install()
    name = tonight(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    page.clock.fast_forward("00:05")
    expect(status(page)).to_have_text(SAVED)
    page.clock.fast_forward("10:01")
    heading(page, "Open your notes")
    assert SECRET not in page.content()
    unlock(page, name)
    page.goto("/n/today/")
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)


def test_an_idle_page_that_cannot_save_is_covered_and_keeps_the_words(open_page, may_say):
    may_say += OFFLINE
    page = open_page()
    page.clock.install()
    tonight(page)
    page.context.set_offline(True)
    page.get_by_label(STANDS_BY).fill(SECRET)
    page.clock.fast_forward("00:05")
    expect(status(page)).to_contain_text("Not saved yet")
    page.clock.fast_forward("10:01")
    expect(page.get_by_role("heading", name="Covered.")).to_be_visible()
    expect(page.get_by_label(STANDS_BY)).to_be_hidden()
    page.context.set_offline(False)
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.clock.fast_forward("00:10")
    expect(page.get_by_label(STANDS_BY)).to_be_visible()
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)
    expect(status(page)).to_have_text(SAVED)


def tonight(page: Page) -> str:
    """A private place, and tonight's page open in it; the name."""
    name = sign_up(page, then="/n/today/")
    expect(page.get_by_label(STANDS_BY)).to_be_visible()
    return name


def stop_the_clock(page: Page) -> None:
    """From now on no time passes in the page, whose clock must be installed."""
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=30))


class Held:
    """Holds what pages send to this address until it is let go; `wait` waits until something is held."""

    def __init__(self, page: Page, address: str):
        self.page, self.held, self.holds = page, [], True
        page.context.route(address, self.take)

    def take(self, route):
        if self.holds and route.request.method == "POST":
            self.held.append(route)
        else:
            route.continue_()

    def wait(self):
        for _ in range(200):
            if self.held:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("Nothing was sent.")

    def let_go(self):
        self.holds = False
        for route in self.held:
            route.continue_()


def there_again(page: Page, name: str) -> str:
    """What stands on tonight's page after unlocking."""
    page = page.context.new_page()
    page.goto("/n/today/")
    unlock(page, name)
    heading(page, re.compile("day"))
    return page.get_by_label(STANDS_BY).input_value()


def written(page: Page, *, script: bool) -> None:
    tonight(page)
    page.get_by_label(STANDS_BY).fill(SECRET)
    if not script:
        press(page, "Save")
    expect(status(page)).to_have_text(SAVED)


def kept_through_the_door(page: Page, name: str) -> None:
    heading(page, "Open your notes")
    expect(page.get_by_text("Your words are safe in this page.")).to_be_visible()
    unlock(page, name)
    heading(page, "Your words are here")
    expect(page.get_by_role("paragraph").filter(has_text=SECRET)).to_be_visible()
    press(page, "Keep them")
    expect(page.get_by_label(STANDS_BY)).to_have_value(SECRET)
    expect(status(page)).to_have_text(SAVED)


def own_titles(page: Page) -> list[tuple[str, str]]:
    return [(url, title) for url, title in history(page) if "/n/" in url]
