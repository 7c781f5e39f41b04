"""A reader's own tools, steps and contact state."""

import re
import subprocess
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from django.urls import resolve, reverse

from guides import shelf
from guides.tools import Option, Question, Tool
from journal.access.records import Journal
from journal.doing import press, progress, state, tools
from journal.doing import settings as own
from journal.models import Record
from journal.pure import contact, plan, sheet
from journal.web import views_tools

CONTACT = Question("contact", "Is contact welcome?", "", "choice", 0, 0, tuple(Option(s, s) for s in contact.STATES))
FIRST = Question("first", "The first thing", "For example: I ring.", "line", 20, 1, ())
SAID = Question("said", "What they said", "", "text", 10, 3, ())
HOW = Question("how", "How", "", "choice", 0, 0, (Option("phone", "By phone"), Option("door", "At the door")))
TICK = Question("tick", "They asked", "", "check", 0, 0, ())
TOOL = Tool("push", "Things I do", "Name what you do.", (), ("asked", "court"), "Closed: not even an answer.", ())
TOOL = replace(TOOL, questions=(CONTACT, FIRST, SAID, HOW, TICK))
HERE = "/n/tools/push/"


@pytest.fixture
def tool(published, monkeypatch):
    """Makes the made-up tool the only one; called with another, that one."""

    def put(other: Tool) -> None:
        monkeypatch.setattr(shelf, "tool", lambda slug: other if slug == other.slug else None)

    put(TOOL)
    return put


def marks(client) -> dict[str, str]:
    page = client.get(HERE).content.decode()
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("base", "hand")}


def stored(journal: Journal) -> dict:
    return journal.get("tool", "push").body


def test_whether_contact_is_welcome_is_asked_first(alice, alice_journal, tool):
    answer = alice.get(HERE)
    assert (answer.status_code, answer["Location"]) == (303, "/n/state/?for=push")
    page = alice.get(answer["Location"]).content.decode()
    assert "Is contact welcome?" in page
    answer = alice.post("/n/state/", {"lines": ["welcome", "space"], "for": "push"})
    assert answer["Location"] == HERE
    page = alice.get(HERE).content.decode()
    assert "They asked for space, or they seldom answer" in page
    assert "The first thing" in page
    assert "q_contact" not in page


def test_a_tool_that_nothing_closes_opens_at_once(alice, tool):
    tool(replace(TOOL, closed_in=()))
    assert alice.get(HERE).status_code == 200


@pytest.mark.parametrize("line", ["asked", "court"])
def test_in_a_closed_state_only_the_closed_words_are_shown(alice, alice_journal, tool, line):
    state.say(alice_journal, ["welcome"])
    alice.post(HERE, marks(alice) | {"q_first": "I ring at night."})
    state.say(alice_journal, ["welcome", line])
    page = alice.get(HERE).content.decode()
    assert "Closed: not even an answer." in page
    assert "I ring at night." not in page
    assert "Name what you do." not in page
    assert "q_first" not in page


def test_what_was_typed_while_the_tool_closed_is_not_lost(alice, alice_journal, tool):
    state.say(alice_journal, ["welcome"])
    page = marks(alice)
    state.say(alice_journal, ["court"])
    alice.post(HERE, page | {"q_first": "I ring at night."})
    assert stored(alice_journal)["answers"] == {"first": "I ring at night."}


def test_answers_are_kept_with_the_questions_they_answered(alice, alice_journal, tool):
    state.say(alice_journal, ["space"])
    answer = alice.post(
        HERE, marks(alice) | {"q_first": " I ring. ", "q_how": "door", "q_tick": "on", "q_said": "a\r\nb"}
    )
    assert re.fullmatch(r"/n/tools/push/\?at=\d\d:\d\d#saved", answer["Location"])
    body = stored(alice_journal)
    assert body["answers"] == {"first": "I ring.", "how": "door", "tick": True, "said": "a\nb"}
    assert [question["key"] for question in body["questions"]] == ["first", "said", "how", "tick"]
    assert body["questions"][2]["options"] == [
        {"value": "phone", "label": "By phone"},
        {"value": "door", "label": "At the door"},
    ]
    page = alice.get(HERE).content.decode()
    assert 'value="I ring."' in page
    assert re.search(r'value="door"[^>]*checked', page)


