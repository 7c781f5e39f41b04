"""A made-up language, right to left, with an accent on every letter and words a third longer, made from the English.

Its code begins with "ar", so that Django takes it for a language that is written from right to left.
"""

import ast
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from guides import catalogs, reading, shelf, translations
from tests.guides_fixtures import SMALL

CODE = "ar-xb"
TOP = Path(__file__).resolve().parent.parent
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćďéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẋýźÁɃĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ"
_ACCENTS = str.maketrans(PLAIN, ACCENTED)
# What stays as it is: names that are filled in, tags, marks of Markdown that are no words, and whole lines of marks.
_KEPT = re.compile(
    r"%\(\w+\)\w|%[sd]|\{[^}]*\}|<[^>]*>|\]\([^)]*\)|&\w+;|^\[\[.*\]\]|^- [A-Z]{1,2}\d[\d.]*[a-z]?(?= )|^## X\d+", re.M
)
_STRUCTURE = re.compile(r"^## (?:Tonight|Words that help|From the other side|In your situation|Two people)$", re.M)


def made_up(text: str, kept: re.Pattern[str] = _KEPT) -> str:
    """A text in the made-up language."""
    parts, at = [], 0
    for found in kept.finditer(text):
        parts += [_words(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, _words(text[at:])])


def _words(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda found: _longer(found[0]).translate(_ACCENTS), text)


def _longer(word: str) -> str:
    return word + word[-1].lower() * (len(word) // 3)


def write_words(english: Path, folder: Path) -> None:
    """Translate every file of the English folder into `folder`."""
    content, _ = reading.read(english)
    for path in english.rglob("*.md"):
        target = folder / path.relative_to(english)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(path, translations.FACTS[path.relative_to(english).parts[0]]))
    texts = {"situations.toml": content.situations, "evidence.toml": content.evidence}
    texts |= {f"tools/{tool.slug}.toml": [tool] for tool in content.tools}
    texts["helplines.toml"] = [*content.countries, *(line for each in content.countries for line in each.lines)]
    for name, items in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        said = sorted({text for item in items for text in translations._texts(item)})
        (folder / name).write_text("".join(f"{_quoted(text)} = {_quoted(made_up(text))}\n" for text in said))


def _page(path: Path, facts: tuple[str, ...]) -> str:
    _, head, body = path.read_text().split("+++\n", 2)
    known = tomllib.loads(head)
    lines = [f'translates = "{translations.made_from(path)}"']
    for name in facts:
        if name in known:
            said = [made_up(each) for each in known[name]] if name == "also" else made_up(known[name])
            lines.append(f"{name} = {_quoted(said)}")
    kept = re.compile(f"{_STRUCTURE.pattern}|{_KEPT.pattern}", re.M)
    return "+++\n" + "\n".join(lines) + "\n+++\n" + made_up(body, kept)


def _quoted(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_catalog(locale: Path) -> None:
    """Translate every marked sentence of templates and Python."""
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for one, many in sorted(sentences()):
        if many:
            said = {0: made_up(one), 1: made_up(many)}
            catalog.append(polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural=said))
        else:
            catalog.append(polib.POEntry(msgid=one, msgstr=made_up(one)))
    folder = locale / "ar_XB" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog.save(str(folder / "django.po"))


def sentences() -> set[tuple[str, str]]:
    """Every sentence that is marked for translation, each with its plural or ""."""
    return {*_in_templates(), *_in_python()}


def _in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted((TOP / "templates").rglob("*.html")):
        yield from ((said, "") for said in re.findall(r'\b_\("([^"]+)"\)', path.read_text()))
        nodes = get_template(str(path.relative_to(TOP / "templates"))).template.nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            if literal := node.filter_expression.var.literal:
                yield str(literal), ""
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            yield node.render_token_list(node.singular)[0], node.render_token_list(node.plural)[0]


def _in_python() -> Iterator[tuple[str, str]]:
    for app in ("config", "guides", "journal"):
        for path in (TOP / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    said = [each.value for each in node.args if isinstance(each, ast.Constant)]
                    if node.func.id in ("_", "gettext", "gettext_lazy") and said:
                        yield said[0], ""
                    elif node.func.id == "ngettext":
                        yield said[0], said[1]


def write(english: Path, folder: Path) -> None:
    """Make `folder` hold the English words, the made-up ones beside them, and the catalog of sentences."""
    shutil.copytree(english, folder / "en")
    write_words(folder / "en", folder / CODE)
    write_catalog(folder / "locale")


@pytest.fixture(scope="session")
def made_up_words(tmp_path_factory):
    """The small words in English and in the made-up language, to be copied."""
    folder = tmp_path_factory.mktemp("made-up") / "words"
    write(SMALL, folder)
    return folder


@pytest.fixture(scope="session")
def all_made_up_words(tmp_path_factory, words_at_hand):
    """The real words in both languages."""
    folder = tmp_path_factory.mktemp("all-made-up") / "words"
    write(words_at_hand, folder)
    return folder


@pytest.fixture
def language(request, tmp_path, settings):
    """The made-up language, installed for this test, which may break it: the folder above its words. They are the small
    ones, or those of the fixture that a test names by parameter.
    """
    folder = tmp_path / "words"
    shutil.copytree(request.getfixturevalue(getattr(request, "param", "made_up_words")), folder)
    settings.LANGUAGES, settings.LOCALE_PATHS = [("en", "English"), (CODE, CODE)], [folder / "locale"]
    catalogs.make_ready()
    yield folder
    shelf.forget()
