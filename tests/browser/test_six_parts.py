"""A plan for the hardest hours: found at the locked door, filled in, and looked at before it is printed."""

import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.reader import heading, history, lock, press, sign_up, status

pytestmark = pytest.mark.browser
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@SCRIPT
def test_from_the_locked_door_to_a_page_to_give_away(open_page, script):
    page = open_page(script=script)
    sign_up(page)
    lock(page)
    press(page, "A blank plan for the hardest hours")
    heading(page, "A plan for the hardest hours")
    assert page.title() == "Clearing"
    assert "hardest" not in " ".join(title for _, title in history(page))
    expect(page.locator("main a[href^='tel:']").or_(page.get_by_role("link", name="Help now")).first).to_be_visible()
    sign_up(page, then="/n/tools/six-parts/")
    page.get_by_label("1. How I notice that it begins").fill("I stop eating.")
    page.get_by_label("4. People I can ask for help").fill("Ana, 555 0100")
    press(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    page.goto(page.url.partition("?")[0])
    press(page, "See it as a page to print")
    heading(page, "Look at it first")
    expect(page.get_by_text("If someone at home could find this, do not print it.")).to_be_visible()
    expect(page.locator("article").get_by_text("Ana, 555 0100")).to_be_visible()
    assert page.title() == "Notes: paper"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_blank_is_one_page(open_page, tmp_path, paper):
    page = open_page()
    page.goto("/tools/six-parts/")
    page.pdf(path=tmp_path / "page.pdf", format=paper)
    read = ["pdftotext", "-layout", tmp_path / "page.pdf", "-"]
    sheets = subprocess.run(read, capture_output=True, text=True, check=True).stdout.rstrip("\f").split("\f")
    assert "6. How I make the place safer" in sheets[0]
    assert sheets[1:] == []
