"""What stands under a question once it was answered: a length understood and its half, an option's own sentence, a
hint at a line about somebody else. Nothing here is kept, and no answer is refused.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.tools import Question
from journal.pure import lengths, lines

_HOUR = 60


def replies(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """The sentences by the keys of their questions, "" where there is none; only for questions that can have one."""
    able = [each for each in questions if can_reply(each)]
    found = {each.key: _own(each, answers.get(each.key)) for each in able if each.kind != "length"}
    chosen = any(found[each.key] for each in able if each.kind == "choice")
    times = {each.key: _time(answers.get(each.key), halved=not chosen) for each in able if each.kind == "length"}
    return found | times


def can_reply(question: Question) -> bool:
    """Whether a sentence may come under this question."""
    return question.kind == "length" or question.mine or any(option.says for option in question.options)


def in_words(minutes: int) -> str:
    """A number of minutes as people say it: "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, _HOUR)
    parts = [ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}] if hours else []
    parts += [ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}] if rest else []
    return " ".join(parts)


def _own(question: Question, value: object) -> str:
    if question.mine and lines.is_about_another(str(value or "")):
        return _("It is kept. It says what somebody else does. Say what you will do, or ask it as a question.")
    return next((option.says for option in question.options if option.value == value), "")


def _time(value: object, *, halved: bool) -> str:
    """What was understood, and the half where there is one to offer."""
    typed = str(value or "").strip()
    if not typed:
        return ""
    length = lengths.understood(typed)
    if length is None:
        return _("It is kept as you typed it. How long is that? For example: half an hour, 1:30, an evening.")
    meant = _meant(length)
    if not halved:
        return _("Understood: %(length)s.") % {"length": meant}
    return _("Understood: %(length)s.") % {"length": meant} + " " + _half(lengths.half(length))


def _meant(length: lengths.Length) -> str:
    spans = {"evening": _("an evening"), "night": _("a night"), "days": _("a day or more")}
    return spans[length.span] if length.span else in_words(length.minutes)


def _half(half: lengths.Half) -> str:
    names = {
        "few": _("Half of it is a few minutes. Or less, or nothing: no is a full answer."),
        "meal": _("Half of it is a short meal, or an hour. Or less, or nothing: no is a full answer."),
        "evening": _("A night: not yet. An evening at most, and home at its end. No is a full answer."),
        "part": _("An afternoon at most, and home at its end. Or less, or nothing: no is a full answer."),
    }
    if half.name:
        return names[half.name]
    said = _half_an_hour() if half.minutes == _HOUR // 2 else _("about %(time)s") % {"time": in_words(half.minutes)}
    return _("Half of it is %(half)s. Or less, or nothing: no is a full answer.") % {"half": said}


def _half_an_hour() -> str:
    return _("half an hour")
