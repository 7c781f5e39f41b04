"""The public pages, as anyone meets them."""

import re
from collections import Counter

import pytest
from django.test import Client
from tinyhtml5.parser import HTMLParser

from guides import rules, shelf
from guides.models import Edition
from guides.templatetags.words import helplines

ALONE = (
    "/",
    "/tonight/",
    "/before-you-begin/",
    "/before-you-begin/none/",
    "/before-you-begin/all/",
    "/guides/",
    "/sources/",
    "/help/",
    "/protects/",
    "/sources/evidence/",
    "/questions/",
    "/disagreements/",
    "/counselors/",
    "/search/",
)
NEUTRAL = {"/", "/help/", "/search/", "/before-you-begin/", "/before-you-begin/none/", "/before-you-begin/all/"}
STEP = "/guides/slow-down/take-it-slowly/"


@pytest.fixture
def reader(small) -> Client:
    return Client()


def addresses() -> list[str]:
    return [*ALONE, *rules.addresses(shelf._current().content)]


def text(response) -> str:
    """The page without its marks, spaces made one."""
    body = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", body)


def in_order(page: str, *parts: str) -> bool:
    at = 0
    for part in parts:
        at = page.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


def check_html(html: str, language: str = "en") -> None:
    parser = HTMLParser()
    parser.parse(html)
    assert not parser.errors, parser.errors
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert not [name for name, times in ids.items() if times > 1]
    assert all(name in ids for name in re.findall(r'aria-labelledby="([^"]+)"', html))
    assert html.count("<h1") == 1
    assert f'<html lang="{language}"' in html
    assert not re.search(r"\s(?:style|on[a-z]+)=", html)
    assert not re.search(r"<script(?! src=)", html)


def test_every_public_page_is_there_and_is_good_html(reader):
    for address in addresses():
        response = reader.get(address)
        assert response.status_code == 200, address
        check_html(response.content.decode())


