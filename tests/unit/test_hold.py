"""Hold and check: what a message is marked for and what it is not (words.md, "Hold and check")."""

import re
from datetime import date, datetime
from re import _parser as expressions

import pytest

from benchmarks import hold as benchmark
from journal.pure import hold, hold_learnt
from journal.pure.hold_rules import _endings
from journal.pure.hold_text import sentences

DAY = hold.Facts(at=datetime(2026, 3, 11, 15), sorry=date(2026, 3, 9))
NIGHT = hold.Facts(at=datetime(2026, 3, 11, 2, 14), sorry=date(2026, 3, 9))
# What is reached on the examples, rounded down: it cannot get worse unnoticed. Rule: recall, precision; then over how
# many innocent messages a mark stands, and over how many the lines of help. Nothing is learnt from the last two sets.
REACHED = {
    "train": {
        "dying": (1.0, 0.89),
        "threat": (1.0, 1.0),
        "watching": (1.0, 1.0),
        "pleading": (1.0, 1.0),
        "promise": (0.94, 1.0),
        "sorry": (1.0, 1.0),
        "explaining": (1.0, 1.0),
        "guilt": (1.0, 1.0),
        "many": (1.0, 1.0),
        "jealousy": (0.94, 0.94),
    },
    "test": {
        "dying": (1.0, 0.83),
        "threat": (1.0, 1.0),
        "watching": (1.0, 1.0),
        "pleading": (1.0, 1.0),
        "promise": (0.76, 1.0),
        "sorry": (1.0, 0.94),
        "explaining": (0.94, 1.0),
        "guilt": (1.0, 1.0),
        "many": (1.0, 1.0),
        "jealousy": (0.94, 1.0),
    },
    "third": {
        "dying": (1.0, 0.96),
        "threat": (1.0, 1.0),
        "watching": (1.0, 1.0),
        "pleading": (1.0, 0.95),
        "promise": (0.72, 0.81),
        "sorry": (1.0, 1.0),
        "explaining": (0.85, 0.85),
        "guilt": (1.0, 1.0),
        "jealousy": (0.94, 1.0),
        "many": (1.0, 1.0),
    },
    "fifth": {
        "dying": (1.0, 0.85),
        "threat": (0.93, 0.93),
        "watching": (1.0, 0.94),
        "pleading": (1.0, 0.98),
        "promise": (0.78, 0.94),
        "sorry": (1.0, 1.0),
        "explaining": (0.94, 0.98),
        "guilt": (0.98, 0.98),
        "jealousy": (0.85, 0.98),
    },
    "seventh": {
        "dying": (1.0, 0.81),
        "threat": (0.9, 0.9),
        "watching": (1.0, 0.93),
        "pleading": (1.0, 0.85),
        "promise": (0.66, 1.0),
        "sorry": (1.0, 0.92),
        "explaining": (1.0, 1.0),
        "guilt": (1.0, 1.0),
        "jealousy": (0.91, 0.84),
    },
    # Learnt from by nothing: how well they do on what they have not met (decision 13).
    "fourth": {
        "dying": (0.95, 0.78),
        "threat": (0.82, 0.9),
        "watching": (0.86, 0.95),
        "pleading": (0.75, 0.93),
        "promise": (0.65, 0.92),
        "sorry": (0.86, 0.92),
        "explaining": (0.3, 0.85),
        "guilt": (0.55, 0.91),
        "jealousy": (0.5, 0.9),
        "many": (1.0, 1.0),
    },
    # Nobody has read it.
    "sixth": {
        "dying": (0.87, 0.64),
        "threat": (0.66, 0.83),
        "watching": (0.84, 0.82),
        "pleading": (0.95, 1.0),
        "promise": (0.6, 1.0),
        "sorry": (0.94, 1.0),
        "explaining": (0.85, 1.0),
        "guilt": (0.7, 0.93),
        "jealousy": (0.6, 1.0),
    },
}
# marked, and with the lines of help beside them
INNOCENTS = {
    "train": (1, 3),
    "test": (1, 5),
    "third": (7, 1),
    "fifth": (28, 30),
    "seventh": (15, 12),
    "fourth": (12, 12),
    "sixth": (15, 23),
}
# Beside how many innocent messages a number stands, plainly or in doubt.
NUMBERS = {"train": 21, "test": 21, "third": 32, "fifth": 98, "seventh": 37, "fourth": 37, "sixth": 54}


@pytest.fixture(scope="module")
def learn():
    """What learns; it takes seconds to load."""
    from tests import learn

    return learn


