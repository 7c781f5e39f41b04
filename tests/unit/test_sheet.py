"""The counselor sheet: what may stand on it, and that it is one page whatever stands in its fields."""

import bisect
import io
import re
import subprocess
from dataclasses import replace
from datetime import date

import pdfua
import pikepdf
import pytest
from django.template.loader import render_to_string

from guides.shapes import Country, Helpline
from journal.doing import facts, papers, press
from journal.pure import plan, sheet

pytestmark = pytest.mark.slow  # draws papers

DAY = date(2026, 3, 11)
LINE = Helpline(
    "crisis", "TelefonSeelsorge, if the first is busy", "0800 1110222", "", "a.example", "", "", "", "", DAY, None, True
)
WOMEN = Helpline("crisis", "A line for some", "0800 999", "", "", "Women", "", "", "", DAY, None)
COUNTRY = Country("DE", "Germany", "112", "", (LINE, WOMEN, LINE, LINE))
PROSE = "I said that I would wait and then I did not wait for long, because nobody rang and it was late in the night. "
HOSTILE = {
    "prose": PROSE,
    "no spaces": "W",
    "newlines": "a\n\n\n",
    "marks": "z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
    "right to left": "שלום עולם, مرحبا بالعالم ",
    "overrides": "\u202etxt\u202c \u2067x\u2069",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600",
    "wide": "漢字",
    "widest": "\ufdfd",
    "markup": "<b>&amp;<script>alert(1)</script>",
    "capitals": "MY MOTHER SAID NO. ",
    "invisible": "a\u200b\u00ad\ufeff\x00\x07\udcff",
}


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def at_limit(unit: str, limit: sheet.Limit) -> str:
    """As much of this text as the field takes."""
    whole = unit * limit.letters
    return whole[: bisect.bisect_left(range(len(whole)), 1, key=lambda n: any(sheet.too_long(whole[:n], limit))) - 1]


def full(form: str, unit: str, parts: tuple[str, ...] | None = None) -> papers.Sheet:
    text = {name: sheet.printable(at_limit(unit, limit)) for name, limit in sheet.FIELDS[form].items()}
    rows = papers.plan_rows({name: at_limit(unit, sheet.Limit(letters)) for name, letters in plan.fields().items()})
    return papers.Sheet(form, DAY, sheet.PARTS[form] if parts is None else parts, text, rows, COUNTRY)


def made(page: papers.Sheet, paper: str) -> bytes:
    return papers.pdf("papers/sheet.html", {"sheet": page}, paper)


def read_back(pdf: bytes) -> str:
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", sheet.FIELDS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sheet_is_one_tagged_page_with_every_field_at_its_limit(unit, form, paper):
    pdf = made(full(form, unit), paper)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert len(read.pages) == 1
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "en"
        assert str(read.docinfo["/Title"]) == "Notes"
    assert "If it gets worse, I call" in read_back(pdf)
    check_fonts(pdf)


