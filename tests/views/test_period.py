"""A period on paper: chosen, cut into volumes, made one at a time, and read back."""

import io
import re
import subprocess
from datetime import date, timedelta

import pdfua
import pikepdf
import pytest

from journal.doing import period, press, state
from journal.doing import settings as own
from journal.models import Record, Visit
from journal.pure import volumes
from tests.in_memory import volume_of
from tests.people import open_client

pytestmark = pytest.mark.slow  # draws papers

START = "/n/pages/"
MARCH = "/n/pages/2026-03-01/2026-03-11/words-facts-small-a4/"
TWO_YEARS = "/n/pages/2025-02-01/2026-03-11/words-a4/"
CANARY = "canary 5512 by the river"


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


@pytest.fixture(autouse=True)
def _evening(clock):
    """It is 11 March 2026 in the evening."""


def page(client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def wait(client, address: str, number: int = 1) -> str:
    answer = client.post(address, {"go": str(number)})
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(waiting: str) -> str:
    return re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', waiting)[1].replace("&amp;", "&")


def got(client, address: str, number: int = 1) -> bytes:
    answer = client.get(file_of(wait(client, address, number)))
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert "no-store" in answer["Cache-Control"]
    return answer.content


def words(pdf: bytes, first: int = 1) -> str:
    command = ["pdftotext", "-layout", "-f", str(first), "-", "-"]
    return " ".join(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split())


def spoil(journal, kind: str, key: str) -> None:
    Record.objects.filter(slot=journal.key.slot(kind, key)).update(sealed=b"broken")


# Choosing


def test_the_page_warns_and_offers_from_the_first_night_of_a_year(alice, alice_journal):
    alice_journal.put("night", "2025-11-02", {"more": "x"})
    alice_journal.put("night", "2020-11-02", {"more": "x"})
    text = page(alice, START)
    assert "<title>Notes: paper</title>" in text
    assert "A diary can be asked for in a divorce" in text
    assert "Whoever finds the pages, or the file, can read them." in text
    assert 'value="2025-11-02"' in text
    assert 'value="2026-03-11"' in text
    assert "lawyer before anyone else" not in text
    assert "reads harder" not in text
    ticked = re.findall(r'value="(\w+)"[^>]*checked', text)
    assert set(ticked) == {"words", "facts", "small", "a4"}


def test_what_is_chosen_stands_in_a_neutral_address(alice):
    sent = {"first": "2026-03-01", "last": "2026-03-11", "parts": ["small", "words", "facts"], "paper": "a4"}
    assert alice.post(START, sent)["Location"] == MARCH
    large = alice.post(START, {**sent, "large": "on", "paper": "letter"})["Location"]
    assert large == "/n/pages/2026-03-01/2026-03-11/words-facts-small-large-letter/"
    again = page(alice, large + "change/")
    assert 'value="2026-03-01"' in again
    assert set(re.findall(r'value="(\w+)"[^>]*checked', again)) == {"words", "facts", "small", "letter"}
    assert re.search(r'name="large"[^>]*checked', again)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-11", "2026-03-01", "The last day is before the first one."),
        ("soon", "2026-03-01", "Write the day as year, month and day"),
        ("", "2026-03-01", "Choose the first day."),
        ("1999-12-31", "2026-03-01", "No night here is that old."),
        ("2026-03-12", "2026-03-13", "This day has not come yet."),
    ],
)
def test_days_that_cannot_be_are_asked_again_and_what_was_typed_stays(alice, first, last, said):
    text = alice.post(START, {"first": first, "last": last, "parts": ["words"], "paper": "a4"}).content.decode()
    assert "<title>Error: Notes: paper</title>" in text
    assert said in text
    assert not first or f'value="{first}"' in text


