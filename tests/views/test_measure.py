"""The log of what the reader starts, their limit, and the ten minutes: two taps, closing and opening, slips."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides import shelf
from journal.doing import home, measure, nights, situation, state
from journal.models import Record
from journal.pure import contact, plan
from journal.pure import measure as rules
from tests.people import PASSPHRASE

HERE, LIMIT, TEN = "/n/tools/my-limit/", "/n/tools/my-limit/change/", "/n/ten/"
TODAY = date(2026, 3, 11)  # a Wednesday
SLIP = "A slip is one evening. Tonight you stop again."
WAITING = "Waiting is the message now."


@pytest.fixture(autouse=True)
def _evening(published, clock):
    """By Alice's clock it is a quarter past eight in the evening of TODAY."""


def page(client: Client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(html)).split()).replace("&#x27;", "'")


def hidden(html: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def tap(client: Client, by: str, address: str = HERE):
    """Press one of the page's buttons, as it stands there."""
    html = page(client, address)
    assert f'name="reached" value="{by}"' in html
    answer = client.post(address, {"hand": hidden(html, "hand"), "reached": by})
    assert answer.status_code == 303
    return answer


def go(client: Client, what: str, address: str = HERE):
    html = page(client, address)
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'value="{what}"' in form)
    seen = {"seen": hidden(form, "seen")} if 'name="seen"' in form else {}
    return client.post(address, {"go": what} | seen)


def lines(journal, day: date = TODAY) -> list[dict]:
    found = journal.get("week", rules.week_of(day))
    return found.body["reached"] if found else []


def broken(journal, kind: str, key: str) -> None:
    assert Record.objects.filter(slot=journal.key.slot(kind, key)).update(sealed=b"broken") == 1


# Contact comes first


def test_whether_contact_is_welcome_is_asked_first(alice, alice_journal):
    for address in (HERE, LIMIT):
        answer = alice.get(address, follow=True)
        assert answer.redirect_chain[-1] == ("/n/state/?for=my-limit", 303)
    assert alice.post("/n/state/", {"lines": ["welcome"], "for": "my-limit"})["Location"] == HERE


