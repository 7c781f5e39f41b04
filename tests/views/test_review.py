"""When I look again: daylight, the day, who knows it, the two columns, the three words, and what stays."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from guides import shelf
from journal.access.records import Journal
from journal.doing import progress, review, search, situation, state
from journal.models import Record

HERE = "/n/tools/look-again/"
HTMX = {"HX-Request": "true"}
SET = {"signs": ["I sleep five hours."], "on": "2026-03-11", "who": "Ana"}
HELP = 'href="/help/"'


@pytest.fixture(autouse=True)
def _morning(clock, published):
    """Wednesday, 11 March 2026, ten in the morning."""
    clock("2026-03-11T10:00")


def page(client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def main(client, address: str = HERE) -> str:
    text = page(client, address)
    return text[text.index("<main") : text.index("</main>")]


def marks(client, address: str = HERE) -> dict[str, str]:
    text = page(client, address)
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)[1] for name in ("base", "hand")}


def body(journal: Journal) -> dict:
    return journal.get("review", "current").body


def due(journal: Journal, **more) -> None:
    journal.overwrite("review", "current", SET | more)


def set_down(client, journal: Journal, **more) -> None:
    due(journal, **more)
    client.post(f"{HERE}down/", marks(client, f"{HERE}down/"))


# Daylight


def all_pages(journal: Journal) -> list[str]:
    due(journal)
    journal.overwrite("review", "2026-01-10", {"looks": [{"word": "on", "did": "I walked."}]})
    return [HERE, *(f"{HERE}{word}/" for word in ("on", "change", "down")), f"{HERE}2026-01-10/"]


@pytest.mark.parametrize("time", ["2026-03-11T20:00", "2026-03-12T03:00", "2026-03-12T05:59"])
def test_by_night_every_page_says_that_it_can_wait_and_opens_anyway(alice, alice_journal, clock, time):
    found = all_pages(alice_journal)
    clock(time)
    for address in found:
        text = main(alice, address)
        assert "This page can wait for daylight" in text, address
        assert '<a href="/tonight/">Before you call or write</a>' in text
        assert text.index(HELP) < text.index("/tonight/") < text.index("Open it anyway")
        assert "I sleep five hours." not in text
        assert "I walked." not in text
        assert "11 March" not in text
        opened = re.search(r'href="([^"]*)">Open it anyway', text)[1]
        assert "can wait for daylight" not in main(alice, opened), address


@pytest.mark.parametrize("time", ["2026-03-11T06:00", "2026-03-11T19:59"])
def test_by_day_no_page_waits(alice, alice_journal, clock, time):
    found = all_pages(alice_journal)
    clock(time)
    assert not [address for address in found if "can wait for daylight" in main(alice, address)]


def test_what_was_typed_by_day_and_sent_by_night_is_kept(alice, alice_journal, clock):
    typed = marks(alice) | {"sign_1": "I eat.", "who": "Ana", "on": "2026-06-14"}
    clock("2026-03-11T20:01")
    answer = alice.post(HERE, typed)
    assert body(alice_journal) == {"signs": ["I eat."], "on": "2026-06-14", "who": "Ana"}
    text = main(alice, answer["Location"].partition("#")[0])
    assert "Saved." in text
    assert "can wait for daylight" in text


def test_who_opened_it_anyway_is_not_asked_at_every_step(alice, alice_journal, clock):
    due(alice_journal)
    clock("2026-03-11T23:00")
    text = main(alice, f"{HERE}?open=1")
    action = re.search(r'action="([^"]*)"', text)[1]
    typed = {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("base", "hand")}
    answer = alice.post(action, typed | {"go": "down"})
    assert "Set it down" in main(alice, answer["Location"])
    assert "can wait for daylight" not in main(alice, answer["Location"])


# The calm day


def test_a_day_is_kept_with_what_one_goes_by_and_who_knows(alice, alice_journal):
    typed = {"sign_1": " I sleep five hours. ", "sign_3": "They said it themselves.", "who": "Ana", "on": "2026-06-14"}
    answer = alice.post(HERE, marks(alice) | typed)
    assert (answer.status_code, answer["Location"]) == (303, f"{HERE}?at=10:00#saved")
    expected = {"signs": ["I sleep five hours.", "They said it themselves."], "on": "2026-06-14", "who": "Ana"}
    assert body(alice_journal) == expected
    text = main(alice, f"{HERE}?at=10:00")
    assert "The day is 14 June 2026. Ana knows." in text
    assert "Saved 10:00." in text
    assert 'value="2026-06-14"' in text


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-17", "Give it a week at least. 18 March 2026 is the first day you can choose."),
        ("2026-03-11", "Give it a week at least."),
        ("1999-01-01", "Give it a week at least."),
        ("2026-09-12", "Half a year is far enough. 11 September 2026 is the last day you can choose."),
        ("9999-12-31", "Half a year is far enough."),
        ("next spring", "We could not read this day."),
        ("2026-02-31", "We could not read this day."),
    ],
)
def test_a_day_that_cannot_be_is_answered_kindly_and_nothing_typed_is_gone(alice, alice_journal, on, said):
    typed = {"sign_1": "I eat.", "who": "Ana", "on": on}
    text = alice.post(HERE, marks(alice) | typed).content.decode()
    assert said in text
    assert "<title>Error: Notes: page</title>" in text
    for words in typed.values():
        assert f'value="{words}"' in text
    assert alice_journal.get("review", "current") is None


@pytest.mark.parametrize("on", ["2026-03-18", "2026-09-11", "14.06.2026", "14/06/2026", "14 June 2026"])
def test_the_first_and_the_last_day_and_days_typed_by_hand_are_good(alice, alice_journal, on):
    assert alice.post(HERE, marks(alice) | {"who": "Ana", "on": on}).status_code == 303
    assert body(alice_journal)["on"] in ("2026-03-18", "2026-09-11", "2026-06-14")


@pytest.mark.parametrize("who", ["", "   "])
def test_without_somebody_who_knows_there_is_no_day(alice, alice_journal, who):
    text = alice.post(HERE, marks(alice) | {"sign_1": "I eat.", "who": who, "on": "2026-06-14"}).content.decode()
    assert "Nobody looks at this alone." in text
    assert 'value="2026-06-14"' in text
    assert 'value="I eat."' in text
    assert 'href="/guides/look-after-yourself/people-around-you/"' in text
    assert alice_journal.get("review", "current") is None


def test_without_a_day_anything_may_be_kept_and_nothing_is_due(alice, alice_journal):
    alice.post(HERE, marks(alice) | {"sign_2": "I eat."})
    assert body(alice_journal) == {"signs": ["I eat."]}
    assert review.due(alice_journal, morning("2026-12-01")) is None


def test_a_day_that_has_come_near_stays_good_when_something_else_changes(alice, alice_journal, clock):
    due(alice_journal, on="2026-03-12")
    alice.post(HERE, marks(alice) | {"sign_1": "I sleep.", "who": "Sam", "on": "2026-03-12"})
    assert body(alice_journal) == {"signs": ["I sleep."], "on": "2026-03-12", "who": "Sam"}


def test_before_the_day_nothing_counts_and_nothing_is_asked(alice, alice_journal):
    due(alice_journal, on="2026-03-20")
    text = main(alice)
    assert "What I did" not in text
    assert not re.search(r"\b(?:9|nine) days?|\bin \d+|\b(?:last|final|end)\b", re.sub(r"<[^>]*>", " ", text))
    assert alice.get(f"{HERE}down/")["Location"] == HERE
    assert alice.post(f"{HERE}down/", {"base": "0"})["Location"] == HERE
    assert "down" not in body(alice_journal)


@pytest.mark.parametrize("clock_says", ["2026-03-11T10:00", "2026-03-12T03:00"])
def test_a_day_is_crossed_out_at_any_hour(alice, alice_journal, clock, clock_says):
    due(alice_journal, on="2026-03-20", did="I walked.")
    clock(clock_says)
    assert "Cross the day out" in main(alice)
    assert alice.post(f"{HERE}cross/").status_code == 303
    text = main(alice)
    assert "The day is crossed out. Nothing waits for you." in text
    assert text.count(HELP) >= 2
    assert "Cross the day out" not in text
    assert body(alice_journal) == SET | {"on": "", "did": "I walked."}
    assert review.due(alice_journal, morning("2026-03-20")) is None


@pytest.mark.parametrize("on", ["2026-03-20", "no day at all"])
def test_crossing_out_from_the_page_keeps_what_was_typed(alice, alice_journal, on):
    due(alice_journal, on="2026-03-20")
    alice.post(HERE, marks(alice) | {"sign_1": "I eat.", "who": "Sam", "on": on, "go": "cross"})
    assert body(alice_journal) == {"signs": ["I eat."], "who": "Sam", "on": ""}


# Where contact stands


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["welcome"], "Your partner hears nothing of it."),
        (["space"], "They need space, so you do not start."),
        (["waiting"], "Nothing goes until they write."),
        (["asked"], "standing for your marriage means leaving them alone."),
        (["court"], "standing for your marriage means leaving them alone."),
        (["court"], "Do not answer, even if they write first. Such pages can be asked for"),
        (["court"], "you owe nobody a wait"),
        ([], '<a href="/before-you-begin/none/">it stays none</a>'),
    ],
)
def test_every_state_opens_it_and_every_page_says_what_the_day_does_not_open(alice, alice_journal, lines, said):
    if lines:
        state.say(alice_journal, lines)
    assert said in main(alice)
    due(alice_journal)
    for address in (HERE, f"{HERE}on/", f"{HERE}change/", f"{HERE}down/"):
        assert said in main(alice, address), address
    set_down(alice, alice_journal)
    assert said in main(alice)


def test_a_state_that_does_not_open_counts_as_the_strictest(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    spoil(alice_journal, "contact", "state")
    assert "Do not answer, even if they write first." in main(alice)


# The day


def test_on_the_day_there_are_two_columns_and_three_words_in_this_order(alice, alice_journal):
    due(alice_journal)
    text = main(alice)
    names = ["What I go by", "I sleep five hours.", "What I did", "What I know", ">Go on<", ">Change<", ">Set it down<"]
    found = [text.index(name) for name in names]
    assert found == sorted(found)
    assert text.index(HELP) < found[0]
    assert "Ana knows." in text
    assert "What would your counselor say" in text
    assert not re.search(r"\b(?:finish|end|give up|last|closure|final|goodbye)\b", text)


def test_the_columns_save_themselves(alice, alice_journal):
    due(alice_journal)
    typed = marks(alice) | {"did": "I walked.\r\nאני ☕", "know": "x" * 20_000}
    saved = alice.post(f"{HERE}now/", typed, headers=HTMX).content.decode()
    assert "Saved 10:00." in saved
    assert body(alice_journal) == SET | {"did": "I walked.\nאני ☕", "know": "x" * 20_000}
    assert "I walked.\nאני ☕" in main(alice)
    answer = alice.post(f"{HERE}now/", typed | {"know": "x" * 20_001}, headers=HTMX)
    assert answer.status_code == 409
    assert "What I know" in answer.content.decode()
    text = alice.post(f"{HERE}now/", typed | {"know": "x" * 20_001}).content.decode()
    assert "x" * 20_001 in text
    assert alice.get(f"{HERE}now/")["Location"] == HERE


def test_the_day_may_still_be_moved_or_crossed_out(alice, alice_journal):
    due(alice_journal)
    move = re.search(r'href="([^"]*)">Not today', main(alice))[1]
    assert "What I did" not in main(alice, move)
    alice.post(HERE, marks(alice, move) | {"sign_1": "I sleep.", "who": "Ana", "on": "2026-04-01"})
    assert body(alice_journal)["on"] == "2026-04-01"
    due(alice_journal)
    alice.post(f"{HERE}now/", marks(alice) | {"did": "I walked.", "go": "cross"})
    assert body(alice_journal) == SET | {"on": "", "did": "I walked."}


@pytest.mark.parametrize("word", ["on", "change"])
def test_going_on_and_changing_keep_the_day_and_choose_a_new_one(alice, alice_journal, word):
    due(alice_journal)
    answer = alice.post(f"{HERE}now/", marks(alice) | {"did": "I walked.", "know": "They said no.", "go": word})
    assert answer["Location"] == f"{HERE}{word}/"
    typed = marks(alice, f"{HERE}{word}/") | {"who": "Sam", "on": "2026-06-14", "sign_1": "I eat."}
    assert alice.post(f"{HERE}{word}/", typed)["Location"] == HERE
    sign = "I eat." if word == "change" else "I sleep five hours."
    assert body(alice_journal) == {"signs": [sign], "on": "2026-06-14", "who": "Sam", "days": ["2026-03-11"]}
    look = alice_journal.get("review", "2026-03-11").body["looks"]
    assert look == [{"word": word, **SET, "did": "I walked.", "know": "They said no."}]
    assert f'href="{HERE}2026-03-11/"' in main(alice)
    read = main(alice, f"{HERE}2026-03-11/")
    for words in ("I sleep five hours.", "I walked.", "They said no.", "Go on" if word == "on" else "Change"):
        assert words in read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"who": "Ana", "on": ""}, "Choose a day first."),
        ({"who": "", "on": "2026-06-14"}, "Nobody looks at this alone."),
        ({"who": "Ana", "on": "2026-03-11"}, "Give it a week at least."),
    ],
)
def test_a_word_without_its_day_is_asked_again_and_nothing_is_kept_of_it(alice, alice_journal, typed, said):
    due(alice_journal)
    text = alice.post(f"{HERE}change/", marks(alice, f"{HERE}change/") | {"sign_1": "I eat."} | typed).content.decode()
    assert said in text
    assert 'value="I eat."' in text
    assert body(alice_journal) == SET
    assert alice_journal.get("review", "2026-03-11") is None


def test_two_words_on_one_day_are_both_kept(alice, alice_journal):
    due(alice_journal, did="First.")
    alice.post(f"{HERE}on/", marks(alice, f"{HERE}on/") | {"who": "Ana", "on": "2026-06-14"})
    set_down(alice, alice_journal, did="Second.")
    assert [look["did"] for look in alice_journal.get("review", "2026-03-11").body["looks"]] == ["First.", "Second."]


def test_columns_changed_elsewhere_are_looked_at_once_more(alice, alice_journal):
    due(alice_journal)
    opened = marks(alice, f"{HERE}on/")
    alice.post(f"{HERE}now/", marks(alice) | {"did": "From the phone."})
    text = alice.post(f"{HERE}on/", opened | {"who": "Sam", "on": "2026-06-14"}).content.decode()
    assert "This page was changed in another window" in text
    assert 'value="2026-06-14"' in text
    assert 'value="Sam"' in text
    assert alice_journal.get("review", "2026-03-11") is None
    again = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)[1] for name in ("base", "hand")}
    assert alice.post(f"{HERE}on/", again | {"who": "Sam", "on": "2026-06-14"})["Location"] == HERE
    assert alice_journal.get("review", "2026-03-11").body["looks"][0]["did"] == "From the phone."


def test_two_open_pages_lose_no_word(alice, alice_journal):
    due(alice_journal)
    one, two = marks(alice), marks(alice)
    alice.post(f"{HERE}now/", one | {"did": "From the phone."})
    assert alice.post(f"{HERE}now/", two | {"did": "From the desk.", "go": "down"})["Location"] == HERE
    text = main(alice)
    assert text.index("From the desk.") < text.index("From the phone.")
    assert alice.get(f"{HERE}down/")["Location"] == HERE
    seen = re.search(r'name="seen" value="(\w+)"', text)[1]
    alice.post(f"{HERE}both/", {"keep": "all", "seen": seen})
    assert body(alice_journal) == SET | {"did": "From the phone.\n\nFrom the desk."}


# Set down


def test_setting_down_is_read_first_and_then_done(alice, alice_journal):
    due(alice_journal)
    text = main(alice, f"{HERE}down/")
    assert "Nothing here is deleted, and nothing locks." in text
    assert text.index(HELP) < text.index("<form")
    assert body(alice_journal) == SET
    assert alice.post(f"{HERE}down/", marks(alice, f"{HERE}down/"))["Location"] == HERE
    assert body(alice_journal) == {"signs": SET["signs"], "who": "Ana", "down": "2026-03-11", "days": ["2026-03-11"]}
    assert review.set_down(alice_journal) == date(2026, 3, 11)


def test_what_stays_stands_there_with_the_numbers_of_the_chosen_country(alice, alice_journal):
    alice.post("/n/mine/", {"zone": "Europe/Berlin", "lock_minutes": "10", "paper": "a4", "country": "GB"})
    situation.say(alice_journal, ["children"])
    for step in shelf.guide("slow-down").steps:
        progress.mark(alice_journal, "slow-down", step.slug, "done", date(2026, 3, 1))
    set_down(alice, alice_journal, did="I slept again.", know="They said no.")
    text = main(alice)
    assert "On 11 March 2026 you set the waiting down." in text
    assert 'href="tel:116123"' in text
    assert 'href="tel:999"' in text
    assert "tel:988" not in text
    for address in ("/help/", "/n/tools/six-parts/", "/n/sheet/next/", "/guides/look-after-yourself/"):
        assert f'href="{address}"' in text, address
    for step in ("get-help/make-the-call", "how-long/if-you-go-separate-ways", "how-long/nobody-can-be-made-to-stay"):
        assert f'href="{reverse("my-step", args=[step])}"' in text, step
    assert "I slept again." in text
    assert "They said no." not in text
    assert "bedtimes of the children" in text
    reaching = [f"{guide.slug}/{step.slug}" for guide in shelf.guides() for step in guide.steps if step.reaches_partner]
    assert f'href="{reverse("my-step", args=["slow-down/hope-and-slips"])}"' in text
    assert not [step for step in reaching if reverse("my-step", args=[step]) in text]


def test_by_night_what_stays_is_open_and_what_was_written_waits(alice, alice_journal, clock):
    set_down(alice, alice_journal, did="I slept again.")
    clock("2026-03-12T03:00")
    text = main(alice)
    assert "You set it down" in text
    assert HELP in text
    assert "tel:" in text
    assert "I slept again." not in text
    assert "Take it up again" not in text
    assert "I slept again." in main(alice, f"{HERE}?open=1")


def test_it_is_taken_up_again_and_nothing_was_lost(alice, alice_journal):
    set_down(alice, alice_journal, did="I slept again.")
    alice.post(f"{HERE}again/")
    assert review.set_down(alice_journal) is None
    assert review.due(alice_journal, morning("2026-12-01")) is None
    text = main(alice)
    assert 'value="I sleep five hours."' in text
    assert "I slept again." in main(alice, f"{HERE}2026-03-11/")


# What home asks


def morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))


def test_home_is_told_of_the_day_by_daylight_alone(alice_journal):
    assert review.due(alice_journal, morning("2026-03-11")) is None
    assert review.set_down(alice_journal) is None
    due(alice_journal)
    assert review.due(alice_journal, morning("2026-03-10")) is None
    assert review.due(alice_journal, morning("2026-03-11")) == date(2026, 3, 11)
    assert review.due(alice_journal, morning("2026-05-01")) == date(2026, 3, 11)
    assert review.due(alice_journal, morning("2026-03-11").replace(hour=20)) is None
    assert review.due(alice_journal, morning("2026-03-12").replace(hour=5)) is None


def test_it_asks_for_one_record(alice_journal, django_assert_num_queries):
    due(alice_journal)
    with django_assert_num_queries(1):
        review.due(alice_journal, morning("2026-03-11"))
    with django_assert_num_queries(1):
        review.set_down(alice_journal)


# What does not open, what is not there, what is found


def spoil(journal: Journal, kind: str, key: str) -> None:
    assert Record.objects.filter(slot=journal.key.slot(kind, key)).update(sealed=b"broken")


def test_a_text_that_does_not_open_says_so_and_is_never_overwritten(alice, alice_journal):
    due(alice_journal)
    typed = marks(alice)
    spoil(alice_journal, "review", "current")
    assert "This page does not open" in alice.get(HERE).content.decode()
    answer = alice.post(f"{HERE}now/", typed | {"did": "I walked."})
    assert "This page does not open" in answer.content.decode()
    assert "I walked." in answer.content.decode()
    assert alice.post(f"{HERE}cross/").status_code == 409
    assert review.due(alice_journal, morning("2026-03-11")) is None
    assert review.set_down(alice_journal) is None
    assert alice.get("/n/").status_code == 200
    row = Record.objects.get(slot=alice_journal.key.slot("review", "current"))
    assert bytes(row.sealed) == b"broken"


def test_an_earlier_day_that_does_not_open_is_said_and_the_rest_works(alice, alice_journal):
    set_down(alice, alice_journal, did="I slept again.")
    spoil(alice_journal, "review", "2026-03-11")
    text = main(alice)
    assert "This one does not open." in text
    assert "You set it down" in text
    alice.post(f"{HERE}again/")
    due(alice_journal, days=["2026-03-11"])
    answer = alice.post(f"{HERE}on/", marks(alice, f"{HERE}on/") | {"who": "Ana", "on": "2026-06-14"})
    assert answer.status_code == 409
    assert body(alice_journal)["on"] == "2026-03-11", "nothing is half done"


def test_made_up_days_and_words_are_not_there(alice, alice_journal):
    for address in ("2026-13-40/", "2026-03-10/", "up/", "2026/"):
        assert alice.get(HERE + address).status_code == 404, address
    for address in ("cross/", "again/", "both/"):
        assert alice.get(HERE + address).status_code == 405


def test_no_page_opens_many_records(alice, alice_journal, monkeypatch):
    days = [f"20{year}-0{month}-01" for year in range(20, 26) for month in range(1, 9)]
    for day in days:
        alice_journal.overwrite("review", day, {"looks": [{"word": "on", "did": "I walked."}]})
    due(alice_journal, days=days)
    opened, whole = [], Journal._open
    monkeypatch.setattr(Journal, "_open", lambda self, row: opened.append(row) or whole(self, row))
    main(alice)
    assert len(opened) <= 20


def test_words_are_found_again_and_our_own_are_not(alice, alice_journal):
    set_down(alice, alice_journal, did="I planted a quince.")
    due(alice_journal, did="Quince jam.")
    found = {(each.kind, each.key) for each in search.find(alice_journal, "quince").found}
    assert found == {("review", "current"), ("review", "2026-03-11")}
    rows = alice.post("/n/find/", {"q": "quince"}).content.decode()
    assert f'href="{HERE}"' in rows
    assert f'href="{HERE}2026-03-11/"' in rows
    assert "When I look again" in rows
    assert not search.find(alice_journal, "down").found


def test_titles_say_nothing(alice, alice_journal):
    for address in all_pages(alice_journal):
        assert "<title>Notes: page</title>" in page(alice, address)


def test_the_tool_of_this_name_is_this_page_and_its_blank_is_public(alice, nobody):
    assert 'href="/n/tools/look-again/"' in nobody.get("/tools/look-again/").content.decode()
    assert "When I look again" in main(alice)


def test_by_night_nothing_lies_over_the_page(alice, clock):
    clock("2026-03-12T03:00")
    assert re.search(r'<section class="cover" id="cover"[^>]* hidden>', page(alice))
