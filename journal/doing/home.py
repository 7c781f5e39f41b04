"""What home shows: one thing to do now, and the reader's path. Opens a dozen records at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guides.shapes import Guide, Step
from guides.tools import Tool
from journal.access.records import Journal
from journal.doing import agreed, nights, progress, small
from journal.doing.agreed import Agreed
from journal.doing.state import state
from journal.doing.tools import key
from journal.pure import contact, night

EVENING = time(18)
AWAY = timedelta(days=28)
# A tool that is filled in again and again is begun if one of its first pages is there.
PAGES = 60
# What tools with pages of their own keep beside, or instead of, a record of the kind "tool": by slug, kind and key.
ELSEWHERE: dict[str, tuple[tuple[str, str], ...]] = {"my-limit": (("contact", "open"),)}


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
    agreed: what the reader and their counselor agreed last.
    """

    do: str
    then: tuple[Guide, Step] | None
    small: str
    written: bool
    state: str | None
    path: list[Stretch]
    first: bool = False
    begun: frozenset[str] = frozenset()
    agreed: Agreed | None = None

    @property
    def none_now(self) -> bool:
        """Whether contact is none, so that steps which reach the partner are not on the path."""
        return contact.none_at_all(self.state)


def look(journal: Journal, guides: Iterable[Guide], tools: Iterable[Tool], now: datetime) -> Home:
    """What home shows now. tools: all there are."""
    today, here, marks = night.date_of(now), state(journal), progress.marks(journal)
    path = walk((guide for guide in guides if guide.rule), marks, here)
    then = _next(path)
    found = journal.get_many("night", [night.key(today), *night.keys_before(today)])
    tonight = found.get(night.key(today))
    # Whatever the state: home reminds nobody to reach out. The night asks when the day is over.
    chosen = small.asked_back(journal, today, found, contact.STATES[-1])
    last = today if found else _last_trace(journal, marks, today)
    away = last is not None and last <= today - AWAY
    do = "back" if away else _one_thing(now, written=tonight is not None, then=then is not None)
    return Home(
        do,
        then,
        chosen,
        tonight is not None,
        here,
        path,
        last is None,
        _begun(journal, tools),
        agreed.latest(journal),
    )


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


def _begun(journal: Journal, tools: Iterable[Tool]) -> frozenset[str]:
    """Where something was kept, in one query; nothing is opened."""
    names: dict[tuple[str, str], str] = {("plan", "plan"): "plan plan"}
    names |= {("sheet", form): f"sheet {form}" for form in ("first", "next")}
    for tool in tools:
        numbers = range(1, PAGES + 1) if tool.again else (0,)
        own = (("tool", key(tool.slug, number)) for number in numbers)
        names |= dict.fromkeys((*own, *ELSEWHERE.get(tool.slug, ())), f"tool {tool.slug}")
    return frozenset(names[name] for name in journal.there(names))


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
