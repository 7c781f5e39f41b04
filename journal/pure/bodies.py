"""What a body of each kind may hold: the one description of it that a program reads.

docs/archive.md says the same for people, and a test keeps the two together. What comes in from outside is measured
against this before any of it is kept: a body of another form would be a page that never opens.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from marshmallow import Schema, ValidationError, fields, validate

from journal.pure import contact, measure, night, plan, review, sheet

Body = Mapping[str, Any]


def _matches(pattern: str) -> validate.Regexp:
    return validate.Regexp(re.compile(rf"(?:{pattern})\Z"))


def _day(text: str) -> None:
    """Raises ValidationError for anything but a date such as 2026-03-11."""
    try:
        if date.fromisoformat(text).isoformat() == text:
            return
    except ValueError:
        pass
    raise ValidationError("not a day")


def _moment(text: str) -> None:
    """Raises ValidationError for anything but a moment with its zone."""
    try:
        if datetime.fromisoformat(text).tzinfo:
            return
    except ValueError:
        pass
    raise ValidationError("not a moment")


def _day_or_nothing(text: str) -> None:
    if text:
        _day(text)


_SLUG = r"[-\w]{1,80}"
_NAME = _matches(_SLUG)
_CLOCK = _matches(r"([01]\d|2[0-3]):[0-5]\d")


class _Text(fields.String):
    """What somebody wrote. Nothing else passes for a text."""

    def _deserialize(self, value: object, *args: Any, **more: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("not a text")
        return value


class _Yes(fields.Field[bool]):
    def _deserialize(self, value: object, *args: Any, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("not yes or no")
        return value


class _Number(fields.Field[int]):
    def _deserialize(self, value: object, *args: Any, **more: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("not a number")
        return value


class _Answer(fields.Field[str | bool]):
    def _deserialize(self, value: object, *args: Any, **more: Any) -> str | bool:
        if not isinstance(value, str | bool):
            raise ValidationError("not an answer")
        return value


def _text(*rules: Callable[[str], Any], required: bool = True) -> _Text:
    return _Text(required=required, validate=list(rules))


def _one_of(values: Iterable[str], *, required: bool = True) -> _Text:
    return _text(validate.OneOf(tuple(values)), required=required)


def _of(**parts: fields.Field[Any]) -> type[Schema]:
    """A shape with exactly these parts."""
    return Schema.from_dict(dict(parts))


def _many(shape: type[Schema], *, required: bool = True) -> fields.List[Any]:
    return fields.List(fields.Nested(shape), required=required)


def _lines(one: fields.Field[Any], *, required: bool = True) -> fields.List[Any]:
    return fields.List(one, required=required)


_OPTION = _of(value=_text(), label=_text())
_QUESTION = _of(
    key=_text(_NAME),
    label=_text(),
    hint=_text(),
    kind=_text(_NAME),
    limit=_Number(required=True),
    lines=_Number(required=True),
    options=_many(_OPTION),
)


def _under_their_questions(body: Body) -> None:
    """Raises ValidationError where an answer stands under no question, or a day is no day."""
    for each in (body, *body.get("older", ())):
        kinds = {question["key"]: question["kind"] for question in each["questions"]}
        for key, answer in each["answers"].items():
            if key not in kinds:
                raise ValidationError("an answer without its question")
            if kinds[key] == "date" or key == "day":
                _day_or_nothing(str(answer))


_ANSWERED: dict[str, fields.Field[Any]] = {
    "questions": _many(_QUESTION),
    "answers": fields.Dict(keys=_text(_NAME), values=_Answer(), required=True),
}
_LOOK: dict[str, fields.Field[Any]] = {
    "signs": _lines(_text(), required=False),
    "on": _text(_day_or_nothing, required=False),
    "who": _text(required=False),
    "did": _text(required=False),
    "know": _text(required=False),
}
_MARK = _of(begun=_text(_day, required=False), done=_text(_day, required=False))
_WAITED: dict[str, fields.Field[Any]] = {"id": _text(), "day": _text(_day), "at": _text(_CLOCK)}

# By kind, and where a kind holds two forms, by kind and key.
SHAPES: dict[str, type[Schema]] = {
    "night": _of(
        asked=_text(required=False),
        **{name: _one_of(values, required=False) for name, values in night.FACTS.items()},
        **{name: _text(required=False) for name in (*night.LINES, "more")},
    ),
    "tool": _of(**_ANSWERED, older=_many(_of(**_ANSWERED)), until=_text(_moment, required=False)),
    "contact state": _of(lines=_lines(_one_of(contact.STATES))),
    "contact open": _of(
        lines=_lines(_text()),
        written=fields.Nested(_of(day=_text(_day), lines=_lines(_text()), ticked=_Yes(required=True)), required=False),
    ),
    "week": _of(
        reached=_many(_of(**_WAITED, by=_one_of((*measure.CHANNELS, measure.ANY)))), waited=_many(_of(**_WAITED))
    ),
    "situation": _of(lines=_lines(_text(_NAME))),
    "small": _of(
        lines=_many(_of(id=_text(), day=_text(_day), guide=_text(_NAME), step=_text(_NAME), text=_text())),
    ),
    "review current": _of(
        **_LOOK, days=_lines(_text(_day), required=False), down=_text(_day_or_nothing, required=False)
    ),
    "review": _of(looks=_many(_of(**_LOOK, word=_one_of(review.WORDS)))),
    "plan": _of(**{name: _text(required=False) for name in plan.fields()}),
    **{
        f"sheet {form}": _of(
            **{name: _text(required=False) for name in names},
            parts=fields.Dict(keys=_text(_NAME), values=_Yes(), required=False),
            strict=_Yes(required=False),
        )
        for form, names in sheet.FIELDS.items()
    },
    "settings": _of(
        zone=_text(required=False),
        lock_minutes=_Number(required=False, validate=validate.OneOf((2, 5, 10, 15))),
        paper=_one_of(("a4", "letter"), required=False),
        country=_text(_matches("([A-Z]{2})?"), required=False),
        language=_text(_matches("[-a-z]{0,12}"), required=False),
        alcohol=_Yes(required=False),
        hidden=_lines(_text(_NAME), required=False),
    ),
    "held": _of(
        waiting=_many(_of(id=_text(_NAME), text=_text(), until=_text(_moment), shown=_Yes(required=True))),
        letters=_many(_of(id=_text(_NAME), text=_text(), day=_text(_day))),
    ),
}
_STEPS = fields.Dict(keys=_text(_matches(f"{_SLUG}/{_SLUG}")), values=fields.Nested(_MARK))  # of "progress"
_DAY = r"\d{4}-\d{2}-\d{2}"
KEYS = {
    "night": _DAY,
    "tool": rf"{_SLUG}(/[1-9]\d{{0,2}})?",
    "contact": "state|open",
    "week": r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])",
    "situation": "mine",
    "small": r"\d{4}-(0[1-9]|1[0-2])",
    "review": f"current|{_DAY}",
    "plan": "plan",
    "sheet": "|".join(sheet.FIELDS),
    "progress": "steps",
    "settings": "mine",
    "held": "messages",
}
Fault = Literal["key", "body"]


def fault(kind: str, key: str, body: object) -> Fault | None:
    """What is wrong with a record of a kind in KEYS: its key, its body, or nothing."""
    if not re.fullmatch(KEYS[kind], key, re.ASCII) or (re.fullmatch(_DAY, key) and not _is_day(key)):
        return "key"
    try:
        if kind == "progress":
            _STEPS.deserialize(body)
        elif not isinstance(body, dict) or _shape(kind, key).validate(body):
            return "body"
        if kind == "tool":
            _under_their_questions(body)  # type: ignore[arg-type]  # a dict, or it was returned above
    except ValidationError:
        return "body"
    return None


_made: dict[str, Schema] = {}


def _shape(kind: str, key: str) -> Schema:
    name = f"{kind} {key}" if f"{kind} {key}" in SHAPES else kind
    return _made.setdefault(name, SHAPES[name]())


def _is_day(text: str) -> bool:
    try:
        _day(text)
    except ValidationError:
        return False
    return True