@pytest.mark.parametrize(
    "address",
    [
        "/n/pages/2026-03-11/2026-03-01/words-a4/",
        "/n/pages/2026-02-30/2026-03-01/words-a4/",
        "/n/pages/1999-01-01/2026-03-01/words-a4/",
        "/n/pages/2026-03-01/2026-04-01/words-a4/",
        "/n/pages/2026-03-01/2026-03-02/a4/",
        "/n/pages/2026-03-01/2026-03-02/words-words-a4/",
        "/n/pages/2026-03-01/2026-03-02/everything-a4/",
        MARCH + "2/",
    ],
)
def test_an_address_that_no_page_writes_leads_nowhere(alice, alice_journal, address):
    alice_journal.put("night", "2026-03-01", {"more": "x"})
    assert alice.get(address).status_code == 404


def test_with_an_order_the_lawyer_comes_first_and_by_night_it_can_wait(alice, alice_journal, clock):
    state.say(alice_journal, ["court"])
    clock("2026-03-11T23:30")
    text = page(alice, START)
    assert "Show this to your lawyer before anyone else." in text
    assert "Old nights read harder in the dark." in text


# Volumes


def test_a_longer_period_is_a_list_of_volumes_with_what_is_made(alice, alice_journal):
    for key in ("2025-02-03", "2025-02-04", "2026-03-01"):
        alice_journal.put("night", key, {"more": key})
    text = page(alice, TWO_YEARS)
    assert "It comes in 2 volumes." in text
    assert "2 days written" in text
    assert "Made" not in text
    waiting = wait(alice, TWO_YEARS)
    assert "Volume 1 of 2" in waiting
    assert "It can take half a minute." in waiting
    assert f'href="{TWO_YEARS}">Stop<' in waiting
    assert 'name="go" value="2"' in waiting
    pdf = alice.get(file_of(waiting)).content
    assert "2025-02-04" in words(pdf)
    assert "2026-03-01" not in words(pdf)
    text = page(alice, TWO_YEARS)
    assert "Made: 1 of 2." in text
    assert text.count("Press to make it again.") == 1
    assert 'name="go"' not in wait(alice, TWO_YEARS, 2)
    assert "Made" not in page(alice, MARCH)


