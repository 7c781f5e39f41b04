"""What nobody plans for: a name of 4 kB, a night of 20,000 characters, words without an end, a tool with forty answers.

The pages hold, and nothing is lost; with and without script.
"""

import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ROOT
from tests.browser.looking import outline
from tests.browser.reader import (
    PASSPHRASE,
    choose_zone,
    end_elsewhere,
    heading,
    press,
    sign_up,
    status,
    unlock,
)

pytestmark = pytest.mark.browser
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
ENDLESS = "Ach" * 100
LONG = f"{ENDLESS} " + "I told my sister all of it, slept a little, and rang nobody. " * 400
LONG = LONG[:20_000].strip()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")


def full(page: Page) -> dict[str, str]:
    """Every line and box of the form filled to its limit with one word that has no end; what was typed, by name."""
    typed = {}
    for field in page.locator("main form :is(input[type=text], textarea):not([hidden])").all():
        limit = int(field.get_attribute("maxlength") or 300)
        field.fill(ENDLESS[: min(limit, 300)])
        typed[field.get_attribute("name")] = ENDLESS[: min(limit, 300)]
    assert typed
    return typed


def kept(page: Page, typed: dict[str, str]) -> None:
    """The page that is open now, and once more when it is loaded anew, holds all that was typed."""
    for _ in range(2):
        for name, words in typed.items():
            expect(page.locator(f"main form [name='{name}']").last).to_have_value(words)
        page.reload()


@SCRIPT
def test_a_name_of_4_kb(open_page, script):
    page = open_page(script=script)
    page.goto("/n/new/")
    name = fill_past_the_limit(page, "A name no one would guess")
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE)
    choose_zone(page)
    press(page, "Make my private place")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(name).to_have_value("a" * 4096)
    assert outline(page) == []
    page.goto("/n/unlock/")
    name = fill_past_the_limit(page, "Your name here")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(name).to_have_value("a" * 4096)
    assert outline(page) == []


def fill_past_the_limit(page: Page, label: str) -> Locator:
    """Fill the field with 4 kB, as a browser can that does not know its limit."""
    field = page.get_by_label(label, exact=True)
    field.evaluate("each => each.removeAttribute('maxlength')")
    field.fill("a" * 4096)
    return field


@SCRIPT
def test_a_night_of_20_000_characters_and_words_without_an_end(open_page, script):
    page = open_page(script=script)
    name = sign_up(page, then="/n/today/")
    page.get_by_text("Write more").click()
    typed = full(page) | {"more": LONG}
    page.get_by_label("Your words", exact=True).fill(LONG)
    save(page)
    kept(page, typed)
    assert outline(page) == []
    page.goto("/n/days/")
    assert outline(page) == []
    press(page.get_by_role("table"), "Open")
    expect(page.get_by_text(ENDLESS).first).to_be_visible()
    assert LONG in page.locator("main").inner_text()
    assert outline(page) == []
    page.goto("/n/find/")
    page.get_by_label("Words to look for").fill("AchAch")
    press(page, "Find")
    expect(page.get_by_role("status")).to_contain_text("1 page")
    assert outline(page) == []
    page.goto("/n/today/")
    end_elsewhere(page)
    page.get_by_label("Your words", exact=True).fill(LONG + "!")
    page.get_by_role("button", name="Save", exact=True).last.click()
    heading(page, "Open your notes")
    unlock(page, name)
    heading(page, "Your words are here")
    assert outline(page) == []
    press(page, "Keep them")
    kept(page, typed | {"more": LONG + "!"})


@SCRIPT
def test_a_plan_and_a_sheet_of_words_without_an_end(open_page, script):
    page = open_page(script=script)
    sign_up(page)
    for address in ("/n/plan/", "/n/sheet/first/"):
        page.goto(address)
        typed = full(page)
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_role("alert").or_(status(page).filter(has_text="Saved")).first).to_be_visible()
        for field, words in typed.items():
            expect(page.locator(f"main form [name='{field}']")).to_have_value(words)
        assert outline(page) == []


def test_a_tool_with_forty_answers(open_page, own_server, tmp_path):
    publish(own_server, forty_questions(tmp_path / "words"))
    for script in (True, False):
        page = open_page(server=own_server.address, script=script)
        page.goto("/tools/my-days/")
        expect(page.locator(".ruled")).to_have_count(40)
        assert outline(page) == []
        sign_up(page)
        page.goto("/n/tools/my-days/")
        typed = full(page)
        assert len(typed) == 40
        save(page)
        kept(page, typed)
        assert outline(page) == []


def forty_questions(folder):
    """The real words, but one tool asks forty questions and offers forty answers to one more."""
    shutil.copytree(settings.BASE_DIR / "guides" / "content" / "en", folder)
    file = folder / "tools" / "my-days.toml"
    head = file.read_text().partition("[[question]]")[0]
    lines = [f'key = "k{n}"\nlabel = "Number {n}"\nhint = ""\nkind = "line"\nlimit = 300\n' for n in range(40)]
    options = ",\n".join(f'{{ value = "v{n}", label = "Answer {n}" }}' for n in range(40))
    choice = f'key = "one"\nlabel = "One of them"\nhint = ""\nkind = "choice"\noptions = [\n{options}\n]\n'
    file.write_text(head + "".join(f"[[question]]\n{each}\n" for each in [*lines, choice]))
    return folder


def publish(server, folder) -> None:
    command = [sys.executable, "manage.py", "publish", "--content", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True)
    assert "Published." in done.stdout, done.stderr
