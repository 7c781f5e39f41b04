"""Another language: every page at its own address, no English that does not say so, and the same for everyone."""

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation

from guides import publishing, rules, shelf
from journal.doing import settings as own
from journal.doing import state
from journal.pure import night, trends
from tests.made_up import CODE
from tests.made_up import made_up as said
from tests.people import open_client
from tests.views.test_guides import ALONE, NEUTRAL, check_html
from tests.views.test_headers import addresses as all_addresses

pytestmark = pytest.mark.slow  # every page in a made-up language

with_all_words = pytest.mark.parametrize("language", ["all_made_up_words"], indirect=True)
# The table of stored columns; titles of articles, and why an idea was left out. Elsewhere only the way to English is.
STAY_ENGLISH = ("/protects/", "/sources/")
NOT_YET, OLDER = "This page is not in your language yet.", "The English page has changed since"


@pytest.fixture
def reader(language, db) -> Client:
    publishing.publish(language / "en")
    return Client()


def addresses() -> list[str]:
    return [*ALONE, *rules.addresses(shelf._current().content)]


def there(address: str) -> str:
    return f"/{CODE}{address}"


def a_step() -> str:
    guide = shelf.guides()[0]
    return f"/guides/{guide.slug}/{guide.steps[0].slug}/"


class Outside(HTMLParser):
    """The words of a page that it does not say to be in another language than its own."""

    EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
    APART = {"option", "script", "style", "title"}  # names of time zones and countries; a title carries no language

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[tuple[str, str]] = [("", "")]
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        language = known.get("lang") or self.inside[-1][1]
        if language == CODE:
            self.found += [known[name] for name in ("aria-label", "placeholder", "alt", "title") if known.get(name)]
        if tag not in self.EMPTY:
            self.inside.append((tag, language))

    def handle_endtag(self, tag):
        while self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.inside[-1]
        if language == CODE and tag not in self.APART:
            self.found.append(data)


def english(html: str) -> list[str]:
    """What stands in English without saying so, but for names."""
    text = " ".join(Outside(html).found)
    for name in sorted(names(), key=len, reverse=True):
        text = text.replace(name, "")
    return re.findall(r"\b[^\W\d_]*[A-Za-z]{2,}[^\W\d_]*\b", text)  # no ids, such as TQ1


def names() -> set[str]:
    """What is the same in every language: authors, help lines, what to send to them, what stands for them."""
    content = shelf._current().content
    lines = [line for country in content.countries for line in country.lines]
    known = {text for line in lines for text in (line.name, line.web, line.text) if text}
    return known | {source.author for source in content.sources} | {"Clearing", "Letter"}


def test_the_scan_sees_what_says_nothing_about_its_language():
    page = f'<html lang="{CODE}"><p>Ćĺéáŕ. <b>Plain</b> <i lang="en">Marked</i><img alt="Seen"><br>Last</p></html>'
    scan = Outside(page)
    assert re.findall(r"[A-Za-z]{2,}", " ".join(scan.found)) == ["Plain", "Seen", "Last"]


@with_all_words
def test_every_public_page_is_good_html_and_says_nothing_in_english_unmarked(reader):
    for address in addresses():
        response = reader.get(there(address))
        html = response.content.decode()
        assert response.status_code == 200, address
        check_html(html, language=f'{CODE}" dir="rtl')
        assert not english(html), (address, english(html))
        assert said(NOT_YET) not in html, address
        marked = re.findall(r'<(\w+)[^>]* lang="en"', html)
        assert marked == ["a"] or address.startswith(STAY_ENGLISH), (address, marked)


@with_all_words
def test_without_a_single_translated_page_all_english_words_say_so(reader, language):
    shutil.rmtree(language / CODE)
    publishing.publish(language / "en")
    for address in addresses():
        html = reader.get(there(address)).content.decode()
        check_html(html, language=f'{CODE}" dir="rtl')
        assert not english(html), (address, english(html))
    step = reader.get(there(a_step())).content.decode()
    assert said(NOT_YET) in step
    assert '<h1 lang="en" dir="ltr">' in step
    assert f'<div lang="en" dir="ltr"><p>{shelf.guides()[0].steps[0].advice[:20]}' in step
    found = reader.post(there("/search/"), {"words": "wait a day"}).content.decode()
    assert not english(re.sub("<input[^>]*>", "", found))


def test_links_stay_in_the_language(reader):
    for address in addresses():
        html = reader.get(there(address)).content.decode()
        links = set(re.findall(r'<a [^>]*href="(/[^"]*)"(?! lang="en")', html))
        assert not [link for link in links if not link.startswith((f"/{CODE}/", "/n/", "/leave/"))], address
        ours = {urlsplit(link).path for link in links if link.startswith(f"/{CODE}/")}
        assert not [link for link in ours if reader.get(link).status_code != 200], address


