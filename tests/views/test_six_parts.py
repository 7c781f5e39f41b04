"""A plan for the hardest hours: open to everyone, on one page, and never printed without a word about who finds it."""

import re
import subprocess

import pytest

from guides import papers, shelf
from journal.doing import press, state
from journal.doing import settings as own
from journal.models import Record

pytestmark = pytest.mark.slow  # draws papers

BLANK = "/tools/six-parts/"
HERE = "/n/tools/six-parts/"
PAPER = f"{HERE}paper/"
DO_NOT = "If someone at home could find this, do not print it."


@pytest.fixture(autouse=True)
def _shelf(published):
    """The real words."""


def main(client, address: str) -> str:
    text = client.get(address).content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_the_blank_is_open_to_everyone_and_its_title_says_nothing(nobody):
    text = nobody.get(BLANK).content.decode()
    assert "<title>Clearing</title>" in text
    numbers = [text.index(f"<strong>{number}. ") for number in range(1, 7)]
    assert numbers == sorted(numbers)
    assert "It is for thoughts of dying, and for nothing else." in text
    assert '<a href="/help/">A help line</a> makes it with you' in text
    assert text.index(DO_NOT) < text.index("data-print"), "before anything is printed"
    assert "Keep a copy outside. Print it, or give it to the person named in it." in text
    assert "Safety plan by Stanley and Brown" in text


@pytest.mark.parametrize("address", ["/help/", "/n/"])
def test_it_is_one_tap_from_help_and_from_the_door(nobody, address):
    answer = nobody.get(address, follow=True)
    assert f'href="{BLANK}"' in answer.content.decode()
    assert 'href="/help/"' in answer.content.decode()


def test_it_is_one_tap_from_the_ten_minutes(alice):
    assert f'href="{HERE}"' in main(alice, "/n/ten/")


@pytest.mark.parametrize("line", ["welcome", "space", "waiting", "asked", "court"])
def test_it_opens_wherever_contact_stands(alice, alice_journal, line):
    state.say(alice_journal, [line])
    text = main(alice, HERE)
    assert text.index("/help/") < text.index("1. How I notice")
    assert text.index(DO_NOT) < text.index("1. How I notice")
    assert "Help now" in text
    assert alice.post(HERE, {"q_signs": "I stop eating."}).status_code == 303
    assert alice_journal.get("tool", "six-parts").body["answers"] == {"signs": "I stop eating."}


def test_before_the_filled_one_is_printed_it_is_said_who_must_not_find_it(alice):
    alice.post(HERE, {"q_signs": "I stop eating."})
    text = main(alice, PAPER)
    assert text.index(DO_NOT) < text.index("Get the page")
    assert "keep it outside this place, or give it to a person named in it." in text
    alice.post("/n/tools/my-days/", {"q_bad_day": "A walk."})
    assert DO_NOT not in main(alice, "/n/tools/my-days/paper/")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("filled", ["one line", "to the limit"])
def test_it_is_one_page_however_much_is_in_it(alice, paper, filled):
    words = {
        f"q_{each.key}": "I stop eating." if filled == "one line" else ("A walk with Sam " * 20)[: each.limit].strip()
        for each in shelf.tool("six-parts").questions
        if filled == "to the limit" or each.key == "signs"
    }
    assert alice.post(HERE, words).status_code == 303
    pdf = alice.post(PAPER, {"paper": paper})
    assert pdf["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    made = subprocess.run(["pdfinfo", "-"], input=pdf.content, capture_output=True, check=True).stdout.decode()
    assert re.search(r"Pages:\s+1\n", made)
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf.content, capture_output=True, check=True).stdout.decode()
    assert "6. How I make the place safer" in " ".join(text.split())
    assert "Clearing" not in text + made
    press.stop()


def test_a_plan_that_does_not_open_says_so_and_the_blank_and_help_are_there(alice, alice_journal):
    alice.post(HERE, {"q_signs": "I stop eating."})
    slot = alice_journal.key.slot("tool", "six-parts")
    assert Record.objects.filter(slot=slot).update(sealed=b"broken")
    text = alice.get(HERE).content.decode()
    assert "This page does not open" in text
    assert 'href="/help/"' in text
    answer = alice.post(HERE, {"q_signs": "Other words."})
    assert "Other words." in answer.content.decode()
    assert bytes(Record.objects.get(slot=slot).sealed) == b"broken"
    assert alice.get(BLANK).status_code == 200


def test_only_the_plan_for_the_hardest_hours_says_what_it_is_for(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    said = "It is for thoughts of dying, and for nothing else."
    for tool in shelf.tools():
        for address in (f"/tools/{tool.slug}/", f"/n/tools/{tool.slug}/1/" if tool.again else f"/n/tools/{tool.slug}/"):
            page = alice.get(address).content.decode()
            assert (said in page) is (tool.slug == "six-parts"), address


ANYWHERE = "Ring the emergency number where you are. If nobody answers, go to a hospital, or wake someone."


def printed(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    press.stop()
    return " ".join(done.stdout.decode().split())


def test_the_numbers_stand_on_the_paper_of_the_readers_country_or_what_to_do_without(alice, alice_journal, settings):
    settings.OPERATOR_COUNTRY = ""
    alice.post(HERE, {"q_signs": "I stop eating."})
    assert printed(alice.post(PAPER).content).endswith(ANYWHERE)
    own.change(alice_journal, country="AU")
    text = printed(alice.post(PAPER).content)
    assert "If I might act on it now: 000; Lifeline 13 11 14" in text
    assert text.endswith("If nobody answers, go to a hospital, or wake someone.")


def test_the_blank_carries_the_numbers_too(nobody, settings):
    settings.OPERATOR_COUNTRY = ""
    assert ANYWHERE in papers.html("tool", "six-parts", large=False)
    assert f'<p class="print-only">{ANYWHERE}</p>' in main(nobody, BLANK)
    settings.OPERATOR_COUNTRY = "DE"
    assert re.search(r"on it now:\s*<strong[^>]*>\s*112</strong>; ", papers.html("tool", "six-parts", large=True))
    assert ANYWHERE not in papers.html("tool", "my-limits", large=False)


def test_a_row_that_says_who_is_afraid_is_on_paper_only_where_it_was_filled_in(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post("/n/tools/my-limits/", {"q_body": "sleep in my own room."})
    assert "I go to, or ring" not in main(alice, "/n/tools/my-limits/paper/")
    marks = re.findall(r'name="(base|hand)" value="([^"]*)"', alice.get("/n/tools/my-limits/").content.decode())
    alice.post("/n/tools/my-limits/", dict(marks) | {"q_scared": "Sam, next door."})
    assert "I go to, or ring" in main(alice, "/n/tools/my-limits/paper/")