def marks(text: str, facts: hold.Facts = DAY) -> set[str]:
    found = hold.check(text, facts)
    return {mark.rule for mark in found.marks} | ({"dying"} if found.dying else set())


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("dying", "You won't have to worry about me after tonight."),
        ("threat", "If you don't answer I will tell your mother."),
        ("watching", "I'm outside."),
        ("watching", "I saw you were online."),
        ("pleading", "Just come home. One more chance."),
        ("promise", "I've changed."),
        ("promise", "Never again."),
        ("sorry", "So, so sorry for everything."),
        ("explaining", "My counselor says this is your avoidance."),
        ("guilt", "The children cry for you every night."),
        ("jealousy", "Who is he?"),
    ],
)
def test_each_rule_marks_its_example(rule, text):
    assert rule in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "My phone is dying.",
        "Dad died two years ago on Friday.",
        "If you don't need the car I will take it.",
        "My lawyer will write to yours.",
        "I'm outside with Ella and her bag, as agreed.",
        "Can you come home by six for the plumber?",
        "I promise to have them back by six.",
        "Sorry I'm late.",
        "Sorry to hear about your aunt.",
        "You never need to ring first.",
        "Max cried at bedtime. A call at seven would help him.",
        "Who is picking her up on Thursday?",
    ],
)
def test_its_twin_is_not_marked(text):
    assert marks(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "If you come again I will call the police.",
        "My lawyer will write to yours.",
        "If you hit me again I'm leaving and taking the kids with me.",
        "Stop following me or I will ask for a restraining order.",
        "If you scream at me I will hang up.",
        "Unless you give back my keys I'm having the locks changed. It's about feeling safe.",
        "If you keep calling I'll change my number.",
        "You hurt me. Next time I tell the court everything.",
        "I have given the recording of last night to the police. Stay away from my door.",
        "Stop coming here. I kept every recording for my lawyer.",
    ],
)
def test_a_limit_is_no_threat(text):
    assert "threat" not in marks(text)


def test_a_limit_with_police_says_so_and_one_with_a_threat_does_not():
    assert hold.check("If you come again I will call the police.", DAY).limit
    cruel = hold.check("If you call the police I will kill you.", DAY)
    assert (cruel.limit, cruel.marks[0].rule) == (False, "threat")


@pytest.mark.parametrize(
    "text", ["If you do not come back I will tell your boss.", "If you do not text me I will hurt you."]
)
def test_to_deny_the_condition_makes_no_limit(text):
    assert "threat" in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have recordings, and if you go to the police they go online.",
        "I still have the videos from the beach. Call the police, see if I care.",
    ],
)
def test_whoever_holds_a_recording_over_somebody_sets_no_limit(text):
    assert "threat" in marks(text)


@pytest.mark.parametrize(
    ("text", "dying", "perhaps"),
    [
        ("I am going to kill myself.", True, False),
        ("Give my guitar to Sam when you can.", False, True),
        ("Can you bring Ella's boots on Thursday?", False, False),
        ("", False, False),
    ],
)
def test_where_dying_may_have_been_meant_a_number_stands_and_no_word_is_claimed(text, dying, perhaps):
    found = hold.check(text, DAY)
    assert (found.dying, found.perhaps) == (dying, perhaps)


@pytest.mark.parametrize(
    "text",
    [
        'You said "I will kill myself if you go". I have thought about it.',
        "> I want to die\nI am with my sister now.",
        "Look at https://example.com/i-will-kill-you-if-you-leave when you have time.",
    ],
)
def test_quoted_words_and_links_are_skipped(text):
    assert not marks(text) & {"dying", "threat"}


@pytest.mark.parametrize(
    "text",
    [
        "Bitte komm nach Hause, ich kann ohne dich nicht schlafen und die Kinder fragen jeden Abend.",
        "Por favor vuelve a casa, no puedo vivir sin ti y los niños preguntan por ti cada noche.",
    ],
)
def test_another_language_has_no_marks(text):
    found = hold.check(text, DAY)
    assert (found.reads, found.marks) == (False, ())


def test_a_page_in_another_language_looks_at_nothing():
    found = hold.check("I will kill you.", hold.Facts(at=DAY.at, english=False))
    assert (found.marks, found.dying) == ((), False)


def test_at_most_three_are_shown_the_most_dangerous_first():
    worst = (
        "If you don't answer I will tell your mother. I'm outside your house. Just come home, please. I've changed, "
        "I swear. Who is he?"
    )
    found = hold.check(worst, NIGHT)
    assert [mark.rule for mark in found.shown][:2] == ["threat", "watching"]
    assert len(found.shown) == hold.MOST_SHOWN
    assert found.more == len(found.marks) - hold.MOST_SHOWN > 0


