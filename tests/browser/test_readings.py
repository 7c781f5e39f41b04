"""Plays tests/readings/: the half of each reading that a machine can hold. The format is in the README there."""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import SIDEWAYS
from tests.browser.reader import history, press

pytestmark = pytest.mark.browser
FILES = sorted((Path(__file__).resolve().parents[1] / "readings").glob("*.toml"))
READING = {"name", "who", "must_not", "no_trace", "width", "text", "eye", "page"}
DOES = {"new", "open", "each", "back", "fill", "choose", "press", "file"}
LOOKS = {
    *("must", "must_not", "before", "beside", "title", "address", "links", "no_links", "present", "absent"),
    *("first_screen", "taps_to_ring", "whole", "cookies", "within"),
}
# What can be read, with what stands in fields; and the paragraphs and rows it stands in.
SEEN = """(part) => { const where = document.querySelector(part); return [where.innerText,
  ...[...where.querySelectorAll("input:not([type=hidden]), textarea")].map(field => field.value)].join(" "); }"""
PARAGRAPHS = """() => [...document.querySelectorAll("main p, main li, main dd, main td")].map(each => each.innerText)"""

Part = dict[str, Any]


def read(file: Path) -> Part:
    """The reading in this file. A key that means nothing is a mistake in it."""
    reading = tomllib.loads(file.read_text())
    unknown = [key for key in reading if key not in READING]
    unknown += [key for part in reading["page"] for key in part if key not in DOES | LOOKS]
    assert not unknown, f"{file.name}: {unknown}"
    assert reading["eye"], f"{file.name} has nothing for a person to read"
    return reading


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_reading(open_page, file, script):
    walk = Walk(open_page, read(file), script=script)
    for number, part in enumerate(walk.reading["page"], 1):
        walk.go(part)
        assert not walk.wrong, f"{walk.reading['name']}, page {number}: {walk.wrong}"
    walk.look_back()
    assert not walk.wrong, f"{walk.reading['name']}, afterward: {walk.wrong}"