def test_an_answer_whose_question_changed_is_shown_under_its_old_one(alice, alice_journal, tool):
    state.say(alice_journal, ["space"])
    alice.post(HERE, marks(alice) | {"q_first": "I ring.", "q_how": "door"})
    changed = replace(FIRST, label="The first thing you notice")
    tool(replace(TOOL, questions=(changed, TICK)))
    page = alice.get(HERE).content.decode()
    assert "What you wrote under earlier questions" in page
    assert page.index("earlier questions") < page.index("<dt>The first thing</dt>") < page.index("<dd>At the door</dd>")
    alice.post(HERE, marks(alice) | {"q_first": "I text."})
    body = stored(alice_journal)
    assert body["answers"] == {"first": "I text."}
    assert [tools.answered(older) for older in body["older"]] == [
        [("The first thing", "I ring."), ("How", "At the door")]
    ]
    alice.post(HERE, marks(alice) | {"q_first": "I text a lot."})
    assert len(stored(alice_journal)["older"]) == 1


def test_a_changed_question_that_was_never_answered_leaves_nothing_behind(alice, alice_journal, tool):
    state.say(alice_journal, ["space"])
    alice.post(HERE, marks(alice) | {"q_first": "I ring."})
    tool(replace(TOOL, questions=(FIRST, replace(HOW, label="By what"))))
    assert b"earlier questions" not in alice.get(HERE).content


def test_too_long_is_said_at_the_field_and_line_ends_count_once(alice, alice_journal, tool):
    state.say(alice_journal, ["space"])
    answer = alice.post(HERE, marks(alice) | {"q_first": "x" * 21, "q_said": "1\r\n2\r\n3\r\n4\r\n5\r\n"})
    page = answer.content.decode()
    assert "<title>Error: Notes: list</title>" in page
    assert 'href="#id_q_first"' in page
    assert 'href="#id_q_said"' not in page
    assert "x" * 21 in page


@pytest.mark.parametrize(
    ("keep", "first"), [("0", "From the desk."), ("1", "From the phone."), ("all", "From the phone.")]
)
def test_two_open_pages_are_settled_by_the_reader(alice, alice_journal, tool, keep, first):
    state.say(alice_journal, ["space"])
    one, two = marks(alice), marks(alice)
    alice.post(HERE, one | {"q_first": "From the phone."})
    assert alice.post(HERE, two | {"q_first": "From the desk."})["Location"] == HERE
    page = alice.get(HERE).content.decode()
    assert page.index("From the desk.") < page.index("From the phone.")
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    alice.post(f"{HERE}both/", {"keep": keep, "seen": seen})
    page = alice.get(HERE).content.decode()
    assert f'value="{first}"' in page
    assert ("<dd>From the desk.</dd>" in page) is (keep == "all")


def test_a_made_up_tool_is_not_there(alice, tool):
    assert alice.get("/n/tools/nothing/").status_code == 404
    assert alice.post("/n/tools/nothing/both/").status_code == 404


def test_every_real_tool_opens_and_saves(alice, alice_journal, published):
    state.say(alice_journal, ["welcome"])
    for real in shelf.tools():
        if resolve(f"/n/tools/{real.slug}/").func is not views_tools.my_tool:
            continue  # it has a page of its own, and tests of its own
        here = f"/n/tools/{real.slug}/{'1/' if real.again else ''}"
        page = alice.get(here).content.decode()
        question = next(each for each in tools.private_questions(real) if each.kind == "line")
        assert question.label.replace("'", "&#x27;") in page
        assert alice.post(here, {f"q_{question.key}": "Something"}).status_code == 303
        assert alice_journal.get("tool", tools.key(real.slug, int(real.again))).body["answers"] == {
            question.key: "Something"
        }


# A tool that is filled in again and again

DAY = Question("day", "When it was", "", "date", 0, 1, ())
AGAIN = Tool("push", "Hours", "One page for each.", (), (), "", (DAY, FIRST), again=True)


