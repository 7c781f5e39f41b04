"""My plan and the counselor sheet, as a reader meets them."""

import io
import re
import subprocess
from datetime import timedelta
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.utils import timezone

from journal.doing import press, state
from journal.doing import settings as own
from journal.models import Record
from journal.pure import night, sheet
from tests.views.test_public_papers import check_file

pytestmark = pytest.mark.slow  # draws papers

FIRST, NEXT, PLAN = "/n/sheet/first/", "/n/sheet/next/", "/n/plan/"
PAPER = FIRST + "paper/"
WHY = "My partner moved out on 2 March. I want to think straight."
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def page(client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def opened(client, address: str = FIRST) -> dict[str, str]:
    """What the form of an open page would send: its marks and its ticks."""
    text = page(client, address)
    marks = {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("base", "hand")}
    return marks | dict.fromkeys(re.findall(r'name="(on_\w+)"[^>]*checked', text), "on")


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def nights(journal, count: int = 10) -> None:
    today = night.date_of(timezone.now().astimezone(ZoneInfo("Europe/Berlin")))  # where Alice's clock stands
    for back in range(count):
        body = {"sleep": "3to5", "food": "some", "hard": "7", "reached": "2", "counselor": f"Why number {back}?"}
        journal.put("night", (today - timedelta(days=back)).isoformat(), body)


# Writing


@pytest.mark.parametrize("address", [PLAN, FIRST, NEXT, PLAN + "paper/", PAPER, NEXT + "paper/"])
def test_every_page_opens_with_nothing_written_and_a_title_that_says_nothing(alice, address):
    title = re.search(r"<title>(.*?)</title>", page(alice, address))[1]
    assert title in ("Notes: list", "Notes: paper")


def test_there_are_two_forms_and_no_third(alice):
    assert alice.get("/n/sheet/last/").status_code == 404


def test_the_sheet_is_kept_and_shown_again(alice, alice_journal):
    saved = alice.post(FIRST, opened(alice) | {"why": WHY})
    assert saved.status_code == 303
    assert alice_journal.get("sheet", "first").body["why"] == WHY
    again = page(alice, saved["Location"].partition("?")[0], at="02:31")
    assert WHY in again
    assert "Saved 02:31." in again


def test_the_plan_is_kept_and_stands_on_the_sheet(alice, alice_journal):
    alice.post(PLAN, opened(alice, PLAN) | {"slow_do": "No calls.", "slow_going": "Four days of five."})
    assert alice_journal.get("plan", "plan").body == {"slow_do": "No calls.", "slow_going": "Four days of five."}
    for address in (PAPER, PLAN + "paper/"):
        assert "Four days of five." in page(alice, address)


def test_a_page_that_saves_itself_gets_its_new_version(alice, alice_journal):
    marks = opened(alice)
    saved = alice.post(FIRST, marks | {"why": WHY}, headers=HTMX).content.decode()
    assert "Saved" in saved
    base = re.search(r'value="(\d+)"', saved)[1]
    alice.post(FIRST, marks | {"base": base, "why": WHY + " Now."}, headers=HTMX)
    kept = alice_journal.get("sheet", "first")
    assert kept.body["why"] == WHY + " Now."
    assert not kept.others


def test_what_is_too_long_comes_back_whole_and_says_by_how_much(alice, alice_journal):
    long = "word " * 43
    answer = alice.post(FIRST, opened(alice) | {"why": long, "said_1": "2 March."})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: Notes: paper</title>" in text
    assert "Too long for the page by 3 words." in text
    assert long.strip() in text
    assert "2 March." in text
    assert 'href="#id_why"' in text
    assert alice_journal.get("sheet", "first") is None


def test_a_page_that_saves_itself_is_told_why_it_was_not_saved(alice, alice_journal):
    for address, field in ((FIRST, "said_1"), (PLAN, "slow_do")):
        answer = alice.post(address, opened(alice, address) | {field: "x" * 121}, headers=HTMX)
        assert answer.status_code == 409
        assert "Too long for the page" in answer.content.decode()
    assert alice_journal.get("sheet", "first") is None
    assert alice_journal.get("plan", "plan") is None


def test_line_ends_and_spaces_are_counted_kindly(alice, alice_journal):
    alice.post(FIRST, opened(alice) | {"why": "They left.\r\n\r\n" + " " * 300 + "I am here."})
    assert alice_journal.get("sheet", "first").body["why"].split() == ["They", "left.", "I", "am", "here."]


@pytest.mark.parametrize(("address", "field"), [(FIRST, "why"), (PLAN, "slow_do")])
def test_two_open_pages_lose_no_word(alice, alice_journal, address, field):
    one, two = opened(alice, address), opened(alice, address)
    alice.post(address, one | {field: "From the phone."})
    alice.post(address, two | {field: "From the desk."})
    both = page(alice, address)
    assert "From the phone." in both
    assert "From the desk." in both
    seen = re.search(r'name="seen" value="([^"]*)"', both)[1]
    alice.post(address + "both/", {"seen": seen, "keep": "all"})
    assert "From the phone. / From the desk." in page(alice, address)


def test_nights_are_offered_in_words_and_fill_only_what_is_empty(alice, alice_journal):
    nights(alice_journal)
    assert "3 to 5 hours; some food" in page(alice, FIRST)
    sent = opened(alice) | {"body_now": "Off work.", "go": "fill"}
    alice.post(FIRST, sent)
    kept = alice_journal.get("sheet", "first").body
    assert kept["body_now"] == "Off work."
    assert kept["body_before"] == "3 to 5 hours; some food"
    assert kept["question_1"] == "Why number 0?"
    assert kept["counts_before"] == "6 times"
    assert "counts" not in sheet.chosen("first", kept, None)


def test_counts_are_not_offered_where_contact_is_none(alice, alice_journal):
    nights(alice_journal)
    state.say(alice_journal, ["asked"])
    alice.post(FIRST, opened(alice) | {"go": "fill"})
    assert "counts_now" not in alice_journal.get("sheet", "first").body


def test_the_page_looks_at_few_records(alice, alice_journal, django_assert_max_num_queries):
    nights(alice_journal, 40)
    page(alice, FIRST)  # the words are read once in a process
    with django_assert_max_num_queries(16):
        page(alice, FIRST)


def test_bob_never_sees_it(alice, bob):
    alice.post(FIRST, opened(alice) | {"why": WHY})
    assert WHY not in page(bob, FIRST) + page(bob, PAPER)


# Looking at it


def test_the_preview_warns_above_the_button_and_never_promises_secrecy(alice):
    text = page(alice, PAPER)
    button = text.index("Get the page")
    for line in ("a court can ask for that file", "If this counselor also sees your partner", "may have to act"):
        assert text.index(line) < button
    assert "Tick these with a pen, just before you hand it over." in text
    assert "confidential" not in text.lower()


def test_what_is_left_off_is_said_on_the_screen_and_never_on_the_paper(alice):
    sent = {name: tick for name, tick in opened(alice).items() if name != "on_how"}
    alice.post(FIRST, sent | {"body_now": "Five hours."})
    above, paper = page(alice, PAPER).split('<article class="sheet')
    assert "Not on it: How I am, How often I reached out, What I see of my part so far" in above
    for word in ("How I am", "Five hours.", "my part", "at night", "Not on it"):
        assert word not in paper


def test_my_part_and_counts_are_not_ticked(alice):
    assert {"on_part", "on_counts"} & set(opened(alice)) == set()
    assert "on_ask" in opened(alice)


def test_with_an_order_or_fear_my_part_is_not_there_and_the_lawyer_comes_first(alice, alice_journal):
    alice.post(FIRST, opened(alice) | {"part": "I went quiet.", "on_part": "on", "on_counts": "on", "counts_now": "40"})
    assert "I went quiet." in page(alice, PAPER)
    state.say(alice_journal, ["court"])
    assert "What I see of my part" not in page(alice, FIRST)
    seen = page(alice, PAPER)
    assert "I went quiet." not in seen
    assert ">40<" not in seen
    assert "Show this to your lawyer before anyone else." in seen
    alice.post(FIRST, opened(alice) | {"why": WHY})
    assert alice_journal.get("sheet", "first").body["part"] == "I went quiet."


def test_the_plan_offers_no_answer_where_none_may_be_given(alice, alice_journal):
    assert "less, or nothing" in page(alice, PLAN)
    state.say(alice_journal, ["court"])
    text = page(alice, PLAN)
    assert "Do not answer, even if they write first." in text
    assert "half" not in text.lower()


def test_the_boxes_are_nowhere_in_what_is_kept(alice, alice_journal):
    """Nothing can be ticked on a screen: the answers have no field and no place in the record."""
    alice.post(FIRST, opened(alice) | {"safety": "on", "ask_1": "on"})
    assert set(alice_journal.get("sheet", "first").body) == {"parts"}
    boxes = re.search(r'<ul class="boxes">(.*?)</ul>', page(alice, PAPER), re.DOTALL)[1]
    assert boxes.count("<li>") == 6
    assert "<input" not in boxes


def test_the_preview_is_the_same_html_as_the_paper(alice, monkeypatch):
    alice.post(FIRST, opened(alice) | {"why": WHY})
    sent = []
    monkeypatch.setattr(press, "render", lambda html, **_: sent.append(html) or b"%PDF")
    alice.post(PAPER)
    paper = re.search(r"<article.*</article>", sent[0], re.DOTALL)[0]
    assert WHY in paper
    assert paper in page(alice, PAPER)


def test_what_is_typed_cannot_become_markup(alice):
    alice.post(FIRST, opened(alice) | {"why": "<script>alert(1)</script> <img src=x>"})
    assert "<script>alert" not in page(alice, PAPER)
    assert "&lt;script&gt;" in page(alice, PAPER)
    assert "<img src=x>" in words(alice.post(PAPER).content)


# Getting it


@pytest.mark.parametrize("address", [PAPER, NEXT + "paper/", PLAN + "paper/"])
def test_the_file_is_called_notes_and_kept_by_nobody(alice, address):
    answer = alice.post(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert "no-store" in answer["Cache-Control"]
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "Notes"


def test_the_first_hour_needs_no_night(alice):
    alice.post(FIRST, opened(alice) | {"why": WHY, "question_1": "Am I pushing?"})
    text = words(alice.post(PAPER).content)
    assert WHY in text
    assert "Am I pushing?" in text
    assert "thoughts of dying" in text


def test_the_next_hour_opens_with_what_was_agreed(alice):
    sent = opened(alice, NEXT) | {"agreed_1": "No message after nine.", "went_1": "Five nights of seven."}
    alice.post(NEXT, sent)
    text = words(alice.post(NEXT + "paper/").content)
    assert text.index("No message after nine.") < text.index("Five nights of seven.") < text.index("Since then")


def test_the_paper_is_the_readers_own_or_the_one_chosen_here(alice, alice_journal):
    def height(**sent: str) -> int:
        with pikepdf.open(io.BytesIO(alice.post(PAPER, sent).content)) as pdf:
            return round(float(pdf.pages[0].MediaBox[3]))

    assert height() == 842
    assert height(paper="letter") == 792
    own.change(alice_journal, paper="letter")
    assert height() == 792
    assert height(paper="nonsense") == 792
    assert "Paper: Letter." in page(alice, PAPER)
    assert "Paper: A4." in page(alice, PAPER, paper="a4")


def test_the_numbers_are_the_readers_country(alice, alice_journal):
    assert "112" in words(alice.post(PAPER).content)
    own.change(alice_journal, country="AU")
    text = words(alice.post(PAPER).content)
    assert "In danger: 000" in text
    assert "Lifeline 13 11 14" in text
    assert "lifeline.example" not in text


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (press.PressMissing("sudo apt install this"), "sudo apt install this"),
        (press.PressBusy(), "Try once more."),
        (press.PressTooSlow(), "could not be made"),
        (press.PressFailed(), "could not be made"),
    ],
)
def test_without_a_file_the_page_says_why_and_offers_the_browser(alice, monkeypatch, problem, said):
    def refuse(html: str, **_: object) -> bytes:
        raise problem

    monkeypatch.setattr(press, "render", refuse)
    alice.post(FIRST, opened(alice) | {"why": WHY})
    answer = alice.post(PAPER)
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "<title>Error: Notes: paper</title>" in text
    assert said in text
    assert "print this page from your browser" in text
    assert WHY in text