def test_no_public_page_asks_who_is_reading(reader, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(shelf, "ASK_AGAIN_AFTER", 3600)
    reader.cookies["sid"], reader.cookies["key"] = "a" * 32, "b" * 43
    for address in addresses():
        reader.get(address)
        for asked in (address, f"{address}?from=elsewhere"):  # from the page cache, and past it
            with django_assert_num_queries(0):
                response = reader.get(asked)
            assert response.status_code == 200, asked
            assert not response.cookies, asked
            assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding", asked


def test_titles_give_nobody_away(reader):
    for address in addresses():
        title = re.search("<title>(.*)</title>", reader.get(address).content.decode())[1]
        assert (title == "Clearing") is (address in NEUTRAL), (address, title)
        assert title.endswith("Clearing")


def test_every_page_leads_to_help_and_away(reader):
    for address in addresses():
        page = reader.get(address).content.decode()
        assert 'href="/help/"' in page, address
        assert 'href="/leave/"' in page, address


def test_links_of_ours_lead_somewhere(reader):
    found = {
        link for address in addresses() for link in re.findall(r'href="(/[^"]*)"', reader.get(address).content.decode())
    }
    public = {link for link in found if not link.startswith(("/n/", "/static/", "/leave/"))}
    assert not [link for link in public if reader.get(link).status_code != 200]


def test_home_shows_the_promise_the_buttons_and_the_rules(reader):
    page = reader.get("/").content.decode()
    assert in_order(
        page, "A first page", "It is late.", 'href="/tonight/"', 'href="/before-you-begin/"', "Here are short"
    )
    assert in_order(page, "Four things to do", 'href="/guides/slow-down/"', 'href="/protects/"', 'href="/n/"')
    assert 'href="/guides/if-you-are-leaving/"' in page
    assert "You first." not in page  # the other guides are not among the four


def test_tonight_numbers_its_parts_and_its_box_goes_nowhere(reader):
    page = reader.get("/tonight/").content.decode()
    assert in_order(
        page, "Give it ten", "<h2>1 Let it go by", "<h2>2 Say it here", "<textarea", "Then read", "Call now if"
    )
    assert in_order(page, 'role="region"', "Call now if", 'href="/help/">See', "Is it ten minutes?")
    assert "3 Call now" not in page
    assert "<form" not in page
    box = re.search("<textarea[^>]*>", page)[0]
    assert " name=" not in box
    assert all(mark in box for mark in ('autocomplete="off"', 'spellcheck="false"', "aria-label="))
    assert re.search('<button type="button"[^>]*data-print hidden>', page)


def test_a_step_shows_everything_in_order(reader):
    response = reader.get(STEP)
    parts = (
        "Slow down · Step 1 of 2 · 2&nbsp;minutes",
        "Take it slowly",
        "You want to call.",
        "Tonight",
        "Write down one call",
        "Words that help",
        "Got it. Friday is fine.",
        "Would I do this if they never knew?",
        "Next: Wait a day",
        "Write it down: My list",
        "From Al Turtle. It is what counselors have seen; no trial has tested it. Checked 22 November 2026.",
        "Mark where I am in my notes",
    )
    assert in_order(text(response).replace("  ", " "), *parts)
    assert 'href="/n/steps/1-1/"' in response.content.decode()


def test_a_step_that_reaches_nobody_and_has_no_tool(reader):
    page = text(reader.get("/guides/slow-down/wait-a-day/"))
    assert "if they never knew" not in page
    assert "Write it down" not in page
    assert in_order(page, "How it may look from the other side", "In your situation", "Checked 1 October 2026.")


@pytest.mark.parametrize("last", ["/guides/slow-down/wait-a-day/", "/guides/if-you-are-leaving/say-it-once/"])
def test_the_last_step_of_all_leads_back_and_never_into_the_guide_of_the_one_who_leaves(reader, last):
    main = reader.get(last).content.decode().split("<main")[1].split("</main>")[0]
    assert "Next" not in main
    assert 'href="/guides/">Back to all the steps</a>' in main
    assert ("No article says this. We wrote it." in main) is (shelf.LEAVING in last)


def test_a_step_leads_back_to_the_one_before(reader):
    page = reader.get("/guides/slow-down/wait-a-day/").content.decode()
    assert f'href="{STEP}">The step before: Take it slowly</a>' in page
    assert "The step before" not in reader.get(STEP).content.decode()


def test_what_django_answers_by_itself_is_a_page_of_ours_too(reader):
    reader.raise_request_exception = False
    response = reader.get("/n/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    check_html(response.content.decode())
    assert in_order(response.content.decode(), "Help now", "That could not be read", 'href="/tonight/"')


def test_a_blank_tool_can_be_filled_by_hand(reader):
    page = reader.get("/tools/my-list/").content.decode()
    assert in_order(
        page, "My list", "The first thing", "For example", "What happens before it", "How I do it", "On paper"
    )
    assert page.count('class="ruled"') == 1 + 3
    assert page.count('class="box"') == 2 + 1
    assert "<input" not in page
    assert "checked" not in page
    assert 'href="/n/tools/my-list/"' in page
    assert f'href="{STEP}"' in page


def test_a_source_says_where_each_idea_went(reader):
    page = text(reader.get("/sources/turtle/"))
    assert in_order(page, "Al Turtle", "A made-up article , 2002", "His own site", "T1.1", "Take it slowly", "T1.2")
    assert in_order(page, "T1.2", "decides what is a push.", "Take it slowly , My list", "T1.3")
    assert "Left out (risk): Nobody can know this." in page


def test_a_study_and_the_ideas_it_touches_lead_to_each_other(reader):
    study = reader.get("/sources/evidence/").content.decode()
    assert in_order(study, 'id="E1"', "A made-up study, 2020", "slept better", "anybody else", "One small trial.")
    assert 'href="/sources/coleman/#C1.1"' in study
    assert 'href="/sources/evidence/#E1"' in reader.get("/sources/coleman/").content.decode()


def test_each_question_leads_to_the_one_place_that_answers_it(reader):
    page = reader.get("/questions/").content.decode()
    assert 'href="/guides/slow-down/wait-a-day/">Is it wrong to wait?' in page
    assert 'href="/questions/who-pays/">Who pays for this?' in page
    assert in_order(page, "<h2>Slow down", "Is it wrong to wait?", "<h2>And some more", "Who pays for this?")
    assert "<h2>If it cannot wait" not in page
    assert "Nobody pays. It is free." in text(reader.get("/questions/who-pays/"))
    assert reader.get("/questions/is-it-wrong-to-wait/").status_code == 404
    assert "Is it wrong to wait?" in text(reader.get("/sources/coleman/"))


def test_where_the_articles_disagree(reader):
    page = reader.get("/disagreements/").content.decode()
    assert in_order(page, 'href="#X1">Little or much', 'id="X1">Little or much', "One says little.")


def test_a_situation_stands_with_its_label(reader):
    page = text(reader.get("/guides/slow-down/wait-a-day/"))
    assert in_order(page, "You live in the same house. Ask for a time.", "It rains. Take a coat.")
    assert in_order(page, "A court, the police, or fear says no. Wait for the court.")
    assert "{" not in page


def test_a_guide_shows_its_two_people_below_the_steps(reader):
    assert in_order(text(reader.get("/guides/slow-down/")), "Wait a day", "Both are invented.", "Ada waits.")
    assert "Both are invented." not in text(reader.get("/guides/if-you-are-leaving/"))


def test_an_address_that_moved_leads_on_for_good(reader):
    response = reader.get("/guides/slow-down/wait/")
    assert (response.status_code, response["Location"]) == (301, "/guides/slow-down/wait-a-day/")
    assert reader.get("/guides/slow-down/wait-a-week/").status_code == 404
    assert "2002" not in text(reader.get("/sources/coleman/"))


def test_help_shows_every_country_and_no_empty_row(reader):
    page = reader.get("/help/").content.decode()
    for link in ("tel:000", "tel:112", "tel:131114", "sms:0477131114", "tel:1522", "https://findahelpline.com"):
        assert f'href="{link}"' in page
    crisis = page.split("If you think about dying</h2>")[1].split("If you are afraid at home</h2>")[0]
    italy = crisis.split("<strong>Italy</strong>")[1].split("</li>")[0]
    assert in_order(italy, 'href="tel:112"', 'href="https://findahelpline.com"')
    assert in_order(crisis, "Australia", "Italy", "Everywhere else")
    own = page.split("If you are afraid of what you might do</h2>")[1]
    assert "<summary>Italy" not in own  # the words say what to do where a country has no line
    assert 'href="#part-1">If you think about dying</a>' in page
    assert "the oldest on 1 January 2026" in text(reader.get("/help/"))
    assert "Anyone. Day and night. Not on the bill." in text(reader.get("/help/"))


def test_longer_lists_of_help_lines_are_folded_but_for_everywhere_else_and_the_operators_country(reader, settings):
    crisis, abuse = re.split(r'<h2 id="part-\d"', reader.get("/help/").content.decode())[1:3]
    assert "<details" not in crisis
    assert 'href="tel:' in crisis
    assert "<details><summary>Italy" in abuse
    assert "<details open><summary>Everywhere else" in abuse
    settings.OPERATOR_COUNTRY = "IT"
    assert [row.country.code for row in helplines("abuse")["rows"] if row.first] == ["IT", "INT"]


def test_what_cannot_wait_stands_before_the_other_questions(reader, monkeypatch):
    first = [each for each in shelf.questions() if not each.guide]
    others = [each for each in shelf.questions() if each.guide]
    monkeypatch.setattr(shelf, "questions", lambda: (*first, *others))
    page = reader.get("/questions/").content.decode()
    assert in_order(page, "<h2>If it cannot wait", "Who pays for this?", "<h2>Slow down", "Is it wrong to wait?")
    assert "<h2>And some more" not in page


@pytest.mark.parametrize(
    ("name", "contact", "shown"),
    [
        ("", "", "This copy does not say who runs it."),
        ("Quay House", "", "Quay House"),
        ("Quay House", "help@example.org", 'Quay House: <a href="mailto:help@example.org">'),
    ],
)
def test_protects_says_who_runs_this_copy(reader, settings, name, contact, shown):
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = name, contact
    page = reader.get("/protects/").content.decode()
    assert shown in page
    assert "[[kept]]" not in page
    assert ("does not say who runs it" in page) is not (name or contact)


def test_protects_shows_every_column_that_is_kept(reader):
    page = reader.get("/protects/").content.decode()
    assert page.count("<caption>") >= 4
    assert "Your key, locked with your passphrase" in page


class TestTheGate:
    def test_six_buttons_of_one_form_without_fields(self, reader):
        page = reader.get("/before-you-begin/").content.decode()
        assert page.count("<form") == 1
        assert '<form method="post">' in page
        assert len(re.findall('<button name="line" value="[a-f]">', page)) == 6
        assert "<input" not in page
        assert f'href="{STEP}"' in page

    @pytest.mark.parametrize("letter", "abcdef")
    def test_an_answer_is_given_in_place(self, small, letter):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post("/before-you-begin/", {"line": letter})
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        assert not response.has_header("Vary")
        page = response.content.decode()
        check_html(page)
        assert f"<h1>Answer {letter}</h1>" in page
        assert "<title>Clearing</title>" in page

    @pytest.mark.parametrize("sent", [{}, {"line": "g"}, {"line": "gate"}, {"line": ["a"] * 3 + ["<b>"]}])
    def test_an_unknown_answer_shows_the_lines_again(self, reader, sent):
        response = reader.post("/before-you-begin/", sent)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert "Choose again." in response.content.decode()
        assert len(re.findall('<button name="line"', response.content.decode())) == 6
        assert "Choose again." not in reader.get("/before-you-begin/").content.decode()

    def test_only_the_answer_that_steps_link_to_has_an_address(self, reader):
        assert "<h1>Answer c</h1>" in reader.get("/before-you-begin/none/").content.decode()
        assert reader.get("/before-you-begin/a/").status_code == 404

    def test_reviewers_read_all_six_and_robots_none(self, reader):
        response = reader.get("/before-you-begin/all/")
        assert in_order(text(response), *(f"Answer {letter}" for letter in "abcdef"))
        assert response["X-Robots-Tag"] == "noindex"

    def test_the_lines_to_call_stand_in_the_answer(self, reader):
        page = reader.post("/before-you-begin/", {"line": "a"}).content.decode()
        assert in_order(page, 'href="tel:131114"', "Ring someone.", "If a number fails")


@pytest.mark.parametrize(
    "address", ["/nothing/", "/guides/nothing/", "/guides/slow-down/nothing/", "/tools/x/", "/sources/x/"]
)
def test_an_unknown_address_is_answered_kindly(reader, address):
    response = reader.get(address)
    assert response.status_code == 404
    check_html(response.content.decode())
    assert in_order(response.content.decode(), "Help now", "There is no page here", 'href="/tonight/"')
    assert not response.has_header("Vary")


def test_a_wrong_method_is_405_with_the_help_line(reader):
    for address in addresses():
        allowed = "GET, HEAD, POST" if address in ("/before-you-begin/", "/search/") else "GET, HEAD"
        response = reader.put(address)
        assert (response.status_code, response["Allow"]) == (405, allowed), address
        assert 'href="/help/"' in response.content.decode()
    assert reader.post(STEP).status_code == 405
    check_html(reader.put("/").content.decode())


def test_before_anything_is_published_a_page_says_so(db):
    Edition.objects.all().delete()
    shelf.forget()
    response = Client().get("/")
    shelf.forget()
    assert response.status_code == 503
    assert "manage.py publish" in response.content.decode()


def test_what_breaks_shows_help_and_asks_the_database_nothing(reader, monkeypatch, django_assert_num_queries):
    def fail(slug):
        raise RuntimeError("made to break")

    monkeypatch.setattr(shelf, "ASK_AGAIN_AFTER", 3600)
    reader.get("/guides/slow-down/")
    monkeypatch.setattr(shelf, "guide", fail)
    reader.raise_request_exception = False
    with django_assert_num_queries(0):
        response = reader.get("/guides/slow-down/?again")
    assert response.status_code == 500
    check_html(response.content.decode())
    assert "Help now" in response.content.decode()
    assert "made to break" not in response.content.decode()


class TestFinding:
    """Any words find a page or a kind answer, and nothing of them stays."""

    def ask(self, reader, words):
        return reader.post("/search/", {"words": words})

    def test_the_nearest_page_comes_first_with_the_words_marked(self, reader):
        page = self.ask(reader, "How do I WAIT?").content.decode()
        assert in_order(page, 'role="status"', 'href="/guides/slow-down/wait-a-day/"', "In the articles", "C1.1")
        assert "<mark>" in page
        assert 'value="How do I WAIT?"' in page

    def test_words_are_found_by_their_stem_and_with_one_wrong_letter(self, reader):
        for words in ("phones", "phome is in the kichen"):
            assert "/guides/slow-down/wait-a-day/" in self.ask(reader, words).content.decode(), words

    def test_another_way_to_ask_leads_to_the_same_answer(self, reader):
        page = self.ask(reader, "what does it cost").content.decode()
        assert re.search(r'class="rows">\s*<li><a href="([^"]*)"', page)[1] == "/questions/who-pays/"

    @pytest.mark.parametrize(
        "words", ["", "   ", "?!...", '"" AND (', "title:* OR -", "\0", "x" * 10_000, "why " * 2_500]
    )
    def test_anything_is_answered_kindly(self, reader, words):
        response = self.ask(reader, words)
        assert response.status_code == 200
        check_html(response.content.decode())
        assert 'href="/questions/"' in response.content.decode()

    def test_nothing_typed_is_kept_or_run(self, reader):
        response = self.ask(reader, "<script>alert(1)</script> wait")
        assert "<script>alert" not in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        assert "<title>Clearing</title>" in response.content.decode()