class Walk:
    """One person's way through the pages, and what was wrong on it."""

    def __init__(self, open_page, reading: Part, *, script: bool):
        self.open_page, self.reading, self.script = open_page, reading, script
        self.wrong: list[str] = []
        self.pages: list[Page] = []
        self.files: list[str] = []
        self.page = self._new_browser()

    def go(self, part: Part) -> None:
        """Do what this part says, and look; more than once where it says so."""
        if part.get("new"):
            self.page = self._new_browser()
        if "open" in part:
            self.page.goto(part["open"])
        if "each" in part:
            self.page.goto(part["each"])
            inside = f"main a[href^='{part['each']}']"
            steps = [link.get_attribute("href") for link in self.page.locator(inside).all()]
            assert len(steps) > 1, part["each"]
            for step in steps:
                self.page.goto(step)
                self._look(part)
            return
        if "back" in part:
            for _ in range(part["back"]):
                self.page.go_back()
                self.page.wait_for_load_state("networkidle")  # a page out of the browser's memory loads itself anew
                self._look(part)
            return
        self._write_and_press(part)
        self._look(part)

    def look_back(self) -> None:
        """What the browser is left with says none of the words that leave a trace."""
        left = [*self.files]
        for page in self.pages:
            left += [word for entry in history(page) for word in entry]
            left += [cookie[key] for cookie in page.context.cookies() for key in ("name", "value")]
        for word in self.reading.get("no_trace", []):
            self.wrong += [f"{word!r} is left in {each!r}" for each in left if word in each.lower()]

    def _new_browser(self) -> Page:
        size = {"width": self.reading.get("width", 390), "height": 844}
        page = self.open_page(script=self.script, size=size)
        sizes = {"standard": 16 * self.reading.get("text", 100) // 100}
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
        self.pages.append(page)
        return page

    def _write_and_press(self, part: Part) -> None:
        sent: list[str] = []
        self.page.on("request", lambda request: sent.append(request.url) if request.is_navigation_request() else None)
        for label, words in part.get("fill", {}).items():
            field = self.page.get_by_label(label, exact=label == "Your passphrase").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(words)
            else:
                field.fill(words)
        for label in part.get("choose", []):
            self.page.get_by_label(label).check()
        if sent:
            self.wrong.append(f"sent while typing: {sent}")
        if "file" in part:
            with self.page.expect_download() as waiting:
                press(self.page, part["press"])
            self.files.append(waiting.value.suggested_filename)
            self._must(self.files[-1] == part["file"], f"the file is called {self.files[-1]}")
        elif "press" in part:
            press(self.page, part["press"])
            if "address" in part:  # Leave goes a moment after it was pressed
                self.page.wait_for_url(f"**{part['address']}")
            expect(self.page.get_by_text("Saving", exact=True)).to_have_count(0)  # where script runs, in the same page

    def _look(self, part: Part) -> None:
        self.page.wait_for_load_state()
        where = urlsplit(self.page.url)
        address = where.path + (f"?{where.query}" if where.query else "")
        text = squeeze(self.page.evaluate(SEEN, part.get("within", "body")))
        outside = f"{address} {self.page.title()}".lower()
        for words in part.get("must", []):
            self._must(place(words, text) is not None, f"{words!r} is not on {address}")
        for words in [*part.get("must_not", []), *self.reading.get("must_not", [])]:
            self._must(place(words, text) is None and place(words, outside) is None, f"{words!r} is on {address}")
        for first, then in part.get("before", []):
            one, other = place(first, text), place(self._words_of(then), text)
            in_order = one is not None and (other is None or one < other)
            self._must(in_order, f"{first!r} is not before {then!r} on {address}")
        if "title" in part:
            self._must(self.page.title() == part["title"], f"the title is {self.page.title()!r}")
        if "address" in part:
            self._must(address == part["address"], f"the address is {address}")
        self._look_at_parts(part, address)

    def _look_at_parts(self, part: Part, address: str) -> None:
        for words, with_them in part.get("beside", []):
            saying = [each for each in map(squeeze, self.page.evaluate(PARAGRAPHS)) if words.lower() in each]
            alone = [each for each in saying if with_them.lower() not in each]
            self._must(bool(saying) and not alone, f"{words!r} without {with_them!r} on {address}: {alone}")
        links = self.page.locator("a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        for start in part.get("links", []):
            self._must(any(link.startswith(start) for link in links), f"no link to {start} on {address}")
        inside = self.page.locator("main a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        for start in part.get("no_links", []):
            self._must(not any(link.startswith(start) for link in inside), f"a link to {start} on {address}")
        for selector in part.get("present", []):
            self._must(self.page.locator(selector).count() > 0, f"no {selector} on {address}")
        for selector in part.get("absent", []):
            self._must(self.page.locator(selector).count() == 0, f"{selector} is on {address}")
        for name in part.get("first_screen", []):
            buttons = self.page.get_by_role("button", name=name)
            box = self.page.get_by_role("link", name=name).or_(buttons).first.bounding_box()
            seen = box and box["y"] >= 0 and box["y"] + box["height"] <= self.page.viewport_size["height"]
            self._must(bool(seen), f"{name!r} is below the first screen of {address}")
        if "taps_to_ring" in part:
            self._must(self._taps(links) <= part["taps_to_ring"], f"{self._taps(links)} taps to ring from {address}")
        if part.get("whole"):
            self.wrong += [f"{each} on {address}" for each in self.page.evaluate(SIDEWAYS)]
        if part.get("cookies") == "none":
            self._must(self.page.context.cookies() == [], f"a cookie after {address}")

    def _taps(self, links: list[str]) -> int:
        if any(link.startswith("tel:") for link in links):
            return 1
        leads = "/help/" in links and 'href="tel:' in self.page.request.get("/help/").text()
        return 2 if leads else 99

    def _words_of(self, words: str) -> str:
        """The words; those of the first element where an element is named."""
        if not re.fullmatch(r"<\w+>", words):
            return words
        element = self.page.locator(f"main {words[1:-1]}").first
        return squeeze(element.inner_text()) if element.count() else words

    def _must(self, holds: bool, else_say: str) -> None:
        if not holds:
            self.wrong.append(else_say)


def squeeze(text: str) -> str:
    """The text in small letters, on one line, with plain quotation marks of one kind."""
    return " ".join(text.replace("’", "'").split()).lower()


def place(words: str, text: str) -> int | None:
    """Where the words, or the regular expression between slashes, first stand in the text; None if nowhere."""
    pattern = words[1:-1] if re.fullmatch(r"/.*/", words) and not words.startswith("/n/") else re.escape(squeeze(words))
    found = re.search(pattern, text)
    return found.start() if found else None
