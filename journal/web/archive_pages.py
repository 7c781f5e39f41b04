"""What a person reads in the archive: one Markdown page for each night and each tool, and a README."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guides import shelf
from journal.access.records import Document
from journal.doing import tools
from journal.doing.export import COURT, KEEP, Papers, Taken, texts_of
from journal.web import forms_measure, forms_nights, forms_review
from journal.web.forms_papers import plan_in_words, sheet_in_words

Said = Iterable[tuple[Any, Any]]


def pages(taken: Taken) -> dict[str, str]:
    """The pages by file name. A record of marks alone, such as the settings, has none: the document holds it."""
    return {name: _page(title, texts) for each in taken.documents for name, title, texts in _of(each)}


def readme(taken: Taken, made: Papers, now: datetime) -> str:
    """What is in the archive, what is not, and how it comes back in."""
    lines = [
        f"# {_('My notes')}",
        _("Taken out on %s.") % date_format(now, "DATE_FORMAT"),
        f"{COURT} {KEEP}",
        f"- `nights/`: {_('each night as a page of its own')}\n"
        f"- `pages/`: {_('what you wrote in the other places')}\n"
        f"- `papers/`: {_('pages to print')}\n"
        f"- `notes.json`: {_('everything once more, for a program. With it all of this can be brought back in.')}",
        *made.missing,
    ]
    if taken.unreadable:
        lines.append(_("Pages that do not open, and are not in here: %s.") % len(taken.unreadable))
    return "\n\n".join(lines) + "\n"


def _of(document: Document) -> Iterable[tuple[str, str, Sequence[Said]]]:
    """The file names of a record's pages, each with its title and its texts."""
    kind, key, bodies = document.kind, document.key, texts_of(document)
    if kind == "night":
        day = date.fromisoformat(key)
        title = f"{date_format(day, 'l')} {date_format(day, 'DATE_FORMAT')}"
        yield f"nights/{key}.md", title, [forms_nights.in_words(body) for body in bodies]
    elif kind == "tool":
        slug, _slash, _number = key.partition("/")
        tool = shelf.tool(slug)
        said = [tools.answered(each) for body in bodies for each in (body, *body["older"])]
        yield f"pages/{key.replace('/', '-')}.md", tool.title if tool else slug, said
    elif kind == "plan":
        yield "pages/plan.md", _("My plan"), [plan_in_words(body) for body in bodies]
    elif kind == "sheet":
        title = _("A page for the first hour") if key == "first" else _("A page for the next hour")
        yield f"pages/{key}-hour.md", title, [sheet_in_words(key, body) for body in bodies]
    elif kind == "review":
        looks = [look for body in bodies for look in body.get("looks", [body])]
        name = "look-again" if key == "current" else f"look-again-{key}"
        yield f"pages/{name}.md", _("When I look again"), [forms_review.in_words(look) for look in looks]
    elif kind == "week":
        yield f"pages/week-{key}.md", key, [_week(body) for body in bodies]
    elif kind == "small":
        lines = [(date_format(date.fromisoformat(line["day"])), line["text"]) for line in document.body["lines"]]
        yield f"pages/small-{key}.md", _("Small things"), [lines]
    elif kind == "held":
        letters = [
            (_day(each.get("day", "")), each["text"]) for part in ("waiting", "letters") for each in document.body[part]
        ]
        yield "pages/let-it-wait.md", _("Let it wait"), [letters]
    elif (kind, key) == ("contact", "state"):
        lines = [(_("Is contact welcome?"), forms_nights.state_in_words(line)) for line in document.body["lines"]]
        yield "pages/state.md", _("Is contact welcome?"), [[("", words) for _label, words in lines]]


def _week(body: dict[str, Any]) -> Said:
    said = [("", forms_measure.in_words(line)) for line in body["reached"]]
    return said + [
        ("", _("I waited.") + f" {date_format(date.fromisoformat(line['day']), 'l')}") for line in body["waited"]
    ]


def _day(key: str) -> str:
    return date_format(date.fromisoformat(key)) if key else ""


def _page(title: str, texts: Sequence[Said]) -> str:
    parts = [f"# {title}"]
    for number, said in enumerate(texts):
        parts += [f"---\n\n{_('A second text')}"] if number else []
        for label, words in said:
            parts.append(f"## {label}\n\n{words}" if label else f"- {words}")
    return "\n\n".join(parts) + "\n"
