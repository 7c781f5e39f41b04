"""From the folder into the tables: everything at once, or nothing."""

import dataclasses
import io

import pytest
from django.core.management import CommandError, call_command

from guides import build, publishing, shelf, tables
from guides.models import Edition, Step
from guides.publishing import Broken, Outcome

pytestmark = pytest.mark.django_db


def publish(folder, *options) -> str:
    out = io.StringIO()
    call_command("publish", "--content", str(folder), *options, stdout=out, stderr=out)
    return out.getvalue()


def replace(folder, name, old, new):
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def test_what_the_files_say_comes_back_from_the_tables(small):
    assert tables.load() == publishing.gather(small)


def test_publishing_twice_changes_nothing(draft):
    assert publishing.publish(draft) is Outcome.PUBLISHED
    before = Edition.objects.get(), list(Step.objects.values())
    assert publishing.publish(draft) is Outcome.SAME
    assert (Edition.objects.get(), list(Step.objects.values())) == before


def test_the_same_words_from_a_newer_build_are_published_again(draft, monkeypatch):
    publishing.publish(draft)
    monkeypatch.setattr(build, "build", lambda: "98.0")
    assert publishing.publish(draft) is Outcome.PUBLISHED
    assert Edition.objects.get().build == "98.0"


def test_an_older_build_never_replaces_a_newer_one(draft):
    publishing.publish(draft)
    Edition.objects.update(build="99.10.0")
    replace(draft, "pages/home.md", "It is late.", "It is early.")
    assert publishing.publish(draft) is Outcome.OLDER
    assert "newer version" in publish(draft)
    assert "It is late." in shelf.page("home").words


def test_builds_are_compared_as_numbers():
    assert build.read("0.10.0") > build.read("0.9.1")
    with pytest.raises(ValueError, match=r"is not a version such as 0\.1\.0"):
        build.read("soon")


def test_broken_words_leave_everything_as_it_was(draft):
    publishing.publish(draft)
    before = tables.load(), Edition.objects.values().get()
    replace(draft, "pages/home.md", "It is late.", "It is <b>late</b>.")
    replace(draft, "gate/b.md", "I am afraid", "I am very afraid")
    with pytest.raises(Broken):
        publishing.publish(draft)
    assert (tables.load(), Edition.objects.values().get()) == before


def test_a_failure_in_the_middle_leaves_everything_as_it_was(draft, monkeypatch):
    publishing.publish(draft)
    before = tables.load(), Edition.objects.values().get()
    replace(draft, "pages/home.md", "It is late.", "It is early.")

    def fail(language, countries):
        raise OSError("no space left")

    monkeypatch.setattr(tables, "_write_countries", fail)
    with pytest.raises(OSError, match="no space left"):
        publishing.publish(draft)
    assert (tables.load(), Edition.objects.values().get()) == before


def test_the_command_names_every_problem_and_ends_with_2(draft):
    replace(draft, "pages/home.md", "It is late.", "It is <b>late</b>.")
    replace(draft, "tools/my-list.toml", '"My list"', '""')
    said = io.StringIO()
    with pytest.raises(CommandError, match="Nothing is published") as ended:
        call_command("publish", "--content", str(draft), stdout=said, stderr=said)
    assert ended.value.returncode == 2
    assert [line.split(": ")[0] for line in said.getvalue().splitlines()] == ["pages/home.md:4", "tools/my-list.toml:1"]


def test_the_command_says_what_it_did(draft):
    assert publish(draft) == "Published.\n"
    assert publish(draft) == "Nothing to publish: the words are the same.\n"


def test_diff_shows_the_sentences_that_would_change_and_changes_nothing(draft):
    publishing.publish(draft)
    assert publish(draft, "--diff") == "Publishing would change no sentence.\n"
    replace(draft, "pages/home.md", "It is late.", "It is early.")
    replace(draft, "tools/my-list.toml", "The first thing", "The one thing")
    replace(draft, "helplines.toml", '"1522"\ncall = "1522"', '"1522"\ncall = "1523"')
    shown = publish(draft, "--diff")
    assert "page home\n- It is late.\n+ It is early.\n" in shown
    assert "tool my-list\n- The first thing\n+ The one thing\n" in shown
    assert "+ abuse, 1522, 1523" in shown
    assert "It is late." in tables.load().pages[0].words


