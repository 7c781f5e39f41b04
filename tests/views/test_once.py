"""What is said once and then stands; one look back that closes; hours with people who help, offered for the plan."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from guides import shelf
from journal.doing import offers, state
from journal.pure import inventory

SORRY, QUESTION, PART = "/n/tools/said-once/", "/n/tools/asked-once/", "/n/tools/my-part/"
CLOSED = "Closed until you have sat with a counselor. Then you can open it again."
TODAY = date(2026, 3, 11)


@pytest.fixture(autouse=True)
def _evening(published, clock, alice_journal):
    """By Alice's clock it is a quarter past eight in the evening of TODAY, and contact is welcome."""
    state.say(alice_journal, ["welcome"])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode().replace("&#x27;", "'")


def hidden(html: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', html) for name in ("base", "hand", "until")}
    return {name: match[1] for name, match in found.items() if match}


def send(client: Client, address: str, sent: dict[str, str], *, at: str = ""):
    return client.post(address, hidden(page(client, at or address)) | sent)


def kept(journal, slug: str) -> dict:
    return journal.get("tool", slug).body


# Said once


@pytest.mark.parametrize(
    ("here", "slug", "words"),
    [
        (SORRY, "said-once", "You said it on 6 March 2026. It stands."),
        (QUESTION, "asked-once", "You asked on 6 March 2026. Now it is theirs."),
    ],
)
def test_with_its_day_it_stands_and_there_is_no_second(alice, alice_journal, here, slug, words):
    assert send(alice, here, {"q_words": "I was late on Friday."}).status_code == 303
    assert 'name="q_words"' in page(alice, here), "not said yet: it can be changed"
    send(alice, here, {"q_words": "I was late on Friday.", "q_day": "2026-03-06"})
    html = page(alice, here)
    assert words in html
    assert "I was late on Friday." in html
    assert 'name="q_words"' not in html
    assert kept(alice_journal, slug)["answers"]["day"] == "2026-03-06"


def test_the_day_can_be_mended_and_taken_back_and_the_words_stay(alice, alice_journal):
    send(alice, SORRY, {"q_words": "I was late.", "q_day": "2026-03-06"})
    send(alice, SORRY, {"mend": "1", "q_day": "2026-03-07"})
    assert kept(alice_journal, "said-once")["answers"] == {"words": "I was late.", "day": "2026-03-07"}
    send(alice, SORRY, {"mend": "1", "q_day": ""})
    assert kept(alice_journal, "said-once")["answers"] == {"words": "I was late."}
    assert 'name="q_words"' in page(alice, SORRY)


def test_a_day_to_come_is_asked_again_with_every_word(alice, alice_journal):
    answer = send(alice, SORRY, {"q_words": "I was late.", "q_day": "2026-03-12"})
    html = answer.content.decode()
    assert (answer.status_code, "That day has not come." in html, "I was late." in html) == (200, True, True)
    assert alice_journal.get("tool", "said-once") is None
    send(alice, SORRY, {"q_words": "I was late.", "q_day": "2026-03-11"})
    html = send(alice, SORRY, {"mend": "1", "q_day": "2026-04-01"}).content.decode()
    assert "That day has not come." in html
    assert "It stands." in html
    assert kept(alice_journal, "said-once")["answers"]["day"] == "2026-03-11"


def test_a_page_that_was_open_before_the_day_cannot_replace_what_stands(alice, alice_journal):
    before = hidden(page(alice, SORRY))
    send(alice, SORRY, {"q_words": "The first.", "q_day": "2026-03-06"})
    alice.post(SORRY, before | {"q_words": "A second."})
    document = alice_journal.get("tool", "said-once")
    assert document.body["answers"] == {"words": "The first.", "day": "2026-03-06"}
    assert document.others[0]["body"]["answers"] == {"words": "A second."}
    assert "Two texts for one page" in page(alice, SORRY)


@pytest.mark.parametrize("here", [SORRY, QUESTION])
@pytest.mark.parametrize("line", ["waiting", "asked", "court"])
def test_it_is_closed_where_nothing_may_go_out(alice, alice_journal, here, line):
    send(alice, here, {"q_words": "I was late.", "q_day": "2026-03-06"})
    state.say(alice_journal, [line])
    html = page(alice, here)
    assert "Not for now" in html
    assert "I was late." not in html
    assert "q_" not in html


# One look back


def test_it_tells_a_time_of_day_and_closes_then(alice, alice_journal, clock):
    html = page(alice, PART)
    assert "Until 20:30. Then stop" in html
    assert html.index("If you are afraid of your partner, this is not for now.") < html.index('name="q_near_saw"')
    clock("2026-03-11T20:20")
    alice.post(PART, hidden(html) | {"q_near_saw": "They ate alone."})
    assert "Until 20:30. Then stop" in page(alice, PART), "the time that was told is the time that counts"
    clock("2026-03-11T20:30")
    html = page(alice, PART)
    assert CLOSED in html
    assert "They ate alone." in html
    assert 'name="q_near_saw"' not in html


def test_it_can_be_closed_before_and_opened_anyway(alice, alice_journal, clock):
    send(alice, PART, {"q_part": "I said later.", "close": "1"})
    assert CLOSED in page(alice, PART)
    clock("2026-03-14T10:00")
    html = page(alice, PART + "?open=1")
    assert "Until 10:15." in html
    assert "I said later." in html
    alice.post(PART, hidden(html) | {"q_part": "I said later, for years."})
    assert kept(alice_journal, "my-part")["answers"] == {"part": "I said later, for years."}
    clock("2026-03-14T10:16")
    assert CLOSED in page(alice, PART)


@pytest.mark.parametrize(
    ("hour", "opens"), [("2026-03-10", False), ("2026-03-11", False), ("2026-03-12", True), ("2026-03-20", False)]
)
def test_an_hour_on_a_later_day_opens_it(alice, clock, hour, opens):
    send(alice, PART, {"q_part": "I said later.", "close": "1"})
    clock("2026-03-14T10:00")
    alice.post("/n/tools/after-the-hour/1/", {"q_day": hour, "q_try": "Walk."})
    assert (CLOSED not in page(alice, PART)) is opens


def test_what_an_open_page_sends_after_its_time_is_kept(alice, alice_journal, clock):
    before = hidden(page(alice, PART))
    clock("2026-03-11T21:00")
    alice.post(PART, before | {"q_part": "Too late, and kept."})
    assert kept(alice_journal, "my-part")["answers"] == {"part": "Too late, and kept."}
    assert CLOSED in page(alice, PART)


@pytest.mark.parametrize("until", ["", "soon", "2026-03-11T20:30", "9999-12-31T23:59:59+00:00"])
def test_a_time_that_cannot_be_is_a_quarter_of_an_hour_at_most(alice, alice_journal, until):
    alice.post(PART, {"q_part": "I said later.", "until": until})
    end = datetime.fromisoformat(kept(alice_journal, "my-part")["until"])
    assert end <= datetime(2026, 3, 11, 19, 30, tzinfo=UTC)


def test_with_fear_or_an_order_it_is_not_offered(alice, alice_journal):
    send(alice, PART, {"q_part": "I said later."})
    assert offers.for_sheet(alice_journal, "first", TODAY)["part"] == "I said later."
    state.say(alice_journal, ["court"])
    html = page(alice, PART)
    assert "It is not your part to calm someone who scares you." in html
    assert "I said later." not in html
    assert "part" not in offers.for_sheet(alice_journal, "first", TODAY)
    assert alice.get(PART + "?open=1").content.decode().count("q_part") == 0


def test_two_texts_of_it_are_both_kept_with_their_end(alice, alice_journal):
    first, second = hidden(page(alice, PART)), hidden(page(alice, PART))
    alice.post(PART, first | {"q_part": "One."})
    alice.post(PART, second | {"q_part": "Two."})
    html = page(alice, PART)
    assert "Two texts for one page" in html
    seen = re.search(r'name="seen" value="([^"]*)"', html)[1]
    alice.post(PART + "both/", {"keep": "all", "seen": seen})
    document = alice_journal.get("tool", "my-part")
    assert (document.others, "until" in document.body) == ([], True)
    said = [document.body["answers"], *(each["answers"] for each in document.body["older"])]
    assert {each["part"] for each in said} == {"One.", "Two."}


def test_the_rules_of_its_end():
    now = datetime(2026, 3, 11, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    over = (now - timedelta(hours=1)).astimezone(UTC)  # the tenth by the reader's clock
    assert inventory.is_open(None, now, [])
    assert inventory.is_open(now + timedelta(seconds=1), now, [])
    assert not inventory.is_open(now, now, [])
    assert not inventory.is_open(over, now, [date(2026, 3, 10)])
    assert inventory.is_open(over, now, [date(2026, 3, 11)])
    assert not inventory.is_open(over, now, [date(2026, 3, 12)]), "an hour to come has not been"
    assert inventory.end(now) - now == timedelta(minutes=15)
    assert inventory.end(now, now + timedelta(minutes=4)) - now == timedelta(minutes=4)


# Hours, people and lines


def test_the_next_hour_and_what_came_of_the_last_are_offered_for_the_plan(alice, alice_journal):
    for number, answers in enumerate(
        [
            {"q_who": "Doctor", "q_day": "2026-03-10", "q_came": "Sleep tea, and a note for work."},
            {"q_who": "The counselor", "q_day": "2026-03-19", "q_time": "half past nine"},
            {"q_who": "The group", "q_day": "2026-03-14", "q_time": "six"},
            {"q_who": "Doctor", "q_day": "2026-02-10", "q_came": "Older."},
            {"q_who": "Some day"},
        ],
        start=1,
    ):
        assert alice.post(f"/n/tools/appointments/{number}/", answers).status_code == 303
    offered = offers.for_plan(alice_journal, TODAY)
    assert offered["help_do"].endswith(", six, The group")
    assert "14" in offered["help_do"]
    assert offered["help_going"] == "Sleep tea, and a note for work."
    assert "help_do" not in offers.for_plan(alice_journal, date(2026, 3, 20))


def test_the_longest_hour_fits_the_plan(alice, alice_journal):
    alice.post("/n/tools/appointments/1/", {"q_who": "n" * 45, "q_day": "2026-09-30", "q_time": "t" * 15})
    assert len(offers.for_plan(alice_journal, TODAY)["help_do"]) > 60


def test_every_line_of_my_people_is_somebody_and_is_there_when_it_is_needed(alice):
    tool = shelf.tool("my-people")
    first = "If a friend says they are worried for your safety, do not weigh it."
    assert tool.intro.startswith(first)
    assert {each.kind for each in tool.questions} == {"line", "check"}
    alice.post("/n/tools/my-people/", {"q_confidant": "Ada, 555 0101", "q_doctor": "Dr Fox"})
    ten = page(alice, "/n/ten/")
    assert "Ada, 555 0101" in ten
    assert "Dr Fox" in ten


@pytest.mark.parametrize("slug", ["my-people", "openings"])
def test_nobody_carries_messages(client, slug):
    words = "Nobody carries messages. Not friends, not family, never the children."
    assert words in shelf.tool(slug).intro
    assert words in page(client, f"/tools/{slug}/")


def test_five_lines_are_offered_for_the_sheet_and_no_sixth_can_be_written(alice, alice_journal):
    lines = {f"q_line_{number}": f"{number} March: I rang." for number in range(1, 7)}
    alice.post("/n/tools/five-lines/", lines)
    assert len(kept(alice_journal, "five-lines")["answers"]) == 5
    assert offers.for_sheet(alice_journal, "first", TODAY)["said_4"] == "4 March: I rang."
    assert offers.for_sheet(alice_journal, "next", TODAY)["since_1"] == "5 March: I rang."
    long = alice.post("/n/tools/five-lines/", {"q_line_1": "x" * 121})
    assert (long.status_code, "x" * 121 in long.content.decode()) == (200, True)


def test_by_night_the_look_back_waits_for_daylight_and_a_begun_one_goes_on(alice, alice_journal, clock):
    clock("2026-03-11T23:50")
    html = page(alice, PART)
    assert "This page can wait for daylight" in html
    assert html.index("Go here first") < html.index("Open it anyway")
    assert 'name="q_part"' not in html
    assert send(alice, PART, {"q_part": "I said later."}, at=f"{PART}?open=1").status_code == 303
    assert 'name="q_part"' in page(alice, PART), "begun: it is not asked again"
