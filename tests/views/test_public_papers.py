"""The papers for everyone: what stands on them, that each is drawn once, and that no request ever draws one."""

import io
import re
import subprocess
import threading
from collections import Counter
from functools import cache

import pdfua
import pikepdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation

from guides import build, leads, papers, publishing, shelf
from guides.models import Paper
from journal.doing import press
from journal.management import pressing
from tests.made_up import CODE
from tests.views.test_languages import english

pytestmark = pytest.mark.slow  # draws papers

POINTS = {"a4": (595, 842), "letter": (612, 792)}


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


@pytest.fixture
def drawn(monkeypatch):
    """A press that only notes what it is asked for."""
    asked = []

    def render(html, *, paper, most=0):
        asked.append(html)
        return f"%PDF {paper} {most} {html}".encode()

    monkeypatch.setattr(press, "render", render)
    return asked


def every() -> list[papers.Wanted]:
    return papers.wanted("a program")


def one(kind: str, slug: str, size: str) -> papers.Wanted:
    return next(paper for paper in every() if (paper.kind, paper.slug, paper.size) == (kind, slug, size))


@cache
def made(kind: str, slug: str, size: str) -> tuple[bytes, list[str]]:
    """A paper of the published words as the press draws it, and the words of each page."""
    paper = one(kind, slug, size)
    pdf = press.render(paper.html, paper=paper.sheet, most=1 if paper.one_page else 0)
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return pdf, [" ".join(page.split()) for page in said.decode().split("\f")[:-1]]