def check_fonts(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        names = {str(font.BaseFont).partition("+")[2] for font in read.pages[0].Resources.Font.values()}
    assert all(name.startswith(("Atkinson-Paper", "Literata-Paper")) for name in names), names


@pytest.mark.parametrize("form", sheet.FIELDS)
def test_the_fullest_sheet_of_wide_letters_fits_letter_and_can_still_be_read(form, tmp_path):
    file = tmp_path / "notes.pdf"
    file.write_bytes(made(full(form, "W"), "letter"))
    command = ["pdftohtml", "-xml", "-i", "-zoom", "3", "-stdout", file]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    sizes = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', told))
    assert told.count("<page ") == 1
    for number in re.findall(r'font="(\d+)">W{9}', told):
        assert int(sizes[number]) >= 25, "8.4 pt, three times as large"


def test_more_than_the_fields_hold_is_said_and_never_set_smaller():
    page = full("first", PROSE)
    page = replace(page, text=dict(page.text) | {"why": PROSE * 20, "question_2": PROSE * 3})
    assert page.long == {"why": "why", "questions": "question_2"}
    assert full("first", PROSE).long == full("next", "W").long == {}
    with pytest.raises(press.PressTooLong):
        made(page, "letter")
    pdf = papers.pdf("papers/sheet.html", {"sheet": page}, "letter", pages=True)
    assert " ".join(read_back(pdf).split()).count("nobody rang") >= 23


@pytest.mark.parametrize("form", sheet.FIELDS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_plain_words_at_every_limit_need_no_smaller_type_than_the_style_sheet_has(form, paper):
    """The limits belong to the page: the press sets smaller only what no person writes."""
    context = {"sheet": full(form, PROSE), "content": "papers/sheet.html"}
    as_it_is = press.render(render_to_string("papers/document.html", context), paper=paper)
    with pikepdf.open(io.BytesIO(as_it_is)) as read:
        assert len(read.pages) == 1


def test_the_paper_has_our_fonts_only_and_passes_a_reader_that_knows_the_rules(tmp_path):
    file = tmp_path / "notes.pdf"
    file.write_bytes(made(full("first", PROSE), "a4"))
    with pikepdf.open(file) as read:
        names = {str(font.BaseFont).partition("+")[2] for font in read.pages[0].Resources.Font.values()}
    assert all(name.startswith(("Atkinson-Paper", "Literata-Paper")) for name in names), names
    report = pdfua.validate(file)
    assert not [f"{found.rule_id} {found.message}" for found in report.findings if found.severity.name == "ERROR"]


def test_the_parts_stand_in_the_order_a_counselor_reads_them():
    text = " ".join(read_back(made(full("first", PROSE), "a4")).split())
    heads = [
        "Notes for my first hour",
        "Why I am here",
        "What has been said",
        "Please ask me",
        "How I am",
        "My plan, and how",
        "What I see of my part",
        "My questions",
        "What we agree",
        "In danger: 112",
    ]
    assert sorted(heads, key=text.index) == heads


def test_the_paper_says_who_measured_and_nothing_it_must_not():
    text = read_back(made(full("first", "word "), "a4")) + read_back(made(full("next", "word "), "a4"))
    assert "Not a clinical measure" in text
    assert "by me" in text
    banned = [
        "confidential",
        "report",
        "assessment",
        "record",
        "summary",
        "clearing",
        "http",
        "www",
        ".org",
        "left",
        "%",
    ]
    assert not [word for word in banned if word in text.lower()]


def test_only_lines_that_anyone_can_ring_are_on_the_paper_two_of_them_without_addresses():
    text = " ".join(read_back(made(full("first", "word "), "a4")).split())
    assert text.count("0800 1110222") == 2
    assert "0800 999" not in text
    assert "a.example" not in text


def test_what_is_left_off_leaves_no_trace():
    kept = ("why", "agree")
    text = read_back(made(full("first", "word ", kept), "a4"))
    for gone in ("ask me", "How I am", "plan", "part", "questions", "said and done", "Reached out"):
        assert gone not in text


def test_empty_parts_are_lines_to_fill_by_hand():
    blank = papers.Sheet("first", DAY, sheet.PARTS["first"], {}, papers.plan_rows({}), COUNTRY)
    text = read_back(made(blank, "a4"))
    assert "Why I am here" in text
    assert "Slow down" in text
    assert blank.size == "usual"


def test_little_text_is_set_large_and_much_text_small():
    assert full("next", "", ("why", "ask")).size == "roomy"
    assert full("first", PROSE).size == "dense"


def test_counts_can_stand_alone():
    text = " ".join(read_back(made(full("first", "word ", ("counts",)), "a4")).split())
    assert "Reached out; waited instead" in text
    assert "Sleep; food; work" not in text


# What goes on the paper


def test_my_part_and_counts_are_ticked_by_nobody_but_the_reader():
    for form in sheet.FIELDS:
        on = sheet.chosen(form, {}, "welcome")
        assert not set(on) & {"part", "counts"}
        assert {"ask", "how", "questions", "agree"} <= set(on)


def test_my_part_is_not_offered_with_an_order_or_fear():
    ticked = {"parts": {"part": True}}
    assert "part" in sheet.chosen("first", ticked, "asked")
    assert "part" not in sheet.offered("first", "court")
    assert "part" not in sheet.chosen("first", ticked, "court")


@pytest.mark.parametrize("state", ["asked", "court"])
def test_counts_ticked_while_contact_was_open_do_not_stay_once_it_is_closed(state):
    ticked = {"on_counts": True}
    open_body = sheet.body("first", ticked, "welcome", {})
    assert "counts" in sheet.chosen("first", open_body, "space")
    assert "counts" not in sheet.chosen("first", open_body, state)
    closed_body = sheet.body("first", ticked, state, open_body)
    assert "counts" in sheet.chosen("first", closed_body, state)
    assert "counts" not in sheet.chosen("first", sheet.body("first", ticked, "space", closed_body), state)


def test_a_part_that_the_page_did_not_ask_about_stays_as_it_was():
    before = sheet.body("first", {"part": "I went quiet.", "on_part": True, "why": "x"}, "welcome", {})
    after = sheet.body("first", {"why": "", "on_why": False}, "court", before)
    assert after["part"] == "I went quiet."
    assert after["parts"] == {"part": True, "why": False}
    assert "why" not in after


def test_two_sheets_in_one_lose_no_word_and_show_no_more_than_both_did():
    one = {"why": "They left.", "parts": {"part": True, "why": True}}
    two = {"why": "I want to think.", "said_1": "2 March.", "parts": {"part": False}}
    both = sheet.in_one(one, two)
    assert both["why"] == "They left. / I want to think."
    assert both["said_1"] == "2 March."
    assert both["parts"] == {"part": False, "why": True}
    assert sheet.in_one(both, two) == both


def test_two_plans_in_one_lose_no_word():
    both = plan.in_one({"slow_do": "No calls."}, {"slow_do": "One message.", "self_do": "Walk."})
    assert both == {"slow_do": "No calls. / One message.", "self_do": "Walk."}


# Words and limits


def test_what_is_invisible_is_not_printed():
    assert sheet.printable("a\u202eb\u200b c\x00\r\n\n d") == "ab c d"
    assert sheet.printable("e" + "\u0301" * 50) == "é" + "\u0301" * 2
    assert sheet.printable("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"


def test_limits_count_what_is_printed():
    assert sheet.too_long("a \n\n b", sheet.Limit(3)) == (0, 0)
    assert sheet.too_long("one two three", sheet.Limit(100, words=2)) == (1, 0)
    assert sheet.too_long("till", sheet.Limit(3)) == (0, 1)
    assert sheet.too_long("WWW", sheet.Limit(4)) == (0, 2), "wide letters take more room"


def test_nights_become_words():
    nights = [
        {"sleep": "3to5", "food": "some", "hard": "9", "reached": "4up", "waited": "1"},
        {"sleep": "3to5", "food": "hardly", "hard": "6", "reached": "3"},
        {"sleep": "under3", "hard": "10", "stand_by": "I rang."},
    ]
    assert sheet.in_words(nights) == {
        "body": "3 to 5 hours, one night under 3; hardly any food",
        "hard": "6 to 10",
        "counts": "at least 7 times; 1 time",
    }


def test_nights_that_say_nothing_say_nothing():
    empty = {"body": "", "hard": "", "counts": ""}
    assert sheet.in_words([]) == empty
    assert sheet.in_words([{"more": "words"}]) == empty
    assert sheet.in_words([{"hard": "4"}])["hard"] == "4"
    assert sheet.in_words([{"sleep": "under3"}, {"sleep": "under3"}])["body"] == "under 3 hours"


def test_words_made_from_nights_fit_their_lines():
    worst = [{"sleep": "5to7"}, *({"sleep": "under3"} for _ in range(3)), *({"sleep": "7up"} for _ in range(3))]
    for nights in (
        worst,
        [night | {"food": "hardly", "hard": "10", "reached": "4up", "waited": "4up"} for night in worst],
    ):
        for name, text in sheet.in_words(nights).items():
            assert sheet.too_long(text, sheet.HOW[f"{name}_now"]) == (0, 0), text


def test_days_in_words():
    assert facts.in_days(date(2026, 3, 2), date(2026, 3, 6)) == "2 to 6 March"
    assert facts.in_days(date(2026, 2, 27), date(2026, 3, 5)) == "27 Feb to 5 Mar"
    assert facts.in_days(DAY, DAY) == "11 March"
    longest = facts.in_days(date(2026, 9, 20), date(2026, 9, 26))
    assert sheet.too_long(longest, sheet.HOW["days_now"]) == (0, 0)
