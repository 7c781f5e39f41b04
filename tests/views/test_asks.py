"""They ask, I answer; the cards to carry; my limits; the draft for a mediator."""

import io
import re
import subprocess

import pikepdf
import pytest

from guides import shelf
from guides.tools import Option, Question
from journal.doing import cards, press, replies, state
from journal.models import Record
from journal.pure import contact

ASKED, PAGE, CARDS = "/n/tools/half-of-it/", "/n/tools/half-of-it/1/", "/n/tools/half-of-it/cards/"
LIMITS, DRAFT = "/n/tools/my-limits/", "/n/tools/my-draft/"
HEAD = "My draft, to talk about with a mediator. Nobody has agreed to this."
RIGHTS = "If you are not safe at home, go first; the house can be sorted out later."
HTMX = {"HX-Request": "true"}
CLOSED = ("waiting", "asked", "court")


@pytest.fixture(autouse=True)
def _words(published):
    """The real words."""


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode().replace("&#x27;", "'")


def under(html: str, key: str) -> str:
    """The sentence under a question of the page."""
    found = re.search(rf'id_q_{key}_said"[^>]*>(.*?)</', html)
    assert found, key
    return found[1]


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def one_page(client, address: str, paper: str) -> str:
    """The words of the PDF, which has one page of this paper."""
    pdf = client.post(address, {"paper": paper})
    assert pdf["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert len(opened.pages) == 1
        wide = round(float(opened.pages[0].mediabox[2]))
    assert wide == {"a4": 595, "letter": 612}[paper]
    return words(pdf.content)


# How long, and the half


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,5 h", "Understood: 1 hour 30 minutes. Half of it is about 45 minutes."),
        ("an hour", "Understood: 1 hour. Half of it is half an hour."),
        ("an evening", "Half of it is a short meal, or an hour."),
        ("all night", "A night: not yet. An evening at most, and home at its end."),
        ("the weekend", "An afternoon at most, and home at its end."),
        ("5 min", "Half of it is a few minutes."),
        ("until ten", "It is kept as you typed it. How long is that?"),
        ("-3 h", "It is kept as you typed it. How long is that?"),
        ("999999 h", "It is kept as you typed it. How long is that?"),
        ("🙂", "It is kept as you typed it. How long is that?"),
        ("", ""),
    ],
)
def test_a_length_is_kept_as_typed_and_the_half_stands_under_it(alice, alice_journal, typed, said):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_they_began": "on", "q_long": typed})
    html = text_of(alice, PAGE)
    assert alice_journal.get("tool", "half-of-it/1").body["answers"].get("long", "") == typed
    assert f'value="{typed}"' in html or not typed
    assert said in under(html, "long")
    assert (not said) == (not under(html, "long"))
    if said:
        assert "no is a full answer" in under(html, "long").lower() or "How long is that?" in said


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("what", "matter", "That is not for this page. Give it the time it needs."),
        ("what", "night", "A night: not yet."),
        ("want", "no", "no is a full answer"),
        ("want", "unsure", "it is nothing for now"),
        ("want", "unsafe", "Then do not go."),
    ],
)
def test_nothing_is_halved_where_half_is_no_answer(alice, alice_journal, key, value, said):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {f"q_{key}": value, "q_long": "2 h"})
    html = text_of(alice, PAGE)
    assert said in under(html, key)
    assert under(html, "long") == "Understood: 2 hours."