def aloud(pdf: bytes, folder) -> str:
    """What a screen reader says: the words in the order of the tags."""
    (folder / "aloud.pdf").write_bytes(pdf)
    command = ["pdfinfo", "-struct-text", folder / "aloud.pdf"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(" ".join(re.findall(r'^ +"(.*)"$', said, re.M)).split())


def check_file(pdf: bytes, size: str, folder) -> None:
    """What holds for every paper, read by tools that did not make it."""
    file = folder / "notes.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as read:
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "en"
        assert {str(name): str(value) for name, value in read.docinfo.items()} == {"/Title": "Notes"}
        for page in read.pages:
            assert tuple(round(float(edge)) for edge in page.MediaBox[2:]) == POINTS[size.partition("-")[0]]
            names = {str(font.BaseFont).partition("+")[2] for font in page.Resources.get("/Font", {}).values()}
            assert all(name.startswith(("Atkinson-Paper", "Literata-Paper")) for name in names), names
    report = pdfua.validate(file)
    assert not [f"{found.rule_id} {found.message}" for found in report.findings if found.severity.name == "ERROR"]


def in_order(text: str, *words: str) -> bool:
    at = [text.find(word) for word in words]
    return -1 not in at and at == sorted(at)


# What stands on them


@pytest.mark.parametrize("size", papers.SIZES)
def test_tonight_is_one_page_with_room_for_a_pen(published, tmp_path, size):
    pdf, pages = made("tonight", "", size)
    check_file(pdf, size, tmp_path)
    text = aloud(pdf, tmp_path)
    assert in_order(text, "Before you call or write", "1 Let the wave", "6 In the morning", "Call now if", "112")
    assert "This box" not in text  # there is none on paper
    assert "My numbers:" in text
    if not size.endswith("large"):
        assert len(pages) == 1


@pytest.mark.parametrize("size", ["a4", "letter-large"])
def test_a_guide_is_a_booklet_whose_contents_are_right(published, tmp_path, size):
    pdf, pages = made("guide", "slow-down", size)
    check_file(pdf, size, tmp_path)
    guide = shelf.guide("slow-down")
    titles = [*(step.title for step in guide.steps), "Two people", "If other pages come first", "The numbers"]
    contents, _, words = aloud(pdf, tmp_path).partition("Step 1 of")
    assert in_order(contents, guide.title, *titles)
    assert in_order(words, *titles, "Where this comes from")
    for title in titles:
        number = re.search(rf"{re.escape(title)} (\d+)", contents)[1]
        assert title in pages[int(number) - 1], (title, number)
    for number, page in enumerate(pages[1:], start=2):
        assert page.endswith(f"{number} / {len(pages)}")
    with pikepdf.open(io.BytesIO(pdf)) as read, read.open_outline() as outline:
        assert [each.title for each in outline.root[0].children][: len(guide.steps)] == [s.title for s in guide.steps]


def test_where_a_step_leads_elsewhere_the_booklet_holds_it(published):
    """On paper "read this page instead" would lead nowhere: no contact, fear and harm are bound in, and the numbers."""
    _, pages = made("guide", "slow-down", "a4")
    text = " ".join(pages)
    page = int(re.search(r"Then far less means none: read this page instead \(page (\d+)\)", text)[1])
    assert "No contact means none" in pages[page - 1]
    page = int(re.search(r"If you are afraid of your partner, start here \(page (\d+)\)", text)[1])
    assert "You come first" in pages[page - 1]
    assert in_order(text, "far less means none", "once a week")
    for country in shelf.countries():
        assert country.name in pages[-2] + pages[-1]
    assert "Al Turtle" in pages[-1]
    assert "no trial has tested it" in pages[-1]


@pytest.mark.parametrize("size", papers.SIZES)
def test_the_plan_for_the_hardest_hours_is_one_page(published, tmp_path, size):
    pdf, pages = made("tool", "six-parts", size)
    check_file(pdf, size, tmp_path)
    assert in_order(aloud(pdf, tmp_path), *(question.label for question in shelf.tool("six-parts").questions))
    assert size.endswith("large") or len(pages) == 1


def test_blank_cards_are_eight_and_four_in_large_print(published, tmp_path):
    for size, many in (("letter", 8), ("a4-large", 4)):
        pdf, pages = made("cards", "", size)
        check_file(pdf, size, tmp_path)
        assert len(pages) == 1
        assert one("cards", "", size).html.count('class="card"') == many


def test_every_page_has_its_papers_and_none_says_where_it_comes_from(published):
    found = every()
    kinds = Counter((paper.kind, paper.slug) for paper in found)
    assert set(kinds.values()) == {len(papers.SIZES)}
    assert set(kinds) == {("tonight", ""), ("cards", "")} | {
        *(("guide", guide.slug) for guide in shelf.guides()),
        *(("tool", tool.slug) for tool in shelf.tools()),
    }
    for paper in found:
        assert "<title>Notes</title>" in paper.html
        assert not re.search(r'Clearing|https?:|href="/|www\.', paper.html), (paper.kind, paper.slug)
        ids = Counter(re.findall(r' id="([^"]+)"', paper.html))
        assert set(ids.values()) <= {1}
        assert set(re.findall(r'href="#([^"]+)"', paper.html)) <= set(ids), paper.slug


def test_every_blank_tool_asks_what_its_page_asks_and_leaves_room(published):
    blank = {paper.slug: paper.html for paper in every() if (paper.kind, paper.size) == ("tool", "a4")}
    for tool in shelf.tools():
        html = blank[tool.slug]
        assert html.count('<div class="line">') == sum(question.lines for question in tool.questions), tool.slug
        assert html.count("<section>") == len(tool.questions)


def test_on_paper_a_link_says_a_page_or_a_name(published):
    there = leads.Leads(anchors={"/help/": "numbers"})
    html = (
        '<p>Ring <a href="/help/">someone</a>, or read <a href="/guides/get-help/">this</a>, '
        '<a href="/guides/get-help/">Get help, visibly</a>, <a href="https://example.org/">an article</a>.</p>'
    )
    said = leads.on_paper(html, there)
    assert '<a class="to" href="#numbers" data-page="page"> someone</a>' in said
    assert "this (<em>Get help, visibly</em>), Get help, visibly, an article." in re.sub(r"<em> ", "<em>", said)
    assert (
        leads.on_paper('<p>Ring.</p>\n<p><a href="/help/">See the numbers</a></p>', leads.Leads()) == "<p>Ring.</p>\n"
    )
    assert "someone (below)" in leads.on_paper(html, leads.Leads(here=("/help/",)))


def test_other_languages_have_their_own(language, db):
    publishing.publish(language / "en")
    found = [paper for paper in every() if paper.language == CODE]
    assert len(found) == len(every()) / 2
    with translation.override(CODE):
        for paper in found:
            assert f'<html lang="{CODE}" dir="rtl">' in paper.html
            assert not english(paper.html), (paper.kind, paper.slug, english(paper.html))


# Drawn once


def test_an_edition_draws_each_once_and_the_next_one_only_what_changed(small, draft, drawn):
    assert pressing.draw_missing()
    everything = len(every())
    assert len(drawn) == everything == Paper.objects.count()
    assert pressing.draw_missing()
    assert len(drawn) == everything
    step = draft / "guides/01-slow-down/2-wait-a-day.md"
    step.write_text(step.read_text().replace("+++\n", "+++\n", 1) + "\nOne thing more.\n")
    publishing.publish(draft)
    assert pressing.draw_missing()
    again = drawn[everything:]
    assert len(again) == len(papers.SIZES)
    assert all("One thing more." in html for html in again)
    assert Paper.objects.count() == everything
    assert set(Paper.objects.values_list("edition", flat=True)) == {shelf.current_edition()}


def test_what_is_not_wanted_any_more_goes(small, drawn):
    pressing.draw_missing()
    Paper.objects.filter(kind="cards").update(kind="tool", slug="gone")
    pressing.draw_missing()
    assert not Paper.objects.filter(slug="gone").exists()
    assert Paper.objects.filter(kind="cards").count() == len(papers.SIZES)


def test_another_program_draws_all_anew(small, drawn, monkeypatch):
    pressing.draw_missing()
    first = len(drawn)
    monkeypatch.setattr(pressing, "program", lambda: "another")
    pressing.draw_missing()
    assert len(drawn) == 2 * first


def test_the_name_of_the_program_follows_the_style_sheet(settings, tmp_path):
    before = pressing.program()
    assert before == pressing.program()
    for name in ("css", "fonts"):
        (tmp_path / "static" / name).mkdir(parents=True)
        for path in (settings.BASE_DIR / "static" / name).iterdir():
            (tmp_path / "static" / name / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "static" / "css" / "paper.css").open("a") as sheet:
        sheet.write(".sheet { color: #111 }")
    settings.BASE_DIR = tmp_path
    assert pressing.program() != before


def test_an_older_program_leaves_the_papers_of_a_newer_one(small, drawn, monkeypatch):
    pressing.draw_missing()
    monkeypatch.setattr(build, "build", lambda: "0.0.1")
    monkeypatch.setattr(pressing, "program", lambda: "older")
    before = len(drawn)
    pressing.draw_missing()
    assert len(drawn) == before
    assert Paper.objects.count() == before


def test_words_published_meanwhile_stop_the_drawing_and_nothing_old_is_kept(small, draft, monkeypatch, capsys):
    def render(html, **_):
        page = draft / "pages/tonight.md"
        page.write_text(page.read_text() + "\nOne thing more.\n")
        publishing.publish(draft)
        return b"%PDF"

    monkeypatch.setattr(press, "render", render)
    assert not pressing.draw_missing()
    assert "other words were published meanwhile" in capsys.readouterr().out
    assert not Paper.objects.exists()


def test_one_that_cannot_be_drawn_is_named_and_the_others_are_there(small, monkeypatch, capsys):
    def render(html, **_):
        if "card" in html:
            raise press.PressFailed
        return b"%PDF"

    monkeypatch.setattr(press, "render", render)
    with pytest.raises(SystemExit) as end:
        call_command("papers")
    assert end.value.code == 1
    assert "cards  a4 (en)" in capsys.readouterr().out
    assert Paper.objects.count() == len(every()) - sum("card" in paper.html for paper in every())


def test_without_pango_it_says_so_once_and_nothing_breaks(small, monkeypatch, capsys):
    def missing(html, **_):
        raise press.PressMissing("sudo apt install this")

    monkeypatch.setattr(press, "render", missing)
    assert not pressing.draw_missing()
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "sudo apt install this" in said
    assert "prints well from your browser" in Client().get("/tonight/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_make_no_doubles(small, drawn):
    began, problems = threading.Barrier(2), []

    def draw() -> None:
        try:
            began.wait(10)
            assert pressing.draw_missing()
        except Exception as problem:  # a thread that fails would be silent
            problems.append(problem)
        finally:
            connection.close()

    both = [threading.Thread(target=draw) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert not problems
    assert Paper.objects.count() == len(every())
    assert all(bytes(row.pdf).startswith(b"%PDF") for row in Paper.objects.all())


# Given out


def addresses() -> dict[str, str]:
    """Papers and their pages."""
    found = {f"/tonight/paper/{size}/": "/tonight/" for size in papers.SIZES}
    found |= {f"/guides/{guide.slug}/paper/a4/": f"/guides/{guide.slug}/" for guide in shelf.guides()}
    return found | {f"/tools/{tool.slug}/paper/letter-large/": f"/tools/{tool.slug}/" for tool in shelf.tools()}


def test_no_request_draws_one_and_what_is_not_there_leads_to_its_page(small, drawn):
    reader = Client()
    for address, page in addresses().items():
        answer = reader.get(address)
        assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, page, "no-store")
        text = reader.get(page).content.decode()
        assert "prints well from your browser" in text
        assert "/paper/" not in text
    assert drawn == []
    assert not Paper.objects.exists()


def test_it_is_the_file_of_this_edition_kept_by_whoever_asks_and_by_no_name(small, drawn):
    pressing.draw_missing()
    reader = Client()
    for address, page in addresses().items():
        assert f'href="{address}"' in reader.get(page).content.decode(), "the line offers it as soon as it is there"
        answer = reader.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="notes.pdf"'
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert "Cookie" not in answer["Vary"]
        again = reader.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Encoding" not in reader.get(address, headers={"Accept-Encoding": "gzip"}).headers
    assert reader.get("/guides/slow-down/paper/a4/").content != reader.get("/guides/slow-down/paper/letter/").content


def test_a_paper_of_older_words_is_not_given_out(small, draft, drawn):
    pressing.draw_missing()
    reader = Client()
    assert reader.get("/tonight/paper/a4/").status_code == 200
    page = draft / "pages/tonight.md"
    page.write_text(page.read_text() + "\nOne thing more.\n")
    publishing.publish(draft)
    assert reader.get("/tonight/paper/a4/").status_code == 302
    assert "prints well from your browser" in reader.get("/tonight/").content.decode()
    pressing.draw_missing()
    assert b"One thing more." in reader.get("/tonight/paper/a4/").content


def test_only_what_is_there_is_offered(small):
    reader, paper = Client(), one("tonight", "", "letter-large")
    reader.get("/tonight/")
    papers.keep(paper, b"%PDF")
    text = reader.get("/tonight/").content.decode()
    assert re.findall(r'href="(/tonight/paper/[^"]*)"', text) == ["/tonight/paper/letter-large/"]
    assert "It stays among your downloads until you delete it." in text


@pytest.mark.parametrize(
    "address",
    ["/tonight/paper/a5/", "/guides/nothing/paper/a4/", "/tools/nothing/paper/a4/", "/tools/my-list/cards/a4/"],
)
def test_what_was_never_a_paper_is_not_found(small, address):
    assert Client().get(address).status_code == 404


def test_pages_ask_the_database_nothing_about_papers(small, drawn, monkeypatch, django_assert_num_queries):
    pressing.draw_missing()
    reader = Client()
    reader.get("/tonight/")
    monkeypatch.setattr(shelf, "ASK_AGAIN_AFTER", 3600)
    shelf.current_edition()
    reader.get("/tonight/?x")
    with django_assert_num_queries(0):
        reader.get("/tonight/?x")


def test_cards_are_offered_where_they_are_carried_and_the_warning_comes_first(published, drawn):
    reader = Client()
    for kind, slug in (("cards", ""), ("tool", "six-parts")):
        papers.keep(one(kind, slug, "a4"), b"%PDF")
    assert 'href="/tools/ten-minutes/cards/a4/"' in reader.get("/tools/ten-minutes/").content.decode()
    assert reader.get("/tools/half-of-it/cards/a4/").content == b"%PDF"
    assert "/cards/" not in reader.get("/tools/six-parts/").content.decode()
    text = reader.get("/tools/six-parts/").content.decode()
    assert in_order(text, "could find it on paper, do not print it", "/tools/six-parts/paper/a4/")
