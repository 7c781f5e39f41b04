"""Every view there is, brought about as a person would: the tests measure them, the pictures show them.

A view is called by its template; what it shows beside the usual stands after a comma.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.reader import (
    PASSPHRASE,
    change_zone,
    choose_zone,
    dark_zone,
    end_elsewhere,
    evening_zone,
    heading,
    lock,
    make_place,
    press,
    sign_up,
    status,
    unlock,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
View = tuple[str, Page]
LOOK = "/n/tools/look-again/"

PUBLIC = {
    "guides/home.html": "/",
    "guides/tonight.html": "/tonight/",
    "guides/before.html": "/before-you-begin/",
    "guides/before_all.html": "/before-you-begin/all/",
    "guides/answer.html": "/before-you-begin/none/",
    "guides/guides.html": "/guides/",
    "guides/guide.html": "/guides/slow-down/",
    "guides/step.html": "/guides/slow-down/in-the-same-house/",
    "guides/tool.html": "/tools/three-things/",
    "guides/sources.html": "/sources/",
    "guides/source.html": "/sources/turtle/",
    "guides/evidence.html": "/sources/evidence/",
    "guides/disagreements.html": "/disagreements/",
    "guides/questions.html": "/questions/",
    "guides/search.html": "/search/",
    "guides/counselors.html": "/counselors/",
    "guides/help.html": "/help/",
    "guides/protects.html": "/protects/",
    "404.html": "/there-is-nothing/",
    "journal/gone.html": "/n/gone/",
    "journal/recover.html": "/n/back/",
}
# Opened by a person with sixty nights.
PRIVATE = {
    "journal/home.html": "/n/",
    "journal/today.html": "/n/today/",
    "journal/month.html": "/n/days/",
    "journal/week.html": "/n/days/week/",
    "journal/find.html": "/n/find/",
    "journal/state.html": "/n/state/",
    "journal/situation.html": "/n/situation/",
    "journal/tool.html": "/n/tools/three-things/",
    "journal/tool_list.html": "/n/tools/after-the-hour/",
    "journal/measured.html": "/n/tools/my-limit/",
    "journal/limit.html": "/n/tools/my-limit/change/",
    "journal/ten.html": "/n/ten/",
    "journal/step.html": "/n/steps/1-2/",
    "journal/plan.html": "/n/plan/",
    "journal/sheet.html": "/n/sheet/first/",
    "journal/preview.html": "/n/sheet/first/paper/",
    "journal/pages.html": "/n/pages/",
    "journal/out.html": "/n/out/",
    "journal/in.html": "/n/in/",
    "journal/mine.html": "/n/mine/",
    "journal/passphrase.html": "/n/mine/passphrase/",
    "journal/everything.html": "/n/mine/everything/",
}
# Nobody can bring these about here: the server would have to break, or to be closed to newcomers.
SHOWN = {"400.html": {}, "500.html": {}, "journal/closed.html": {}}


def public_addresses(page: Page) -> Iterator[str]:
    """Every public address that links lead to from the first page, each open when it is given."""
    return _walk(page, "/", lambda path: not path.startswith(("/n/", "/leave/")))


def private_addresses(page: Page) -> Iterator[str]:
    """Every private address that links lead to from home, each open when it is given; of all nights those of one month,
    because months have no end.
    """
    month = f"/n/days/{date.today() - timedelta(days=40):%Y-%m}"
    endless = re.compile(r"/n/days/\d")
    return _walk(page, "/n/", lambda path: path.startswith("/n/") and (not endless.match(path) or month in path))


def held_back(page: Page) -> Iterator[View]:
    """A message that waits, with marks and help above it; a letter that stays. The person has sixty nights."""
    change_zone(page, evening_zone())
    page.goto("/n/tools/let-it-wait/")
    yield "journal/hold.html", page
    page.get_by_label("What I would like to say tonight").fill("I am going to kill myself. Just come home, please.")
    press(page, "Let it wait")
    heading(page, "It waits")
    yield "journal/hold_found.html", page
    press(page, "Keep it here")
    expect(page.get_by_text("It stays here. Nobody else reads it.")).to_be_visible()
    yield "journal/hold.html, with a letter", page
    press(page, "A letter of")
    expect(page).to_have_url(re.compile("/n/tools/let-it-wait/."))
    yield "journal/letter.html", page
    press(page, "Let it go")
    expect(page.get_by_text("It is gone. No copy was kept.")).to_be_visible()


def on_paper(page: Page) -> Iterator[View]:
    """The nights of the last weeks on paper: the volumes, the page that brings one, the same on the screen."""
    page.goto("/n/pages/")
    page.get_by_label("From").fill(f"{date.today() - timedelta(days=20)}")
    press(page, "Go on")
    expect(page.get_by_text("It comes as one file.")).to_be_visible()
    yield "journal/pages_list.html", page
    here = page.url
    with page.expect_download() as coming:
        page.locator(".rows button").first.click()
    heading(page, "Your file is being made")
    assert coming.value.suggested_filename == "notes.pdf"
    yield "journal/pages_wait.html", page
    press(page, "Back")
    expect(page.get_by_role("status")).to_contain_text("Made: 1 of 1.")
    page.goto(f"{here}1/look/")
    expect(page.get_by_role("heading", level=1, name="Notes")).to_be_visible()
    yield "journal/pages_look.html", page


def _walk(page: Page, start: str, goes_on: Callable[[str], bool]) -> Iterator[str]:
    known = [start]
    for address in known:
        page.goto(address)
        links = page.locator("a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        yield address
        paths = dict.fromkeys(urlsplit(link).path for link in links)
        known += [path for path in paths if path not in known and goes_on(path)]


def wrong_method(page: Page) -> Iterator[View]:
    """An address that got what it does not take."""
    page.route("**/tonight/", lambda route: route.continue_(method="POST"), times=1)
    page.goto("/tonight/")
    heading(page, "This page is only for reading")
    yield "guides/wrong_method.html", page


def asking(page: Page) -> Iterator[View]:
    """Pages looked for and found, none found, nothing asked; and a question with a page of its own."""
    page.goto("/search/")
    for words, what in (("sleep", "found"), ("qqqq", "none found"), ("", "nothing asked")):
        page.get_by_label("What is it about?").fill(words)
        press(page.locator("main"), "Find")
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.get_by_label("What is it about?")).to_have_value(words)
        yield f"guides/search.html, {what}", page
    page.goto("/questions/")
    page.locator("main a[href^='/questions/']").first.click()
    expect(page.get_by_role("link", name="Questions people ask")).to_be_visible()
    yield "guides/question.html", page


def gate(page: Page) -> Iterator[View]:
    """The six answers of the gate, each in the place of the question."""
    page.goto("/before-you-begin/")
    for line in page.locator("main form").get_by_role("button").all_inner_texts():
        page.goto("/before-you-begin/")
        page.get_by_role("button", name=line, exact=True).click()
        expect(page.get_by_role("link", name="Back to the lines")).to_be_visible()
        yield f"guides/answer.html, {line[:24]}", page


def in_and_out(page: Page) -> Iterator[View]:
    """A private place from its first page to the last, by a person who has nothing yet."""
    page.goto("/n/new/")
    yield "journal/sign_up.html", page
    page.get_by_label("A passphrase", exact=True).fill("too short")
    choose_zone(page)
    press(page, "Make my private place")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "journal/sign_up.html, an error", page
    name = make_place(page)
    yield "journal/kit.html", page
    press(page, "I have pen and paper")
    code = page.locator(".code").inner_text()
    yield "journal/kit.html, the code", page
    page.goto("/n/")
    yield "journal/home.html, for the first time", page
    page.goto("/n/days/")
    yield "journal/month.html, no nights", page
    page.goto("/n/state/")
    page.get_by_label("A court, the police, or fear").check()
    press(page, "Save")
    page.goto("/n/tools/three-things/")
    heading(page, "Not for now")
    yield "journal/tool_closed.html", page
    yield from through_the_door(page, name)
    lock(page)
    page.goto("/n/back/")
    page.get_by_label("Your code").fill(code)
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE + " again")
    press(page, "Open my pages")
    heading(page, "Your pages are open")
    yield "journal/recovered.html", page
    page.goto("/n/mine/everything/")
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE + " again")
    press(page, "Delete everything now")
    heading(page, "Everything is deleted")
    yield "journal/deleted.html", page


def through_the_door(page: Page, name: str) -> Iterator[View]:
    """The door with words that wait, a wrong passphrase there, and the words handed back."""
    page.goto("/n/today/")
    end_elsewhere(page)
    page.get_by_label("For my counselor").fill("What do I say on Sunday?")
    press(page, "Save")
    heading(page, "Open your notes")
    yield "journal/unlock.html", page
    unlock(page, name, "not the right one")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "journal/unlock.html, an error", page
    unlock(page, name)
    heading(page, "Your words are here")
    yield "journal/returned.html", page
    press(page, "Keep them")
    expect(status(page)).to_contain_text("Saved")
    yield "journal/today.html, saved", page


def old_night(page: Page) -> Iterator[View]:
    """An old night by day, with a second text, and in the dark; the page belongs to a person with sixty nights."""
    change_zone(page, evening_zone())
    page.goto(f"/n/days/{date.today() - timedelta(days=40):%Y-%m}/")
    press(page.get_by_role("table"), "Open")
    heading(page, re.compile(r"\d{4}$"))
    yield "journal/day.html", page
    old = page.url
    page.goto(old + "change/")
    other = page.context.new_page()
    other.goto(old + "change/")
    before = page.get_by_label("For my counselor").input_value()[:40]
    for tab, words in ((page, f"I cooked. {before}"), (other, f"I slept. {before}")):
        tab.get_by_label("For my counselor").fill(words)
        tab.get_by_role("button", name="Save", exact=True).last.click()
        expect(status(tab).or_(tab.get_by_role("heading", name="Two texts"))).to_contain_text(
            re.compile("Saved|Kept beside|Two texts")
        )
    other.goto(old)
    heading(other, "Two texts for one page")
    yield "journal/both.html", other
    press(other, "Keep both in one text")
    expect(other.get_by_text("I slept")).to_be_visible()
    change_zone(page, dark_zone())
    page.goto(old)
    expect(page.get_by_text("Old nights read harder in the dark.")).to_be_visible()
    yield "journal/dark.html", page
    change_zone(page, evening_zone())


def once_and_over(page: Page) -> Iterator[View]:
    """A look back that is closed, a sorry that stands, a day that has not come. The person has sixty nights."""
    page.goto("/n/tools/my-part/?open=1")
    yield "journal/tool.html, with an end", page
    page.get_by_label("What I see of my part so far").fill("I said later, each time.")
    press(page, "Save and close it")
    expect(page.get_by_text("Closed until you have sat with a counselor.")).to_be_visible()
    yield "journal/tool_kept.html", page
    page.goto("/n/tools/said-once/")
    if page.get_by_label("What I am sorry for").is_visible():
        page.get_by_label("What I am sorry for").fill("I went to work that day.")
        page.get_by_label("The day I said it").fill(f"{date.today() - timedelta(days=3)}")
        press(page, "Save")
        expect(status(page)).to_contain_text("Saved")
        page.goto("/n/tools/said-once/")
    expect(page.get_by_text("It stands.")).to_be_visible()
    yield "journal/tool_kept.html, said", page
    page.goto("/n/tools/said-once/")
    press(page, "The day is wrong")
    page.get_by_label("The day I said it").fill(f"{date.today() + timedelta(days=3)}")
    press(page, "Save the day")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "journal/tool_kept.html, an error", page


def started_and_waited(page: Page) -> Iterator[View]:
    """Something started, a slip, and the ten minutes kept; all taken back. The person has sixty nights, and was asked
    for space.
    """
    page.goto("/n/tools/my-limit/change/?offer=1")
    yield "journal/limit.html, offered", page
    page.goto("/n/tools/my-limit/")
    press(page, "I wrote")
    expect(page.get_by_text("It is done, and one is enough.")).to_be_visible()
    yield "journal/measured.html, waiting", page
    press(page, "I wrote or called all the same")
    expect(page.get_by_text("A slip is one evening.")).to_be_visible()
    yield "journal/measured.html, a slip", page
    page.goto("/n/state/")
    yield "journal/state.html, something waits", page
    page.goto("/n/tools/my-limit/")
    for _ in range(2):
        press(page, "A wrong tap")
        expect(status(page)).to_contain_text("Saved")
    page.goto("/n/ten/")
    for button in ("It came, and I waited", "It came, and I reached out"):
        press(page, button)
        expect(status(page)).to_contain_text("Saved")
        yield f"journal/ten.html, {button[14:]}", page
        press(page, "A wrong tap: take it back")
        expect(page.get_by_text("Stay on this page until")).to_be_visible()


def asked_for_a_while(page: Page) -> Iterator[View]:
    """An asking with what was understood under it, and the cards; the page belongs to a person with sixty nights."""
    page.goto("/n/tools/half-of-it/1/")
    page.get_by_label("How long they asked for").fill("an hour and a half")
    page.get_by_label("I am not sure").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Understood: 1 hour 30 minutes.")).to_be_visible()
    yield "journal/tool.html, understood", page
    page.goto("/n/tools/half-of-it/cards/")
    expect(page.locator(".cards td")).to_have_count(8)
    yield "journal/preview.html, cards", page


def looked_again(page: Page, name: str, passphrase: str) -> Iterator[View]:
    """A day to look again that has come: by night, by day, set down, taken up again, and a new day with its reasons.

    The person is one whose day has come, and is signed out.
    """
    page.goto("/n/unlock/")
    unlock(page, name, passphrase)
    change_zone(page, dark_zone())
    page.goto(LOOK)
    heading(page, "This page can wait for daylight")
    yield "journal/by_day.html", page
    press(page, "Open it anyway")
    heading(page, "Today I look again")
    change_zone(page, evening_zone())
    page.goto(LOOK)
    page.get_by_label("What I did").fill("I walked every day.")
    page.get_by_label("What I know").fill("They said it is over for them.")
    press(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    yield "journal/look_now.html", page
    page.locator("main").get_by_role("link", name=re.compile(r"\d{4}$")).click()
    expect(page.get_by_text("I slept again.")).to_be_visible()
    yield "journal/look_day.html", page
    for word in ("Go on", "Change", "Set it down"):
        page.goto(LOOK)
        page.get_by_role("button", name=word).click()
        heading(page, word)
        yield f"journal/look_word.html, {word}", page
    press(page, "Set it down")
    heading(page, "You set it down")
    expect(page.get_by_text("I walked every day.")).to_be_visible()
    yield "journal/look_after.html", page
    change_zone(page, dark_zone())
    page.goto(LOOK)
    heading(page, "You set it down")
    yield "journal/look_after.html, by night", page
    change_zone(page, evening_zone())
    page.goto(LOOK)
    press(page, "Take it up again")
    yield from _new_day(page)


def _new_day(page: Page) -> Iterator[View]:
    heading(page, "When I look again")
    expect(page.get_by_label("What I go by, 1")).to_have_value("I sleep five hours.")
    page.get_by_label("The day I look again").fill(f"{date.today() + timedelta(days=70)}")
    page.get_by_label("Who knows about the day").fill("")
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Nobody looks at this alone.")
    yield "journal/look_again.html, an error", page
    page.get_by_label("Who knows about the day").fill("Sam")
    press(page, "Save")
    expect(page.get_by_text("Sam knows.")).to_be_visible()
    expect(status(page)).to_contain_text("Saved")
    yield "journal/look_again.html", page
    press(page, "Cross the day out")
    expect(page.get_by_text("The day is crossed out.")).to_be_visible()
    yield "journal/look_again.html, crossed out", page


def asked_and_answered(page: Page) -> Iterator[View]:
    """A wrong passphrase inside, and something found; the page belongs to a person with sixty nights."""
    page.goto("/n/out/")
    page.get_by_label("Your passphrase", exact=True).fill("not mine at all")
    press(page, "Make the file")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "journal/out.html, an error", page
    page.goto("/n/find/")
    page.get_by_label("Words to look for").fill("walk")
    press(page, "Find")
    expect(page.get_by_role("status")).to_contain_text("page")
    yield "journal/find.html, found", page


def brought_in(page: Page) -> Iterator[View]:
    """Files that cannot come in, and some that can, looked at before anything is kept."""
    page.goto("/n/in/")
    chosen = page.get_by_label("Your file, or your files")
    chosen.set_input_files({"name": "list.txt", "mimeType": "text/plain", "buffer": b"Bread"})
    press(page, "Look into it")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "journal/in.html, an error", page
    texts = {"02.03.2024.txt": b"Rain all day.", "4 March 2024.md": b"Sun.", "list.txt": b"Bread"}
    chosen.set_input_files([{"name": n, "mimeType": "text/plain", "buffer": said} for n, said in texts.items()])
    press(page, "Look into it")
    heading(page, "This would come in")
    yield "journal/in_look.html", page
    press(page, "Leave it")
    heading(page, "Bring notes in")


def unreadable(page: Page, spoil: Callable[[], None]) -> Iterator[View]:
    """A night that no longer opens, by a person who has nothing yet; `spoil` breaks the newest record there is."""
    sign_up(page, then="/n/today/")
    page.get_by_label("For my counselor").fill("What do I say on Sunday?")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")
    spoil()
    page.get_by_label("One thing I did today").fill("I ate with my sister")
    page.get_by_role("button", name="Save", exact=True).last.click()
    heading(page, "This page does not open")
    yield "journal/unreadable.html, with words", page
    page.goto("/n/today/")
    heading(page, "This page does not open")
    yield "journal/unreadable.html", page


# The ways there are to views that have no address of their own, and who goes them.
BY_STRANGERS: list[Callable[[Page], Iterator[View]]] = [wrong_method, asking, gate, in_and_out]
BY_THE_SIGNED_IN: list[Callable[[Page], Iterator[View]]] = [
    old_night,
    asked_and_answered,
    brought_in,
    started_and_waited,
    asked_for_a_while,
    once_and_over,
    held_back,
    on_paper,
]
ON_THE_WAY = {
    "guides/question.html",
    "guides/wrong_method.html",
    "journal/both.html",
    "journal/by_day.html",
    "journal/dark.html",
    "journal/day.html",
    "journal/deleted.html",
    "journal/hold.html",
    "journal/hold_found.html",
    "journal/in_look.html",
    "journal/kit.html",
    "journal/look_after.html",
    "journal/look_again.html",
    "journal/look_day.html",
    "journal/look_now.html",
    "journal/look_word.html",
    "journal/letter.html",
    "journal/pages_list.html",
    "journal/pages_look.html",
    "journal/pages_wait.html",
    "journal/recovered.html",
    "journal/returned.html",
    "journal/sign_up.html",
    "journal/tool_closed.html",
    "journal/tool_kept.html",
    "journal/unlock.html",
    "journal/unreadable.html",
}
