"""The night page: facts first, nothing required, nothing lost, and the 4 a.m. rule."""

import re

import pytest
from django.conf import settings

from journal.access.records import Journal
from journal.doing import nights, state
from journal.models import Record

DAY = "2026-03-11"
LINE = "One thing I did today that I can stand by"


@pytest.fixture(autouse=True)
def _words(published):
    """The pages lead to tools and steps."""


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def opened(client, address: str = "/n/today/") -> dict[str, str]:
    """The hidden marks of a page that was just opened."""
    page = client.get(address).content.decode()
    return {name: hidden(page, name) for name in ("night", "base", "hand")}


def stored(journal: Journal, day: str = DAY) -> dict:
    return journal.get("night", day).body


# The page


def test_no_tap_is_chosen_beforehand_and_nothing_is_required(alice, clock):
    page = alice.get("/n/today/").content.decode()
    assert page.count('type="radio"') > 30
    assert "checked" not in page
    assert " required" not in page


def test_the_help_link_stands_above_the_lines_to_write_on_and_records_nothing(alice, alice_journal, clock):
    page = alice.get("/n/today/").content.decode()
    assert page.index("Go here first") < page.index(LINE) < page.index("Write more")
    answer = alice.post("/n/today/", opened(alice) | {"stand_by": "I ate soup.", "go": "help"})
    assert (answer.status_code, answer["Location"]) == (303, "/help/")
    assert stored(alice_journal) == {"stand_by": "I ate soup."}


def test_enter_in_a_line_saves_and_does_not_go_to_help(alice, clock):
    page = alice.get("/n/today/").content.decode()
    first_button = re.search(r"<button([^>]*)>", page[page.index("data-autosave") :])[1]
    assert "name=" not in first_button


def test_the_box_that_keeps_nothing_is_part_of_no_form(alice, clock):
    page = alice.get("/n/today/").content.decode()
    box = page.index('<textarea id="nothing"')
    assert page.rindex("</form>", 0, box) > page.rindex("<form", 0, box)
    assert "name=" not in page[box : page.index(">", box)]


def test_saving_says_so_and_that_it_is_enough(alice, alice_journal, clock):
    answer = alice.post("/n/today/", opened(alice) | {"sleep": "3to5", "hard": "8", "more": " one\r\ntwo "})
    assert (answer.status_code, answer["Location"]) == (303, "/n/today/?at=20:15#saved")
    page = alice.get("/n/today/?at=20:15").content.decode()
    assert "Saved 20:15. That is enough for tonight." in page
    assert stored(alice_journal) == {"sleep": "3to5", "hard": "8", "more": " one\ntwo "}


def test_a_new_page_never_says_saved(alice, clock):
    assert b"Saved 20:15" not in alice.get("/n/today/?at=20:15").content