def test_what_was_made_is_a_sealed_mark_in_the_visit_and_goes_with_it(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": CANARY})
    got(alice, MARCH)
    kept = alice.session
    assert len(kept["made"]) == 1
    assert re.fullmatch("[0-9a-f]{16}", kept["made"][0])
    for row in Visit.objects.all():
        told = str(row.get_decoded())
        assert "2026-03" not in told
        assert "canary" not in told
    alice.post("/n/lock/")
    assert "Made" not in page(open_client("river-1001"), MARCH)


def test_a_file_comes_only_by_its_button(alice, alice_journal):
    """A link from another page cannot make a diary fall into the downloads."""
    alice_journal.put("night", "2026-03-01", {"more": CANARY})
    for once in ("", "0" * 16, "ü"):
        answer = alice.get(f"{MARCH}1/", {"once": once})
        assert (answer.status_code, answer["Location"]) == (303, MARCH)


def test_bobs_mark_and_pages_are_not_alices(alice, bob, alice_journal, bob_journal):
    for journal, text in ((alice_journal, CANARY), (bob_journal, "His.")):
        journal.put("night", "2026-03-01", {"more": text})
    theirs = file_of(wait(bob, MARCH))
    assert alice.get(theirs).status_code == 303
    assert CANARY not in words(bob.get(theirs).content)


def test_days_with_nothing_say_so(alice, alice_journal):
    text = page(alice, MARCH)
    assert "Nothing is written on these days." in text
    assert 'name="go"' not in text


def test_the_list_opens_no_record_and_asks_the_same_for_any_journal(
    alice, alice_journal, django_assert_max_num_queries
):
    for number in range(40):
        alice_journal.put("night", str(date(2026, 3, 11) - timedelta(days=number)), {"more": "x"})
    with django_assert_max_num_queries(12):
        page(alice, "/n/pages/2000-01-01/2026-03-11/words-small-a4/")


def test_a_year_of_long_nights_is_cut_into_what_the_press_can_set(alice, alice_journal, monkeypatch):
    monkeypatch.setattr(period.volumes.volumes, "__defaults__", (9000,))
    for key in ("2026-01-10", "2026-02-10", "2026-03-10"):
        alice_journal.put("night", key, {"more": "word " * 1200})
    assert "It comes in 3 volumes." in page(alice, "/n/pages/2026-01-01/2026-03-11/words-a4/")
    assert volumes.MOST_BYTES > 365 * 2048


# The paper


def test_the_paper_holds_what_was_chosen_and_nothing_else(alice, alice_journal):
    body = {"sleep": "3to5", "hard": "7", "reached": "2", "stand_by": "I ate.", "more": CANARY, "tomorrow": "Walk."}
    alice_journal.put("night", "2026-03-02", {**body, "asked": "Swim.", "yesterday": "did", "alcohol": "3up"})
    line = {"id": "a", "day": "2026-03-05", "guide": "g", "step": "s", "text": "Phone in the kitchen"}
    alice_journal.put("small", "2026-03", {"lines": [line]})
    text = words(got(alice, MARCH))
    assert text.startswith("Notes 1 March 2026 to 11 March 2026")
    for said in (
        "Monday",
        "Sleep: 3 to 5 hours · How hard, 0 to 10: 7",
        "I can stand by I ate.",
        "For tomorrow Walk.",
        "A small thing Swim. (did it)",
        CANARY,
        "Chosen at a step Phone in the kitchen",
    ):
        assert said in text
    for unsaid in ("reached out", "drinks", "Volume", "Contents"):
        assert unsaid not in text
    only = words(got(alice, MARCH.replace("words-facts-small", "reached-months")))
    assert "Times I reached out: 2" in only
    assert CANARY not in only
    assert "Sleep" not in only
    own.change(alice_journal, alcohol=True)
    assert "3 drinks or more" in words(got(alice, MARCH))


def test_a_night_that_does_not_open_says_so_in_its_place(alice, alice_journal):
    for day in (1, 2, 3):
        alice_journal.put("night", f"2026-03-0{day}", {"more": f"Night {day}."})
    alice_journal.put("small", "2026-03", {"lines": []})
    spoil(alice_journal, "night", "2026-03-02")
    spoil(alice_journal, "small", "2026-03")
    text = words(got(alice, MARCH.replace("small", "small-months")))
    assert text.index("Night 1.") < text.index("This night does not open.") < text.index("Night 3.")
    assert "The small things of this month do not open." in text


def test_both_texts_of_a_conflict_are_printed_and_a_deleted_night_is_not(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "From the phone."}, hand="a")
    alice_journal.put("night", "2026-03-01", {"more": "From the desk."}, hand="b")
    alice_journal.put("night", "2026-03-02", {"more": CANARY})
    alice.post("/n/days/2026-03-02/delete/")
    text = words(got(alice, MARCH))
    assert text.index("Text 1 of 2") < text.index("desk") < text.index("Text 2 of 2") < text.index("phone")
    assert CANARY not in text


@pytest.fixture(scope="module")
def quarter():
    """Ninety days with some words, as the press gets them."""
    from journal.management import invented

    kept = invented.nights(date(2026, 4, 1), 90)
    return {day: {**body, "more": "I went home and wrote. " * 30} for day, body in kept.items()}


def made(kept, *, large: bool = False, paper: str = "a4") -> bytes:
    return press.render(volume_of(kept, large=large), paper=paper)


