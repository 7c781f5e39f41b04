"""My days: from taps on tonight's page to words, boxes and a table, on a phone, on a small one and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SIZES
from tests.browser.looking import SIDEWAYS
from tests.browser.reader import change_zone, dark_zone, heading, press, sign_up, status, tap

pytestmark = pytest.mark.browser
TOLD = """\
- heading /^Week of/ [level=1]
- heading "How the days were" [level=2]
- heading "Sleep" [level=3]
- paragraph: 3 to 5 hours on one night.
- figure:
  - img "Sleep, drawn. The words above and the table below say the same."
- group: Sleep, day by day
- heading "How hard the days were" [level=3]
- paragraph: 7. 0 is fine, 10 is the worst yet.
- heading "Nights of this week" [level=2]
- table "Nights of this week"
"""
TABLE = """\
- table "Sleep":
  - caption: Sleep
  - rowgroup:
    - row "Day What I wrote":
      - columnheader "Day"
      - columnheader "What I wrote"
  - rowgroup:
    - row /3 to 5 hours/:
      - rowheader /^[A-Z][a-z]{2}.\\d+$/
      - cell "3 to 5 hours"
"""

COLOURS = "getComputedStyle(document.querySelector('svg')).color"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_night_of_taps_becomes_words_boxes_and_a_table(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/today/")
    tap(page, "Sleep last night", "3 to 5")
    tap(page, "How hard was today?", "7")
    page.get_by_label("One thing I did today").fill("I ate with my sister")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/days/")
    expect(page.get_by_role("table", name="1 night written this month")).to_be_visible()
    own_address = page.get_by_role("cell").get_by_role("link", name="Week of").get_attribute("href")
    press(page.get_by_role("main"), "This week")
    heading(page, re.compile("^Week of"))
    expect(page.get_by_role("main")).to_match_aria_snapshot(TOLD)
    expect(page.get_by_role("table", name="Sleep")).to_have_count(0)
    for size in SIZES.values():
        page.set_viewport_size(size)
        page.goto(page.url)
        press(page, "Sleep, day by day")
        expect(page.get_by_role("table", name="Sleep")).to_match_aria_snapshot(TABLE)
        box = page.get_by_role("img").bounding_box()
        assert box
        assert 200 < box["width"] <= size["width"] - 32
        assert 30 < box["height"] < 70
        assert page.evaluate(SIDEWAYS) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        assert page.evaluate(COLOURS) == page.evaluate(COLOURS.replace("svg", "body")), "not the reader's own colours"
    page.emulate_media(color_scheme="light", forced_colors="none")
    change_zone(page, dark_zone())
    page.goto(own_address)  # where it is night now it may be another week
    expect(page.get_by_text("I ate with my sister")).to_have_count(0)
    expect(page.get_by_role("img")).to_have_count(0)
    press(page, "Old days read harder in the dark")
    expect(page.get_by_role("img").first).to_be_visible()
