"""Notes in: an archive of one's own or plain texts, looked at first; and every kind of file that cannot be taken."""

import json
import struct
import tempfile
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from journal.access import accounts
from journal.doing import incoming, press
from journal.doing import settings as own
from journal.management import invented
from journal.models import Record
from journal.pure import archive, bodies, night
from journal.pure.unpack import Packed, Refused
from journal.web.uploads import InMemory
from tests.archives import bring, files_of, pressed_on, send, taken_out, texts, zipped
from tests.people import PASSPHRASE, make_person, open_client
from tests.views.test_shapes import FROZEN

pytestmark = pytest.mark.slow  # whole journals out and in

DOCUMENT = {"format": "notes", "version": 2, "records": []}


@pytest.fixture(autouse=True)
def _no_press(request, published, monkeypatch):
    """The pages need the words. Papers have a test of their own; drawing them in each would take minutes."""
    if "press" not in request.keywords:

        def missing(*args, **kwargs):
            raise press.PressMissing

        monkeypatch.setattr(press, "render", missing)


def document(*records: tuple[str, str, dict], **more) -> str:
    rows = [{"kind": kind, "key": key, "shape": 1, "texts": [body]} for kind, key, body in records]
    return json.dumps({**DOCUMENT, "records": rows, **more})


def write_a_life(journal) -> None:
    """Something of every kind that lasts."""
    for name, each in FROZEN.items():
        kind = name.split()[0]
        if kind not in ("bin", "incoming", "settings"):
            journal.overwrite(kind, each["key"], each["body"])
    journal.overwrite("contact", "open", {"lines": ["mark-of-page-2"]})
    journal.put("night", "2026-03-10", {"more": "Zoë slept. 😀 שלום"}, hand="a")
    journal.put("night", "2026-03-10", {"more": "Second."}, hand="b")
    own.change(journal, paper="letter", alcohol=True)


def test_out_and_away_and_in_again_gives_the_same_archive(alice, alice_journal, clock):
    write_a_life(alice_journal)
    before, first = texts(alice_journal), taken_out(alice)
    accounts.delete(alice_journal)
    journal = make_person(name="stone-3003")[1]
    client = open_client("stone-3003")
    bring(client, ("notes.zip", first))
    del before["settings", "mine"]
    after = texts(journal)
    assert after.pop(("settings", "mine"))[0]["paper"] == "letter"
    assert after == before
    assert taken_out(client) == first


def test_brought_in_twice_changes_nothing(alice, alice_journal, clock):
    write_a_life(alice_journal)
    whole = taken_out(alice)
    before, versions = texts(alice_journal), list(Record.objects.order_by("slot").values_list("version", flat=True))
    look = bring(alice, ("notes.zip", whole))
    assert "Here already: nights 2" in look
    assert texts(alice_journal) == before
    assert list(Record.objects.order_by("slot").values_list("version", flat=True)) == versions