@pytest.mark.parametrize(("paper", "large"), [("a4", False), ("letter", True)])
def test_a_volume_has_contents_bookmarks_tags_and_page_numbers(published, quarter, paper, large):
    pdf = made(quarter, paper=paper, large=large)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        pages = len(read.pages)
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "en"
        assert list(read.docinfo) == ["/Title"]
        assert str(read.docinfo["/Title"]) == "Notes"
        fonts = {str(font.BaseFont).partition("+")[2] for sheet in read.pages for font in sheet.Resources.Font.values()}
        with read.open_outline() as outline:
            months = [(each.title, len(each.children)) for each in outline.root]
    assert all(font.startswith(("Atkinson-Paper", "Literata-Paper")) for font in fonts), fonts
    assert months == [("January 2026", 31), ("February 2026", 28), ("March 2026", 31)]
    lines = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    sheets = lines.decode().split("\f")[:-1]
    assert sheets[0].split() == ["Notes", "1", "January", "2026", "to", "31", "March", "2026"]
    found = dict(re.findall(r"(\w+ 2026)[ .]+(\d+)\n", sheets[1]))
    for month, number in found.items():
        assert month in sheets[int(number) - 1].split("\n\n")[0]
    assert list(found) == [month for month, _ in months]
    for number, sheet in enumerate(sheets[1:], 2):
        *above, foot = [line.strip() for line in sheet.splitlines() if line.strip()]
        assert foot == f"{number} / {pages}"
        assert not re.fullmatch(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day .*", above[-1]), "a heading stands alone"


def test_a_volume_passes_the_checker_for_readers_who_listen(published, quarter, tmp_path):
    file = tmp_path / "notes.pdf"
    file.write_bytes(made(quarter))
    report = pdfua.validate(file)
    assert [f"{one.rule_id} {one.message}" for one in report.findings if one.severity.name == "ERROR"] == []


def test_the_same_days_give_the_same_bytes(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": CANARY, "sleep": "3to5"})
    assert got(alice, MARCH) == got(alice, MARCH)


# What can go wrong


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (press.PressMissing("sudo apt install this"), "sudo apt install this"),
        (press.PressBusy(), "Another page is being made just now."),
        (press.PressTooSlow(), "This volume could not be made."),
        (press.PressFailed(), "This volume could not be made."),
    ],
)
def test_without_a_file_the_page_says_why_and_one_button_tries_again(alice, alice_journal, monkeypatch, problem, said):
    def refuse(html: str, **_: object) -> bytes:
        raise problem

    alice_journal.put("night", "2026-03-01", {"more": CANARY})
    with monkeypatch.context() as broken:
        broken.setattr(press, "render", refuse)
        answer = alice.get(file_of(wait(alice, MARCH)))
    text = answer.content.decode()
    assert answer.status_code == 503
    assert said in text
    assert "<title>Error: Notes: paper</title>" in text
    assert re.search(rf'action="{MARCH}".{{0,200}}name="go" value="1">Try again<', text, re.DOTALL)
    halves = re.findall(r'href="(/n/pages/[^"]+/words-facts-small-a4/)"', text)
    assert halves[-2:] == [MARCH.replace("03-11", "03-06"), MARCH.replace("03-01", "03-07")]
    assert "Made" not in page(alice, MARCH)
    assert CANARY in page(alice, re.search(r'href="([^"]+/look/)"', text)[1])
    assert CANARY in words(got(alice, MARCH))


def test_who_left_while_it_was_made_gets_nothing(alice, alice_journal, monkeypatch):
    alice_journal.put("night", "2026-03-01", {"more": CANARY})
    address, draw = file_of(wait(alice, MARCH)), press.render

    def and_left(html: str, **how: object) -> bytes:
        Visit.objects.all().delete()
        return draw(html, **how)

    monkeypatch.setattr(press, "render", and_left)
    answer = alice.get(address)
    assert answer.status_code == 400
    assert not answer.content.startswith(b"%PDF")


def test_signed_out_there_is_only_the_door(nobody):
    for address in (START, MARCH, MARCH + "1/", MARCH + "1/look/"):
        answer = nobody.get(address)
        assert answer.status_code == 401
        assert "Open your notes" in answer.content.decode()