def test_each_page_leads_to_itself_in_the_other_language(reader):
    for address in addresses():
        assert f'<a href="{address}" lang="en" hreflang="en">English</a>' in reader.get(there(address)).content.decode()
        assert f'<a href="{there(address)}" lang="{CODE}" hreflang="{CODE}">' in reader.get(address).content.decode()


def test_a_copy_that_speaks_only_english_names_no_languages(nobody):
    assert "hreflang" not in nobody.get("/").content.decode()
    assert nobody.get(there("/")).status_code == 404


def test_the_same_for_everyone_and_ready(reader, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(shelf, "ASK_AGAIN_AFTER", 3600)
    known = {"Accept-Language": CODE, "Cookie": f"sid={'a' * 32}; key={'b' * 43}; django_language=en"}
    for address in addresses():
        first = reader.get(there(address))
        for asked in (there(address), f"{there(address)}?from=elsewhere"):  # from the page cache, and past it
            with django_assert_num_queries(0):
                again = reader.get(asked, headers=known)
            assert again.content == first.content, asked
            assert not again.cookies, asked
            assert not {"Cookie", "Accept-Language"} & {part.strip() for part in again.get("Vary", "").split(",")}
        assert reader.get(there(address), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert reader.get(address, headers=known).content != first.content, address


def test_titles_give_nobody_away(reader):
    for address in addresses():
        title = re.search("<title>(.*)</title>", reader.get(there(address)).content.decode())[1]
        assert (title == "Clearing") is (address in NEUTRAL), (address, title)
        assert title.endswith("Clearing")


def test_the_language_of_one_page_is_not_the_next_ones(reader):
    reader.get(there("/help/"))
    assert translation.get_language() == "en"
    assert '<html lang="en" dir="ltr">' in reader.get("/nothing/").content.decode()
    assert '<html lang="en" dir="ltr">' in reader.get("/n/unlock/").content.decode()


def test_numbers_read_from_left_to_right(reader):
    """Between right-to-left words the groups of a number would change places."""
    html = reader.get(there("/help/")).content.decode()
    links = re.findall(r'<a href="tel:[^>]*>', html)
    assert links
    assert all('dir="ltr"' in link for link in links)


def test_the_gate_and_the_search_answer_in_place(reader):
    answer = reader.post(there("/before-you-begin/"), {"line": "c"})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert not english(answer.content.decode())
    title = shelf.guides()[0].steps[0].title
    found = reader.post(there("/search/"), {"words": said(title)}).content.decode()
    assert f'<li><a href="{there(a_step())}">{said(title)} ' in found
    assert f'<li><a href="{a_step()}">{title} ' in reader.post("/search/", {"words": title}).content.decode()


@pytest.mark.parametrize("address", ["/xx/", "/xx/help/", "/en/", "/AR-XB/help/", "/ar-xb-xb/"])
def test_an_unknown_language_is_answered_with_a_page_that_helps(reader, address):
    response = reader.get(address)
    assert response.status_code == 404
    check_html(response.content.decode())
    assert 'href="/help/"' in response.content.decode()


@pytest.mark.parametrize("address", ["/nothing/", "/guides/nothing/", "/n/", "/leave/"])
def test_what_is_not_there_is_answered_in_the_language(reader, address):
    response = reader.get(there(address))
    assert response.status_code == 404
    assert f'href="{there("/help/")}"' in response.content.decode()
    assert not english(response.content.decode())


def test_a_language_without_its_slash_leads_on(reader):
    response = reader.get(f"/{CODE}")
    assert (response.status_code, response["Location"]) == (301, there("/"))


def test_an_address_that_moved_leads_on_in_the_language(reader, language):
    (language / "en/moved.toml").write_text(f'"/guides/slow-down/older/" = "{a_step()}"\n')
    publishing.publish(language / "en")
    assert reader.get(there("/guides/slow-down/older/"))["Location"] == there(a_step())
    assert reader.get("/guides/slow-down/older/")["Location"] == a_step()


def test_a_page_made_from_older_english_says_so_and_leads_there(reader, language):
    path = language / "en/pages/counselors.md"
    path.write_text(path.read_text() + "\nOne thing more.\n")
    publishing.publish(language / "en")
    html = reader.get(there("/counselors/")).content.decode()
    assert said(OLDER) in html
    assert f'<a href="/counselors/" hreflang="en">{said("Read it in English")}</a>' in html
    assert not english(html)
    assert said(OLDER) not in reader.get(there("/help/")).content.decode()
    assert "One thing more." in reader.get("/counselors/").content.decode()


def test_private_pages_speak_the_language_that_the_reader_chose(reader, alice_journal):
    own.change(alice_journal, language=CODE)
    alice = open_client("river-1001")
    seen = 0
    for address in [*all_addresses(public=False), "/n/sheet/next/", "/n/tools/" + shelf.tools()[0].slug + "/"]:
        response = alice.get(address)
        if response.status_code == 200 and "html" in response["Content-Type"] and address not in PUBLIC_DOORS:
            seen += 1
            html = response.content.decode()
            assert f'<html lang="{CODE}" dir="rtl">' in html, address
            assert f"<title>{said('Notes')}: " in html, address
            assert not english(html), (address, english(html))
    assert seen > 12
    assert alice.get("/n/nothing/").status_code == 404


def test_words_about_days_are_the_languages_own(reader, alice_journal):
    own.change(alice_journal, language=CODE, alcohol=True)
    for number, day in enumerate(trends.month_of(date(2026, 3, 1))[::2]):
        taps = {name: values[number % len(values)] for name, values in night.FACTS.items()}
        alice_journal.put("night", day.isoformat(), taps)
    alice = open_client("river-1001")
    for line, address in (("welcome", "/n/days/2026-03/"), ("asked", "/n/days/2026-W11/")):
        state.say(alice_journal, [line])
        html = alice.get(address).content.decode()
        assert html.count("<svg") == 7
        assert not english(html), (address, english(html))


PUBLIC_DOORS = {"/n/unlock/", "/n/new/", "/n/back/", "/n/gone/", "/n/lock/"}


def test_the_doors_speak_the_operators_language(reader, settings):
    assert '<html lang="en" dir="ltr">' in reader.get("/n/unlock/").content.decode()
    settings.OPERATOR_LANGUAGE = CODE
    for address in PUBLIC_DOORS - {"/n/lock/"}:
        html = reader.get(address).content.decode()
        assert f'<html lang="{CODE}" dir="rtl">' in html, address
        assert not english(html.replace("&", "")) or address == "/n/new/", address  # it offers English words
    assert '<html lang="en" dir="ltr">' in reader.get("/").content.decode()


def test_the_language_is_chosen_in_the_settings_and_holds(reader, alice_journal):
    alice = open_client("river-1001")
    form = re.findall(r'<option value="([^"]*)"', alice.get("/n/mine/").content.decode().split('name="language"')[1])
    assert form[:2] == ["en", CODE]
    chosen = {"zone": "Europe/Berlin", "lock_minutes": "10", "paper": "a4", "country": "", "language": CODE}
    alice.post("/n/mine/", chosen)
    assert f'<html lang="{CODE}"' in alice.get("/n/").content.decode()
    alice.post("/n/lock/")
    assert '<html lang="en"' in alice.get("/n/").content.decode()
    assert f'<html lang="{CODE}"' in open_client("river-1001").get("/n/").content.decode()


def test_answers_to_a_tool_are_the_same_ones_in_another_language(reader, alice_journal):
    alice = open_client("river-1001")
    alice.post("/n/state/", {"lines": "welcome"})
    alice.post("/n/tools/my-list/", {"q_first": "I ring at night"})
    own.change(alice_journal, language=CODE)
    html = alice.get("/n/tools/my-list/").content.decode()
    assert 'value="I ring at night"' in html
    assert html.count("I ring at night") == 1
    assert said("The first thing") in html


def test_what_was_typed_before_unlocking_comes_back_in_the_readers_language(reader, alice_journal):
    own.change(alice_journal, language=CODE)
    sent = {
        "name": "river-1001",
        "passphrase": "plain yellow kettle window",
        "then": "/n/today/",
        "typed-more": "Later.",
    }
    html = reader.post("/n/unlock/", sent).content.decode()
    assert f'<html lang="{CODE}"' in html
    assert "Later." in html


def test_a_language_that_is_gone_or_alone_is_not_asked_for(nobody, alice_journal):
    own.change(alice_journal, language=CODE)
    alice = open_client("river-1001")
    html = alice.get("/n/mine/").content.decode()
    assert '<html lang="en"' in html
    assert 'name="language"' not in html


def test_days_are_written_as_the_language_writes_them(reader):
    assert re.search(r"Checked \d\d? [A-Z][a-z]+ \d{4}\.", reader.get(a_step()).content.decode())
    assert re.search(r"\d\d? [\u0600-\u06ff]+، \d{4}\.", reader.get(there(a_step())).content.decode())
