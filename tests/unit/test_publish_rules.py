"""Each rule of guides/content/README.md: a folder that breaks it is named with file, line and mend."""

import pytest

from guides import publishing

STEP = "guides/01-slow-down/1-take-it-slowly.md"
WAIT = "guides/01-slow-down/2-wait-a-day.md"
TOOL = "tools/my-list.toml"
SITUATIONS = "situations.toml"
LEADS = "questions/01-is-it-wrong-to-wait.md"
ASKED = "questions/02-who-pays.md"

# A name, the file, what stands there, what stands there instead, the line that is named, a bit of what is said.
BROKEN = [
    ("no facts", STEP, "+++\ntitle", "title", 1, "The facts about the page are missing."),
    ("bad TOML", STEP, 'title = "Take it slowly"', "title = Take it", 2, "The facts do not read as TOML"),
    ("unknown key", STEP, "checked =", "colour = 1\nchecked =", 4, "colour is not known here. Take it out."),
    ("missing key", STEP, "checked = 2026-11-22\n", "", 1, "checked is missing. Add checked = a day such as"),
    ("empty title", STEP, '"Take it slowly"', '" "', 2, "title is empty."),
    ("a day in quotes", STEP, "checked = 2026-11-22", 'checked = "2026-11-22"', 4, "checked is not a day such as"),
    ("not a list", STEP, '["T1.1", "T1.2"]', '"T1.1"', 3, "ideas is not a list"),
    ("not true or false", STEP, "reaches_partner = true", 'reaches_partner = "yes"', 5, "is not true or false"),
    ("idea twice", STEP, '"T1.1", "T1.2"', '"T1.1", "T1.1", "T1.2"', 3, "ideas names something twice."),
    ("unknown idea", STEP, '"T1.1", ', '"T1.1", "T9.9", ', 3, "No source has an idea T9.9. Correct the id"),
    ("unknown tool", STEP, '"my-list"', '"my-lists"', 6, "There is no tool 'my-lists'. Write tools/my-lists.toml"),
    ("no tonight", WAIT, "## Tonight", "## In the morning", 10, "The heading 'In the morning' is not known. Use:"),
    ("tonight missing", WAIT, "## Tonight\n", "", 12, "Tonight must come first after the advice."),
    ("wrong order", WAIT, "## From the other side", "## In your situation", 10, "The headings are out of order."),
    ("too many for a tool", STEP, "## Words", "## From the other side\nSo.\n\n## Words", 22, "at most 1 more"),
    ("nothing below", WAIT, "> The first quiet day, I could think.\n", "", 13, "Nothing stands under 'From the"),
    ("small heading", WAIT, "A day is long", "### A day\n\nA day is long", 6, "Our Markdown has no heading ###"),
    ("HTML", WAIT, "A day is long", "A <b>day</b> is long", 6, "Our Markdown has no HTML."),
    ("numbered list", WAIT, "A day is long", "1. A day\n\nIs long", 6, "Our Markdown has no numbered list."),
    ("image", WAIT, "A day is long", "![a day](/x/) is long", 6, "Our Markdown has no image."),
    ("placeholder", WAIT, "A day is long", "[[box]]\n\nA day is long", 6, "Our Markdown has no placeholder."),
    ("dead guide", WAIT, "A day is", "A [day](/guides/nowhere/) is", 6, "The link /guides/nowhere/ leads nowhere."),
    ("dead page", WAIT, "A day is", "A [day](/nowhere/) is", 6, "The link /nowhere/ leads nowhere."),
    ("http", WAIT, "A day is", "A [day](http://example.org) is", 6, "The link http://example.org leads nowhere."),
    ("script", WAIT, "A day is", "A [day](//example.org/x) is", 6, "The link //example.org/x leads nowhere."),
    ("no limit", STEP, "/before-you-begin/none/", "/help/", 12, "the number 'twice' comes before the limit. Put"),
    ("number first", STEP, "The call can", "Three calls can", 8, "the number 'Three' comes before the limit."),
    ("words first", STEP, "If contact is", "> Hello.\n\nIf contact is", 10, "words to say comes before the limit."),
    ("gate key", "gate/a.md", "line =", "lines =", 1, "line is missing."),
    ("second address", "gate/a.md", "+++\n[[", 'address = "none"\n+++\n[[', None, "has this address already."),
    ("no address", "gate/c.md", 'address = "none"\n', "", None, "No answer of the gate is at"),
    ("lines of no kind", "pages/help.md", "[[lines: abuse]]", "[[lines: all-of-it]]", 16, "no help lines of kind"),
    ("box on help", "pages/help.md", "[[lines: abuse]]", "[[box]]", 16, "[[box]] cannot stand here."),
    ("two boxes", "pages/tonight.md", "[[box]]", "[[box]]\n\n[[box]]", 14, "[[box]] cannot stand here."),
    ("no end", "pages/tonight.md", "---\n", "", 4, "The page never ends."),
    ("line in a page", "pages/help.md", "Ring now", "---\n\nRing now", 4, "--- cannot stand here."),
    ("empty page", "pages/protects.md", "Your pages are sealed.", "", 4, "The page is empty."),
    ("key of a page", "pages/home.md", "+++\nIt", 'button = "Go"\n+++\nIt', 3, "button is not known here."),
    ("no intro", "guides/01-slow-down/guide.md", "These steps help you press less.", "", 5, "introduction is missing"),
    ("kind of question", TOOL, 'kind = "line"', 'kind = "word"', 11, "kind = 'word' is not known. Write one of: line"),
    ("no limit of length", TOOL, "limit = 120\n", "", 7, "limit is missing."),
    ("limit of nothing", TOOL, "limit = 120", "limit = 0", 12, "limit is not a number above 0."),
    ("limit of a choice", TOOL, 'kind = "choice"', 'kind = "choice"\nlimit = 3', 27, "has no limit. Take it out."),
    ("lines of a line", TOOL, "limit = 120", "limit = 120\nlines = 2", 13, "A question of kind 'line' has no lines."),
    ("no lines", TOOL, "lines = 3\n", "", 14, "lines is missing."),
    ("bad key", TOOL, 'key = "first"', 'key = "The first"', 8, "'The first' is no key."),
    ("key twice", TOOL, 'key = "why"', 'key = "first"', 8, "Two questions have the key 'first'."),
    ("one option", TOOL, '  { value = "paper", label = "On paper" },\n', "", 27, "nothing to choose from"),
    ("bad option", TOOL, 'label = "By phone"', 'text = "By phone"', 27, "An option is not a value and a label."),
    ("option twice", TOOL, 'value = "paper"', 'value = "phone"', 27, "Two options have the same value."),
    (
        "option that says no text",
        TOOL,
        'label = "By phone"',
        'label = "By phone", says = 3',
        27,
        "is not a value and a label",
    ),
    ("mine of a choice", TOOL, 'kind = "choice"', 'kind = "choice"\nmine = true', 27, "has no mine. Take it out."),
    ("option value", TOOL, 'value = "paper"', 'value = "On Paper"', 27, "The option 'On Paper' is not usable."),
    ("contact state", TOOL, '["court"]', '["police"]', 4, "'police' in closed_in is not known."),
    ("nothing said", TOOL, '"With a court order there is nothing here to weigh."', '""', 5, "closed_text is empty."),
    ("idea of a tool", TOOL, '["T1.2"]', '["T8.8"]', 3, "No source has an idea T8.8."),
    ("letter", "sources/turtle.md", "- T1.1", "- X1.1", 12, "X1.1 does not begin with T."),
    ("idea of two", "sources/turtle.md", "- T1.2", "- T1.1", 13, "There are two ideas T1.1."),
    ("no idea", "sources/turtle.md", "- T1.1 ", "- T1.1", 12, "This idea does not read as one."),
    ("not an idea", "sources/turtle.md", "- T1.3", "So he says.\n- T1.3", 15, "This stands among the ideas"),
    ("year", "sources/turtle.md", "2002", '"2002"', 5, "year is not a whole number."),
    ("address", "sources/turtle.md", "https:", "ftp:", 8, "is no address."),
    (
        "unused idea",
        "sources/coleman.md",
        "- C1.1",
        "- C1.2 New.\n- C1.1",
        10,
        "No step uses C1.2. Name it in the ideas",
    ),
    ("left out twice", "left-out.toml", '["T1.3"]', '["T1.3", "T1.3"]', 2, "ideas names something twice."),
    ("left out, unknown", "left-out.toml", '["T1.3"]', '["T1.3", "T7.7"]', 2, "No source has an idea T7.7."),
    ("left out and used", "left-out.toml", '["T1.3"]', '["T1.3", "T1.1"]', 2, f"used in {STEP}. Take it out of one"),
    ("kind of reason", "left-out.toml", '"risk"', '"lazy"', 3, "kind = 'lazy' is not known."),
    ("no reason", "left-out.toml", 'reason = "Nobody can know this."', "", 1, "reason is missing."),
    ("kind of line", "helplines.toml", 'kind = "crisis"', 'kind = "chat"', 7, "kind = 'chat' is not known."),
    ("number", "helplines.toml", 'call = "13 11 14"', 'call = "LIFELINE"', 9, "'LIFELINE' cannot be dialled."),
    ("text", "helplines.toml", '"HELLO to 0477 13 11 14"', '"HELLO"', 10, "'HELLO' does not end in a number."),
    ("web", "helplines.toml", '"lifeline.example"', '"https://lifeline.example"', 11, "is no bare host name."),
    ("nobody reached", "helplines.toml", 'call = "1522"\n', "", 27, "1522 cannot be reached. Add call, text or web."),
    ("whom", "helplines.toml", 'whom = "Anyone"\nhours = ""', 'hours = ""', 25, "whom is missing."),
    ("read when", "helplines.toml", "read_on = 2026-01-01", "", 25, "read_on is missing."),
    ("country", "helplines.toml", '"IT"', '"Italy"', 20, "'Italy' is no code of a country."),
    ("country twice", "helplines.toml", '"IT"', '"AU"', 2, "Two countries have the code 'AU'."),
    ("nowhere else", "helplines.toml", '"INT"', '"US"', None, "Nothing is there for everywhere else."),
    ("situation", WAIT, "{court}", "{judge}", 18, "{judge} is no situation, or stands at the wrong place."),
    ("situation inside", WAIT, "- {court} Wait", "- Wait {court}", 18, "{court} is no situation, or stands at"),
    ("situation without words", SITUATIONS, 'name = "married"', 'name = "apart"', 20, "apart stands here twice."),
    ("no such situation", SITUATIONS, '"married"', '"engaged"', 20, "name = 'engaged' is not known."),
    ("nothing to tick", SITUATIONS, 'mine = "There are children"\n', "", 14, "mine is missing."),
    ("scene", "guides/01-slow-down/guide.md", "## Two people", "## People", 8, "The heading 'People' is not known."),
    ("two answers", ASKED, "+++\ntitle", '+++\nleads = "/help/"\ntitle', 7, "This question has two answers."),
    ("no answer", ASKED, "Nobody pays. It is free.", "", 6, "Nobody answers this question."),
    ("leads nowhere", LEADS, "wait-a-day", "wait", 5, "/guides/slow-down/wait/ leads nowhere."),
    ("idea of a question", LEADS, "C1.1", "C8.8", 4, "No source has an idea C8.8."),
    ("idea of a study", "evidence.toml", "C1.1", "C8.8", 8, "No source has an idea C8.8."),
    ("link of a study", "evidence.toml", "https:", "ftp:", 4, "is no address."),
    ("moved nowhere", "moved.toml", "wait-a-day", "wait-a-week", 1, "/guides/slow-down/wait-a-week/ leads nowhere."),
    ("moved and there", "moved.toml", "slow-down/wait/", "slow-down/wait-a-day/", 1, "has a page of its own."),
    ("conflicts", "pages/disagreements.md", "X1", "X2", 4, "The headings do not count from X1."),
    ("no emergency", "helplines.toml", 'emergency = "000"\n', "", 1, "emergency is missing."),
]


