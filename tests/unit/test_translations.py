"""A language laid over the English words: what is missing, stale, gone or wrong, and what then stands there."""

import io
import re

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from guides import catalogs, publishing, shelf, tables, translations
from guides.publishing import Broken, Outcome
from tests import made_up
from tests.made_up import CODE
from tests.made_up import made_up as said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # publishes all words
PO = "locale/ar_XB/LC_MESSAGES/django.po"
STEP = "guides/01-slow-down/1-take-it-slowly.md"


def replace(folder, name, old, new):
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def laid(language):
    return translations.lay(language / "en", CODE)


def run(command, language) -> str:
    out = io.StringIO()
    call_command(command, "--content", str(language / "en"), stdout=out, stderr=out)
    return out.getvalue()


def step(content):
    return content.guides[0].steps[0]


def test_everything_that_is_words_is_translated_and_nothing_else(language):
    english, (content, found) = publishing.gather(language / "en"), laid(language)
    assert not found.problems
    assert (found.missing, found.stale, found.gone) == ([], [], [])
    ours, theirs = step(content), step(english)
    assert (ours.title, ours.words_in, ours.stale) == (said(theirs.title), CODE, False)
    assert ours.sections[0].name == "Tonight"
    for fact in ("slug", "ideas", "checked", "reaches_partner", "tool"):
        assert getattr(ours, fact) == getattr(theirs, fact)
    tool, blank = content.tools[0], english.tools[0]
    assert tool.questions[0].label == said(blank.questions[0].label)
    assert [each.key for each in tool.questions] == [each.key for each in blank.questions]
    assert tool.questions[2].options[0].value == "phone"
    line, known = content.countries[0].lines[0], english.countries[0].lines[0]
    assert line.whom == said(known.whom)
    for fact in ("name", "call", "text", "web", "anyone", "read_on"):
        assert getattr(line, fact) == getattr(known, fact)
    assert content.sources[0].title == english.sources[0].title
    assert content.sources[0].ideas[0].text == said(english.sources[0].ideas[0].text)


def test_every_item_comes_back_from_the_tables_in_its_language(language):
    publishing.publish(language / "en")
    assert tables.load(CODE) == laid(language)[0]
    assert tables.load() == publishing.gather(language / "en")
    assert tables.load("de") == tables.load()


def test_publishing_again_changes_nothing_and_a_changed_translation_does(language):
    assert publishing.publish(language / "en") is Outcome.PUBLISHED
    assert publishing.publish(language / "en") is Outcome.SAME
    replace(language, f"{CODE}/pages/home.md", said("It is late."), "Ýéś.")
    assert publishing.publish(language / "en") is Outcome.PUBLISHED
    with translation.override(CODE):
        assert "Ýéś." in shelf.page("home").words
    assert "It is late." in shelf.page("home").words


def test_diff_shows_what_would_change_in_each_language(language):
    publishing.publish(language / "en")
    replace(language, f"{CODE}/pages/home.md", said("It is late."), "Ýéś.")
    out = io.StringIO()
    call_command("publish", "--content", str(language / "en"), "--diff", stdout=out)
    assert out.getvalue() == f"{CODE} page home\n- {said('It is late.')}\n+ Ýéś.\n"


def test_a_missing_page_is_english_and_named_with_what_to_write(language):
    (language / CODE / STEP).unlink()
    content, found = laid(language)
    assert step(content) == step(publishing.gather(language / "en"))
    assert content.guides[0].steps[1].words_in == CODE
    mark = translations.made_from(language / "en" / STEP)
    assert f'missing {CODE}/{STEP}  translates = "{mark}"\n' in run("translations", language)
    assert found.missing == [(STEP, f'translates = "{mark}"')]


def test_a_page_made_from_older_english_stays_and_is_named(language):
    replace(language, f"en/{STEP}", "You want to call.", "You want to call now.")
    content, found = laid(language)
    assert (step(content).words_in, step(content).stale) == (CODE, True)
    assert not found.problems
    mark = translations.made_from(language / "en" / STEP)
    assert run("translations", language) == f'stale   {CODE}/{STEP}  translates = "{mark}"\n'
    assert run("publish", language).splitlines() == [
        "Published.",
        f"{CODE}: the English has changed since these were made: {STEP}",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("checked = 2026-11-22", "checked = 2026-11-22"), ("## Tonight", "You may read [this](/help/).\n\n## Tonight")],
    ids=["it fits", "it lacks a link"],
)
def test_a_page_made_from_older_english_gives_way_where_it_fits_no_more(language, old, new):
    replace(language, f"en/{STEP}", old, new + " ")
    content, found = laid(language)
    assert not found.problems
    assert (step(content).words_in == CODE) is (old == "checked = 2026-11-22")
    assert found.left == ({f"{CODE}/{STEP}"} if step(content).words_in == "en" else set())
    assert publishing.publish(language / "en") is Outcome.PUBLISHED


def test_a_file_without_an_english_one_is_named(language):
    (language / CODE / "pages/older.md").write_text("+++\n+++\n")
    replace(language, "en/tools/my-list.toml", "The first thing", "The one thing")
    said_now = run("translations", language)
    assert f"gone    {CODE}/pages/older.md\n" in said_now
    assert f'missing {CODE}/tools/my-list.toml  "The one thing" =\n' in said_now
    assert f'gone    {CODE}/tools/my-list.toml  "The first thing"\n' in said_now
    assert publishing.publish(language / "en") is Outcome.PUBLISHED


def test_a_tool_is_translated_as_a_whole_or_not_at_all(language):
    replace(language, "en/tools/my-list.toml", "The first thing", "The one thing")
    tool = laid(language)[0].tools[0]
    assert tool == publishing.gather(language / "en").tools[0]


