"""The loop: a step ends in one small thing, the next night asks it back, the plan's rows are made of them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from guides import shelf
from journal.access.records import Unreadable
from journal.doing import offers, small, state
from journal.models import Record
from journal.pure import small as pure

pytestmark = pytest.mark.usefixtures("published", "clock")
TODAY, TOMORROW = date(2026, 3, 11), date(2026, 3, 12)
WALK = "Walk round the block at seven, before work"


def steps(*, reaches: bool, rule: int = 0):
    guide = [guide for guide in shelf.guides() if guide.rule][rule]
    return guide.slug, next(step.slug for step in guide.steps if step.reaches_partner == reaches)


def address(guide: str, step: str) -> str:
    return reverse("my-step", args=[f"{guide}/{step}"])


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split()).replace("&#x27;", "'")


def here(client, where: str) -> str:
    return client.get(where).content.decode()


def spoil(journal) -> None:
    Record.objects.filter(slot=journal.key.slot("small", "2026-03")).update(sealed=b"x" * 300)


# Chosen


def test_a_step_shows_its_act_and_keeps_a_small_thing_for_tomorrow_night(alice, alice_journal):
    where = address(*steps(reaches=False))
    spot = shelf.step(*steps(reaches=False))
    page = here(alice, where)
    act = " ".join(spot.step.tonight.split()[:3])
    assert page.index(">Tonight<") < page.index(act) < page.index("My small thing: what, when and where")
    answer = alice.post(where, {"small": f"  {WALK} "})
    assert answer.status_code == 303
    assert answer["Location"] == f"{where}?at=20:15#saved"
    assert "Walk" not in answer["Location"]
    page = words(here(alice, answer["Location"].partition("#")[0]))
    assert WALK in page
    assert "Saved 20:15. Tomorrow's page asks you about it." in page
    assert [line["text"] for line in small.kept(alice_journal, TODAY).lines] == [WALK]


def test_two_tabs_and_a_page_sent_twice_lose_nothing_and_double_nothing(alice, alice_journal):
    where = address(*steps(reaches=False))
    for text in (WALK, WALK, "🍲 soup at six"):
        alice.post(where, {"small": text})
    assert [line["text"] for line in small.kept(alice_journal, TODAY).lines] == [WALK, "🍲 soup at six"]
    page = words(here(alice, where))
    assert WALK in page
    assert "🍲 soup at six" in page


@pytest.mark.parametrize("typed", ["w" * 161, " ", "a\x00b"])
def test_what_cannot_be_kept_says_why_and_keeps_the_words(alice, alice_journal, typed):
    answer = alice.post(address(*steps(reaches=False)), {"small": typed})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert not typed.strip() or f'value="{typed.strip()}"'.replace("\x00", "") in page.replace("\x00", "")
    assert small.kept(alice_journal, TODAY).lines == []


def test_a_full_day_keeps_the_words_on_the_page(alice, alice_journal):
    guide, step = steps(reaches=False)
    for number in range(pure.A_DAY):
        small.keep(alice_journal, f"Thing {number}", TODAY, guide=guide, step=step)
    page = alice.post(address(guide, step), {"small": WALK}).content.decode()
    assert "This day is full." in page
    assert f'value="{WALK}"' in page


def test_one_is_taken_back_and_its_words_stay_on_the_page(alice, alice_journal):
    where = address(*steps(reaches=False))
    alice.post(where, {"small": WALK})
    line = small.kept(alice_journal, TODAY).lines[0]
    page = alice.post(where, {"back": line["id"]}).content.decode()
    assert f'value="{WALK}"' in page
    assert small.kept(alice_journal, TODAY).lines == []
    assert alice.post(where, {"back": line["id"]}).status_code == 200


def test_what_was_chosen_on_other_days_stands_there_with_its_day_and_cannot_be_taken_back_any_more(
    alice, alice_journal
):
    guide, step = steps(reaches=False)
    small.keep(alice_journal, WALK, date(2025, 12, 30), guide=guide, step=step)
    page = here(alice, address(guide, step))
    assert "30 December 2025" in page
    assert 'name="back"' not in page


def test_a_record_that_does_not_open_is_said_and_never_overwritten(alice, alice_journal):
    where = address(*steps(reaches=False))
    alice.post(where, {"small": WALK})
    spoil(alice_journal)
    assert "What you chose before does not open. Nothing was changed." in words(here(alice, where))
    assert "This page does not open" in alice.post(where, {"small": "Soup at six"}).content.decode()
    assert isinstance(alice_journal.get_many("small", ["2026-03"])["2026-03"], Unreadable)
    for other in ("/n/", "/n/today/", "/n/plan/"):
        assert alice.get(other).status_code == 200


# Asked back


def test_tonights_new_page_opens_with_it_and_the_next_night_asks_it_back_once(alice, alice_journal, clock):
    alice.post(address(*steps(reaches=False)), {"small": WALK})
    assert f'value="{WALK}"' in here(alice, "/n/today/")
    clock("2026-03-12T20:15")
    page = here(alice, "/n/today/")
    assert page.count(f"Last time you chose: {WALK}") == 1
    assert f'value="{WALK}"' not in page
    clock("2026-03-12T10:00")
    assert f"Last time you chose: {WALK}" in words(here(alice, "/n/"))


def test_an_answer_taken_back_does_not_return(alice, alice_journal):
    alice_journal.put("night", "2026-03-11", {"food": "some"})
    alice.post(address(*steps(reaches=False)), {"small": WALK})
    assert WALK not in here(alice, "/n/today/")


def test_the_nights_own_line_is_the_one_question(alice, alice_journal, clock):
    alice.post(address(*steps(reaches=False)), {"small": WALK})
    alice_journal.put("night", "2026-03-11", {"tomorrow": "Ring the doctor at nine"})
    clock("2026-03-12T20:15")
    page = here(alice, "/n/today/")
    assert "Ring the doctor at nine" in page
    assert WALK not in page


# Closed


@pytest.mark.parametrize("said", ["waiting", "asked", "court"])
def test_where_contact_is_none_a_small_thing_that_reaches_them_is_not_there(alice, alice_journal, clock, said):
    guide, step = steps(reaches=True)
    alice.post(address(guide, step), {"small": "Ask for a time, at six"})
    alice_journal.put("night", "2026-03-11", {"tomorrow": "Ask for a time, at six"})
    clock("2026-03-12T10:00")
    for page in ("/n/today/", "/n/plan/", address(guide, step)):
        assert "Ask for a time" in here(alice, page), page
    assert "Ask for a time" not in here(alice, "/n/")  # nothing reminds anyone to reach out
    state.say(alice_journal, [said])
    for page in ("/n/", "/n/today/", "/n/plan/", address(guide, step)):
        assert "Ask for a time" not in here(alice, page), page
    assert 'name="small"' not in here(alice, address(guide, step))
    assert 'name="small"' in here(alice, address(*steps(reaches=False)))


def test_nobody_else_sees_or_changes_it(alice, bob, alice_journal, bob_journal):
    where = address(*steps(reaches=False))
    alice.post(where, {"small": WALK})
    assert WALK not in here(bob, where)
    bob.post(where, {"back": small.kept(alice_journal, TODAY).lines[0]["id"]})
    assert len(small.kept(alice_journal, TODAY).lines) == 1


# The plan is made of them


def lived(journal, *marks: str, guide: str, step: str, text: str = WALK) -> None:
    """The thing was chosen on 1 March, and asked back on the nights after it."""
    small.keep(journal, text, date(2026, 3, 1), guide=guide, step=step)
    for day, mark in enumerate(marks, 2):
        journal.put("night", f"2026-03-{day:02}", {"asked": text, "yesterday": mark})


def test_each_row_is_offered_the_thing_of_its_rule_and_how_often_it_was_done(alice, alice_journal):
    guide, step = steps(reaches=False, rule=1)
    lived(alice_journal, "did", "did", "not", "did", "part", "did", guide=guide, step=step)
    offered = offers.for_plan(alice_journal, TODAY)
    assert offered["self_do"] == WALK
    assert offered["self_going"] == "Small things: did 4 of 6, and a part of 1."
    assert set(offered) == {"self_do", "self_going"}
    page = here(alice, "/n/plan/")
    assert WALK in page
    assert "Small things: did 4 of 6" in page


@pytest.mark.parametrize(
    ("marks", "going"),
    [
        ((), None),
        (("not", "not"), None),
        (("did",), "Small things: did 1 of 1."),
        (("part", "not"), "Small things: did a part of 1 of 2."),
    ],
)
def test_how_it_is_going_says_what_was_done_and_nothing_else(alice_journal, marks, going):
    guide, step = steps(reaches=False, rule=1)
    lived(alice_journal, *marks, guide=guide, step=step)
    assert offers.for_plan(alice_journal, TODAY).get("self_going") == going


def test_the_nights_own_things_that_were_done_make_the_row_of_a_bad_night_unless_contact_is_none(alice_journal):
    for day, mark in ((9, "did"), (10, "not")):
        asked = "Ring Sam at six" if mark == "did" else "Soup"
        alice_journal.put("night", f"2026-03-{day:02}", {"asked": asked, "yesterday": mark})
    offered = offers.for_plan(alice_journal, TODAY)
    assert offered == {"night_do": "Ring Sam at six", "night_going": "Small things: did 1 of 2."}
    state.say(alice_journal, ["asked"])
    assert "night_do" not in offers.for_plan(alice_journal, TODAY)


def test_what_the_reader_wrote_in_the_plan_is_never_replaced(alice, alice_journal):
    guide, step = steps(reaches=False, rule=1)
    lived(alice_journal, "did", guide=guide, step=step)
    alice_journal.put("plan", "plan", {"self_do": "Swim on Mondays"})
    marks = {
        name: re.search(rf'name="{name}" value="([^"]*)"', here(alice, "/n/plan/"))[1] for name in ("base", "hand")
    }
    alice.post("/n/plan/", marks | {"self_do": "Swim on Mondays", "go": "fill"})
    assert alice_journal.get("plan", "plan").body == {
        "self_do": "Swim on Mondays",
        "self_going": "Small things: did 1 of 1.",
    }


def test_it_is_found_on_its_steps_page(alice, alice_journal):
    guide, step = steps(reaches=False)
    alice.post(address(guide, step), {"small": WALK})
    page = alice.post("/n/find/", {"q": "block seven"}).content.decode()
    assert f'href="{address(guide, step)}"' in page
    assert "0 page" not in page
    assert address(guide, step) not in alice.post("/n/find/", {"q": step}).content.decode()