def problems(folder):
    with pytest.raises(publishing.Broken) as broken:
        publishing.gather(folder)
    return broken.value.problems


@pytest.mark.parametrize(("name", "file", "old", "new", "line", "said"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_rule_is_named(draft, name, file, old, new, line, said):
    path = draft / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    found = problems(draft)
    matching = [problem for problem in found if said in str(problem)]
    assert matching, [str(problem) for problem in found]
    if line is not None:
        assert (matching[0].path, matching[0].line) == (file, line), str(matching[0])
    assert matching[0].mend.rstrip('"').endswith(".")


def test_the_small_words_are_right(draft):
    assert publishing.gather(draft).guides[0].steps[0].tool == "my-list"


@pytest.mark.parametrize("file", ["pages/tonight.md", "gate/d.md", "helplines.toml", "guides/01-slow-down/guide.md"])
def test_a_missing_file_is_named(draft, file):
    (draft / file).unlink()
    assert (file, 1) in {(problem.path, problem.line) for problem in problems(draft)}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pages/about.md", "No page is made from this file."),
        ("guides/slow/guide.md", "This is not named like a guide."),
        ("guides/01-slow-down/first.md", "This is not named like a step."),
        ("guides/01-slow-down/1-again.md", "There are two steps 1."),
        ("guides/01-slow-down/4-wait-a-day.md", "There are two steps at /guides/slow-down/wait-a-day/."),
        ("guides/03-slow-down/guide.md", "There are two guides at /guides/slow-down/."),
        ("tools/My List.toml", "'My List' cannot be an address."),
        ("notes.txt", "No page is made from this file."),
    ],
)
def test_a_file_that_stands_in_the_wrong_place_is_named(draft, name, said):
    path = draft / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert any(said in problem.wrong for problem in problems(draft))


def test_a_file_that_is_not_text_is_named(draft):
    (draft / "pages/home.md").write_bytes(b"\xff\xfe")
    assert [problem.path for problem in problems(draft)] == ["pages/home.md"]


@pytest.mark.parametrize(("words", "said"), [(40, "The step has"), (400, "The step has")])
def test_a_step_has_between_150_and_350_words(draft, words, said):
    path = draft / "guides/01-slow-down/2-wait-a-day.md"
    facts, tonight = path.read_text().split("A day is long")[0], "\n\n## Tonight\nSleep.\n"
    path.write_text(facts + "word " * words + tonight)
    assert any(said in problem.wrong for problem in problems(draft))


def test_the_advice_is_most_of_a_step(draft):
    path = draft / "guides/01-slow-down/2-wait-a-day.md"
    facts = path.read_text().split("A day is long")[0]
    path.write_text(facts + "word " * 100 + "\n\n## Tonight\n" + "word " * 100)
    assert any("The advice is 100 of 201 words." in problem.wrong for problem in problems(draft))


def test_every_problem_is_collected_at_once(draft):
    for name in ("pages/home.md", "pages/help.md", "gate/b.md"):
        (draft / name).write_text("nothing")
    assert len(problems(draft)) == 3
