"""More of what can be seen: states that the pictures show beside the views of views.py. Nothing is measured in them."""

import re
from collections.abc import Iterator

from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from tests.browser.reader import change_zone, dark_zone, evening_zone, heading, lock, press, sign_up, tap, unlock
from tests.browser.views import PRIVATE, PUBLIC, SHOWN, View


def public_pages(page: Page) -> Iterator[View]:
    """Every public page that has an address."""
    for template, address in PUBLIC.items():
        page.goto(address)
        yield template, page


def private_pages(page: Page) -> Iterator[View]:
    """Every private page that has an address, by evening."""
    change_zone(page, evening_zone())
    yield "journal/mine.html, saved", page
    for template, address in PRIVATE.items():
        page.goto(address)
        yield template, page
    page.goto("/n/")
    page.get_by_text("Everything else here").click()
    yield "journal/home.html, everything else", page
    page.goto("/n/today/")
    tap(page, "Food today", "Some")
    page.get_by_text("Write more").click()
    yield "journal/today.html, write more", page


def never_met(page: Page) -> Iterator[View]:
    """Pages that need a broken or a closed server."""
    page.route("**/n/shown/**", _shown)
    for template in SHOWN:
        page.goto(f"/n/shown/{template}")
        yield template, page


def _shown(route: Route) -> None:
    template = route.request.url.partition("/n/shown/")[2]
    route.fulfill(body=render_to_string(template, SHOWN[template]), content_type="text/html")


def nothing_yet(page: Page) -> Iterator[View]:
    """What a person sees who has written nothing, and then asks for no contact."""
    sign_up(page)
    for template in ("today", "plan", "sheet", "find", "tool"):
        page.goto(PRIVATE[f"journal/{template}.html"])
        yield f"journal/{template}.html, for the first time", page
    page.goto("/n/find/")
    page.get_by_label("Words to look for").fill("nowhere")
    press(page, "Find")
    expect(page.get_by_role("status")).to_contain_text(re.compile("No page holds this|nothing to look through"))
    yield "journal/find.html, nothing found", page
    page.goto("/n/state/")
    page.get_by_label("A court, the police, or fear").check()
    press(page, "Save")
    for template in ("home", "state", "sheet"):
        page.goto(PRIVATE[f"journal/{template}.html"])
        yield f"journal/{template}.html, no contact", page
    page.goto("/n/steps/4-1/")
    yield "journal/step.html, not for now", page


def wrong_words(page: Page) -> Iterator[View]:
    """Forms that were filled in wrongly, as a newcomer does it."""
    page.goto("/n/back/")
    page.get_by_label("Your code").fill("no such code")
    page.get_by_label("A passphrase", exact=True).fill("plain yellow kettle window")
    press(page, "Open my pages")
    expect(page).to_have_title(re.compile("^Error"))
    yield "journal/recover.html, an error", page
    page.goto("/n/unlock/")
    yield "journal/unlock.html, nothing typed", page
    for _ in range(12):
        unlock(page, "nobody-1", "not the right one")
        if page.get_by_role("heading", name="Too many tries").is_visible():
            break
    yield "journal/unlock.html, too many tries", page


def after_dark(page: Page) -> Iterator[View]:
    """What the night changes; then a deleted night that can be put back."""
    change_zone(page, dark_zone())
    for template in ("home", "today", "month", "week"):
        page.goto(PRIVATE[f"journal/{template}.html"])
        yield f"journal/{template}.html, in the dark", page
    change_zone(page, evening_zone())
    page.goto("/n/days/")
    page.get_by_role("link", name=re.compile("Tonight's page|Find something")).first.wait_for()
    if not page.get_by_role("table").count():
        page.locator(".rows a[href*='/n/days/']").first.click()
    page.get_by_role("table").get_by_role("link", name=re.compile("Open")).first.click()
    page.locator("summary").click()
    yield "journal/day.html, to be deleted", page
    press(page, "Delete it")
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    yield "journal/month.html, one deleted", page
    press(page, "Put it back")


def no_room(page: Page) -> Iterator[View]:
    """A plan that is too long for its page, and a page that is covered because it could not be saved."""
    page.goto("/n/plan/")
    page.get_by_label("What I do", exact=True).first.fill("No calls, and no letters. " * 12)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("alert").or_(page.locator("#saved")).first).to_contain_text(re.compile("Too long|problem"))
    yield "journal/plan.html, too long", page
    page.goto("/n/today/")
    page.evaluate("document.documentElement.classList.add('covered'); document.getElementById('cover').hidden = false")
    yield "journal/today.html, covered", page


def the_door(page: Page) -> Iterator[View]:
    """The door after locking."""
    page.goto("/n/")
    lock(page)
    heading(page, "Open your notes")
    yield "journal/unlock.html, locked", page


def design(page: Page) -> Iterator[View]:
    """The page of all components, which only a server for development shows."""
    page.goto("/components/")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    yield "components/page.html", page
    page.goto("/components/?covered")
    yield "components/page.html, covered", page
