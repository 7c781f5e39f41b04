"""A message that waits: looked at, kept here, let go, or shown once after nine. Nothing of it ever goes anywhere."""

import re

import pytest

from journal.doing import hold, measure, state
from journal.models import Record
from journal.pure import hold as rules

HERE = "/n/tools/let-it-wait/"
TEXT = "Just come home. One more chance, please."
CALM = "The plumber comes on Friday at five."


@pytest.fixture(autouse=True)
def _evening(published, clock, alice_journal):
    """By Alice's clock it is a quarter past eight in the evening of 11 March, and contact is welcome."""
    state.say(alice_journal, ["welcome"])


def page(client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode().replace("&#x27;", "'")


def send(client, text: str = TEXT, go: str = "look", **more: str) -> str:
    answer = client.post(HERE, {"text": text, "go": go, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


def unlock(journal, clock, day_and_time: str) -> None:
    """The journal is opened anew at this time, as views_accounts does it."""
    from journal.web import visit

    clock(day_and_time)
    hold.opened(journal, visit.utc_now())


def waiting(journal) -> list[str]:
    return [each.text for each in hold.drawer(journal).waiting]


def letters(journal) -> list[str]:
    return [each.text for each in hold.drawer(journal).letters]


# What is said of a message


def test_it_is_looked_at_and_nothing_is_kept(alice, alice_journal):
    found = send(alice)
    assert "This asks them to decide about you both." in found
    assert "Just come home." in found
    assert found.index("What would your counselor say?") < found.index("Keep it here") < found.index("Let it go")
    assert found.index("Let it go") < found.index("Show it to me at 9:00")
    assert alice_journal.get("held", "messages") is None
    assert not re.search(r"score|copy it|send it|\d of \d", found, re.I)


def test_nothing_found_is_no_yes(alice):
    assert "No marks. I know only a few words, so this is not a yes." in send(alice, CALM)


def test_words_of_dying_come_before_everything_with_numbers_and_are_no_mark(alice):
    found = send(alice, f"I am going to kill myself. {TEXT}")
    assert (
        found.index("You wrote words that can mean dying.")
        < found.index('href="tel:')
        < found.index("decide about you")
    )
    assert found.index("decide about you") < found.index("Keep it here")
    assert "Say it to a help line." in found


def test_in_doubt_a_number_stands_first_and_nothing_is_said_of_the_words(alice):
    found = send(alice, "Give my guitar to Sam when you can.")
    offer = found.index("If part of you does not want to live, ring now.")
    assert offer < found.index('href="tel:', offer) < found.index("Keep it here")
    assert "mean dying" not in found
    assert "does not want to live" not in send(alice, CALM)


def test_words_of_dying_without_a_country_lead_to_lines_everywhere(alice, alice_journal):
    alice_journal.put("settings", "settings", {"country": ""})
    found = send(alice, "I am going to kill myself.")
    assert found.index('href="https://findahelpline.com"') < found.index('href="tel:112"')


def test_a_limit_of_somebody_who_is_afraid_is_no_threat(alice):
    found = send(alice, "If you come again I will call the police.")
    assert "You may set this limit." in found
    assert "threat" not in found


def test_at_most_three_marks_and_how_many_more(alice, clock):
    clock("2026-03-11T02:14")
    worst = (
        "If you don't answer I will tell your mother. I'm outside your house. Just come home, please. "
        "I've changed, never again. Who is he?"
    )
    found = send(alice, worst)
    assert found.count("<blockquote") <= 3
    assert re.search(r"\d more", found)


def test_the_switch_for_children_leaves_only_what_frightens(alice):
    assert "decide about you both" not in send(alice, TEXT, matters="on")
    assert "This says you are near" in send(alice, "I'm outside your house, I can see you.", matters="on")


def test_a_message_without_an_answer_is_known_from_the_log(alice, alice_journal):
    from journal.web import visit

    assert "has had no answer" not in send(alice, CALM)
    measure.reached_out(alice_journal, "message", visit.utc_now(), "a")
    assert "Your last message has had no answer. Waiting is the message now." in send(alice, CALM)
    assert "has had no answer" not in send(alice, CALM, matters="on")


def test_a_second_sorry_names_the_day_of_the_first(alice):
    said = "So, so sorry for everything I did."
    assert "It stands." not in send(alice, said)
    alice.post("/n/tools/said-once/", {"q_words": "For the Sundays.", "q_day": "2026-03-06"})
    assert "You said sorry on 6 March. It stands." in send(alice, said)


def test_another_language_is_only_held(alice):
    found = send(alice, "Bitte komm nach Hause, ich kann ohne dich nicht schlafen und die Kinder fragen jeden Abend.")
    assert "I can only read English" in found
    assert "<blockquote" not in found
    assert "Show it to me at 9:00" in found


# Held until nine


def test_it_is_shown_once_after_nine_and_then_it_is_gone(alice, alice_journal, clock):
    assert "It waits. There is nothing more to do with it tonight." in send(alice, TEXT, "waits")
    assert waiting(alice_journal) == [TEXT]
    assert TEXT not in page(alice)
    unlock(alice_journal, clock, "2026-03-12T08:59")
    assert TEXT not in page(alice)
    clock("2026-03-12T09:00")
    shown = page(alice)
    assert TEXT in shown
    assert "Show it to me" not in shown
    assert shown.index("Keep it here") < shown.index("Let it go")
    unlock(alice_journal, clock, "2026-03-12T19:00")
    assert TEXT not in page(alice)
    assert alice_journal.get("held", "messages") is None


def test_what_nobody_came_back_for_is_gone_after_a_week(alice, alice_journal, clock):
    send(alice, TEXT, "waits")
    unlock(alice_journal, clock, "2026-03-18T12:00")
    assert waiting(alice_journal) == [TEXT]
    unlock(alice_journal, clock, "2026-03-20T12:00")
    assert waiting(alice_journal) == []


def test_unlocking_the_page_is_what_burns_it(alice, alice_journal, clock):
    from tests.people import open_client

    send(alice, TEXT, "waits")
    clock("2026-03-12T10:00")
    assert TEXT in page(alice)
    open_client("river-1001")
    assert waiting(alice_journal) == []


def test_after_midnight_it_is_this_mornings_nine(alice, alice_journal, clock):
    clock("2026-03-12T02:14")
    assert "This morning, once, when you open this page after nine." in send(alice)
    send(alice, TEXT, "waits")
    clock("2026-03-12T09:01")
    assert TEXT in page(alice)


def test_by_night_what_waited_waits_for_daylight(alice, alice_journal, clock):
    send(alice, TEXT, "waits")
    clock("2026-03-12T23:00")
    found = page(alice)
    assert TEXT not in found
    assert "One message waits for daylight." in found


def test_three_may_wait_and_a_fourth_is_told_so_with_its_text(alice, alice_journal):
    for number in range(3):
        send(alice, f"Message {number}", "waits")
    found = send(alice, "The fourth message", "waits")
    assert "3 messages wait already." in found
    assert "The fourth message" in found
    assert len(waiting(alice_journal)) == 3
    assert (
        "It is gone. No copy was kept."
        in alice.post(
            HERE, {"go": "gone", "which": hold.drawer(alice_journal).waiting[0].id}, follow=True
        ).content.decode()
    )
    assert len(waiting(alice_journal)) == 2


# Letters that stay here


def test_a_letter_stays_and_is_opened_on_purpose(alice, alice_journal, clock):
    assert "It stays here." in send(alice, TEXT, "stays")
    listed = page(alice)
    assert TEXT not in listed
    address = re.search(rf'href="({HERE}\w+/)"', listed)[1]
    letter = page(alice, address)
    assert TEXT in letter
    assert "<title>Notes: page</title>" in letter
    clock("2026-03-12T23:00")
    dark = page(alice, address)
    assert "Old letters read harder in the dark." in dark
    assert TEXT not in dark
    assert TEXT in page(alice, f"{address}?open=1")
    alice.post(HERE, {"go": "gone", "which": hold.drawer(alice_journal).letters[0].id})
    assert letters(alice_journal) == []
    assert alice.get(address).status_code == 404


def test_what_waited_can_be_kept(alice, alice_journal, clock):
    send(alice, TEXT, "waits")
    clock("2026-03-12T09:30")
    which = re.search(r'name="which" value="(\w+)"', page(alice))[1]
    assert "It stays here." in alice.post(HERE, {"go": "stays", "which": which}, follow=True).content.decode()
    assert (waiting(alice_journal), letters(alice_journal)) == ([], [TEXT])


def test_letting_go_keeps_no_copy(alice, alice_journal):
    assert "It is gone. No copy was kept." in send(alice, TEXT, "gone")
    assert alice_journal.get("held", "messages") is None


def test_let_go_of_behind_a_lock_it_is_looked_at_again_and_never_gone_under_a_button_that_keeps(alice, nobody):
    answer = nobody.post(HERE, {"text": TEXT, "go": "gone"})
    assert (answer.status_code, TEXT in answer.content.decode()) == (401, True)
    assert "gone" not in answer.content.decode()
    assert TEXT in alice.post(HERE, {"text": TEXT}).content.decode()


@pytest.mark.parametrize("text", ["🙂" * 9000, "שלום לך " * 2000, "a" * rules.LIMIT, " two\n\nlines "])
def test_every_text_is_kept_exactly(alice, alice_journal, text):
    send(alice, text, "stays")
    assert letters(alice_journal) == [text]


def test_too_long_is_said_and_nothing_is_lost(alice, alice_journal):
    found = send(alice, "x" * (rules.LIMIT + 1), "stays")
    assert "x" * (rules.LIMIT + 1) in found
    assert 'href="#id_text"' in found
    assert letters(alice_journal) == []


def test_an_empty_box_is_said(alice):
    assert "Write something first." in send(alice, " ")


def test_two_tabs_keep_both_letters_and_one_text_once(alice, alice_journal):
    for text in ("From the phone.", "From the desk.", "From the phone."):
        send(alice, text, "stays")
    assert letters(alice_journal) == ["From the phone.", "From the desk."]


def test_back_to_my_words(alice):
    found = send(alice, TEXT, "change", matters="on")
    assert TEXT in found
    assert re.search(r'name="matters"[^>]*checked', found)


# Where contact is none


def test_whether_contact_is_welcome_is_asked_first(bob, bob_journal):
    assert bob.get(HERE)["Location"] == "/n/state/?for=let-it-wait"


@pytest.mark.parametrize("line", ["asked", "court"])
def test_where_contact_is_none_it_stays_here_or_goes_and_never_waits(alice, alice_journal, line):
    state.say(alice_journal, [line])
    found = send(alice)
    assert "It can stay here, or go." in found
    assert "Show it to me at 9:00" not in found
    assert "9:00" not in found
    send(alice, TEXT, "waits")
    assert waiting(alice_journal) == []


def test_what_does_not_open_is_said_and_not_overwritten(alice, alice_journal):
    send(alice, TEXT, "stays")
    Record.objects.filter(slot=alice_journal.key.slot("held", "messages")).update(sealed=b"broken")
    assert "What you kept here does not open." in page(alice)
    assert "decide about you both" in send(alice)
    answer = alice.post(HERE, {"text": "Another", "go": "stays"})
    assert answer.status_code == 409
    assert "Another" in answer.content.decode()
    assert Record.objects.get(slot=alice_journal.key.slot("held", "messages")).sealed == b"broken"
    from tests.people import open_client

    open_client("river-1001")  # and the door still opens


def test_a_letter_is_found_by_its_words(alice):
    send(alice, "Marmalade on the shelf.", "stays")
    assert f'href="{HERE}"' in alice.post("/n/find/", {"q": "marmalade"}).content.decode()


def test_nobody_reaches_anothers_letter(alice, bob, alice_journal):
    send(alice, TEXT, "stays")
    which = hold.drawer(alice_journal).letters[0].id
    assert bob.get(f"{HERE}{which}/").status_code == 404
