"""What home shows: one thing to do now, and the reader's path. Opens a dozen records at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guides.shapes import Guide, Step
from journal.access.records import Document, Journal
from journal.doing import nights, progress
from journal.doing.state import state
from journal.pure import contact, night

EVENING = time(18)
AWAY = timedelta(days=28)


@dataclass(frozen=True)
class Stretch:
    """One guide on the path: its steps that are for now, how many of them are done, and the next one, if any."""

    guide: Guide
    steps: list[tuple[Step, str]]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(mark == "done" for _, mark in self.steps)

    @property
    def next(self) -> Step | None:
        """The step that was begun, or the first that is not done."""
        undone = [(mark != "begun", step) for step, mark in self.steps if mark != "done"]
        return min(undone, key=lambda each: each[0])[1] if undone else None


@dataclass(frozen=True)
class Home:
    """do: "back", "night", "rest", "step" or "plan", the one thing to do now. then: the step to go on with, if any.

    small: what the reader chose last for today. written: tonight's page has been begun. first: there is no night and no
    mark yet. begun: the plan, sheets and tools in which something was kept, such as "sheet first" or "tool my-days".
    """

    do: str
    then: tuple[Guide, Step] | None
    small: str
    written: bool
    state: str | None
    path: list[Stretch]
    first: bool = False
    begun: frozenset[str] = frozenset()

    @property
    def none_now(self) -> bool:
        """Whether contact is none, so that steps which reach the partner are not on the path."""
        return contact.none_at_all(self.state)


def look(journal: Journal, guides: Iterable[Guide], tools: Iterable[str], now: datetime) -> Home:
    """What home shows now. tools: the names of all tools."""
    today, here, marks = night.date_of(now), state(journal), progress.marks(journal)
    path = walk((guide for guide in guides if guide.rule), marks, here)
    then = _next(path)
    found = journal.get_many("night", [night.key(today), *night.keys_before(today)])
    before = [found[key] for key in night.keys_before(today) if key in found]
    tonight = found.get(night.key(today))
    small = night.small_thing(each.body for each in before if isinstance(each, Document))
    last = today if found else _last_trace(journal, marks, today)
    away = last is not None and last <= today - AWAY
    do = "back" if away else _one_thing(now, written=tonight is not None, then=then is not None)
    pages = [("plan", "plan"), ("sheet", "first"), ("sheet", "next"), *(("tool", tool) for tool in tools)]
    begun = frozenset(f"{kind} {key}" for kind, key in journal.there(pages))
    return Home(do, then, small, tonight is not None, here, path, last is None, begun)


def walk(guides: Iterable[Guide], marks: progress.Marks, here: str | None) -> list[Stretch]:
    """The path: each guide with its steps and their marks, without steps that are not for now."""
    stretches = [
        Stretch(
            guide,
            [
                (step, progress.of(marks, guide.slug, step.slug))
                for step in guide.steps
                if not is_not_for_now(step, here)
            ],
        )
        for guide in guides
    ]
    return [stretch for stretch in stretches if stretch.steps]


def is_not_for_now(step: Step, here: str | None) -> bool:
    """Whether a step asks for something that reaches the partner while contact is none (mends S5, S9; reading R3)."""
    return step.reaches_partner and contact.none_at_all(here)


def _next(path: list[Stretch]) -> tuple[Guide, Step] | None:
    begun = [(stretch.guide, step) for stretch in path for step, mark in stretch.steps if mark == "begun"]
    undone = [(stretch.guide, step) for stretch in path if (step := stretch.next)]
    return next(iter([*begun, *undone]), None)


def _last_trace(journal: Journal, marks: progress.Marks, today: date) -> date | None:
    """The latest day of a night or of a step's mark; None where there is neither."""
    days = [date.fromisoformat(day) for mark in marks.values() for day in mark.values()]
    written = nights.last_before(journal, today)
    return max([*days, *([written] if written else [])], default=None)


def _one_thing(now: datetime, *, written: bool, then: bool) -> str:
    evening = now.time() >= EVENING or night.is_dark(now)
    if evening and not written:
        return "night"
    if night.is_dark(now):
        return "rest"
    return "step" if then else "plan"
