"""What the press makes of HTML, and what it refuses to fetch."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from journal.doing import press

pytestmark = pytest.mark.slow  # starts the press

ROOT = Path(__file__).resolve().parents[2]
PAGE = (
    '<!doctype html><html lang="en"><head><title>My partner</title><meta name="author" content="Me"></head>'
    '<body><article class="sheet"><h1>Notes</h1><p>One <b>word</b> more.</p>{}</article></body></html>'
)


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def read(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def in_a_process_of_its_own(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment or None, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_paper_is_tagged_in_its_language_with_a_neutral_title():
    with read(press.render(PAGE.format(""), paper="a4")) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Notes"
        assert 'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes().decode()


def test_a_paper_does_not_say_who_made_it_when_or_with_what():
    made = press.render(PAGE.format(""), paper="a4")
    with read(made) as pdf:
        assert list(pdf.docinfo) == ["/Title"]
        unpacked = io.BytesIO()
        pdf.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        told = pdf.Root.Metadata.read_bytes()
    for word in (b"WeasyPrint", b"CreationDate", b"ModDate", b"Author", b"My partner"):
        assert word not in unpacked.getvalue()
    assert b"Producer" not in told


def test_the_same_words_give_the_same_bytes_from_any_helper():
    first = press.render(PAGE.format("x"), paper="a4")
    assert press.render(PAGE.format("x"), paper="a4") == first
    press.stop()
    assert press.render(PAGE.format("x"), paper="a4") == first
    assert press.render(PAGE.format("y"), paper="a4") != first


@pytest.mark.parametrize(("paper", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_each_paper_has_its_size(paper, points):
    with read(press.render(PAGE.format(""), paper=paper)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].MediaBox)
        assert (round(right - left), round(top - bottom)) == points


def test_only_our_own_fonts_are_embedded():
    with read(press.render(PAGE.format(""), paper="a4")) as pdf:
        names = {str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values()}
    assert names
    assert all(name.startswith(("Atkinson-Paper", "Literata-Paper")) for name in names), names


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://example.org/a.png" alt="">',
        '<img src="file:///etc/hostname" alt="">',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<style>@import url("file:///etc/hostname");</style>',
        '<style>@font-face { font-family: x; src: url("press:/fonts/../css/paper.css"); }</style>',
        '<object data="file:///etc/hostname"></object>',
    ],
)
def test_a_paper_that_wants_to_fetch_anything_is_not_made(tag):
    with pytest.raises(press.PressFailed):
        press.render(PAGE.format(tag), paper="a4")


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="https://example.org/">a link</a>',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<img alt="">',
    ],
)
def test_what_only_names_a_file_brings_nothing_in(tag):
    with read(press.render(PAGE.format(tag), paper="a4")) as pdf:
        assert not pdf.attachments
        assert not any(str(each.get("/Type")) == "/XObject" for each in pdf.objects if isinstance(each, pikepdf.Stream))


def test_one_page_is_set_as_large_as_fits():
    long = PAGE.format("<p>word </p>" * 60)
    with read(press.render(long, paper="letter")) as pdf:
        assert len(pdf.pages) > 1
    with read(press.render(long, paper="letter", most=1)) as pdf:
        assert len(pdf.pages) == 1


def test_what_can_never_be_one_page_is_said_so():
    with pytest.raises(press.PressFailed):
        press.render(PAGE.format('<div style="height: 900mm"></div>'), paper="a4", most=1)


def test_a_second_paper_waits_its_turn_and_is_then_told(monkeypatch):
    monkeypatch.setattr(press, "TURN_SECONDS", 0.01)
    with press._press.turn, pytest.raises(press.PressBusy):
        press.render(PAGE.format(""), paper="a4")
    assert press.render(PAGE.format(""), paper="a4")


def test_without_weasyprint_the_press_says_what_to_install(monkeypatch):
    press.stop()
    code = "import sys; sys.modules['weasyprint'] = None; from journal.doing import press_helper; press_helper.main()"
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", code])
    with pytest.raises(press.PressMissing, match="apt install libpango"):
        press.render(PAGE.format(""), paper="a4")


def test_where_forking_is_not_safe_each_paper_has_a_process(monkeypatch):
    press.stop()
    monkeypatch.setattr(press, "COMMAND", [*press.COMMAND, "--once"])
    made, helpers = [], []
    for _ in range(2):
        made.append(press.render(PAGE.format(""), paper="a4"))
        helpers.append(press._press.process.pid)
    assert made[0] == made[1]
    assert helpers[0] != helpers[1]
    with pytest.raises(press.PressFailed):
        press.render(PAGE.format('<img src="file:///etc/hostname" alt="">'), paper="a4")


def test_the_helper_knows_neither_django_nor_our_settings():
    code = (
        "import sys; from journal.doing import press_helper; press_helper.Drawing(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'config', 'guides')])"
    )
    assert in_a_process_of_its_own(code).strip() == "[]"


def test_a_web_worker_never_loads_weasyprint():
    code = (
        "import sys; from journal.doing import press; press.render('<p>x', paper='a4'); "
        "print([name for name in sys.modules if name.startswith('weasyprint')])"
    )
    assert in_a_process_of_its_own(code).strip() == "[]"


def test_no_secret_reaches_the_helper(monkeypatch):
    press.stop()
    monkeypatch.setenv("DATABASE_URL", "postgres://me:canary-5512@localhost/x")
    press.render(PAGE.format(""), paper="a4")
    assert b"canary-5512" not in Path(f"/proc/{press._press.process.pid}/environ").read_bytes()


@pytest.mark.parametrize("way", ["forks where it may", "--once"])
def test_only_our_fonts_are_written_to_the_disk_and_not_for_long(monkeypatch, tmp_path, way):
    press.stop()
    monkeypatch.setattr(press, "COMMAND", [*press.COMMAND, way])
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    press.render(PAGE.format("canary-7741"), paper="a4")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files or press._press.draws_once is not False  # the next helper may not have begun
    assert not any(b"canary-7741" in path.read_bytes() for path in files)
    press.stop()
    assert not list(tmp_path.iterdir())
