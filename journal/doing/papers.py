"""The plan and the counselor sheet as papers: what stands on them, as HTML and as PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from guides import shelf
from guides.shapes import EVERYWHERE_ELSE, Country, Helpline
from journal.access.records import Document, Journal, Unreadable
from journal.doing import offers, press, tools
from journal.doing.facts import in_days
from journal.doing.state import state
from journal.doing.weeks import FourWeeks, four_weeks
from journal.pure import contact, night, plan, printing, sheet

Paper = Literal["a4", "letter"]
STRETCH_DAYS = 7
LINES_BACK_DAYS = 28
# The lines that a part takes besides its texts: its gap, heads, boxes, lines to write on; and how many lines to write
# on stand where nothing was written.
_BOX = " " * 6  # a box to tick is as wide, with the room after it
_BESIDES = {"ask": 3.2, "how": 2.1, "plan": 3.2, "agree": 7.0, "agreed": 2.1, "counts": 0.0, "days": 0.0}
_CALLS = "In danger: 112. Thinking of dying: "
# Rows that say something about their writer by being there: on paper only where something was written in them.
_ONLY_WRITTEN = {("my-limits", "scared")}
_BLANK = {"said": 3, "questions": 3}


@dataclass(frozen=True)
class PlanRow:
    """One row of the plan as it is printed."""

    name: str
    do: str
    going: str


@dataclass(frozen=True)
class ToolRow:
    """One question of a tool as it is printed. options: boxes to tick by hand, where nothing was chosen. blank: lines
    to write on, where nothing was written.
    """

    label: str
    text: str
    options: tuple[str, ...]
    blank: range


@dataclass(frozen=True)
class HowRow:
    """One row of "How I am": the stretch before, and this one."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Sheet:
    """Everything that stands on one counselor sheet. What is not in `parts` is not on it, nor said to be missing."""

    form: str
    written: date
    parts: tuple[str, ...]
    text: Mapping[str, str]
    plan: list[PlanRow]
    country: Country
    plan_opens: bool = True
    smallest: bool = False  # the estimate was too kind
    days: FourWeeks | None = None

    @property
    def pages(self) -> int:
        """How many pages it has: the second one is my days, where they were chosen and say anything."""
        return 2 if self.days and self.days.charts else 1

    @property
    def calls(self) -> list[Helpline]:
        """The first lines for thoughts of dying that anyone can telephone. A paper names no web address."""
        return self.country.to_ring

    @property
    def said(self) -> list[str]:
        """The dated lines of the first hour that were filled in."""
        return self._lines("said_1", "said_2", "said_3", "said_4")

    @property
    def since(self) -> list[str]:
        """The dated lines since the last hour that were filled in."""
        return self._lines("since_1", "since_2")

    @property
    def questions(self) -> list[str]:
        """The questions that were filled in, the most important first."""
        return self._lines(*sheet.QUESTIONS)

    @property
    def agreed(self) -> list[tuple[str, str]]:
        """What was agreed, each with how it went."""
        pairs = [(self.text.get(f"agreed_{n}", ""), self.text.get(f"went_{n}", "")) for n in (1, 2)]
        return [pair for pair in pairs if any(pair)]

    @property
    def how(self) -> list[HowRow]:
        """The rows of "How I am"; the counts only where they were chosen."""
        names: dict[str, str] = {}
        if "how" in self.parts:
            names |= {"body": _("Sleep; food; work"), "hard": _("How hard, 0 to 10, by me")}
        if "counts" in self.parts:
            names["counts"] = _("Reached out; waited instead")
        rows = [
            HowRow(name, *(self.text.get(f"{key}_{when}", "") for when in ("before", "now")))
            for key, name in names.items()
        ]
        return [row for row in rows if row.before or row.now] or rows

    @property
    def long(self) -> dict[str, str]:
        """The parts on the page in which a field holds more than its limit, each with the first such field."""
        limits, text = dict(sheet.FIELDS[self.form]), dict(self.text)
        for name, row in zip(plan.ROWS, self.plan, strict=True):
            text |= {f"{name}_do": row.do, f"{name}_going": row.going}
        fields = {part: sheet.fields_of(self.form, part) for part in self.parts}
        if "plan" in fields:
            limits |= {name: sheet.Limit(letters) for name, letters in plan.fields().items()}
            fields["plan"] = tuple(plan.fields())
        over = {
            part: [name for name in names if any(sheet.too_long(text.get(name, ""), limits[name]))]
            for part, names in fields.items()
        }
        return {part: names[0] for part, names in over.items() if names}

    @property
    def size(self) -> str:
        """How large it can be set; see journal.pure.sheet.size."""
        if self.smallest:
            return sheet.SMALLEST
        calls = "".join(f"{line.name} {line.call}; " for line in self.calls)
        blocks = [sheet.Block(((calls + _CALLS, 1.2),))]
        blocks += [sheet.Block(besides=_BESIDES.get(part, 0.8)) for part in self.parts]
        for part, lines in self._written().items():
            if part in self.parts:
                blocks += [sheet.Block(((line, 1.0),), 0.1) for line in lines]
                blocks += [sheet.Block(besides=1.7)] * (0 if lines else _BLANK.get(part, 2))
        blocks += [sheet.Block(((row.before, 0.31), (row.now, 0.31)), 0.3) for row in self.how]
        if "agreed" in self.parts:
            blocks += [
                sheet.Block(((agreed, 0.47), (went, 0.47)), 0.3) for agreed, went in self.agreed or [("", "")] * 3
            ]
        if "plan" in self.parts:
            blocks += [sheet.Block(((row.do, 0.42), (row.going, 0.56)), 0.3) for row in self.plan]
        return sheet.size(blocks)

    def _written(self) -> dict[str, list[str]]:
        """The parts whose lines go over the full width, and what is written in them."""
        alone = {part: self._lines(part) for part in ("why", "part", "hardest", "changes")}
        return {**alone, "said": self.said, "since": self.since, "questions": self.questions}

    def _lines(self, *names: str) -> list[str]:
        return [line for name in names if (line := self.text.get(name, ""))]