def test_diff_before_anything_is_published_shows_all_of_it(draft):
    Edition.objects.all().delete()
    for root in tables.ROOTS:
        root.objects.all().delete()
    assert "+ Take it slowly" in publish(draft, "--diff")


def test_the_shelf_says_when_nothing_is_published():
    Edition.objects.all().delete()
    shelf.forget()
    assert shelf.current_edition() is None
    with pytest.raises(shelf.NothingPublished):
        shelf.guides()
    shelf.forget()


def test_the_edition_is_asked_for_once_a_second_at_most(small, django_assert_num_queries, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("guides.shelf.time.monotonic", lambda: now)
    shelf.forget()
    with django_assert_num_queries(1):
        first = shelf.current_edition()
        shelf.current_edition()
        now = 1000.9
        shelf.current_edition()
    now = 1001.0
    with django_assert_num_queries(1):
        assert shelf.current_edition() == first


def test_the_shelf_follows_a_publish(small, draft):
    before = shelf.current_edition()
    replace(draft, "pages/home.md", "It is late.", "It is early.")
    publishing.publish(draft)
    assert shelf.current_edition() != before
    assert "It is early." in shelf.page("home").words


def test_the_shelf_loads_again_when_somebody_publishes_meanwhile(small, draft, monkeypatch):
    replace(draft, "pages/home.md", "It is late.", "It is early.")
    load, loads = tables.load, []

    def load_slowly(language):
        loads.append(found := load(language))
        if len(loads) == 1:
            publishing.publish(draft)
        return found

    monkeypatch.setattr(shelf, "_held", {})
    monkeypatch.setattr(tables, "load", load_slowly)
    assert "It is early." in shelf.page("home").words


def test_a_step_knows_its_place(small):
    first, last = shelf.step("slow-down", "take-it-slowly"), shelf.step("if-you-are-leaving", "say-it-once")
    assert (first.number, first.of, first.before) == (1, 2, None)
    assert first.after[1].slug == "wait-a-day"
    assert (last.number, last.of, last.before, last.after) == (1, 1, None, None)
    assert shelf.step("slow-down", "say-it-once") is None


def test_the_row_of_steps_goes_on_into_the_next_guide_and_past_the_one_for_who_leaves(small):
    content = shelf._current().content
    slow, leaving = content.guides
    more = dataclasses.replace(leaving, slug="more")
    row = shelf.Shelf("", "en", dataclasses.replace(content, guides=(slow, leaving, more))).spots
    assert row["slow-down", "wait-a-day"].after == (more, more.steps[0])
    assert row["more", "say-it-once"].before == (slow, slow.steps[-1])
    assert row["more", "say-it-once"].after is None
    assert (row[shelf.LEAVING, "say-it-once"].before, row[shelf.LEAVING, "say-it-once"].after) == (None, None)


def test_the_operators_country_comes_first_and_everywhere_else_last(small, settings, monkeypatch):
    settings.OPERATOR_COUNTRY = "IT"
    monkeypatch.setattr(shelf, "_held", {})
    assert [country.code for country in shelf.countries()] == ["IT", "AU", "INT"]
    settings.OPERATOR_COUNTRY = ""
    monkeypatch.setattr(shelf, "_held", {})
    assert [country.code for country in shelf.countries()] == ["AU", "IT", "INT"]
    assert [[line.name for line in lines] for _, lines in shelf.helplines("abuse")] == [[], ["1522"], []]


def test_a_tool_comes_with_its_questions(small):
    tool = shelf.tool("my-list")
    assert [(question.key, question.kind, question.limit, question.lines) for question in tool.questions] == [
        ("first", "line", 120, 1),
        ("why", "text", 400, 3),
        ("channel", "choice", 0, 0),
        ("told", "check", 0, 0),
    ]
    assert [option.value for option in tool.questions[2].options] == ["phone", "paper"]
    assert tool.closed_in == ("court",)
    assert shelf.tool("nothing") is None