def test_an_autosave_is_answered_with_the_status_and_the_new_version(alice, alice_journal, clock):
    marks = opened(alice)
    answer = alice.post("/n/today/", marks | {"stand_by": "I walked."}, headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert words.startswith("Saved 20:15. That is enough for tonight.")
    assert hidden(words, "base") == str(alice_journal.get("night", DAY).base)
    assert "<form" not in words


def test_lock_and_leave_saves_first(alice, alice_journal, clock):
    answer = alice.post("/n/today/", opened(alice) | {"stand_by": "I walked.", "go": "leave"})
    assert stored(alice_journal) == {"stand_by": "I walked."}
    assert answer["Refresh"] == f"0; url={settings.LEAVE_TO}"  # a redirect of a form may not lead to another site
    assert (answer["Referrer-Policy"], b"I walked." in answer.content) == ("no-referrer", False)
    assert alice.get("/n/").status_code == 401


def test_a_line_that_is_too_long_is_said_and_everything_typed_stays(alice, clock):
    answer = alice.post("/n/today/", opened(alice) | {"stand_by": "x" * 161, "sleep": "3to5", "tomorrow": "walk"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: Notes: today</title>" in page
    assert 'href="#id_stand_by"' in page
    assert "x" * 161 in page
    assert 'value="walk"' in page
    assert re.search(r'value="3to5"[^>]*checked', page)


def test_an_autosave_of_a_line_that_is_too_long_says_so_and_keeps_the_page(alice, alice_journal, clock):
    answer = alice.post("/n/today/", opened(alice) | {"stand_by": "x" * 161}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Not saved yet. One thing I did today" in answer.content.decode()
    assert alice_journal.get("night", DAY) is None


def test_why_goes_on_the_counselors_list(alice, alice_journal, clock):
    alice.post("/n/today/", opened(alice) | {"more": "why why why why", "counselor": "Sleep?", "go": "list"})
    assert stored(alice_journal)["counselor"] == "Sleep? Why is this happening?"
    assert nights.with_why("x" * 150) == "x" * 150


def test_times_to_stop_are_shown_as_the_clock_will_show_them(alice, clock):
    clock(f"{DAY}T23:52")
    page = alice.get("/n/today/").content.decode()
    assert "10 minutes: until 00:02." in page


def test_a_tap_can_be_taken_back_in_every_row(alice, alice_journal, clock):
    page = alice.get("/n/today/").content.decode()
    rows = re.findall(r"<fieldset.*?</fieldset>", page, re.DOTALL)
    assert len(rows) == 7
    for row in rows:
        boxes = re.findall(r'<input type="radio" name="(\w+)" value="(\w*)"([^>]*)>', row)
        assert [value for _, value, _ in boxes].index("") == len(boxes) - 1
        assert row.count("No answer") == 1
    alice.post("/n/today/", opened(alice) | {"sleep": "3to5", "food": "some"})
    page = alice.get("/n/today/").content.decode()
    assert re.findall(r'value="(\w*)"[^>]* checked', page) == ["3to5", "some"]
    alice.post("/n/today/", opened(alice) | {"sleep": "", "food": "some"})
    assert stored(alice_journal) == {"food": "some"}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["no script", "script"])
def test_an_empty_answer_empties_the_old_one(alice, alice_journal, clock, headers):
    alice_journal.put("night", "2026-03-10", {"tomorrow": "walk before work"})
    written = {"yesterday": "did", "sleep": "3to5", "hard": "8", "stand_by": "I ate.", "more": "All of it."}
    alice.post("/n/today/", opened(alice) | written | {"tomorrow": "walk", "counselor": "Why?"})
    empty = {"yesterday": "", "sleep": "", "hard": "", "stand_by": "", "tomorrow": " ", "counselor": "", "more": "\r\n"}
    alice.post("/n/today/", opened(alice) | empty, headers=headers)
    assert stored(alice_journal) == {}
    assert b"Last time you chose: walk before work" in alice.get("/n/today/").content


# What the reader chose to see


CAMERA = "What I did today, as a camera would have seen it."


def ways(client) -> list[str]:
    page = client.get("/n/today/").content.decode()
    begun = page.partition("Ways to begin:")[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", begun)


def test_a_way_to_begin_can_be_hidden_for_good_and_shown_again(alice, alice_journal, clock):
    assert len(ways(alice)) == 4
    answer = alice.post("/n/today/", opened(alice) | {"stand_by": "I walked.", "go": "hide-camera"})
    assert (answer.status_code, answer["Location"]) == (303, "/n/today/?at=20:15&more=1#more")
    assert stored(alice_journal) == {"stand_by": "I walked."}
    page = alice.get(answer["Location"]).content.decode()
    assert '<details id="more" open>' in page
    assert "Saved 20:15." in page
    clock("2026-04-20T20:15")
    assert CAMERA not in ways(alice)
    assert len(ways(alice)) == 3
    for name in ("friend", "worries", "write", "camera"):
        alice.post("/n/today/", opened(alice) | {"go": f"hide-{name}"})
    assert ways(alice) == []
    assert "Ways to begin" not in alice.get("/n/today/").content.decode()
    alice.post("/n/today/", opened(alice) | {"go": "show-camera"})
    assert ways(alice) == [CAMERA]


def test_what_is_hidden_is_kept_sealed_beside_the_other_settings(alice, alice_journal, clock):
    alice.post("/n/today/", opened(alice) | {"go": "hide-camera"})
    body = alice_journal.get("settings", "mine").body
    assert (body["hidden"], body["zone"]) == (["camera"], "Europe/Berlin")
    mine = {"zone": "Europe/Berlin", "lock_minutes": "5", "paper": "letter", "country": ""}
    alice.post("/n/mine/", mine)
    assert alice_journal.get("settings", "mine").body["hidden"] == ["camera"]


@pytest.mark.parametrize("go", ["hide-", "hide-nothing", "show-nothing", "hide-camera-friend", "camera"])
def test_no_other_button_hides_anything(alice, alice_journal, clock, go):
    before = alice_journal.get("settings", "mine")
    assert alice.post("/n/today/", opened(alice) | {"go": go})["Location"] == "/n/today/?at=20:15#saved"
    assert alice_journal.get("settings", "mine") == before


def test_alcohol_is_asked_only_of_a_reader_who_wants_it(alice, alice_journal, clock):
    assert "Alcohol today" not in alice.get("/n/today/").content.decode()
    alice.post("/n/today/", opened(alice) | {"alcohol": "3up"})
    assert stored(alice_journal) == {}
    mine = {"zone": "Europe/Berlin", "lock_minutes": "10", "paper": "a4", "country": ""}
    alice.post("/n/mine/", mine | {"alcohol": "on"})
    page = alice.get("/n/today/").content.decode()
    assert page.index("Food today") < page.index("Alcohol today, in drinks") < page.index("Moved my body")
    alice.post("/n/today/", opened(alice) | {"alcohol": "1to2"})
    assert stored(alice_journal) == {"alcohol": "1to2"}
    alice.post("/n/mine/", mine)
    alice.post("/n/today/", opened(alice) | {"food": "some"})
    assert stored(alice_journal) == {"alcohol": "1to2", "food": "some"}
    assert "1 or 2" in alice.get(f"/n/days/{DAY}/").content.decode()


# Which day it is


def test_before_four_the_page_belongs_to_the_day_before(alice, alice_journal, clock):
    clock("2026-03-12T02:31")
    page = alice.get("/n/today/").content.decode()
    assert "Wednesday 11 March" in page
    assert "Until four this still belongs to Wednesday." in page
    alice.post("/n/today/", opened(alice) | {"stand_by": "I waited."})
    assert stored(alice_journal) == {"stand_by": "I waited."}


def test_a_page_opened_before_four_and_saved_after_stays_with_its_night(alice, alice_journal, clock):
    clock("2026-03-12T03:58")
    marks = opened(alice)
    clock("2026-03-12T04:03")
    answer = alice.post("/n/today/", marks | {"stand_by": "I waited."})
    assert answer["Location"].startswith(f"/n/days/{DAY}/change/")
    assert stored(alice_journal) == {"stand_by": "I waited."}
    assert alice_journal.get("night", "2026-03-12") is None


@pytest.mark.parametrize("address", ["2026-03-12", "2026-02-30", "1999-12-31", "2026-13", "0000-01"])
def test_days_that_do_not_exist_or_have_not_come_are_not_there(alice, clock, address):
    assert alice.get(f"/n/days/{address}/").status_code == 404


# Yesterday's small thing


def test_the_small_thing_is_asked_back_first_from_the_second_night_on(alice, alice_journal, clock):
    assert "Last time you chose" not in alice.get("/n/today/").content.decode()
    alice_journal.put("night", "2026-03-10", {"tomorrow": "walk before work"})
    page = alice.get("/n/today/").content.decode()
    assert page.index("Last time you chose: walk before work") < page.index("Sleep last night")
    alice.post("/n/today/", opened(alice) | {"yesterday": "part"})
    assert stored(alice_journal) == {"yesterday": "part", "asked": "walk before work"}


def test_an_answer_keeps_the_small_thing_it_answered(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-10", {"tomorrow": "walk before work"})
    alice.post("/n/today/", opened(alice) | {"yesterday": "did"})
    alice_journal.overwrite("night", "2026-03-10", {"tomorrow": "something else"})
    alice.post("/n/today/", opened(alice) | {"yesterday": "did", "food": "some"})
    assert stored(alice_journal) == {"yesterday": "did", "asked": "walk before work", "food": "some"}


# The contact state


@pytest.mark.parametrize(
    ("true", "reached", "peace"),
    [([], 1, 0), (["welcome"], 1, 0), (["waiting"], 1, 0), (["welcome", "asked"], 0, 1), (["asked", "court"], 0, 0)],
)
def test_the_contact_state_decides_which_question_stands_there(alice, alice_journal, clock, true, reached, peace):
    state.say(alice_journal, true)
    page = alice.get("/n/today/").content.decode()
    assert page.count("Times I reached out to my partner</legend>") == reached
    assert page.count("Left them in peace today</legend>") == peace


def test_what_was_answered_before_the_state_changed_stays(alice, alice_journal, clock):
    alice_journal.put("night", DAY, {"reached": "2"})
    state.say(alice_journal, ["court"])
    alice.post("/n/today/", opened(alice) | {"food": "some"})
    assert stored(alice_journal) == {"reached": "2", "food": "some"}


# Two open pages


def two_texts(alice) -> str:
    """Two pages of one new night are open; both save. The address to which the second is led."""
    one, two = opened(alice), opened(alice)
    alice.post("/n/today/", one | {"stand_by": "From the phone.", "sleep": "3to5"})
    return alice.post("/n/today/", two | {"stand_by": "From the desk.", "sleep": "7up"})["Location"]


def test_a_conflict_shows_the_second_text_above_the_first(alice, alice_journal, clock):
    assert two_texts(alice) == "/n/today/"
    page = alice.get("/n/today/").content.decode()
    assert page.index("From the desk.") < page.index("From the phone.")
    assert page.count("Keep this one") == 2
    assert page.count("Keep both in one text") == 1


def test_an_autosave_that_meets_another_text_keeps_its_version(alice, clock):
    one, two = opened(alice), opened(alice)
    alice.post("/n/today/", one | {"stand_by": "From the phone."})
    answer = alice.post("/n/today/", two | {"stand_by": "From the desk."}, headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert "Kept beside another text" in words
    assert "Saved" not in words
    assert "name=" not in words


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("0", {"stand_by": "From the desk.", "sleep": "7up"}),
        ("1", {"stand_by": "From the phone.", "sleep": "3to5"}),
        ("all", {"stand_by": "From the phone.", "sleep": "3to5", "more": "From the desk."}),
    ],
)
def test_the_reader_settles_it(alice, alice_journal, clock, keep, left):
    two_texts(alice)
    seen = hidden(alice.get("/n/today/").content.decode(), "seen")
    answer = alice.post(f"/n/days/{DAY}/both/", {"keep": keep, "seen": seen})
    assert answer["Location"] == "/n/today/"
    assert stored(alice_journal) == left
    assert alice_journal.get("night", DAY).others == []


def test_a_choice_between_texts_that_changed_meanwhile_changes_nothing(alice, alice_journal, clock):
    two_texts(alice)
    seen = hidden(alice.get("/n/today/").content.decode(), "seen")
    alice_journal.put("night", DAY, {"stand_by": "A third."}, hand="third")
    alice.post(f"/n/days/{DAY}/both/", {"keep": "0", "seen": seen})
    assert len(alice_journal.get("night", DAY).others) == 2


# Month and day


def test_a_month_is_a_table_of_what_was_written_and_one_query(
    alice, alice_journal, clock, django_assert_max_num_queries
):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I called the doctor today."})
    alice_journal.put("night", "2026-02-28", {"stand_by": "February."})
    with django_assert_max_num_queries(8):
        page = alice.get("/n/days/2026-03/").content.decode()
    assert "1 night written this month" in page
    assert "I called the doctor ..." in page
    assert "February." not in page
    assert alice.get("/n/days/").content.decode().count("<tr>") == page.count("<tr>")


def test_a_night_that_does_not_open_says_so_and_the_others_work(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "Whole."})
    alice_journal.put("night", "2026-03-02", {"stand_by": "Broken."})
    row = Record.objects.get(slot=alice_journal.key.slot("night", "2026-03-02"))
    broken = bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1])
    Record.objects.filter(pk=row.pk).update(sealed=broken)
    page = alice.get("/n/days/2026-03/").content.decode()
    assert "This page does not open. Nothing was changed." in page
    assert "Whole." in page
    assert alice.post("/n/days/2026-03-02/change/", {"stand_by": "New."}).status_code == 409
    assert bytes(Record.objects.get(pk=row.pk).sealed) == broken
    assert alice.get("/n/today/").status_code == 200
    assert alice.get("/n/").status_code == 200


def test_an_old_night_opens_at_once_by_day(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    assert b"I walked." in alice.get("/n/days/2026-03-01/").content


@pytest.mark.parametrize("time", ["2026-03-11T22:00", "2026-03-12T03:59"])
def test_in_the_dark_an_old_night_opens_after_one_line(alice, alice_journal, clock, time):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    clock(time)
    page = alice.get("/n/days/2026-03-01/").content.decode()
    assert "Old nights read harder in the dark." in page
    assert "I walked." not in page
    assert b"I walked." in alice.get("/n/days/2026-03-01/?open=1").content


def test_in_the_dark_the_month_shows_days_and_no_words(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    clock("2026-03-12T02:00")
    page = alice.get("/n/days/2026-03/").content.decode()
    assert 'href="/n/days/2026-03-01/"' in page
    assert "I walked." not in page


def test_in_the_dark_tonights_own_page_opens_at_once(alice, alice_journal, clock):
    alice_journal.put("night", DAY, {"stand_by": "I walked."})
    clock("2026-03-12T02:00")
    assert b"I walked." in alice.get(f"/n/days/{DAY}/").content


def test_an_old_night_can_be_changed(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    address = "/n/days/2026-03-01/change/"
    alice.post(address, opened(alice, address) | {"stand_by": "I walked far."})
    assert stored(alice_journal, "2026-03-01") == {"stand_by": "I walked far."}


def test_a_night_that_was_never_written_is_not_there(alice, clock):
    assert alice.get("/n/days/2026-03-01/").status_code == 404
    assert alice.get("/n/days/2026-03-01/change/").status_code == 404
    assert alice.post("/n/days/2026-03-01/delete/").status_code == 404


def test_a_strangers_night_is_not_there(bob, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "Hers."})
    assert bob.get("/n/days/2026-03-01/").status_code == 404
    assert b"Hers." not in bob.get("/n/days/2026-03/").content


# Deleting


def test_a_deleted_night_can_be_put_back_for_ten_minutes(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    answer = alice.post("/n/days/2026-03-01/delete/")
    assert (answer.status_code, answer["Location"]) == (303, "/n/days/2026-03/")
    page = alice.get("/n/days/2026-03/").content.decode()
    assert "1 March is deleted. You can put it back until 20:25." in page
    assert "I walked." not in page
    clock(f"{DAY}T20:24")
    alice.post("/n/days/2026-03-01/back/")
    assert stored(alice_journal, "2026-03-01") == {"stand_by": "I walked."}
    assert alice_journal.get("bin", "last") is None


@pytest.mark.parametrize("address", ["/n/", "/n/days/", "/n/days/2026-03-02/"])
def test_after_ten_minutes_the_next_page_burns_it(alice, alice_journal, clock, address):
    alice_journal.put("night", "2026-03-01", {"stand_by": "I walked."})
    alice_journal.put("night", "2026-03-02", {"stand_by": "Another."})
    alice.post("/n/days/2026-03-01/delete/")
    clock(f"{DAY}T20:26")
    assert b"is deleted" not in alice.get(address).content
    assert alice_journal.get("bin", "last") is None
    alice.post("/n/days/2026-03-01/back/")
    assert alice_journal.get("night", "2026-03-01") is None


def test_two_nights_deleted_one_after_the_other_both_come_back(alice, alice_journal, clock):
    for day in ("2026-03-01", "2026-03-02"):
        alice_journal.put("night", day, {"stand_by": day})
        alice.post(f"/n/days/{day}/delete/")
    for day in ("2026-03-01", "2026-03-02"):
        alice.post(f"/n/days/{day}/back/")
        assert stored(alice_journal, day) == {"stand_by": day}


def test_put_back_beside_a_new_night_the_old_one_becomes_a_second_text(alice, alice_journal, clock):
    alice_journal.put("night", DAY, {"stand_by": "Old."}, hand="one")
    alice.post(f"/n/days/{DAY}/delete/")
    # The page that wrote the old night is still open and goes on.
    alice_journal.put("night", DAY, {"stand_by": "New."}, hand="one")
    alice.post(f"/n/days/{DAY}/back/")
    document = alice_journal.get("night", DAY)
    assert document.body == {"stand_by": "New."}
    assert [other["body"] for other in document.others] == [{"stand_by": "Old."}]


def test_a_conflict_survives_the_bin(alice, alice_journal, clock):
    two_texts(alice)
    alice.post(f"/n/days/{DAY}/delete/")
    alice.post(f"/n/days/{DAY}/back/")
    page = alice.get("/n/today/").content.decode()
    assert "From the desk." in page
    assert "From the phone." in page


@pytest.mark.parametrize("what", ["delete", "back", "both"])
def test_what_changes_something_is_never_a_link(alice, clock, what):
    assert alice.get(f"/n/days/{DAY}/{what}/").status_code == 405


# What is never there


def test_no_page_counts_down_praises_or_asks_about_the_partner(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-10", {"stand_by": "I walked."})
    for address in ("/n/", "/n/today/", "/n/days/", "/n/days/2026-03-10/", "/n/state/"):
        page = alice.get(address).content.decode().lower()
        for word in ("streak", "allowance", "remaining", "left this week", "well done", "great", "in a row", "!</"):
            assert word not in page, (address, word)


def test_a_day_written_in_any_other_way_is_not_there(alice, clock):
    for key in ("9999-99-99", "2026-03-1", "2026-3-11", "%EF%BC%90001-01-01"):
        assert alice.get(f"/n/days/{key}/").status_code == 404
