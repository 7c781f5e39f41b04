"""Out, away and in again, by a person with sixty nights; and plain texts from elsewhere. With script and without."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import SIDEWAYS
from tests.browser.reader import PASSPHRASE, heading, make_place, press, status, tap

pytestmark = pytest.mark.browser


def choose(page: Page, *files: dict | str) -> None:
    page.get_by_label("Your file, or your files").set_input_files(list(files))
    press(page, "Look into it")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_everything_out_away_and_in_again(open_page, script):
    page = open_page(script=script)
    page.goto("/n/new/?then=/n/today/")
    make_place(page)
    press(page, "No pen now")
    tap(page, "Sleep last night", "3 to 5")
    page.get_by_label("One thing I did today").fill("I ate with my sister")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/out/")
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
    with page.expect_download() as taken:
        press(page, "Make the file")
    assert taken.value.suggested_filename == "notes.zip"
    file = Path(taken.value.path())
    with zipfile.ZipFile(file) as archive:
        assert [name for name in archive.namelist() if re.fullmatch(r"nights/\d{4}-\d\d-\d\d\.md", name)]
    page.goto("/n/mine/everything/")
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
    press(page, "Delete everything now")
    heading(page, "Everything is deleted")

    page.goto("/n/new/")
    press(page, "I have a file from before")
    expect(page.get_by_text("After that you choose your file.")).to_be_visible()
    make_place(page)
    press(page, "No pen now")
    heading(page, "Bring notes in")
    choose(page, {"name": "notes.zip", "mimeType": "application/zip", "buffer": file.read_bytes()[:-40]})
    expect(page.get_by_role("alert")).to_contain_text("damaged or cut off")
    choose(page, {"name": "notes.zip", "mimeType": "application/zip", "buffer": file.read_bytes()})
    heading(page, "This would come in")
    expect(page.get_by_text("1 night that is not here yet.")).to_be_visible()
    if script:
        assert page.evaluate(SIDEWAYS) == []
    press(page, "Bring it in")
    expect(status(page)).to_contain_text("What was in the file is here now.")
    page.goto("/n/today/")
    expect(page.get_by_label("One thing I did today")).to_have_value("I ate with my sister")

    page.goto("/n/in/")
    texts = {"02.03.2024.txt": "Rain.", "4 March 2024.md": "Sun.", "list.txt": "Bread."}
    choose(page, *({"name": n, "mimeType": "text/plain", "buffer": said.encode()} for n, said in texts.items()))
    expect(page.get_by_text("list.txt")).to_be_visible()
    page.get_by_label("2 March 2024", exact=True).check()
    press(page, "Bring it in")
    expect(status(page)).to_contain_text("What was in the file is here now.")
    page.goto("/n/days/2024-03-02/?open=1")
    expect(page.get_by_text("Rain.")).to_be_visible()


def test_two_hundred_megabytes_are_refused_on_a_page(open_page, tmp_path):
    page = open_page()
    page.goto("/n/new/?then=/n/in/")
    make_place(page)
    press(page, "No pen now")
    large = tmp_path / "notes.zip"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    choose(page, str(large))
    expect(page.get_by_role("alert")).to_contain_text("more than 25 MB")