def test_night_length_and_questions_are_one_mark():
    assert marks("The plumber comes on Friday.", NIGHT) == {"many"}
    assert marks("Why? When? How?") == {"many"}
    assert marks("table " * 121) == {"many"}
    assert "many" not in marks("The plumber comes on Friday.")


def test_matters_of_every_day_leave_only_what_frightens():
    matters = hold.Facts(at=NIGHT.at, matters=True, unanswered=True, sorry=NIGHT.sorry)
    assert marks("Just come home. I've changed. Who is he?", matters) == set()
    assert marks("If you don't answer I will tell your mother.", matters) == {"threat"}


def test_a_message_without_an_answer_and_a_second_sorry_need_their_facts():
    assert "unanswered" in marks("See you at five.", hold.Facts(at=DAY.at, unanswered=True))
    assert "sorry" not in marks("I am so sorry for everything.", hold.Facts(at=DAY.at))


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("im goign to kill myslef", "dying"),
        ("i wnat to die", "dying"),
        ("pleeeease come home", "pleading"),
        ("IF YOU DONT ANSWER ILL TELL YOUR MOTHER", "threat"),
        ("i’m so sorrry for everythng", "sorry"),
    ],
)
def test_slips_of_the_finger_make_no_difference(typed, rule):
    assert rule in marks(typed)


def test_a_mark_quotes_what_was_typed():
    found = hold.check("The boxes are ready.\nI’m  OUTSIDE your house and I can see you!!", DAY).marks
    assert hold.Mark("watching", "I’m OUTSIDE your house and I can see you") in found


SEEN = "Your bedroom light went out at ten past one."  # no pattern knows it


def test_words_that_were_learnt_mark_what_no_pattern_finds(monkeypatch):
    assert hold.check(SEEN, DAY).marks == (hold.Mark("watching", "Your bedroom light went out at ten past one"),)
    monkeypatch.setattr(hold, "learnt", lambda _: None)
    assert marks(SEEN) == set()


def test_what_stands_around_a_sentence_does_not_hide_it():
    around = "The school wrote about the trip. It costs twenty. I paid the half. The dentist is on the fourth. "
    assert "watching" in marks(around * 3 + SEEN + " " + around * 3)


def test_a_long_sentence_is_quoted_from_the_words_that_speak_most():
    everyday = "The bins are out and the cat has been fed and the letter from the bank lies on the shelf and"
    words = "your car stood at the lake all day and you told me you were at work"
    assert hold.check(f"{everyday} {words}.", DAY).marks == (hold.Mark("watching", words),)


def test_words_may_speak_against_a_pattern(monkeypatch):
    calm = "He's been watching the snow from the window all morning waiting for the sledge."
    assert marks(calm) == set()
    monkeypatch.setattr(hold, "learnt", lambda _: None)
    assert marks(calm) == {"watching"}


def test_in_a_limit_no_learnt_words_make_a_threat(monkeypatch):
    limit = "Stay away from me. If you come again I will tell everyone, and the police."
    loud = hold_learnt.Learnt({}, base=9, found=9, bar=0)
    monkeypatch.setattr(hold, "learnt", lambda _: loud)
    assert "threat" in marks("I will tell everyone.")
    assert "threat" not in marks(limit)


def test_runs_of_words_know_their_places():
    words = " i saw you . "
    found = hold_learnt.runs(words)
    assert {"^", "i", "saw you", "i saw you", "i _ you", "^ i saw", "^ _ saw", "you ."} < set(found)
    assert words[slice(*found["saw you"])] == "saw you"
    assert words[slice(*found["i _ you"])] == "i saw you"


@pytest.mark.slow
def test_what_was_learnt_belongs_to_the_examples(learn):
    """Whoever changes an example, a pattern or the way of learning runs python -m tests.learn."""
    files = {file.stem: file.read_text().splitlines() for file in hold_learnt.FILES.glob("*.txt")}
    assert set(files) == set(learn.RULES)
    for rule, lines in files.items():
        assert lines[1] == f"# {learn.origin()}", f"{rule}: run python -m tests.learn"
        assert len(hold_learnt.learnt(rule).weights) == len(lines) - 6 > 500


@pytest.mark.slow
def test_learning_anew_gives_the_same(learn):
    told, kept = learn.messages(), hold_learnt.learnt("sorry")
    anew = learn.learn("sorry", told)
    assert (anew.base, anew.found, anew.bar) == pytest.approx((kept.base, kept.found, kept.bar), abs=0.05)
    assert {
        run
        for run in {**anew.weights, **kept.weights}
        if abs(anew.weights.get(run, 0) - kept.weights.get(run, 0)) > 0.6
    } == set()
    assert anew.weights["sorry"] == pytest.approx(kept.weights["sorry"], abs=0.05)
    assert kept.weights["sorry"] > 5