def test_the_address_of_the_tool_is_the_one_of_all_tools(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    assert f'href="{HERE}"' in page(alice, "/n/")
    guide, step = next((g.slug, s.slug) for g in shelf.guides() for s in g.steps if s.tool == measure.TOOL)
    assert f'href="{HERE}"' in page(alice, reverse("my-step", args=[f"{guide}/{step}"]))


@pytest.mark.parametrize(
    ("said", "buttons"),
    [
        (["welcome"], ["call", "message", "gift"]),
        (["space"], ["call", "message"]),
        (["waiting"], ["any"]),
        (["asked"], ["any"]),
    ],
)
def test_only_the_channels_of_this_state_have_a_button(alice, alice_journal, said, buttons):
    state.say(alice_journal, said)
    html = page(alice)
    assert re.findall(r'name="reached" value="(\w+)"', html) == buttons
    assert "visit" not in words(html)


def test_in_court_there_is_nothing_to_tap_and_nothing_is_kept(alice, alice_journal):
    state.say(alice_journal, ["welcome", "court"])
    html = page(alice)
    assert "no answer goes out, even if they write first" in html
    assert "<form" not in main_of(html)
    assert alice.get(LIMIT)["Location"] == HERE
    assert alice.post(HERE, {"reached": "message", "hand": "left-open-page"}).status_code == 303
    assert lines(alice_journal) == []


def test_where_they_asked_for_none_there_is_no_limit_and_one_quiet_line(alice, alice_journal):
    alice_journal.put("tool", "my-limit", {"questions": [], "answers": {"limit_message": "week"}, "older": []})
    state.say(alice_journal, ["asked"])
    said = words(page(alice))
    assert "You do not start. If they write, you may answer once" in said
    assert "Ask a lawyer before you keep it here." in said
    assert "<dl>" not in main_of(page(alice))
    assert "a week" not in said
    assert alice.get(LIMIT)["Location"] == HERE
    tap(alice, "any")
    said = words(page(alice))
    assert "They asked for none. Stop now, and send nothing more." in said
    assert SLIP not in said, "after a clear no it is more than a slip"
    assert "They have written since" not in said


# Two taps


@pytest.mark.parametrize(("by", "said"), [("call", "a call"), ("message", "a message"), ("gift", "a gift")])
def test_one_tap_keeps_it_and_says_what_to_do_next(alice, alice_journal, by, said):
    state.say(alice_journal, ["welcome"])
    assert tap(alice, by)["Location"] == f"{HERE}?at=20:15#saved"
    found = words(page(alice, f"{HERE}?at=20:15"))
    assert "Saved 20:15." in found
    assert f"In the last seven days {said.capitalize()} on Wednesday" in found
    assert WAITING in found
    assert "It is done, and one is enough." in found
    assert SLIP not in found
    assert [(each["by"], each["day"], each["at"]) for each in lines(alice_journal)] == [(by, "2026-03-11", "20:15")]


def test_before_four_it_belongs_to_the_day_before(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    clock("2026-03-12T02:31")
    tap(alice, "message")
    assert lines(alice_journal)[0] | {"id": ""} == {"id": "", "by": "message", "day": "2026-03-11", "at": "02:31"}
    assert "A message on Wednesday" in words(page(alice))


def test_the_week_of_new_year_has_one_record(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    clock("2026-12-31T23:50")
    tap(alice, "message")
    go(alice, "wrote")
    clock("2027-01-01T10:00")
    tap(alice, "call")
    assert [each["day"] for each in alice_journal.get("week", "2026-W53").body["reached"]] == [
        "2026-12-31",
        "2027-01-01",
    ]
    clock("2027-01-04T10:00")
    found = words(page(alice))
    assert "A message on Thursday, a call on Friday" in found


def test_a_page_keeps_one_line_however_often_it_is_sent(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    sent = {"hand": hidden(page(alice), "hand"), "reached": "message"}
    for _ in range(3):
        alice.post(HERE, sent)
    assert len(lines(alice_journal)) == 1
    assert len(state.standing(alice_journal).waiting) == 1


def test_a_page_that_is_sent_again_in_a_new_week_keeps_one_line_too(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    clock("2026-03-16T03:59")
    sent = {"hand": hidden(page(alice), "hand"), "reached": "message"}
    alice.post(HERE, sent)
    clock("2026-03-16T04:01")
    alice.post(HERE, sent)
    assert len(lines(alice_journal, date(2026, 3, 15))) == 1
    assert lines(alice_journal, date(2026, 3, 16)) == []


def test_two_open_pages_keep_two_lines(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    one, two = (hidden(page(alice), "hand") for _ in range(2))
    for hand, by in ((one, "call"), (two, "message")):
        alice.post(HERE, {"hand": hand, "reached": by})
    assert [each["by"] for each in lines(alice_journal)] == ["call", "message"]


@pytest.mark.parametrize("hand", ["", "x", "<script>", "é" * 12, "a" * 33, "\0" * 9])
def test_an_odd_mark_is_not_kept_and_the_tap_is(alice, alice_journal, hand):
    state.say(alice_journal, ["welcome"])
    alice.post(HERE, {"reached": "call", "hand": hand})
    assert re.fullmatch(r"[\w-]{12}", lines(alice_journal)[0]["id"])


@pytest.mark.parametrize("sent", [{}, {"reached": "visit"}, {"go": "burn"}, {"reached": ["call", "x"]}])
@pytest.mark.parametrize("address", [HERE, TEN])
def test_a_made_up_tap_is_refused(alice, alice_journal, address, sent):
    state.say(alice_journal, ["welcome"])
    answer = alice.post(address, sent)
    assert answer.status_code == 400 or (address == TEN and "reached" in sent)
    assert address == TEN or lines(alice_journal) == []


def test_what_was_tapped_into_a_locked_journal_comes_back(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    sent = {"hand": hidden(page(alice), "hand"), "reached": "message"}
    alice.post("/n/lock/")
    locked = alice.post(HERE, sent)
    assert locked.status_code == 401
    carried = dict(re.findall(r'<textarea name="(typed-\w+)" hidden>\n(.*?)</textarea>', locked.content.decode()))
    back = alice.post("/n/unlock/", carried | {"name": "river-1001", "passphrase": PASSPHRASE, "then": HERE})
    assert "And one tap." in back.content.decode()
    fields = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', back.content.decode()))
    alice.post(HERE, fields)
    assert [each["by"] for each in lines(alice_journal)] == ["message"]


# Closing and opening


@pytest.mark.parametrize("by", ["call", "message", "gift"])
def test_one_without_an_answer_closes_everything_until_they_write(alice, alice_journal, by):
    state.say(alice_journal, ["welcome"])
    assert not measure.unanswered(alice_journal)
    tap(alice, by)
    assert measure.unanswered(alice_journal)
    html = page(alice)
    assert re.findall(r'name="reached" value="(\w+)"', html) == ["any"]
    assert 'href="/n/tools/my-limit/change/"' not in html
    go(alice, "wrote")
    assert not measure.unanswered(alice_journal)
    assert re.findall(r'name="reached" value="(\w+)"', page(alice)) == ["call", "message", "gift"]


def test_the_log_sets_the_state_for_every_page_and_tool(alice, alice_journal):
    """DESIGN, section 1: the log sets it."""
    state.say(alice_journal, ["welcome"])
    half = "/n/tools/half-of-it/"
    assert "Not for now" not in page(alice, half)
    tap(alice, "message")
    assert state.state(alice_journal) == "waiting"
    assert state.lines(alice_journal) == ["welcome"]
    assert "Not for now" in page(alice, half)
    assert "waiting" in situation.names(alice_journal)
    assert home.look(alice_journal, [], [], datetime(2026, 3, 11, 20, 15, tzinfo=UTC)).state == "waiting"
    assert nights.page(alice_journal, TODAY).reached_out == "reached"
    told = words(page(alice, "/n/state/"))
    assert "your last message has no answer yet" in told
    assert f'href="{HERE}"' in main_of(page(alice, "/n/state/"))


@pytest.mark.parametrize("said", [None, *contact.STATES])
def test_the_stricter_of_log_and_words_wins(alice_journal, said):
    if said:
        state.say(alice_journal, [said])
    alice_journal.put("contact", "open", {"lines": ["some-page"]})
    assert state.state(alice_journal) == contact.strictest(filter(None, [said, "waiting"]))


def test_no_time_that_passes_opens_it_again(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    clock("2027-09-01T20:15")
    found = words(page(alice))
    assert WAITING in found
    assert "They have written since" in found


def test_the_state_is_one_query_with_a_log_and_without(alice_journal, django_assert_num_queries):
    for lines_said, waiting in product(([], ["welcome"]), ([], ["some-page"])):
        state.say(alice_journal, lines_said)
        alice_journal.overwrite("contact", "open", {"lines": waiting})
        with django_assert_num_queries(1):
            state.state(alice_journal)


def test_their_answer_also_ends_the_line_that_the_reader_ticked(alice, alice_journal):
    state.say(alice_journal, ["welcome", "waiting"])
    assert WAITING in words(page(alice))
    go(alice, "wrote")
    assert state.lines(alice_journal) == ["welcome"]


def test_where_that_was_the_only_line_contact_is_asked_about_anew(alice, alice_journal):
    state.say(alice_journal, ["waiting"])
    go(alice, "wrote")
    assert alice.get(HERE)["Location"] == "/n/state/?for=my-limit"


@pytest.mark.parametrize("line", ["asked", "space"])
def test_their_answer_takes_no_other_line_away(alice, alice_journal, line):
    state.say(alice_journal, [line])
    alice_journal.put("contact", "open", {"lines": ["some-page-1"]})
    alice.post(HERE, {"go": "wrote", "seen": "some-page-1"})
    assert state.state(alice_journal) == line


def test_an_old_page_does_not_answer_what_was_started_after_it(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    old = hidden(page(alice), "seen")
    tap(alice, "any")
    alice.post(HERE, {"go": "wrote", "seen": old})
    assert len(state.standing(alice_journal).waiting) == 1
    assert measure.unanswered(alice_journal)
    alice.post(HERE, {"go": "wrote", "seen": "made-up-page"})
    assert measure.unanswered(alice_journal)


# Slips


def test_a_second_one_while_the_first_waits_is_a_slip_and_leads_to_the_ten_minutes(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    tap(alice, "any")
    html = page(alice)
    assert SLIP in words(html)
    assert "Send nothing to mend it." in words(html)
    assert 'href="/help/"' in main_of(html)
    assert f'class="button" href="{TEN}"' in html


def test_more_than_the_limit_is_a_slip_also_after_an_answer(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    go(alice, "wrote")
    assert SLIP not in words(page(alice))
    clock("2026-03-16T20:15")
    tap(alice, "message")
    assert SLIP in words(page(alice))
    clock("2026-03-17T20:15")
    assert SLIP not in words(page(alice)), "a slip is one evening"


@pytest.mark.parametrize("said", [["welcome"], ["space"], ["waiting"], ["asked"]])
def test_nothing_is_counted_or_promised_in_any_state(alice, alice_journal, said):
    state.say(alice_journal, said)
    alice_journal.put("tool", "my-limit", {"questions": [], "answers": {"limit_message": "week"}, "older": []})
    by = rules.channels(said[0])[0]
    for _ in range(3):
        html = page(alice)
        by = re.search(r'name="reached" value="(\w+)"', html)[1]
        alice.post(HERE, {"hand": hidden(html, "hand"), "reached": by})
        found = words(page(alice)).lower()
        assert not re.search(r"\bleft\b|remaining|allowance|budget|quota|\b[2-9]\b of|score|well done", found), found


# Taking back


def test_a_wrong_tap_is_taken_back_and_what_it_closed_opens(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    tap(alice, "gift")
    assert "A wrong tap: take back a gift on Wednesday, 20:15" in words(page(alice))
    go(alice, "back")
    assert lines(alice_journal) == []
    assert state.state(alice_journal) == "welcome"
    assert "take back" not in words(page(alice))


def test_taking_back_the_second_leaves_the_first_waiting(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    tap(alice, "any")
    go(alice, "back")
    assert [each["by"] for each in lines(alice_journal)] == ["message"]
    assert measure.unanswered(alice_journal)


def test_yesterdays_tap_can_be_taken_back_over_a_new_week_and_an_older_one_cannot(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    clock("2026-03-15T20:15")
    tap(alice, "message")
    clock("2026-03-16T20:15")
    go(alice, "back")
    assert lines(alice_journal, date(2026, 3, 15)) == []
    tap(alice, "message")
    clock("2026-03-18T20:15")
    assert "take back" not in words(page(alice))


def test_a_wrong_they_have_written_is_taken_back_on_the_same_day(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome", "waiting"])
    tap(alice, "any")
    go(alice, "wrote")
    assert state.state(alice_journal) == "welcome"
    alice.post(HERE, {"go": "wrote", "seen": ""})  # pressed twice: the first press is the one to take back
    go(alice, "not")
    assert state.lines(alice_journal) == ["welcome", "waiting"]
    assert len(state.standing(alice_journal).waiting) == 1
    go(alice, "wrote")
    clock("2026-03-12T20:15")
    assert "they have not written" not in words(page(alice))


# The limit


def test_the_limit_is_offered_from_what_i_did_and_counts_only_when_it_is_saved(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    html = page(alice, LIMIT)
    assert not re.search(r"<input[^>]*type=\"radio\"[^>]*checked", html)
    marks = {name: hidden_field(html, name) for name in ("base", "hand")}
    used = {"q_used_call": "daily", "q_used_message": "often", "q_used_gift": "weekly"}
    assert alice.post(LIMIT, marks | used | {"go": "offer"})["Location"] == f"{LIMIT}?offer=1"
    assert not measure.look(alice_journal, TODAY).chosen
    html = page(alice, f"{LIMIT}?offer=1")
    assert "It counts when you press Save." in words(html)
    chosen = re.findall(r'name="(q_limit_\w+)"[^>]*value="(\w+)"[^>]*checked', html)
    assert chosen == [("q_limit_call", "week"), ("q_limit_message", "four"), ("q_limit_gift", "four")]
    marks = {name: hidden_field(html, name) for name in ("base", "hand")}
    answer = alice.post(LIMIT, marks | used | dict(chosen) | {"q_limit_gift": "none"})
    assert answer["Location"] == f"{HERE}?at=20:15#saved"
    found = words(page(alice))
    assert "At most one call a week, one message in 4 weeks. No gifts." in found
    assert "Begun" in page(alice, "/n/")


def hidden_field(html: str, name: str) -> str:
    return re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)[1]


def test_a_gift_never_stands_without_its_condition(alice, alice_journal):
    """S2."""
    state.say(alice_journal, ["welcome"])
    answers = {"limit_call": "none", "limit_message": "none", "limit_gift": "four"}
    alice_journal.put("tool", "my-limit", {"questions": [], "answers": answers, "older": []})
    found = words(page(alice))
    assert "One gift a month at most, and only if the last one was welcome." in found
    assert "gift" not in measure.offers(alice_journal, TODAY)["plan.slow_do"]


def test_only_what_was_chosen_is_named(alice, alice_journal):
    """A channel that the reader did not choose a limit for would read as leave to use it (S1)."""
    state.say(alice_journal, ["welcome"])
    assert "Choose my limit" in words(page(alice))
    alice.post(LIMIT, {"q_limit_message": "week"})
    found = words(page(alice))
    assert "At most one message a week." in found
    assert "call a week" not in found
    assert "One gift" not in found
    alice_journal.burn("tool", "my-limit")
    alice.post(LIMIT, {"q_limit_gift": "four"})
    assert "My limit One gift a month at most, and only if the last one was welcome." in words(page(alice))


def test_an_offer_needs_what_i_did_and_changes_no_limit_that_i_chose(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    assert "Say first what you used to do." in words(page(alice, f"{LIMIT}?offer=1"))
    alice.post(LIMIT, {"q_used_call": "several", "q_limit_call": "none"})
    html = page(alice, f"{LIMIT}?offer=1")
    assert "Say first what you used to do." in words(html)
    assert re.findall(r'name="(q_limit_\w+)"[^>]*value="(\w+)"[^>]*checked', html) == [("q_limit_call", "none")]


def test_a_stricter_state_asks_less_and_keeps_what_it_did_not_ask(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(LIMIT, {"q_limit_call": "week", "q_limit_message": "week", "q_limit_gift": "four"})
    state.say(alice_journal, ["space"])
    assert "At most one small sign, once in 4 weeks." in words(page(alice))
    html = page(alice, LIMIT)
    assert set(re.findall(r'name="(q_\w+)"', html)) == {"q_used_message", "q_limit_message", "q_instead", "q_told"}
    assert re.findall(r'name="q_limit_message"[^>]*value="(\w+)"', html) == ["four", "none"]
    marks = {name: hidden_field(html, name) for name in ("base", "hand")}
    alice.post(LIMIT, marks | {"q_used_message": "daily", "q_told": "Sam"})
    marks = {name: hidden_field(page(alice, LIMIT), name) for name in ("base", "hand")}
    alice.post(LIMIT, marks | {"q_used_message": "daily", "q_told": ""})
    state.say(alice_journal, ["welcome"])
    assert measure.look(alice_journal, TODAY).answers == {
        "limit_call": "week",
        "limit_message": "week",
        "limit_gift": "four",
        "used_message": "daily",
    }


def test_a_milder_limit_than_the_state_is_refused_and_said(alice, alice_journal):
    state.say(alice_journal, ["space"])
    answer = alice.post(LIMIT, {"q_limit_message": "week"})
    assert answer.status_code == 200
    assert "<title>Error: Notes: list</title>" in answer.content.decode()
    assert alice_journal.get("tool", "my-limit") is None


def test_two_open_pages_of_the_limit_are_settled_by_the_reader(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    one, two = ({name: hidden_field(page(alice, LIMIT), name) for name in ("base", "hand")} for _ in range(2))
    alice.post(LIMIT, one | {"q_limit_call": "week"})
    assert alice.post(LIMIT, two | {"q_limit_call": "none"})["Location"] == LIMIT
    html = page(alice, LIMIT)
    assert "Two texts for one page" in html
    alice.post("/n/tools/my-limit/both/", {"keep": "0", "seen": hidden(html, "seen")})
    assert measure.look(alice_journal, TODAY).answers == {"limit_call": "none"}


# What does not open


def test_a_broken_week_is_said_and_the_rest_works(alice, alice_journal, clock):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    go(alice, "wrote")
    broken(alice_journal, "week", rules.week_of(TODAY))
    assert "Something you kept here does not open." in words(page(alice))
    sealed = bytes(Record.objects.get(slot=alice_journal.key.slot("week", rules.week_of(TODAY))).sealed)
    assert alice.post(HERE, {"reached": "call"}).status_code == 409
    assert alice.post(TEN, {"waited": "1"}).status_code == 409
    assert bytes(Record.objects.get(slot=alice_journal.key.slot("week", rules.week_of(TODAY))).sealed) == sealed
    assert not measure.unanswered(alice_journal)
    assert "sheet.counts_now" not in measure.offers(alice_journal, TODAY)
    assert "Stay on this page" in words(page(alice, TEN))
    assert page(alice, "/n/today/")
    clock("2026-03-18T20:15")
    tap(alice, "call")
    assert [each["by"] for each in lines(alice_journal, date(2026, 3, 18))] == ["call"]


def test_what_waits_and_does_not_open_counts_as_waiting(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    tap(alice, "message")
    go(alice, "wrote")
    broken(alice_journal, "contact", "open")
    assert state.state(alice_journal) == "waiting"
    found = words(page(alice))
    assert WAITING in found
    assert "does not open" in found
    assert alice.post(HERE, {"go": "wrote"}).status_code == 409
    assert len(lines(alice_journal)) == 1
    assert alice.post(HERE, {"reached": "call"}).status_code == 409
    assert len(lines(alice_journal)) == 1, "kept whole or not at all"


def test_a_limit_that_does_not_open_leaves_the_log_to_be_used(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(LIMIT, {"q_limit_call": "week"})
    broken(alice_journal, "tool", "my-limit")
    assert "does not open" in words(page(alice))
    tap(alice, "call")
    assert alice.get(LIMIT).status_code == 409


# Slots


def test_the_pages_open_few_records_however_long_the_log(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    counted = []
    page(alice)  # the worksheet is read once and then known
    for weeks in (0, 60):
        for back in range(weeks):
            day = TODAY - timedelta(weeks=back)
            body = {"reached": [{"id": f"a{back}-page", "by": "message", "day": day.isoformat(), "at": "20:00"}]}
            alice_journal.put("week", rules.week_of(day), {**body, "waited": []})
        for address in (HERE, TEN):
            with CaptureQueriesContext(connection) as queries:
                page(alice, address)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]
    log = measure.look(alice_journal, TODAY)
    assert len(log.lines) == measure.WEEKS


# Offers


def test_offers_in_words(alice, alice_journal, clock):
    assert measure.offers(alice_journal, TODAY) == {}
    state.say(alice_journal, ["welcome"])
    assert measure.offers(alice_journal, TODAY) == {}
    alice.post(LIMIT, {"q_limit_call": "none", "q_limit_message": "week", "q_limit_gift": "none"})
    assert measure.offers(alice_journal, TODAY) == {"plan.slow_do": "At most one message a week. No calls, no gifts."}
    clock("2026-03-03T20:15")
    alice.post(TEN, {"waited": "1"})
    clock("2026-03-11T20:15")
    tap(alice, "message")
    go(alice, "wrote")
    for _ in range(3):
        alice.post(TEN, {"waited": "1"})
    offers = measure.offers(alice_journal, TODAY)
    assert (offers["sheet.counts_now"], offers["sheet.counts_before"]) == ("1 time; 3 times", "0 times; 1 time")


@pytest.mark.parametrize(
    ("line", "words_then"),
    [
        ("waiting", "Nothing until they write."),
        ("asked", "I do not start. If they write: one answer, short."),
        ("court", "None at all: no calls, no messages, no word through others."),
    ],
)
def test_where_contact_is_none_the_offer_is_the_sentence_of_none(alice, alice_journal, line, words_then):
    state.say(alice_journal, ["welcome"])
    alice.post(LIMIT, {"q_limit_message": "week"})
    alice.post(TEN, {"waited": "1"})
    state.say(alice_journal, ["welcome", line])
    offers = measure.offers(alice_journal, TODAY)
    assert offers["plan.slow_do"] == words_then
    assert ("sheet.counts_now" in offers) is (line == "waiting")


def test_every_limit_fits_into_its_row_of_the_plan(alice_journal):
    state.say(alice_journal, ["welcome"])
    for chosen in product(rules.LIMITS, repeat=3):
        answers = dict(zip((f"limit_{each}" for each in rules.CHANNELS), chosen, strict=True))
        alice_journal.overwrite("tool", "my-limit", {"questions": [], "answers": answers, "older": []})
        for said in contact.STATES:
            state.say(alice_journal, [said])
            assert 0 < len(measure.offers(alice_journal, TODAY).get("plan.slow_do", "-")) <= plan.DO_LETTERS


# Ten minutes


def test_every_private_page_leads_there_with_one_quiet_word(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    for address in ("/n/", "/n/today/", HERE, TEN, "/n/plan/", "/n/sheet/first/", "/n/find/", "/n/mine/"):
        html = page(alice, address)
        strip = re.search(r'<nav class="strip".*?</nav>', html, re.DOTALL)[0]
        assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', strip) == [("/help/", "Help now"), (TEN, "Ten minutes")]


def test_a_page_outside_an_open_journal_does_not_lead_there(nobody):
    assert "/n/ten/" not in nobody.get("/n/unlock/").content.decode()
    assert nobody.get(TEN).status_code == 401


def test_it_ends_at_a_time_of_day_and_nothing_ticks(alice, clock):
    clock("2026-03-11T23:55")
    html = page(alice, TEN)
    assert "It is 23:55. Stay on this page until 00:05." in words(html)
    assert "Is it 00:05?" in words(html)
    assert "data-minutes" not in html
    assert "<title>Notes: page</title>" in html


def test_help_comes_before_everything_and_no_question_before_help(alice):
    main = main_of(page(alice, TEN))
    assert main.index('href="/help/"') < main.index("Stay on this page") < main.index("<form")
    found = words(page(alice, TEN))
    assert "If you have been drinking, let that be the last one. Do not drive." in found
    assert "They carry no messages" in found


def test_my_own_lines_are_there_and_a_page_that_does_not_open_is_said(alice, alice_journal):
    assert "Wash a cup." in words(page(alice, TEN))
    own = {"hands": "Peel potatoes", "who": "Sam & Jo, 0151 1", "counselor": "Who is it for?", "phone": "Hall shelf"}
    alice.post("/n/tools/ten-minutes/", {f"q_{key}": value for key, value in own.items()})
    other = {"questions": [], "answers": {"who": "My sister", "instead": "Shoes on"}, "older": []}
    alice_journal.put("tool", "three-things", other)
    found = words(page(alice, TEN)).replace("&amp;", "&")
    for line in (*own.values(), "My sister", "Shoes on"):
        assert line in found
    assert "Wash a cup." not in found
    broken(alice_journal, "tool", "three-things")
    found = words(page(alice, TEN))
    assert "One of your pages does not open." in found
    assert "Peel potatoes" in found


def test_the_first_of_my_people_are_there_in_their_order(alice, alice_journal):
    people = [
        ("confidant", "Sam, 0151 1"),
        ("company", ""),
        ("supper", "My sister"),
        ("work", "Ines"),
        ("fourth", "Jo"),
    ]
    asked = [{"key": key, "label": key, "hint": "", "kind": "line", "limit": 80, "lines": 1, "options": []}
             for key, _ in people]  # fmt: skip
    asked.append({**asked[0], "key": "more", "kind": "text"})
    answers = {key: who for key, who in people if who} | {"more": "A long story"}
    alice_journal.put("tool", "my-people", {"questions": asked, "answers": answers, "older": []})
    found = words(page(alice, TEN))
    assert found.index("Sam, 0151 1") < found.index("My sister") < found.index("Ines")
    for words_there in ("Jo", "A long story"):
        assert words_there not in found


def test_it_came_and_i_waited(alice, alice_journal):
    html = page(alice, TEN)
    answer = alice.post(TEN, {"hand": hidden(html, "hand"), "waited": "1"})
    assert answer["Location"] == f"{TEN}?at=20:15#saved"
    found = words(page(alice, f"{TEN}?at=20:15"))
    assert "It came, and you waited." in found
    assert "Saved 20:15." in found
    assert len(alice_journal.get("week", "2026-W11").body["waited"]) == 1
    assert not measure.unanswered(alice_journal)
    go(alice, "back", f"{TEN}?at=20:15")
    assert alice_journal.get("week", "2026-W11").body["waited"] == []


def test_it_came_and_i_reached_out_is_a_slip_and_waits_for_an_answer(alice, alice_journal):
    html = page(alice, TEN)
    alice.post(TEN, {"hand": hidden(html, "hand"), "reached": "any"})
    found = words(page(alice, f"{TEN}?at=20:15"))
    assert SLIP in found
    assert WAITING in found
    assert measure.unanswered(alice_journal)
    state.say(alice_journal, ["welcome"])
    assert "A call or a message on Wednesday" in words(page(alice))
    go(alice, "back", f"{TEN}?at=20:15")
    assert not measure.unanswered(alice_journal)


def test_with_an_order_or_fear_it_is_not_kept_that_somebody_reached_out(alice, alice_journal):
    state.say(alice_journal, ["court"])
    assert 'name="reached"' not in page(alice, TEN)
    alice.post(TEN, {"reached": "any"})
    assert lines(alice_journal) == []
    assert 'name="waited"' in page(alice, TEN)


@pytest.mark.parametrize(("times", "tapped"), [(0, ""), (1, "1"), (3, "3"), (5, "4up")])
def test_tonights_page_begins_with_what_was_tapped_today(alice, alice_journal, clock, times, tapped):
    clock("2026-03-10T20:15")
    alice.post(TEN, {"waited": "1"})
    clock("2026-03-12T01:15")
    for _ in range(times):
        alice.post(TEN, {"waited": "1"})
    html = page(alice, "/n/today/")
    assert re.findall(r'name="waited"[^>]*value="(\w+)"[^>]*checked', html) == ([tapped] if tapped else [])
    assert alice_journal.get("night", "2026-03-11") is None


def test_a_night_that_was_begun_keeps_its_own_answer(alice, alice_journal):
    alice_journal.put("night", "2026-03-11", {"food": "some"})
    alice.post(TEN, {"waited": "1"})
    assert not re.findall(r'name="waited"[^>]*checked', page(alice, "/n/today/"))