def test_what_differs_stands_beside_and_no_word_is_lost(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-10", {"more": "Mine."})
    look = bring(alice, ("notes.json", document(("night", "2026-03-10", {"more": "Theirs."}))))
    assert "1 night that is here with another text. Both are kept." in look
    assert texts(alice_journal)["night", "2026-03-10"] == [{"more": "Mine."}, {"more": "Theirs."}]
    page = alice.get("/n/days/2026-03-10/", follow=True).content.decode()
    assert "Two texts for one page" in page
    assert "Theirs." in page


def test_nothing_is_changed_before_the_button_and_leaving_it_leaves_nothing(alice, alice_journal, clock):
    before = texts(alice_journal)
    send(alice, ("notes.json", document(("night", "2026-03-10", {"more": "Theirs."}))))
    assert "A file was read and waits for you." in alice.get("/n/in/").content.decode()
    assert texts(alice_journal) == before
    pressed_on(alice, alice.get("/n/in/look/").content.decode(), leave="1")
    assert texts(alice_journal) == before
    assert alice_journal.get("incoming", "file") is None
    assert alice.get("/n/in/look/").status_code == 303


def test_only_what_was_looked_at_comes_in_or_is_let_go(alice, alice_journal, clock):
    send(alice, ("notes.json", document(("night", "2026-03-10", {"more": "First file."}))))
    first = alice.get("/n/in/look/").content.decode()
    clock("2026-03-11T21:12")
    send(alice, ("notes.json", document(("night", "2026-03-09", {"more": "Second file."}))))
    for button in ({}, {"leave": "1"}):
        answer = pressed_on(alice, first, **button).content.decode()
        assert "Another file was chosen meanwhile. This is what is in it." in answer
        assert alice_journal.get("night", "2026-03-09") is None
    pressed_on(alice, answer)
    assert alice_journal.get("night", "2026-03-09").body == {"more": "Second file."}
    assert alice_journal.get("night", "2026-03-10") is None


def test_what_waits_is_sealed_and_gone_after_an_hour(alice, alice_journal, clock):
    send(alice, ("notes.json", document(("night", "2026-03-10", {"more": "Nobody reads this."}))))
    assert not [row for row in Record.objects.all() if b"Nobody" in bytes(row.sealed)]
    clock("2026-03-11T21:20")
    assert alice.get("/n/in/look/").status_code == 303
    assert alice_journal.get("incoming", "file") is None


def test_what_was_left_waiting_is_gone_with_the_next_opening(alice, alice_journal, clock, monkeypatch):
    send(alice, ("notes.json", document(("night", "2026-03-10", {"more": "Late."}))))
    open_client("river-1001")  # years later by the real clock
    assert alice_journal.get("incoming", "file") is None


def test_a_page_that_does_not_open_here_is_left_and_said(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-10", {"more": "Broken."})
    slot = alice_journal.key.slot("night", "2026-03-10")
    Record.objects.filter(slot=slot).update(sealed=b"broken")
    records = (("night", "2026-03-10", {"more": "A."}), ("night", "2026-03-09", {"more": "B."}))
    assert "1 page does not open here" in bring(alice, ("notes.json", document(*records)))
    assert bytes(Record.objects.get(slot=slot).sealed) == b"broken"
    assert alice_journal.get("night", "2026-03-09").body == {"more": "B."}


def test_a_failure_in_the_middle_changes_nothing(alice, alice_journal, clock, monkeypatch):
    records = [("night", f"2026-02-{day:02}", {"more": "x"}) for day in range(1, 20)]
    send(alice, ("notes.json", document(*records)))
    before = texts(alice_journal)

    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Record.objects.__class__, "bulk_create", full)
    look = alice.get("/n/in/look/").content.decode()
    with pytest.raises(OSError, match="full"):
        pressed_on(alice, look)
    assert texts(alice_journal) == before


def test_the_stricter_contact_state_counts_and_an_answered_line_stays_answered(alice, alice_journal, clock):
    line = {"id": "mark-of-page-1", "by": "message", "day": "2026-03-10", "at": "21:40"}
    alice_journal.overwrite("contact", "state", {"lines": ["welcome"]})
    alice_journal.overwrite("contact", "open", {"lines": []})
    alice_journal.overwrite("week", "2026-W11", {"reached": [line], "waited": []})
    new = {**line, "id": "mark-of-page-9"}
    file = document(
        ("contact", "state", {"lines": ["court"]}),
        ("contact", "open", {"lines": ["mark-of-page-1", "mark-of-page-9"]}),
        ("week", "2026-W11", {"reached": [line, new], "waited": []}),
    )
    bring(alice, ("notes.json", file))
    after = texts(alice_journal)
    assert after["contact", "state"] == [{"lines": ["welcome", "court"]}]
    assert after["contact", "open"] == [{"lines": ["mark-of-page-9"]}]
    assert after["week", "2026-W11"] == [{"reached": [line, new], "waited": []}]


def test_the_first_form_of_the_file_still_comes_in(alice, alice_journal, clock):
    old = {
        "about": "x",
        "taken_out": "2026-03-01T20:00+01:00",
        "records": [
            {"kind": "night", "key": "2026-02-01", "texts": [{"more": "Old."}, {"more": "Beside."}]},
            {"kind": "bin", "key": "last", "texts": [{"nights": []}]},
        ],
        "these_do_not_open": [],
    }
    bring(alice, ("notes.json", json.dumps(old)))
    assert texts(alice_journal)["night", "2026-02-01"] == [{"more": "Old."}, {"more": "Beside."}]


def test_an_archive_that_was_unpacked_and_packed_by_hand_comes_in(alice, alice_journal, clock):
    inside = document(("night", "2026-02-01", {"more": "Packed."}))
    files = {"notes/notes.json": inside, "__MACOSX/notes/._notes.json": "junk", "notes/.DS_Store": "junk"}
    bring(alice, ("notes.zip", zipped(files)))
    assert alice_journal.get("night", "2026-02-01").body == {"more": "Packed."}


def bomb() -> bytes:
    return zipped({"notes.json": b"0" * 40_000_000})


def dense() -> bytes:
    return zipped({"notes.json": b"0" * 5_000_000})


def lying() -> bytes:
    """A bomb that says it is small, in the list of names."""
    data = bytearray(zipped({"notes.json": b"0" * 60_000_000}))
    struct.pack_into("<L", data, data.rfind(b"PK\x01\x02") + 24, 500_000)
    return bytes(data)


def two_ends() -> bytes:
    """A file whose end tells of one entry, and whose second end, which counts, of 20,001."""
    many = 20_001
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, *[0] * 4, 0x21, 0, 0, 0, 6, *[0] * 6)
    names = b"".join(one + b"%06x" % number for number in range(many))
    second = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, many, many, len(names), 0)
    leads = struct.pack("<4sLQL", b"PK\6\7", 0, len(names), 1)
    return b"PK\3\4" + names + second + leads + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 52, 0, 0)


