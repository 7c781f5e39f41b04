"""The living page of the design language shows all there is: every colour, every class, every piece of a template.

Why: what is not on that page is looked at by nobody, in the dark, at 320 px, in forced colours; and is used by nobody.
"""

import re
from pathlib import Path

import pytest
from django.test.signals import template_rendered

from config import components

ROOT = Path(__file__).resolve().parents[2]
CSS = re.sub(r'/\*.*?\*/|url\("[^"]*"\)', "", (ROOT / "static/css/site.css").read_text(), flags=re.DOTALL)
CLASS = re.compile(r"\.([a-z][\w-]*)")
# Classes that a page cannot have from the beginning, and who sets them.
SET_LATER = {
    "covered": "static/js/notes.js sets it on the root, together with the cover",
    "leaving": "static/js/page.js sets it on the root when the reader leaves",
}
# Pieces of templates that the page leaves out, and why.
NOT_A_COMPONENT = {
    "guides/_languages.html": "stands in the footer where there are several languages",
    "guides/_note.html": "says that a page is not translated, where there are several languages",
    "papers/_numbers.html": "stands only on papers for everyone, which no page shows",
    "papers/_words.html": "stands only on papers for everyone, which no page shows",
}


@pytest.fixture
def shown(published, rf):
    """The page as HTML, and the names of the templates it was made from."""
    used = set()

    def note(template, **_more):
        used.add(template.name)

    template_rendered.connect(note)
    try:
        html = components.components(rf.get("/components/")).content.decode()
    finally:
        template_rendered.disconnect(note)
    return html, used


def classes_of(html: str) -> set[str]:
    return {name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()}


def test_every_class_of_the_style_sheet_is_on_the_page(shown):
    html, _used = shown
    missing = set(CLASS.findall(CSS)) - classes_of(html)
    assert missing == set(SET_LATER), missing


def test_every_class_of_the_style_sheet_is_used_by_the_product():
    used = set(SET_LATER)
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parent.name != "components":
            used |= classes_of(re.sub(r"{%.*?%}", " ", path.read_text()))
    for path in (ROOT / "journal").rglob("*.py"):
        used |= set(re.findall(r'"class": "([\w-]+)"', path.read_text()))
    assert not set(CLASS.findall(CSS)) - used


def test_every_piece_of_a_template_is_on_the_page(shown):
    _html, used = shown
    templates = ROOT / "templates"
    pieces = {str(path.relative_to(templates)) for path in templates.rglob("_*.html")}
    assert pieces - used == set(NOT_A_COMPONENT), pieces - used


def test_every_pair_of_colours_can_be_read():
    """Words at 7 to 1 (WCAG, AAA), the edge of a field at 3 to 1, by day and by night."""
    found = components.colours((ROOT / "static/css/site.css").read_text())
    assert [colour.name for colour in found] == list(components.COLOURS)
    for colour in found:
        for shade in colour.shades:
            least = 3 if colour.name == "line" else 7
            assert all(figure >= least for figure in shade.contrasts), (colour.name, shade)


def test_contrast_is_counted_as_wcag_does():
    assert components.contrast("#ffffff", "#000000") == 21
    assert round(components.contrast("#777777", "#ffffff"), 2) == 4.48


def test_only_a_server_for_development_shows_the_page(nobody):
    """tests/browser/test_components.py finds it there."""
    assert nobody.get("/components/").status_code == 404