def test_a_plan_that_does_not_open_is_said_and_the_sheet_still_works(alice, alice_journal):
    alice_journal.put("plan", "plan", {"slow_do": "No calls."})
    slot = alice_journal.key.slot("plan", "plan")
    row = Record.objects.get(slot=slot)
    broken = bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1])
    Record.objects.filter(pk=row.pk).update(sealed=broken)
    assert "Your plan does not open." in page(alice, PAPER)
    assert alice.post(PLAN, {"slow_do": "Anew."}).status_code == 409
    assert bytes(Record.objects.get(slot=slot).sealed) == broken


@pytest.mark.parametrize("address", [PLAN, FIRST, PAPER])
def test_signed_out_there_is_only_the_door(nobody, address):
    assert "Get the page" not in nobody.get(address, follow=True).content.decode()
    assert nobody.post(address, {"why": WHY}).status_code == 401


# In large print


@pytest.mark.parametrize(("address", "least"), [(PAPER, 2), (PLAN + "paper/", 1)])
def test_every_paper_is_there_in_large_print_over_as_many_pages_as_it_needs(alice, tmp_path, address, least):
    alice.post(FIRST, opened(alice) | {"why": WHY})
    usual = page(alice, address)
    assert f'<a href="{address}?paper=a4&amp;large=yes">In large print</a>' in usual
    large = page(alice, address, paper="letter", large="yes")
    assert '<article class="sheet leaf large' in large
    assert 'name="large" value="yes"' in large
    assert f'<a href="{address}?paper=a4&amp;large=yes">A4 instead</a>' in large
    assert f'<a href="{address}?paper=letter">In the usual print</a>' in large
    made = alice.post(address, {"paper": "letter", "large": "yes"})
    check_file(made.content, "letter", tmp_path)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert len(pdf.pages) >= least
    sizes = sorted({int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', as_xml(tmp_path / "notes.pdf"))})
    assert sizes[0 if least == 1 else 1] >= 18  # the number of a page is smaller
    assert alice.post(address, {"paper": "letter", "large": "yes"}).content == made.content


def as_xml(file) -> str:
    """What poppler says about the letters of a paper; a point is a point."""
    command = ["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", file]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# What cannot be printed is said before it is


def test_what_does_not_fit_is_said_before_printing_and_can_go_on_more_pages(alice, alice_journal):
    long = "I said that I would wait and then I did not. " * 150
    alice_journal.put("sheet", "first", {"why": long, "question_1": "Am I pushing?"})
    for text in (page(alice, PAPER), alice.post(PAPER).content.decode()):
        assert "This does not fit on one page" in text
        assert f'<a href="{FIRST}#id_why">Why I am here</a>.' in text
        assert text.count("I did not.") == 150
    made = alice.post(PAPER, {"pages": "yes"}).content
    assert words(made).count("I did not.") == 150
    assert "This does not fit" not in words(made)
    alice_journal.put("sheet", "next", {"hardest": "Much longer than its field takes. " * 8})
    assert "does not fit" not in page(alice, NEXT + "paper/"), "there is room"


def test_signs_that_our_fonts_lack_are_named_on_the_screen_and_not_on_the_paper(alice):
    assert "another letter" not in page(alice, PAPER)
    alice.post(FIRST, opened(alice) | {"why": "Dvořák 😀 went."})
    text = page(alice, PAPER)
    assert "as a short line to write on: ř 😀." in text
    assert "Dvořák 😀 went." in text
    assert "Dvorák _ went." in words(alice.post(PAPER).content)


# The code on paper


def test_the_code_on_paper_says_nothing_but_itself(alice, tmp_path):
    shown = alice.post("/n/kit/", {"do": "make"}).content.decode()
    code = re.search(r'<p class="code"[^>]*>([^<]+)<', shown)[1].strip()
    answer = alice.post("/n/kit/", {"do": "paper", "code": code})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert words(answer.content) == f"Notes {code} Copied by hand, to keep in a second place:"
    check_file(answer.content, "a4", tmp_path)
    with pikepdf.open(io.BytesIO(answer.content)) as read:
        assert len(read.pages) == 1
        assert b"river-1001" not in read.Root.Metadata.read_bytes()
    again = alice.post("/n/kit/", {"do": "paper", "code": code}).content
    assert again == answer.content


def test_a_code_that_opens_nothing_is_not_printed(alice):
    first, second = (
        re.search(r'<p class="code"[^>]*>([^<]+)<', alice.post("/n/kit/", {"do": "make"}).content.decode())[1].strip()
        for _ in range(2)
    )
    for code in (first, "", "WHATEVER", "<b>"):
        answer = alice.post("/n/kit/", {"do": "paper", "code": code})
        assert "This code opens nothing any more" in answer.content.decode()
    assert words(alice.post("/n/kit/", {"do": "paper", "code": second}).content).startswith(f"Notes {second}")


@pytest.mark.parametrize("problem", [press.PressMissing("x"), press.PressBusy(), press.PressFailed()])
def test_where_no_file_can_be_made_the_code_still_stands_on_the_page(alice, monkeypatch, problem):
    shown = alice.post("/n/kit/", {"do": "make"}).content.decode()
    code = re.search(r'<p class="code"[^>]*>([^<]+)<', shown)[1].strip()

    def refuse(*_args, **_more):
        raise problem

    monkeypatch.setattr(press, "render", refuse)
    answer = alice.post("/n/kit/", {"do": "paper", "code": code})
    assert answer.status_code == 503
    assert f'<p class="code" dir="ltr">{code}</p>' in answer.content.decode()
    assert "The file could not be made. Nothing was changed." in answer.content.decode()