def locked() -> bytes:
    data = bytearray(zipped({"notes.json": "{}"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


def linked() -> bytes:
    info = zipfile.ZipInfo("notes.json")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return zipped({info: "/etc/passwd"})


def many() -> bytes:
    """A file that says it holds a hundred thousand."""
    data = bytearray(zipped({"a.txt": "x"}))
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 0xFFFF, 0xFFFF)
    return bytes(data)


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return two_of("notes.json")


def two_of(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "{}")
        made.writestr(name, "{}")
    return out.getvalue()


WHOLE = ("night", "2026-03-10", {"more": "Whole."})
REFUSED = {
    "truncated": ("notes.zip", lambda: zipped({"notes.json": document(WHOLE)})[:-30], "damaged or cut off"),
    "cut in the middle": ("notes.zip", lambda: zipped({"notes.json": document(WHOLE)})[:100], "damaged or cut off"),
    "spoiled": (
        "notes.zip",
        lambda: zipped({"notes.json": document(WHOLE)}).replace(b"PK\x03\x04", b"PK\x03\x04\xff", 1),
        "damaged or cut off",
    ),
    "bomb": ("notes.zip", bomb, "far too large"),
    "dense bomb": ("notes.zip", dense, "far too large"),
    "upwards": ("notes.zip", lambda: zipped({"../notes.json": document(WHOLE)}), "wrong places"),
    "absolute": ("notes.zip", lambda: zipped({"/notes.json": document(WHOLE)}), "wrong places"),
    "drive": ("notes.zip", lambda: zipped({"C:\\notes.json": document(WHOLE)}), "wrong places"),
    "backslashes": ("notes.zip", lambda: zipped({"a\\..\\..\\notes.json": document(WHOLE)}), "wrong places"),
    "link": ("notes.zip", linked, "wrong places"),
    "one name twice": ("notes.zip", twice, "wrong places"),
    "locked": ("notes.zip", locked, "locked with a password"),
    "many": ("notes.zip", many, "too many files"),
    "a size that lies": ("notes.zip", lying, "damaged or cut off"),
    "two ends": ("notes.zip", two_ends, "too many files"),
    "millions of parts": ("notes.json", lambda: b'{"records":[],"x":[' + b"{}," * 300_000 + b"1]}", "more parts than"),
    "millions of texts": (
        "notes.json",
        lambda: b'{"records":[],"x":[' + b'"",' * 2_000_001 + b"1]}",
        "more parts than",
    ),
    "no zip": ("notes.zip", lambda: b"just words", "no zip file"),
    "word": ("diary.docx", lambda: zipped({"word/document.xml": "<w/>"}), "word processor"),
    "no json": ("notes.json", lambda: b"{", "damaged or cut off"),
    "deep": ("notes.json", lambda: b'{"records":' + b"[" * 200_000, "damaged or cut off"),
    "other json": ("notes.json", lambda: b'{"a": 1}', "no notes that can be read"),
    "newer": ("notes.json", lambda: document(WHOLE, version=3).encode(), "newer program"),
    "newer shape": (
        "notes.json",
        lambda: document(WHOLE).replace('"shape": 1', '"shape": 2').encode(),
        "newer program",
    ),
    "version in words": ("notes.json", lambda: document(WHOLE, version="two").encode(), "no notes that can be read"),
    "unknown kind": ("notes.json", lambda: document(("diary", "x", {})).encode(), "not known here: diary"),
    "one page twice": ("notes.json", lambda: document(WHOLE, WHOLE).encode(), "one page twice"),
    "no such day": ("notes.json", lambda: document(("night", "2026-02-30", {})).encode(), "not as it should be"),
    "a body of another form": (
        "notes.json",
        lambda: document(WHOLE, ("night", "2026-03-09", {"more": 5})).encode(),
        "not as it should be",
    ),
    "an answer without its question": (
        "notes.json",
        lambda: document(("tool", "my-days", {"questions": [], "answers": {"a": "b"}, "older": []})).encode(),
        "not as it should be",
    ),
    "NUL": ("notes.json", lambda: document(("night", "2026-03-09", {"more": "\0"})).encode(), "broken letters"),
    "half a character": (
        "notes.json",
        lambda: document(("night", "2026-03-09", {"more": "\ud800"})).encode(),
        "broken letters: night 2026-03-09",
    ),
    "empty": ("notes.txt", lambda: b"", "Nothing is written here."),
    "empty zip": ("notes.zip", lambda: zipped({}), "no texts in this file"),
    "picture": ("2026-03-02.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0", "This is not plain text."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_in_one_line_and_nothing_is_changed(alice, alice_journal, clock, name):
    alice_journal.put("night", "2026-03-10", {"more": "Mine."})
    before = texts(alice_journal)
    file, make, says = REFUSED[name]
    answer = send(alice, (file, make()))
    page = answer.content.decode()
    assert answer.status_code == 200, answer.status_code
    assert "<title>Error: Notes: list</title>" in page
    assert says in page
    assert texts(alice_journal) == before
    assert alice_journal.get("incoming", "file") is None


def test_more_entries_than_any_journal_has_are_refused(alice, clock):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(20_001):
            made.writestr(zipfile.ZipInfo(f"{number}.txt"), "")
    assert "too many files" in send(alice, ("notes.zip", out.getvalue())).content.decode()


def test_a_bomb_that_says_it_is_small_is_never_expanded():
    data = lying()
    tracemalloc.start()
    try:
        packed = Packed(data)
        with pytest.raises(Refused):
            packed.read(packed.entries)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


class Line(BytesIO):
    """What a browser sends, and the most that was asked of it at once."""

    most = 0

    def read(self, size=-1):
        self.most = max(self.most, self.getbuffer().nbytes if size is None or size < 0 else size)
        return super().read(size)


def test_more_than_25_mb_is_refused_by_its_length_and_nothing_of_it_is_kept(alice, alice_journal, clock, monkeypatch):
    kept = []
    monkeypatch.setattr(InMemory, "receive_data_chunk", lambda *args: kept.append(args))
    line = Line(encode_multipart(BOUNDARY, {"chosen": SimpleUploadedFile("notes.zip", b"x" * 30_000_000)}))
    size = line.getbuffer().nbytes
    head = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": str(size), "wsgi.input": line}
    answer = alice.generic("POST", "/n/in/", **head)
    assert "more than 25 MB" in answer.content.decode()
    assert kept == []
    assert line.most <= 65_536
    assert alice_journal.get("incoming", "file") is None


def test_the_limit_is_25_mb_and_no_handler_knows_the_disk(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["journal.web.uploads.InMemory"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == 25_000_000


def test_no_temporary_file_is_ever_made(alice, alice_journal, clock, monkeypatch):
    def caught(*args, **kwargs):
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, caught)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", caught)
    alice_journal.put("night", "2026-03-10", {"more": "x" * 90_000})
    bring(alice, ("notes.zip", taken_out(alice)))
    bring(alice, ("2026-03-09.txt", "y" * 90_000))


def test_nobody_else_can_send_a_file_and_no_other_page_takes_one(alice, nobody, clock):
    sent = {"chosen": SimpleUploadedFile("notes.json", document(WHOLE).encode())}
    answer = nobody.post("/n/in/", sent)
    assert answer.status_code == 401
    assert not answer.wsgi_request.FILES
    answer = alice.post("/n/find/", {"q": "x", "chosen": SimpleUploadedFile("notes.json", b"x")})
    assert not answer.wsgi_request.FILES


def test_a_file_chosen_in_locked_notes_leads_back_to_its_page(alice, alice_journal, clock):
    alice.post("/n/lock/")
    page = send(alice, ("notes.json", document(WHOLE))).content.decode()
    assert '<input type="hidden" name="then" value="/n/in/">' in page


def test_pictures_beside_texts_in_a_zip_are_named_and_not_read(alice, alice_journal, clock):
    zip_file = zipped({"a/2026-03-02.md": "Rain.", "a/2026-03-02.jpg": b"\0" * 40_000_000})
    look = bring(alice, ("diary.zip", zip_file))
    assert "a/2026-03-02.jpg" in look
    assert alice_journal.get("night", "2026-03-02").body == {"more": "Rain."}


def test_a_file_sent_without_the_forms_token_is_not_taken(published, alice_journal, clock):
    client = Client(enforce_csrf_checks=True)
    client.cookies = open_client("river-1001").cookies
    sent = {"chosen": SimpleUploadedFile("notes.json", document(WHOLE).encode())}
    assert "Nothing was changed" in client.post("/n/in/", sent).content.decode()
    assert alice_journal.get("incoming", "file") is None


def test_plain_texts_become_nights_with_their_first_words_shown(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-03", {"stand_by": "I did not call."})
    look = bring(
        alice,
        ("2026-03-02 a walk.txt", "I walked for an hour.\r\nThen I slept.\r\n"),
        ("3 March 2026.md", "\ufeffWe spoke about the keys."),
        ("diary.md", "# 4 March 2026\n\nFour.\n\n# 5 March 2026: late\n\nFive.\n"),
        ("shopping.txt", "Bread"),
    )
    assert "I walked for an hour. Then I slept." in look
    assert "2 March 2026" in look
    assert "shopping.txt" in look
    assert "No day stands in the name" in look
    assert "1 night that is here with another text" in look
    after = texts(alice_journal)
    assert after["night", "2026-03-02"] == [{"more": "I walked for an hour.\nThen I slept."}]
    assert after["night", "2026-03-03"] == [{"stand_by": "I did not call."}, {"more": "We spoke about the keys."}]
    assert after["night", "2026-03-04"] == [{"more": "Four."}]
    assert after["night", "2026-03-05"] == [{"more": "5 March 2026: late\n\nFive."}]


@pytest.mark.parametrize(("order", "key"), [("day", "2026-03-02"), ("month", "2026-02-03")])
def test_a_day_that_can_be_read_in_two_ways_is_asked(alice, alice_journal, clock, order, key):
    send(alice, ("02.03.2026.txt", "Rain."))
    look = alice.get("/n/in/look/?open=1").content.decode()
    assert "2 March 2026" in look
    assert "3 February 2026" in look
    assert "Choose how these days are meant." in pressed_on(alice, look).content.decode()
    assert alice_journal.get("night", "2026-03-02") is None
    pressed_on(alice, look, order=order)
    assert alice_journal.get("night", key).body == {"more": "Rain."}


def test_plain_texts_brought_in_twice_and_settled_stand_once(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-02", {"more": "Before."})
    bring(alice, ("2026-03-02.txt", "Rain."))
    document = alice_journal.get("night", "2026-03-02")
    joined = night.in_one_text(document.body, document.others[0]["body"])
    alice_journal.overwrite("night", "2026-03-02", joined)
    bring(alice, ("2026-03-02.txt", "Rain."))
    assert texts(alice_journal)["night", "2026-03-02"] == [joined]


def test_more_lines_than_any_diary_has_are_refused_before_they_are_read(alice, alice_journal, clock):
    dates = "2026-03-02\n" * (incoming.MOST_LINES // 2 + 1)
    assert "more than 200,000 lines" in send(alice, ("a.txt", dates), ("b.txt", dates)).content.decode()
    assert alice_journal.get("incoming", "file") is None


def test_an_old_alphabet_is_said(alice, alice_journal, clock):
    look = bring(alice, ("2026-03-02.txt", "Zoë schläft – endlich.".encode("cp1252")))
    assert "old alphabet" in look
    assert alice_journal.get("night", "2026-03-02").body == {"more": "Zoë schläft – endlich."}


def test_by_night_first_words_wait(alice, clock):
    clock("2026-03-11T23:30")
    send(alice, ("2026-03-02.txt", "Rain all day."))
    assert "Rain all day." not in alice.get("/n/in/look/").content.decode()
    assert "Rain all day." in alice.get("/n/in/look/?open=1").content.decode()


def test_the_way_from_sign_up_leads_to_the_file(nobody):
    assert "I have a file from before" in nobody.get("/n/new/").content.decode()
    page = nobody.get("/n/new/?then=/n/in/").content.decode()
    assert "After that you choose your file." in page
    sent = {"name": "leaf-4004", "passphrase": PASSPHRASE, "zone": "Europe/Berlin", "then": "/n/in/"}
    answer = nobody.post("/n/new/", sent, follow=True)
    assert 'href="/n/in/"' in answer.content.decode()


def test_everything_an_invented_person_wrote_may_come_in_again(alice, alice_journal, clock):
    for day, body in invented.nights(date(2026, 3, 11), 60).items():
        alice_journal.put("night", night.key(day), body)
    alice_journal.put("plan", "plan", invented.PLAN)
    coming = archive.of_json(files_of(taken_out(alice))["notes.json"])
    assert len(coming) == 62


ODD = "odd \u202e<b>😀%s{{"
PAGES = (
    "/n/",
    "/n/today/",
    "/n/days/",
    "/n/days/2026-03/",
    "/n/days/week/",
    "/n/days/2026-03-11/?open=1",
    "/n/plan/",
    "/n/plan/paper/",
    "/n/sheet/first/",
    "/n/sheet/first/paper/",
    "/n/sheet/next/",
    "/n/state/",
    "/n/situation/",
    "/n/mine/",
    "/n/ten/",
    "/n/tools/my-days/",
    "/n/tools/my-days/paper/",
    "/n/tools/my-limit/",
    "/n/tools/let-it-wait/",
    "/n/tools/look-again/?open=1",
    "/n/tools/look-again/2026-03-11/?open=1",
)


def odder(body, part, kind: str, key: str) -> None:
    """Make each text inside this part of the body odd, where that may come in."""
    for name, each in list(part.items()) if isinstance(part, dict) else list(enumerate(part)):
        if isinstance(each, dict | list):
            odder(body, each, kind, key)
        elif isinstance(each, str):
            part[name] = ODD
            if bodies.fault(kind, key, body):
                part[name] = each


def test_whatever_may_come_in_breaks_no_page(alice, alice_journal, clock):
    written = {}
    for name, each in FROZEN.items():
        if (kind := name.split()[0]) in bodies.KEYS:
            body = json.loads(json.dumps({part: was for part, was in each["body"].items() if part != "kit_kept"}))
            odder(body, body, kind, each["key"])
            alice_journal.overwrite(kind, each["key"], body)
            written[kind, each["key"]] = [body]
    assert json.dumps(list(written.values()), ensure_ascii=False).count(ODD) > 30
    for page in {*PAGES, *(each["page"] for each in FROZEN.values())}:
        assert alice.get(page).status_code in (200, 303, 404), page
    assert alice.post("/n/find/", {"q": "odd"}).status_code == 200
    assert archive.of_json(files_of(taken_out(alice))["notes.json"]) == written


def test_a_message_that_waits_for_the_end_of_time_keeps_no_journal_shut(alice, alice_journal, clock):
    held = {"id": "a1", "text": "Later.", "until": "9999-12-31T23:59:59+00:00", "shown": False}
    bring(alice, ("notes.json", document(("held", "messages", {"waiting": [held], "letters": []}))))
    assert open_client("river-1001").get("/n/find/").status_code == 200


def test_a_day_that_was_left_empty_breaks_no_page(alice, alice_journal, clock):
    parts = {"label": "Day", "hint": "", "limit": 100, "lines": 1, "options": []}
    answered = {"questions": [{"key": "day", "kind": "date", **parts}], "answers": {"day": ""}, "older": []}
    bring(alice, ("notes.json", document(("tool", "appointments/1", answered))))
    for page in ("/n/tools/appointments/", "/n/plan/", "/n/sheet/first/", "/n/sheet/next/"):
        assert alice.get(page, follow=True).status_code == 200, page


def test_bringing_in_a_thousand_nights_asks_hardly_more_than_ten(alice_journal, django_assert_max_num_queries):
    for many, most in ((10, 12), (1000, 26)):
        nights = {("night", f"{2000 + n // 28}-01-{n % 28 + 1:02}"): [{"more": f"{n}"}] for n in range(many)}
        with django_assert_max_num_queries(most):
            incoming.bring_in(alice_journal, nights)
