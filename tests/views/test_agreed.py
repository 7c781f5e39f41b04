"""What the counselor and the reader agreed comes back: first on home, and as the first lines of the next sheet."""

import re

import pytest

from journal.doing.agreed import TOOL
from journal.models import Record

pytestmark = pytest.mark.usefixtures("published", "clock")
NEXT = "/n/sheet/next/"
SAID = {"try": "Phone in the kitchen at nine", "next": "Tuesday at five", "worse": "Dr Sen, 555 0100"}


def agree(journal, number: int = 1, **answers: str) -> None:
    journal.put("tool", f"{TOOL}/{number}", {"questions": [], "answers": answers or SAID, "older": []})


def main(client, where: str = "/n/") -> str:
    page = client.get(where).content.decode()
    return page[page.index("<main") :]


def field(page: str, name: str) -> str:
    return re.search(rf'<textarea name="{name}"[^>]*>\s*([^<]*)</textarea>', page)[1]


@pytest.mark.slow
def test_home_begins_with_what_was_agreed(alice, alice_journal):
    assert "Agreed with your counselor" not in main(alice)
    agree(alice_journal)
    page = main(alice)
    places = [page.index(words) for words in ("Agreed with", *SAID.values(), ">Write how it went<", "<h2>Now</h2>")]
    assert places == sorted(places)
    assert f'href="/n/tools/{TOOL}/1/"' in page


def test_the_newest_page_counts_and_one_with_nothing_agreed_shows_nothing(alice, alice_journal):
    agree(alice_journal)
    agree(alice_journal, 2, **{"try": "Walk at seven"})
    page = main(alice)
    assert "Walk at seven" in page
    assert not [words for words in SAID.values() if words in page]
    agree(alice_journal, 3, said="You are allowed to rest.")
    assert "Agreed with your counselor" not in main(alice)


def test_one_that_does_not_open_says_so_and_home_goes_on(alice, alice_journal):
    agree(alice_journal)
    Record.objects.filter(slot=alice_journal.key.slot("tool", f"{TOOL}/1")).update(sealed=b"x" * 300)
    page = main(alice)
    assert page.index("This page does not open. Nothing was changed.") < page.index("<h2>Now</h2>")


@pytest.mark.parametrize("time", ["10:00", "20:15", "23:30"])
@pytest.mark.parametrize("written", [True, False])
def test_with_it_there_are_still_three_choices_at_most(alice, alice_journal, clock, time, written):
    agree(alice_journal)
    alice_journal.put("night", "2026-03-10", {"tomorrow": "Walk"})
    if written:
        alice_journal.put("night", "2026-03-11", {"food": "some"})
    clock(f"2026-03-11T{time}")
    above = main(alice).partition("Your path")[0]
    choices = re.findall(r'<a [^>]*href="([^"]+)"', above)
    assert len([each for each in choices if each != "/n/kit/"]) <= 3
    assert above.count('class="button"') == 1
    assert "/n/today/" in choices


def test_the_next_sheet_opens_with_it_without_a_press_and_it_goes_on_paper(alice, alice_journal):
    agree(alice_journal, **SAID, try_2="Walk at seven", went="Five nights of seven")
    page = main(alice, NEXT)
    assert field(page, "agreed_1") == SAID["try"]
    assert field(page, "agreed_2") == "Walk at seven"
    assert field(page, "went_1") == "Five nights of seven"
    assert "From what you wrote" not in page
    assert alice_journal.get("sheet", "next") is None


def test_typed_words_are_never_replaced_and_a_newer_agreement_is_offered_beside_them(alice, alice_journal):
    agree(alice_journal)
    alice_journal.put("sheet", "next", {"agreed_1": "My own words", "parts": {}})
    page = main(alice, NEXT)
    assert field(page, "agreed_1") == "My own words"
    offered = page[page.index("From what you wrote") : page.index("Put these into the empty lines")]
    assert SAID["try"] in offered
    marks = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("base", "hand")}
    alice.post(NEXT, marks | {"agreed_1": "My own words", "go": "fill"})
    assert alice_journal.get("sheet", "next").body["agreed_1"] == "My own words"


def test_a_field_that_was_emptied_stays_empty(alice, alice_journal):
    agree(alice_journal)
    alice_journal.put("sheet", "next", {"hardest": "Sunday", "parts": {}})
    assert field(main(alice, NEXT), "agreed_1") == ""


@pytest.mark.parametrize("form", ["first", "next"])
def test_after_a_sheet_there_is_a_way_to_write_it_down(alice, form):
    for where in (f"/n/sheet/{form}/", f"/n/sheet/{form}/paper/"):
        assert f'href="/n/tools/{TOOL}/"' in main(alice, where)
    assert TOOL not in main(alice, "/n/plan/paper/")
