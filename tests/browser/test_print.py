"""What comes out of the printer: every public page, black on white, without bars and buttons, on A4 and on Letter."""

import itertools
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.reader import press
from tests.browser.views import public_addresses

pytestmark = pytest.mark.browser

SHEET = {"width": 680, "height": 1000}  # 180 mm: a sheet without its margins
# What is wrong with the open page as it would be printed.
WRONG = """() => {
  const all = [...document.querySelectorAll("body *")].filter(each => each.checkVisibility({visibilityProperty: true}));
  const where = (word) => (each) => `${word}: ${each.outerHTML.slice(0, 120)}`;
  const wide = document.documentElement.clientWidth;
  const controls = all.filter(each => each.matches(
    ".top, .strip, .foot, .skip, .button, button:not(.rows *), input, select, textarea, [aria-current]"));
  const black = /^rgb\\(0, 0, 0\\)$/, white = /^(rgb\\(255, 255, 255\\)|rgba\\(0, 0, 0, 0\\))$/;
  const words = all.filter(each => [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()));
  const body = getComputedStyle(document.body).backgroundColor;
  return [
    ...controls.map(where("printed")),
    ...words.filter(each => !black.test(getComputedStyle(each).color)).map(where("not black")),
    ...all.filter(each => !white.test(getComputedStyle(each).backgroundColor)).map(where("not on white")),
    ...words.filter(each => parseFloat(getComputedStyle(each).fontSize) < 13.3).map(where("smaller than 10 pt")),
    ...all.filter(each => each.getBoundingClientRect().right > wide + 1).map(where("sideways")),
    ...(/255, 255, 255/.test(body) ? [] : [`the sheet is ${body}`]),
  ];
}"""
TELEPHONES = """() => [...document.querySelectorAll("a[href^='tel:']")].map(each => {
  const style = getComputedStyle(each);
  return [each.innerText.trim(), parseFloat(style.fontSize) >= 14.6 && each.getBoundingClientRect().height < 30];
})"""


def test_every_public_page_on_paper_is_black_on_white_and_without_controls(open_page):
    page = open_page(size=SHEET, scheme="dark")
    page.emulate_media(media="print")
    found = [f"{address} {wrong}" for address in public_addresses(page) for wrong in page.evaluate(WRONG)]
    assert found == []


def test_every_public_page_comes_out_of_the_printer(open_page, tmp_path):
    """With the browser's own lines for title, date and address switched on, as people have them.

    Pages of one kind go to the two papers by turns.
    """
    page, file, wrong, turns = open_page(), tmp_path / "page.pdf", [], {}
    for address in public_addresses(page):
        kind = (address.strip("/").partition("/")[0], address.count("/"))
        paper = next(turns.setdefault(kind, itertools.cycle(("A4", "Letter"))))
        page.pdf(path=file, format=paper, display_header_footer=True)
        wrong += [f"{address} on {paper} {each}" for each in on_paper(read(file))]
    assert wrong == []


def on_paper(pages: list[list[tuple[str, str]]]) -> list[str]:
    """What is wrong with the lines of these pages."""
    wrong = []
    for number, lines in enumerate(pages, 1):
        if number > 1 and lines.pop()[0] != f"{number} / {len(pages)}":
            wrong.append(f"has no number on page {number}")
        if not lines or "Literata" in lines[-1][1]:
            wrong.append(f"ends page {number} with a heading, or with nothing")
    words = [line for lines in pages for line, _ in lines]
    told = [line for line in words if re.search(r"127\.0\.0\.1|^Clearing|\d/\d+/\d\d, \d", line)]
    wrong += [f"tells where it comes from: {line}" for line in told]
    return wrong


def read(file) -> list[list[tuple[str, str]]]:
    """The lines of each page from top to bottom, each with the family of its letters."""
    made = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", file], capture_output=True, text=True, check=True
    ).stdout
    root = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", made))
    families = {font.get("id"): font.get("family") for font in root.iter("fontspec")}
    return [
        [
            ("".join(line.itertext()).strip(), families[line.get("font")])
            for line in sorted(sheet.iter("text"), key=lambda line: int(line.get("top")))
            if "".join(line.itertext()).strip()
        ]
        for sheet in root.iter("page")
    ]


def test_telephone_numbers_stand_on_paper_to_be_read(open_page):
    page = open_page(size=SHEET)
    page.emulate_media(media="print")
    page.goto("/help/")
    numbers = page.evaluate(TELEPHONES)
    assert len(numbers) > 30
    assert [number for number, good in numbers if not good or not re.search(r"\d", number)] == []


@pytest.mark.parametrize("script", [True, False])
def test_what_is_folded_on_the_screen_is_open_on_paper(open_page, tmp_path, script):
    """Every number of Help, and every word about whom it is for. Long web addresses break at the end of a line."""
    page, file = open_page(script=script), tmp_path / "page.pdf"
    page.goto("/help/")
    shut = page.locator("main details:not([open])")
    assert shut.count() > 10
    wanted = page.locator("main .calls").evaluate_all("all => all.map(each => each.textContent.split(/\\s+/)).flat()")
    page.pdf(path=file, format="A4")
    printed = Counter(re.findall(r"\S+", " ".join(line for sheet in read(file) for line, _ in sheet)))
    assert Counter(each for each in wanted if each and not re.search(r"[a-z]\.[a-z]", each)) - printed == Counter()


def test_a_blank_tool_and_tonight_leave_room_for_a_pen(open_page, tmp_path):
    page = open_page(size=SHEET)
    page.emulate_media(media="print")
    for address in public_addresses(page):
        if not address.startswith(("/tools/", "/tonight/")):
            continue
        lines = page.locator(".ruled").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
        assert len(lines) >= 2, address
        assert min(lines) > 30, address  # 8 mm
    page.goto("/tonight/")
    page.locator("textarea").evaluate("box => box.value = 'Please come home.'")
    file = tmp_path / "page.pdf"
    for paper in ("A4", "Letter"):
        page.pdf(path=file, format=paper)
        assert len(read(file)) == 1
        assert "Please come home." not in str(read(file))
    assert re.search(
        r"^Title: +Clearing$", subprocess.run(["pdfinfo", file], capture_output=True, text=True).stdout, re.M
    )
    assert page.title() == "Before you call or write - Clearing"


def test_pages_meant_for_paper_offer_to_print_where_script_runs(open_page):
    page, plain = open_page(), open_page(script=False)
    button = {"name": "Print this page"}
    for address in public_addresses(page):
        meant = re.match(r"/tonight/|/tools/.|/help/|/guides/[^/]+/.", address)
        assert page.get_by_role("button", **button).count() == bool(meant), address
    for address in ("/tonight/", "/tools/my-days/", "/help/", "/guides/slow-down/one-sorry/"):
        plain.goto(address)
        assert plain.get_by_role("button", **button).count() == 0
    page.add_init_script("print = () => document.body.dataset.printed = 'yes'")
    page.goto("/tonight/")
    press(page, "Print this page")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