def plan_rows(body: Mapping[str, str]) -> list[PlanRow]:
    """The five rows of the plan, ready for paper."""
    names = {
        "slow": _("Slow down"),
        "self": _("Look after myself"),
        "help": _("Get help"),
        "measured": _("Measured answers"),
        "night": _("On a bad night"),
    }
    return [
        PlanRow(names[row], *(sheet.printable(body.get(f"{row}_{column}", "")) for column in ("do", "going")))
        for row in plan.ROWS
    ]


def tool_rows(found: tools.Sheet) -> list[ToolRow]:
    """What stands on the paper of a tool: every question of today, with the answer or room for it."""
    said = {question["key"]: words for question, words in tools.said(found.document.body)} if found.document else {}
    return [
        ToolRow(
            question.label,
            printing.printable(said.get(question.key, "")),
            () if question.key in said else tuple(option.label for option in question.options),
            range(0 if question.key in said else question.lines),
        )
        for question in found.questions
        if question.key in said or (found.tool.slug, question.key) not in _ONLY_WRITTEN
    ]


def tool_size(rows: list[ToolRow]) -> str:
    """How large the paper of a tool can be set; see journal.pure.sheet.size."""
    blocks = (
        sheet.Block(
            ((row.text or _BOX.join(("", *row.options)), 0.89), (row.label, 0.35)),
            0.9 + max(0, 1.7 * len(row.blank) - 1),  # lines to write on stand beside the label
        )
        for row in rows
    )
    return sheet.size(blocks, sheet.TOOL_SIZES)


def sheet_paper(journal: Journal, form: str, *, today: date, country: str) -> Sheet:
    """The sheet as it would be printed today; a plan that does not open is an empty one. Raises CannotOpen."""
    document = journal.get("sheet", form)
    body = document.body if document else {}
    kept = journal.get_many("plan", ["plan"]).get("plan")
    parts = sheet.chosen(form, body, state(journal))
    return Sheet(
        form=form,
        written=today,
        parts=parts,
        text={name: sheet.printable(body.get(name, "")) for name in sheet.FIELDS[form]},
        plan=plan_rows(kept.body if isinstance(kept, Document) else {}),
        country=numbers_of(country),
        plan_opens=not isinstance(kept, Unreadable),
        days=four_weeks(journal, today, counts="counts" in parts) if "days" in parts else None,
    )


def numbers_of(code: str) -> Country:
    """The country whose numbers stand on a paper: the reader's, else the operator's, else the one for everywhere."""
    countries = {country.code: country for country in shelf.countries()}
    return countries.get(code) or countries.get(settings.OPERATOR_COUNTRY) or countries[EVERYWHERE_ELSE]


def country_of(code: str) -> Country | None:
    """The country whose numbers stand on a paper for the hardest hours, where it is known."""
    country = numbers_of(code)
    return None if country.code == EVERYWHERE_ELSE else country


def proposals(journal: Journal, form: str, today: date) -> dict[str, str]:
    """What nights and tools offer for the sheet's fields, in words: this stretch beside the one before, my own
    questions, and what tools were made for.

    A night that does not open is left out; where contact is none, counts of it are not offered.
    """
    days = [today - timedelta(days=back) for back in range(LINES_BACK_DAYS)]
    found = journal.get_many("night", [night.key(day) for day in days])
    nights = {day: each.body for day in days if isinstance(each := found.get(night.key(day)), Document)}
    stretches = {
        "now": [day for day in days[:STRETCH_DAYS] if day in nights],
        "before": [day for day in days[STRETCH_DAYS : 2 * STRETCH_DAYS] if day in nights],
    }
    offered: dict[str, str] = {}
    for when, its_days in stretches.items():
        words = sheet.in_words(nights[day] for day in its_days)
        offered |= {f"{key}_{when}": text for key, text in words.items()}
        offered[f"days_{when}"] = in_days(its_days[-1], its_days[0]) if its_days else ""
    lines = dict.fromkeys(line for each in nights.values() if (line := each.get("counselor")))
    offered |= dict(zip(sheet.QUESTIONS, lines, strict=False))
    offered = offers.for_sheet(journal, form, today) | offered
    quiet = sheet.fields_of(form, "counts") if contact.none_at_all(state(journal)) else ()
    return {name: text for name, text in offered.items() if text and name in sheet.FIELDS[form] and name not in quiet}


def pdf(template: str, context: dict[str, Any], paper: Paper, *, large: bool = False, pages: bool = False) -> bytes:
    """The paper of this template. In large print, and with `pages`, it goes over as many pages as it needs; a counselor
    sheet is else one page and its days another, and any other paper is one page if it fits.

    Raises what journal.doing.press.render raises.
    """
    if large or pages:
        return press.render(document(template, context, large=large, pages=True), paper=paper)
    page = context.get("sheet")
    try:
        return press.render(document(template, context), paper=paper, most=page.pages if page else 1)
    except press.PressTooLong:
        if page is None:
            return pdf(template, context, paper, pages=True)
        if page.size == sheet.SMALLEST:
            raise
        return pdf(template, context | {"sheet": replace(page, smallest=True)}, paper)


def document(template: str, context: dict[str, Any], *, large: bool = False, pages: bool = False) -> str:
    """The HTML of a paper, from which it is drawn."""
    asked = {"content": template, "large": large, "leaf": large or pages}
    return render_to_string("papers/document.html", {**context, **asked})