def test_each_time_has_a_page_of_its_own_and_the_latest_stands_first(alice, alice_journal, tool):
    tool(AGAIN)
    assert 'href="/n/tools/push/1/"' in alice.get(HERE).content.decode()
    for number, words in enumerate(("The first hour", "The second hour"), 1):
        saved = alice.post(f"{HERE}{number}/", {"q_first": words, "q_day": f"2026-03-1{number}"})
        assert saved["Location"].startswith(f"{HERE}{number}/?at=")
    page = alice.get(HERE).content.decode()
    assert page.index('href="/n/tools/push/3/"') < page.index("The second hour") < page.index("The first hour")
    assert "11 March 2026" in page
    assert [row.words for row in tools.latest(alice_journal, "push", 5)] == ["The second hour", "The first hour"]
    assert alice_journal.get("tool", "push/1").body["answers"] == {"day": "2026-03-11", "first": "The first hour"}
    assert 'value="2026-03-11"' in alice.get(f"{HERE}1/").content.decode()


@pytest.mark.parametrize("address", ["2/", "401/", "99999999999999999999/", "0/"])
def test_only_the_next_page_can_be_begun(alice, tool, address):
    tool(AGAIN)
    assert alice.get(HERE + address).status_code == 404
    assert alice.post(HERE + address, {"q_first": "x"}).status_code == 404


def test_a_tool_that_is_filled_in_once_has_no_numbered_pages(alice, tool):
    tool(replace(AGAIN, again=False))
    assert alice.get(f"{HERE}1/").status_code == 404
    assert alice.get(HERE).status_code == 200


def test_a_page_is_deleted_and_put_back_within_ten_minutes(alice, alice_journal, tool):
    tool(AGAIN)
    alice.post(f"{HERE}1/", {"q_first": "The first hour"})
    assert alice.post(f"{HERE}1/delete/")["Location"] == HERE
    page = alice.get(HERE).content.decode()
    assert "The first hour" not in page
    assert "One page is deleted" in page
    assert alice.post(f"{HERE}1/back/")["Location"] == f"{HERE}1/"
    assert alice_journal.get("tool", "push/1").body["answers"] == {"first": "The first hour"}
    assert "One page is deleted" not in alice.get(HERE).content.decode()
    assert alice.post(f"{HERE}7/delete/").status_code == 404


def test_two_texts_for_one_page_of_many_are_settled(alice, alice_journal, tool):
    tool(AGAIN)
    alice.post(f"{HERE}1/", {"q_first": "From the phone.", "hand": "a"})
    assert alice.post(f"{HERE}1/", {"q_first": "From the desk.", "hand": "b"})["Location"] == f"{HERE}1/"
    page = alice.get(f"{HERE}1/").content.decode()
    assert 'action="/n/tools/push/1/both/"' in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert alice.post(f"{HERE}1/both/", {"keep": "0", "seen": seen})["Location"] == f"{HERE}1/"
    assert alice_journal.get("tool", "push/1").body["answers"] == {"first": "From the desk."}


def test_a_day_that_is_none_is_said_and_kept(alice, alice_journal, tool):
    tool(AGAIN)
    page = alice.post(f"{HERE}1/", {"q_first": "x", "q_day": "the 40th of May"}).content.decode()
    assert "such as 2026-03-11" in page
    assert 'value="the 40th of May"' in page
    assert tools.numbers(alice_journal, "push") == []
    alice.post(f"{HERE}1/", {"q_day": "11.03.2026"})
    assert alice_journal.get("tool", "push/1").body["answers"] == {"day": "2026-03-11"}


def test_a_long_list_shows_forty_and_leads_to_the_earlier_ones(alice, alice_journal, tool, monkeypatch):
    tool(AGAIN)
    for number in range(1, 46):
        answers = {"first": f"Number {number}."}
        alice_journal.put("tool", f"push/{number}", {"questions": [asdict(FIRST)], "answers": answers, "older": []})
    opened = []
    whole = Journal._open
    monkeypatch.setattr(Journal, "_open", lambda self, row: opened.append(row) or whole(self, row))
    page = alice.get(HERE).content.decode()
    assert page.count("Number ") == 40
    assert len(opened) <= 60
    assert 'href="?before=6"' in page
    page = alice.get(f"{HERE}?before=6").content.decode()
    assert re.findall(r"Number \d+", page) == [f"Number {number}" for number in (5, 4, 3, 2, 1)]
    assert alice.get(f"{HERE}?before=x").status_code == 200


