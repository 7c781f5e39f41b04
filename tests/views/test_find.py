"""Finding one's own words."""

import pytest

from journal.doing import search
from journal.models import Record
from journal.pure import find


@pytest.fixture(autouse=True)
def _words(published):
    """Results lead to tools."""


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("I rang the doctor.", "DOCTOR"),
        ("Ich aß Suppe mit Zoë.", "ZOE"),
        ("Ich aß Suppe.", "ASS"),
        ("naïve, café", "cafe naive"),
        ("İstanbul", "istanbul"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("ﬁnally", "final"),
    ],
)
def test_case_and_accents_make_no_difference(text, query):
    folded = find.fold(text)
    assert all(word in folded for word in find.words_of(query))


def test_a_little_of_the_text_stands_around_the_word():
    text = "Äh. " * 30 + "Then I rang the Döctor\nand slept. " + "So. " * 30
    shown = find.around(text, "doctor")
    assert "I rang the Döctor and slept." in shown
    assert shown.startswith("... ")
    assert shown.endswith(" ...")
    assert len(shown) < 150


def test_text_is_found_wherever_a_person_wrote_it(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "We had lentil soup.", "sleep": "3to5"})
    alice_journal.put("night", "2026-03-02", {"tomorrow": "Lentils at noon"})
    alice_journal.put("tool", "my-days", {"questions": [{"label": "soup"}], "answers": {"food": "lentil"}, "older": []})
    alice_journal.put("plan", "plan", {"self_do": "Cook lentils."})
    found = search.find(alice_journal, "lentil").found
    assert [(each.kind, each.key) for each in found] == [
        ("night", "2026-03-02"),
        ("night", "2026-03-01"),
        ("plan", "plan"),
        ("tool", "my-days"),
    ]
    assert [each.key for each in search.find(alice_journal, "soup").found] == ["2026-03-01"]
    assert [each.key for each in search.find(alice_journal, "SOUP Lentil").found] == ["2026-03-01"]
    assert search.find(alice_journal, "3to5").found == []


def test_the_second_text_of_a_conflict_is_found_too(alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "One."}, hand="a")
    alice_journal.put("night", "2026-03-01", {"more": "Lentils."}, hand="b")
    assert len(search.find(alice_journal, "lentils").found) == 1


def test_what_was_deleted_is_not_found(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "Lentils."})
    alice.post("/n/days/2026-03-01/delete/")
    assert search.find(alice_journal, "lentils").found == []


def test_the_page_shows_rows_with_a_little_context(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "We had <b>lentil</b> soup."})
    alice_journal.put("tool", "my-days", {"questions": [], "answers": {"food": "lentil"}, "older": []})
    answer = alice.post("/n/find/", {"q": "lentil"})
    page = answer.content.decode()
    assert 'href="/n/days/2026-03-01/"' in page
    assert 'href="/n/tools/my-days/"' in page
    assert "1 March 2026" in page
    assert "&lt;b&gt;lentil&lt;/b&gt;" in page
    assert "2 pages" in page


def test_nothing_found_says_so_and_nothing_written_too(alice, alice_journal):
    assert "There is nothing to look through yet." in alice.post("/n/find/", {"q": "lentil"}).content.decode()
    alice_journal.put("night", "2026-03-01", {"sleep": "3to5"})
    page = alice.post("/n/find/", {"q": "lentil"}).content.decode()
    assert "No page holds this. Try one word, or only its beginning." in page
    assert "nothing to look through" not in page


def test_the_term_stands_in_no_address(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "lentil"})
    answer = alice.post("/n/find/", {"q": "lentil"})
    assert answer.status_code == 200
    assert 'method="post"' in answer.content.decode()
    assert b"lentil" not in alice.get("/n/find/?q=lentil").content
    for link in answer.content.decode().split('href="')[1:]:
        assert "lentil" not in link[: link.index('"')]


@pytest.mark.parametrize("query", ["", "   ", "x" * 101])
def test_an_empty_or_endless_query_is_said(alice, query):
    page = alice.post("/n/find/", {"q": query}).content.decode()
    assert "<title>Error: Notes: list</title>" in page
    assert "pages" not in page[page.index("<main") : page.index("</main")]


def test_only_ones_own_are_found(bob, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "lentil"})
    assert "There is nothing to look through yet." in bob.post("/n/find/", {"q": "lentil"}).content.decode()


def test_records_that_do_not_open_are_counted_and_the_others_found(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "lentil"})
    alice_journal.put("night", "2026-03-02", {"more": "lentil"})
    Record.objects.filter(slot=alice_journal.key.slot("night", "2026-03-02")).update(sealed=b"broken")
    page = alice.post("/n/find/", {"q": "lentil"}).content.decode()
    assert "1 page does not open" in page
    assert 'href="/n/days/2026-03-01/"' in page


def test_more_than_a_hundred_are_cut_and_it_is_said(alice, alice_journal, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for day in (1, 2, 3):
        alice_journal.put("night", f"2026-03-0{day}", {"more": "lentil"})
    result = search.find(alice_journal, "lentil")
    assert [each.key for each in result.found] == ["2026-03-03", "2026-03-02"]
    assert result.more
    assert "There are more." in alice.post("/n/find/", {"q": "lentil"}).content.decode()


def test_search_opens_nothing_without_a_word(alice_journal, monkeypatch):
    monkeypatch.setattr(type(alice_journal), "everything", lambda self: pytest.fail("opened"))
    assert search.find(alice_journal, "  ") == search.Result([], more=False, unreadable=0, empty=False)