@pytest.mark.slow
def test_no_name_of_an_invented_person_is_learnt(learn):
    assert {"josie", "theo"} < learn.names()
    for rule in learn.RULES:
        for run in hold_learnt.learnt(rule).weights:
            assert learn.names().isdisjoint(run.split()), (rule, run)


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["if you i will ", "i ", "never not ", "you are so ", "a", "(", "“", "if you " * 9, "i will never ... "]
)
def test_a_hostile_text_comes_to_an_end(word):
    text = (word * hold.LIMIT)[: hold.LIMIT]
    assert hold.check(text, DAY).words <= hold.LIMIT


def patterns():
    """Each pattern of each rule, by the rule's name."""
    known = hold.rules()
    for rule in known.rules:
        found = [rule.say, rule.weak, rule.faint, rule.hard, rule.over, rule.unless, [rule.spare] if rule.spare else []]
        found += [*rule.pair, *(kind for kinds in rule.together + rule.apart for kind in [kinds])]
        yield from ((rule.key, pattern) for group in found for pattern in group)
    yield from (("limit", pattern) for pattern in known.line + known.quiet)


def endless(parts):
    """What in a parsed pattern may repeat without end and is more than one letter that is no space."""
    for kind, value in parts:
        if kind in (expressions.MAX_REPEAT, expressions.MIN_REPEAT) and value[1] is expressions.MAXREPEAT:
            [(inside, _), *more] = value[2]
            if more or inside not in (expressions.IN, expressions.NOT_LITERAL, expressions.LITERAL):
                yield value[2]
        inner = value if isinstance(value, tuple | list) else [value]
        for part in inner:
            groups = part if isinstance(part, list) else [part]
            yield from (
                each for group in groups if isinstance(group, expressions.SubPattern) for each in endless(group)
            )


def test_nothing_in_a_rule_goes_on_without_end_but_the_letters_of_one_word():
    """So a check takes time in proportion to the length, with no clock to hold it (the figure: benchmarks/hold.py)."""
    known = list(patterns())
    assert len(known) > 1000
    for rule, pattern in known:
        assert not list(endless(expressions.parse(pattern.pattern))), (rule, pattern.pattern)
    assert list(endless(expressions.parse(r"(?:\S+ )+you")))
    assert list(endless(expressions.parse(r"a(?:b|(c*d)*)")))


def test_every_rule_has_ideas_and_a_reason():
    found = hold.rules().rules
    assert len(found) == 11
    for rule in found:
        assert all(re.fullmatch(r"[A-Z]+\d+(?:\.\d+)?[a-z]?|TQ\d[a-z]", idea) for idea in rule.ideas), rule.key
        assert rule.ideas
        assert rule.reason.endswith(".")


def test_no_pattern_finds_the_empty_place():
    """A pattern that matches nothing but blanks would mark every sentence."""
    for rule in hold.rules().rules:
        for pattern in rule.hard + rule.say + rule.weak + rule.faint:
            assert not pattern.search(" . "), (rule.key, pattern.pattern)


def test_verbs_get_their_endings():
    assert _endings("take") == ["take", "takes", "taked", "taking"]
    assert "stopped" in _endings("stop")
    assert "cries" in _endings("cry")
    assert "stays" in _endings("stay")


def test_sentences_know_where_they_were_typed():
    text = "Ok. I won't."
    [_, second] = sentences(text, hold.rules().spelling)
    assert second.words == " i will not . "
    assert text[slice(*second.typed(0, len(second.words)))] == "I won't"


@pytest.mark.slow
@pytest.mark.parametrize("half", REACHED)
def test_what_is_reached_on_the_examples_does_not_get_worse(half):
    found = benchmark.examples(half)
    for rule, (recall, precision) in REACHED[half].items():
        figures = benchmark.figures(found, rule)
        assert figures.recall >= recall, (half, rule, figures)
        assert figures.precision >= precision, (half, rule, figures)
    marked, helped, _ = benchmark.innocents_marked(found)
    assert marked <= INNOCENTS[half][0]
    assert helped <= INNOCENTS[half][1]
    assert benchmark.limits_marked(found)[0] == 0
    told, dying, also = benchmark.numbers_shown(found)
    assert told >= benchmark.RECALL * dying
    assert also <= NUMBERS[half]