def test_a_page_that_saves_itself_gets_the_sentences_with_the_answer(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    said = alice.post(PAGE, {"q_long": "40", "hand": "a"}, headers=HTMX).content.decode()
    assert "Half of it is about 20 minutes." in under(said, "long")
    assert len(re.findall(r"innerHTML:#id_q_(?:what|long|want|offer|ended)_said", said)) == 5
    other = alice.post("/n/tools/my-days/", {"q_bad_day": "A walk.", "hand": "a"}, headers=HTMX).content.decode()
    assert "_said" not in other


def test_what_is_too_long_is_said_and_what_was_typed_stays(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    typed = "an hour " * 20
    html = alice.post(PAGE, {"q_long": typed}).content.decode()
    assert f'value="{typed}"' in html
    assert alice_journal.get("tool", "half-of-it/1") is None


def test_a_length_counts_as_words_in_the_list_and_the_search(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_long": "1:30 by the sea"})
    assert "1:30 by the sea" in text_of(alice, ASKED)
    assert f'href="{PAGE}"' in alice.post("/n/find/", {"q": "sea"}).content.decode()


def test_what_i_kept_is_offered_to_the_plan(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_end": "Ten past four, the bus", "q_kept": "Half an hour, then the bus.", "q_ended": "later"})
    assert under(text_of(alice, PAGE), "ended").startswith("Did you stay out of fear?")
    html = text_of(alice, "/n/plan/")
    assert "Half an hour, then the bus." in html
    assert "Ten past four, the bus" in html
    state.say(alice_journal, ["asked"])
    assert "then the bus" not in text_of(alice, "/n/plan/")


# Closed, and from before


@pytest.mark.parametrize("line", CLOSED)
def test_it_is_closed_where_the_state_says_so(alice, alice_journal, line):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_words": "Half an hour on Sunday."})
    state.say(alice_journal, ["welcome", line])
    for address in (ASKED, PAGE):
        html = text_of(alice, address)
        assert "do not answer, even if they write first" in html
        assert "Half an hour" not in html
        assert "q_words" not in html
    assert alice.get(f"{PAGE}paper/").status_code == 404


def old_answer(journal, **more) -> None:
    question = {"key": "words", "label": "What I will say", "hint": "", "kind": "text", "limit": 200, "lines": 2}
    body = {"questions": [{**question, "options": []}], "answers": {"words": "Not this week."}, "older": [], **more}
    journal.put("tool", "half-of-it", body)


def test_the_one_answer_from_before_is_shown_and_nothing_touches_it(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    old_answer(alice_journal)
    html = text_of(alice, ASKED)
    assert html.index("An earlier one") < html.index("<dt>What I will say</dt>") < html.index("Not this week.")
    alice.post(PAGE, {"q_words": "Half an hour."})
    assert "Not this week." in text_of(alice, ASKED)
    assert alice_journal.get("tool", "half-of-it").body["answers"] == {"words": "Not this week."}
    assert f'href="{ASKED}"' in alice.post("/n/find/", {"q": "not this week"}).content.decode()


def test_the_one_from_before_is_deleted_and_put_back(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    old_answer(alice_journal)
    assert alice.post(f"{ASKED}delete/")["Location"] == ASKED
    html = text_of(alice, ASKED)
    assert "Not this week." not in html
    assert f'action="{ASKED}back/"' in html
    assert alice.post(f"{ASKED}back/")["Location"] == ASKED
    assert "Not this week." in text_of(alice, ASKED)
    assert alice.post("/n/tools/my-days/delete/").status_code == 404, "a tool with one page is not deleted here"


def test_two_texts_and_earlier_questions_of_it_are_all_shown(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    question = {"key": "x", "label": "What I said then", "hint": "", "kind": "line", "limit": 9, "lines": 1}
    old_answer(alice_journal, older=[{"questions": [{**question, "options": []}], "answers": {"x": "Go home."}}])
    other = {"questions": [], "answers": {}, "older": []}
    alice_journal.put("tool", "half-of-it", {**other, "answers": {"y": "1"}}, base=0, hand="b")
    html = text_of(alice, ASKED)
    assert "Not this week." in html
    assert "Go home." in html


def test_one_from_before_that_does_not_open_says_so(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    old_answer(alice_journal)
    Record.objects.filter(slot=alice_journal.key.slot("tool", "half-of-it")).update(sealed=b"broken")
    html = text_of(alice, ASKED)
    assert "An earlier one" in html
    assert "This page does not open. Nothing was changed." in html


def test_a_page_left_open_from_before_loses_nothing(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    old_answer(alice_journal)
    by_itself = alice.post(ASKED, {"q_words": "Half an hour.", "base": "1", "hand": "a"}, headers=HTMX)
    assert (by_itself.status_code, by_itself.content[:13]) == (409, b"Not saved yet")
    assert alice.post(ASKED, {"q_words": "Half an hour.", "base": "1", "hand": "a"})["Location"].startswith(PAGE)
    assert alice_journal.get("tool", "half-of-it/1").body["answers"] == {"words": "Half an hour."}
    assert alice_journal.get("tool", "half-of-it").body["answers"] == {"words": "Not this week."}


# Cards


def on_cards(journal) -> list[str]:
    return cards.cards(journal, shelf.tool("half-of-it"))


TO_THEM = re.compile(r"half an hour|How long|Thank you|I am going home", re.IGNORECASE)


def test_eight_cards_with_my_own_words_first(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_words": "Twenty minutes,\r\nby the pool."})
    alice.post("/n/tools/ten-minutes/", {"q_who": "Jo 0170 1", "q_counselor": "Slow down first."})
    mine = on_cards(alice_journal)
    assert len(set(mine)) == cards.MANY
    assert mine[0] == "Twenty minutes, by the pool."
    assert {"Jo 0170 1", "Slow down first.", "How long do you need?"} < set(mine)
    html = text_of(alice, CARDS)
    assert html.count("<td") == cards.MANY
    assert "<title>Notes: paper</title>" in html


@pytest.mark.parametrize("line", [*CLOSED, None])
def test_no_card_speaks_to_the_partner_where_contact_is_none(alice, alice_journal, line):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_words": "Twenty minutes, by the pool."})
    state.say(alice_journal, [line] if line else [])
    mine = on_cards(alice_journal)
    assert len(set(mine)) == cards.MANY
    assert not [text for text in mine if TO_THEM.search(text) or "pool" in text]
    assert text_of(alice, CARDS).count("<td") == cards.MANY


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("long", [False, True])
def test_the_cards_are_one_page_that_says_not_what_it_is(alice, alice_journal, paper, long):
    state.say(alice_journal, ["welcome"])
    for number in range(1, 5):
        said = f"{number} " + ("W" * 198 if long else "Half an hour.")
        alice.post(f"{ASKED}{number}/", {"q_words": said})
    said = one_page(alice, CARDS, paper)
    assert "1 W" in said if long else "1 Half an hour." in said
    for text in ("Clearing", "Notes", "They ask", "card", "step", "partner"):
        assert text.lower() not in said.lower()


def test_a_page_that_does_not_open_leaves_the_other_cards(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_words": "Twenty minutes."})
    alice.post(f"{ASKED}2/", {"q_words": "Ten minutes."})
    Record.objects.filter(slot=alice_journal.key.slot("tool", "half-of-it/2")).update(sealed=b"broken")
    assert "Twenty minutes." in on_cards(alice_journal)
    assert "Ten minutes." not in on_cards(alice_journal)


# Limits, and the draft


@pytest.mark.parametrize(("address", "key"), [(LIMITS, "ears"), (DRAFT, "will_1"), (DRAFT, "ask_1")])
def test_a_line_about_somebody_else_is_kept_and_gets_a_hint(alice, alice_journal, address, key):
    state.say(alice_journal, ["welcome"])
    alice.post(address, {f"q_{key}": "They will be home by eight.", "hand": "a"})
    html = text_of(alice, address)
    assert 'value="They will be home by eight."' in html
    assert "It says what somebody else does." in under(html, key)
    base = re.search(r'name="base" value="(\d+)"', html)[1]
    alice.post(address, {f"q_{key}": "go for a walk when there is shouting", "hand": "a", "base": base})
    assert not under(text_of(alice, address), key)


def test_both_say_what_comes_before_moving_out(client):
    for slug in ("my-limits", "my-draft"):
        assert f"Learn your rights before you move out or sign. {RIGHTS}" in text_of(client, f"/tools/{slug}/")


def test_the_draft_has_two_kinds_of_line_and_its_head_on_every_page(client, alice, alice_journal):
    labels = [question.label for question in shelf.tool("my-draft").questions if question.kind != "date"]
    assert [label[3:] for label in labels] == ["I will"] * 6 + ["To ask the mediator"] * 4
    assert f"<h1>{HEAD}</h1>" in text_of(client, "/tools/my-draft/")
    assert "<title>Clearing</title>" in text_of(client, "/tools/my-draft/")
    state.say(alice_journal, ["space"])
    assert f"<h1>{HEAD}</h1>" in text_of(alice, DRAFT)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_full_draft_is_one_page_under_its_head(alice, alice_journal, paper):
    state.say(alice_journal, ["welcome"])
    filled = {f"q_{each.key}": "W" * each.limit for each in shelf.tool("my-draft").questions if each.limit}
    alice.post(DRAFT, filled | {"q_until": "2026-06-01"})
    said = one_page(alice, f"{DRAFT}paper/", paper)
    assert said.startswith(HEAD)
    assert "1 June 2026" in said
    for text in ("agreement", "signature", "they will", "penalty", "Clearing"):
        assert text.lower() not in said.lower()


@pytest.mark.parametrize("line", contact.STATES)
def test_the_draft_is_closed_where_nothing_is_settled_together(alice, alice_journal, line):
    state.say(alice_journal, ["welcome"])
    alice.post(DRAFT, {"q_will_1": "knock"})
    state.say(alice_journal, [line])
    html = text_of(alice, DRAFT)
    closed = line in ("asked", "court")
    assert ("q_will_1" not in html) is closed
    assert (alice.get(f"{DRAFT}paper/").status_code == 404) is closed
    assert ("you come first" in html) is closed


def test_my_limits_open_in_every_state_and_are_one_page(alice, alice_journal):
    state.say(alice_journal, ["court"])
    filled = {f"q_{each.key}": "W" * each.limit for each in shelf.tool("my-limits").questions if each.limit}
    alice.post(LIMITS, filled)
    assert "do not answer, even if they write first" in text_of(alice, LIMITS)
    for paper in ("a4", "letter"):
        assert one_page(alice, f"{LIMITS}paper/", paper).startswith("My limits")


def test_what_the_page_does_with_an_answer_is_not_kept_with_it(alice, alice_journal):
    state.say(alice_journal, ["welcome"])
    alice.post(PAGE, {"q_what": "night"})
    for question in alice_journal.get("tool", "half-of-it/1").body["questions"]:
        assert not {"feeds", "mine"} & set(question)
        assert all(set(option) == {"value", "label"} for option in question["options"])


def test_only_a_question_that_can_have_a_sentence_has_room_for_one():
    plain = Question("a", "A", "", "choice", 0, 0, (Option("x", "X"), Option("y", "Y")))
    spoken = Question("b", "B", "", "choice", 0, 0, (Option("x", "X", "So."), Option("y", "Y")))
    assert replies.replies([plain, spoken], {"a": "x", "b": "x"}) == {"b": "So."}
    assert replies.replies([plain, spoken], {"b": "y"}) == {"b": ""}
