"""What a reader does again and again, by the words on the screen: sign up, unlock, keep the code, write, look back."""

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

PASSPHRASE = "plain yellow kettle window"
NOTHING_STORED = """async () => [
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
# One place for every hour of the day.
_ZONES = [
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Halifax",
    "America/Sao_Paulo",
    "Atlantic/South_Georgia",
    "Atlantic/Azores",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Pacific/Noumea",
    "Pacific/Auckland",
]


def evening_zone() -> str:
    """A time zone in which it is evening now, whenever the tests run: at night the pages show other things."""
    return _zone_at(18, 19, 20)


def dark_zone() -> str:
    """A time zone in which it is night now."""
    return _zone_at(23, 0, 1, 2)


@cache
def _zone_at(*hours: int) -> str:
    """One and the same for a whole run, which may go on into the next hour."""
    now = datetime.now(UTC)
    return next(zone for zone in _ZONES if now.astimezone(ZoneInfo(zone)).hour in hours)


def press(page: Page | Locator, name: str) -> None:
    """Press the button, follow the link or open the part of this name, or of a name that begins so. What is open
    already, as the help lines of the device's own time zone are, stays open.
    """
    named = re.compile(r"^\s*" + re.escape(name))
    found = page.get_by_role("button", name=named).or_(page.get_by_role("link", name=named))
    found = found.or_(page.locator("summary").filter(has_text=named)).first
    if not found.evaluate("each => each.matches('details[open] > summary')"):
        found.click()


def heading(page: Page, words: str) -> None:
    """Wait until the page with this heading is there."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def tap(page: Page, question: str, answer: str) -> None:
    """Answer a question that is answered with one tap."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def status(page: Page) -> Locator:
    """The line that says how saving stands."""
    return page.locator("#saved")


def sign_up(page: Page, *, then: str = "/n/") -> str:
    """Make a private place on the sign-up page, and put the code off; the name."""
    page.goto(f"/n/new/?then={then}")
    name = make_place(page)
    press(page, "No pen now")
    return name


def make_place(page: Page) -> str:
    """Fill in the sign-up form that is open, the time zone where no script did, and send it; the name."""
    name = page.get_by_label("A name no one would guess").input_value()
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE)
    choose_zone(page)
    press(page, "Make my private place")
    heading(page, "Your way back")
    return name


def choose_zone(page: Page) -> None:
    """Choose a time zone on the sign-up page, unless a script has."""
    zone = page.get_by_label("Your time zone")
    if not zone.input_value():
        zone.select_option(evening_zone())


def unlock(page: Page, name: str, passphrase: str = PASSPHRASE) -> None:
    """Fill in the unlock form that is open, and send it."""
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Open", exact=True).click()


def lock(page: Page) -> None:
    """Lock, and see the door."""
    page.get_by_role("button", name="Lock", exact=True).click()
    heading(page, "Open your notes")


def change_zone(page: Page, zone: str) -> None:
    """Choose another time zone in the settings."""
    page.goto("/n/mine/")
    page.get_by_label("Your time zone").select_option(zone)
    press(page, "Save")
    expect(page.get_by_role("status")).to_have_text("Saved.")


def end_elsewhere(page: Page) -> None:
    """End the visit in another tab."""
    other = page.context.new_page()
    other.goto("/n/")
    lock(other)
    other.close()


def history(page: Page) -> list[tuple[str, str]]:
    """What the browser's history of this tab holds: addresses and titles."""
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [(entry["url"], entry["title"]) for entry in entries]