def test_a_help_line_stands_for_itself_and_its_number_is_always_the_english_one(language):
    replace(language, "en/helplines.toml", '"1522"\ncall = "1522"', '"1522"\ncall = "1523"')
    replace(language, "en/helplines.toml", 'name = "Italy"', 'name = "All Italy"')
    italy = next(country for country in laid(language)[0].countries if country.code == "IT")
    assert (italy.name, italy.words_in) == ("All Italy", "en")
    assert (italy.lines[0].call, italy.lines[0].words_in) == ("1523", CODE)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('title = "', 'ideas = ["T1.1"]\ntitle = "', "ideas is not known here."),
        ('title = "', 'reaches_partner = false\ntitle = "', "reaches_partner is not known here."),
        ('title = "', 'name = "', "title is missing."),
        ('translates = "', 'made = "', "translates is missing."),
        ("## Tonight", "## Ťóńíǵĥť", "The heading 'Ťóńíǵĥť' is not known."),
        ("](/before-you-begin/none/)", "](/help/)", "](/before-you-begin/none/) is 0 times in this page, and 1 times"),
        ("## Tonight", "<b>x</b>\n\n## Tonight", "Our Markdown has no HTML."),
        ("## Tonight", "[[box]]\n\n## Tonight", "[[box]] is 1 times in this page, and 0 times"),
    ],
)
def test_a_translation_that_changes_more_than_words_is_named_and_nothing_is_published(language, old, new, wrong):
    publishing.publish(language / "en")
    before = tables.load(CODE)
    replace(language, f"{CODE}/{STEP}", old, new)
    with pytest.raises(Broken) as broken:
        publishing.publish(language / "en")
    problems = [str(problem) for problem in broken.value.problems]
    assert any(line.startswith(f"{CODE}/{STEP}:") and wrong in line for line in problems), problems
    assert tables.load(CODE) == before
    with pytest.raises(CommandError) as ended:
        run("translations", language)
    assert ended.value.returncode == 2


def test_the_limit_stands_first_in_every_language(language):
    head, body = (language / CODE / STEP).read_text().split("\n+++\n")
    (language / CODE / STEP).write_text(f"{head}\n+++\n„Ĥéĺĺó.“ {body}")
    problems = [str(problem) for problem in laid(language)[1].problems]
    assert any("words to say comes before the limit" in line for line in problems), problems


def test_a_list_of_texts_may_be_empty_or_broken(language):
    (language / CODE / "situations.toml").write_text('"You live in the same house." = ""\n')
    content, found = laid(language)
    assert {one.words_in for one in content.situations} == {"en"}
    assert ("situations.toml", '"You live in the same house." = ') in found.missing
    (language / CODE / "situations.toml").write_text('"You live in the same house." = 3\n')
    assert [problem.path for problem in laid(language)[1].problems] == [f"{CODE}/situations.toml"]


def test_english_alone_says_so(language, settings):
    settings.LANGUAGES = settings.LANGUAGES[:1]
    assert run("translations", language) == "English is the only language here.\n"


def test_a_catalog_is_made_ready_once_and_without_other_tools(language, settings):
    path = language / PO
    catalogs.make_ready()
    ready = path.with_suffix(".mo")
    first = ready.stat().st_mtime_ns
    catalogs.make_ready()
    assert ready.stat().st_mtime_ns == first
    with translation.override(CODE):
        assert translation.gettext("Help now") == said("Help now")
        assert translation.ngettext("%(pages)s page", "%(pages)s pages", 2) == said("%(pages)s pages")


def test_what_is_still_to_be_translated_in_a_catalog_is_counted(language):
    assert "locale" not in run("translations", language)
    path = language / PO
    catalog = polib.pofile(str(path))
    catalog.find("Help now").msgstr = ""
    catalog.find("Leave").flags.append("fuzzy")
    catalog.save()
    assert run("translations", language) == f"locale  {CODE}: 1 missing, 1 to be looked at (fuzzy)\n"
    path.unlink()
    assert run("translations", language) == f"locale  {CODE}: There is none.\n"


@pytest.mark.parametrize(
    ("sentence", "translated", "wrong"),
    [
        ("Saved %(clock)s.", "Śáṽéď %(hour)s.", "%(clock)s is missing in the translation."),
        ("Saved %(clock)s.", "Śáṽéď %(hour)s.", "%(hour)s is only in the translation."),
        ("Help now", "<script>", "<script> is only in the translation."),
        ("until {time}", "úńťíĺ", "{time} is missing in the translation."),
    ],
)
def test_a_sentence_that_would_break_a_page_is_named(language, sentence, translated, wrong):
    catalog = polib.pofile(str(language / PO))
    catalog.find(sentence).msgstr = translated
    catalog.save()
    out = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("publish", "--content", str(language / "en"), stdout=out, stderr=out)
    assert ended.value.returncode == 2
    assert wrong in out.getvalue()
    assert out.getvalue().startswith("ar_XB/LC_MESSAGES/django.po:")


def test_a_catalog_that_does_not_read_as_one_is_named(language):
    (language / PO).write_text('msgid "Leave\nmsgstr\n')
    with pytest.raises(CommandError, match=r"django\.po") as ended:
        run("publish", language)
    assert ended.value.returncode == 2


def test_sentences_are_written_so_that_every_tool_reads_them_alike():
    """The GNU tools take \\u201c in a sentence for six signs, and a translation of it would never be found."""
    for app in ("config", "guides", "journal"):
        for path in (made_up.TOP / app).rglob("*.py"):
            assert not re.findall(r'_\(\s*"[^"\n]*\\[uN]', path.read_text()), path