def test_a_page_that_does_not_open_says_so_in_the_list(alice, alice_journal, tool):
    tool(AGAIN)
    alice.post(f"{HERE}1/", {"q_first": "The first hour"})
    alice.post(f"{HERE}2/", {"q_first": "The second hour"})
    Record.objects.filter(slot=alice_journal.key.slot("tool", "push/1")).update(sealed=b"broken")
    page = alice.get(HERE).content.decode()
    assert "This page does not open." in page
    assert "The second hour" in page
    assert alice.get(f"{HERE}1/").status_code == 409


def test_a_full_list_says_so(alice, alice_journal, tool, monkeypatch):
    tool(AGAIN)
    monkeypatch.setattr(tools, "MOST", 1)
    alice.post(f"{HERE}1/", {"q_first": "The first hour"})
    assert "This list is full." in alice.get(HERE).content.decode()
    assert alice.get(f"{HERE}2/").status_code == 404


def test_a_page_of_many_is_found_by_its_words(alice, tool):
    tool(AGAIN)
    alice.post(f"{HERE}1/", {"q_first": "Marmalade"})
    assert 'href="/n/tools/push/1/"' in alice.post("/n/find/", {"q": "marmalade"}).content.decode()


# A tool on paper


def test_what_was_written_stands_on_the_page_and_the_rest_has_lines(alice, alice_journal, tool):
    tool(replace(TOOL, closed_in=()))
    assert alice.get(f"{HERE}paper/").status_code == 404
    alice.post(HERE, {"q_first": "I ring at night."})
    assert f'href="{HERE}paper/"' in alice.get(HERE).content.decode()
    page = alice.get(f"{HERE}paper/").content.decode()
    assert "<title>Notes: paper</title>" in page
    paper = page[page.index('<article class="sheet') :]
    assert "I ring at night." in paper
    assert paper.count('class="line"') == SAID.lines
    assert "<li>At the door</li>" in paper
    pdf = alice.post(f"{HERE}paper/", {"paper": "a4"})
    assert pdf["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf.content, capture_output=True, check=True).stdout.decode()
    assert "I ring at night." in text
    press.stop()


def test_a_closed_tool_has_no_page_to_print(alice, alice_journal, tool):
    state.say(alice_journal, ["welcome"])
    alice.post(HERE, marks(alice) | {"q_first": "I ring."})
    state.say(alice_journal, ["court"])
    assert alice.get(f"{HERE}paper/").status_code == 404


# What tools offer to the plan and the sheet


def test_an_answer_is_offered_to_the_plan_and_goes_there_when_it_is_asked_to(alice, alice_journal, published):
    alice.post("/n/tools/my-days/", {"q_bad_day": "A walk to the corner."})
    page = alice.get("/n/plan/").content.decode()
    assert "From what you wrote" in page
    assert "A walk to the corner." in page
    assert alice_journal.get("plan", "plan") is None
    alice.post("/n/plan/", {"slow_do": "No calls.", "go": "fill"})
    assert alice_journal.get("plan", "plan").body == {"slow_do": "No calls.", "self_do": "A walk to the corner."}
    assert "From what you wrote" not in alice.get("/n/plan/").content.decode()


def test_what_stands_in_the_plan_is_not_replaced(alice, alice_journal, published):
    alice.post("/n/tools/my-days/", {"q_bad_day": "A walk."})
    alice.post("/n/plan/", {"self_do": "Mine.", "go": "fill"})
    assert alice_journal.get("plan", "plan").body == {"self_do": "Mine."}
    assert "A walk." not in alice.get("/n/plan/").content.decode()


def test_a_closed_tool_offers_nothing(alice, alice_journal, published):
    state.say(alice_journal, ["welcome"])
    alice.post("/n/tools/three-things/", {"q_instead": "Shoes on."})
    assert "Shoes on." in alice.get("/n/plan/").content.decode()
    state.say(alice_journal, ["court"])
    assert "Shoes on." not in alice.get("/n/plan/").content.decode()


def test_every_place_that_a_tool_feeds_is_there_and_has_room(published):
    for tool in shelf.tools():
        for question in (each for each in tool.questions if each.feeds):
            place, _, name = question.feeds.partition(".")
            forms = sheet.FIELDS.values()
            rooms = [plan.fields()] if place == "plan" else [{n: f.letters for n, f in form.items()} for form in forms]
            most = [room[name] for room in rooms if name in room]
            assert most, question.feeds
            assert question.limit <= min(most), (tool.slug, question.key)


# The contact state


def test_the_strictest_line_counts_and_all_are_kept(alice, alice_journal, published):
    alice.post("/n/state/", {"lines": ["asked", "welcome"]})
    assert state.lines(alice_journal) == ["welcome", "asked"]
    assert state.state(alice_journal) == "asked"
    page = alice.get("/n/state/").content.decode()
    assert len(re.findall(r'type="checkbox"[^>]*checked', page)) == 2


def test_what_a_line_means_is_said_strictest_first_before_any_number(alice, published):
    page = alice.get("/n/state/").content.decode()
    text = page[page.index("What each line means") :]
    assert text.index("even if they write first") < text.index("answer once") < text.index("Waiting is the message")
    assert text.index("Waiting is the message") < text.index("once a week")


def test_the_help_link_stands_above_everything_on_the_state_page(alice, published):
    page = alice.get("/n/state/").content.decode()
    main = page[page.index("<main") :]
    assert main.index('href="/help/"') < main.index("<form")


def test_no_line_ticked_is_said_and_changes_nothing(alice, alice_journal, published):
    state.say(alice_journal, ["court"])
    page = alice.post("/n/state/", {}).content.decode()
    assert "Tick at least one line." in page
    assert "<title>Error: " in page
    assert state.state(alice_journal) == "court"


def test_a_made_up_line_is_refused(alice, alice_journal, published):
    assert alice.post("/n/state/", {"lines": ["anything"]}).status_code == 200
    assert state.state(alice_journal) is None


def test_a_state_that_does_not_open_counts_as_the_strictest(alice_journal, monkeypatch):
    state.say(alice_journal, ["welcome"])
    Record.objects.filter(slot=alice_journal.key.slot("contact", "state")).update(sealed=b"broken")
    assert state.state(alice_journal) == "court"


# Steps


def a_step(*, reaches: bool) -> tuple[str, str]:
    return next((g.slug, s.slug) for g in shelf.guides() if g.rule for s in g.steps if s.reaches_partner is reaches)


def test_a_step_is_begun_done_and_open_again(alice, alice_journal, published):
    guide, step = a_step(reaches=False)
    here = reverse("my-step", args=[f"{guide}/{step}"])
    assert f'href="/guides/{guide}/{step}/"' in alice.get(here).content.decode()
    for what in ("begun", "done", "begun", "done", "open"):
        answer = alice.post(here, {"mark": what})
        assert (answer.status_code, answer["Location"]) == (303, here)
        assert progress.of(progress.marks(alice_journal), guide, step) == what


def test_a_made_up_step_or_mark_is_refused(alice, alice_journal, published):
    guide, step = a_step(reaches=False)
    assert alice.get("/n/steps/99-1/").status_code == 404
    assert alice.post("/n/steps/99-1/", {"mark": "done"}).status_code == 404
    assert alice.post(reverse("my-step", args=[f"{guide}/{step}"]), {"mark": "mastered"}).status_code == 400
    assert progress.marks(alice_journal) == {}


def test_where_contact_is_none_steps_that_reach_the_partner_are_not_offered(alice, alice_journal, published):
    guide, step = a_step(reaches=True)
    here = reverse("my-step", args=[f"{guide}/{step}"])
    assert f'href="/guides/{guide}/{step}/"' in alice.get(here).content.decode()
    state.say(alice_journal, ["asked"])
    page = alice.get(here).content.decode()
    assert "this step is not for now" in page
    assert f'href="/guides/{guide}/{step}/"' not in page
    home = alice.get("/n/").content.decode()
    reaching = [s.slug for g in shelf.guides() for s in g.steps if s.reaches_partner]
    assert not [slug for slug in reaching if f"/{slug}/" in home]


# Home


def test_home_shows_one_thing_to_do_and_three_choices_at_most(alice, published):
    page = alice.get("/n/").content.decode()
    main = page[page.index("<main") : page.index("Your path")]
    assert 1 <= main.count('class="button') <= 3
    assert main.count('class="button"') == 1


def test_home_asks_for_the_code_until_it_is_kept(alice, alice_journal, published):
    assert 'href="/n/kit/"' in alice.get("/n/").content.decode()
    own.change(alice_journal, kit_kept=True)
    assert 'href="/n/kit/"' not in alice.get("/n/").content.decode()


@pytest.mark.parametrize(
    ("time", "written", "first"),
    [
        ("2026-03-11T09:00", False, "Read me"),
        ("2026-03-11T19:00", False, "Tonight&#x27;s page</a>"),
        ("2026-03-12T02:00", False, "Tonight&#x27;s page</a>"),
        ("2026-03-11T23:00", True, "That is enough for tonight."),
    ],
)
def test_the_one_thing_to_do_now(alice, alice_journal, published, monkeypatch, time, written, first):
    moment = datetime.fromisoformat(f"{time}+01:00").astimezone(UTC)
    monkeypatch.setattr("journal.web.visit.utc_now", lambda: moment)
    if written:
        alice_journal.put("night", "2026-03-11", {"food": "some"})
    page = alice.get("/n/").content.decode()
    guide = next(guide for guide in shelf.guides() if guide.rule)
    card = page[page.index("<h2>Now</h2>") : page.index("</section>")]
    assert first.replace("Read me", guide.steps[0].title.replace("'", "&#x27;")) in card.replace(
        "Tonight's", "Tonight&#x27;s"
    )


def test_home_goes_on_with_the_step_that_was_begun(alice, alice_journal, published, monkeypatch):
    monkeypatch.setattr("journal.web.visit.utc_now", lambda: datetime(2026, 3, 11, 9, tzinfo=UTC))
    guide = [guide for guide in shelf.guides() if guide.rule][-1]
    progress.mark(alice_journal, guide.slug, guide.steps[-1].slug, "begun", datetime(2026, 3, 10).date())
    page = alice.get("/n/").content.decode()
    there = reverse("my-step", args=[f"{guide.slug}/{guide.steps[-1].slug}"])
    assert f'class="button" href="{there}"' in page


def test_home_opens_few_records_however_large_the_journal(alice, alice_journal, published, monkeypatch):
    for day in range(1, 29):
        alice_journal.put("night", f"2026-02-{day:02}", {"stand_by": "I walked."})
    opened = []
    whole = Journal._open
    monkeypatch.setattr(Journal, "_open", lambda self, row: opened.append(row) or whole(self, row))
    monkeypatch.setattr("journal.web.visit.utc_now", lambda: datetime(2026, 2, 28, 9, tzinfo=UTC))
    assert alice.get("/n/").status_code == 200
    assert len(opened) <= 60
    opened.clear()
    assert alice.get("/n/days/2026-02/").status_code == 200
    assert 28 <= len(opened) <= 60


def test_private_titles_say_nothing(alice, alice_journal, published):
    state.say(alice_journal, ["welcome"])
    guide, step = a_step(reaches=False)
    slugs = [f"/n/tools/{tool.slug}/" for tool in shelf.tools()]
    for address in (
        "/n/",
        "/n/today/",
        "/n/days/",
        "/n/state/",
        "/n/find/",
        "/n/out/",
        reverse("my-step", args=[f"{guide}/{step}"]),
        *slugs,
    ):
        title = re.search(r"<title>(.*?)</title>", alice.get(address).content.decode())[1]
        assert title in ("Notes: list", "Notes: today", "Notes: page"), address


def test_the_lines_of_the_state_page_are_the_states():
    assert tuple(views_tools.StateForm.base_fields["lines"].choices) != ()
    assert [value for value, _ in views_tools.StateForm.base_fields["lines"].choices] == list(contact.STATES)
