"""The living page of the design language: every token, and every component in every state. For development only.

It is drawn with the product's own style sheet, templates and forms, so it cannot show what the product is not.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides import shelf
from journal.doing import days, facts, home, nights, papers, weeks
from journal.doing.agreed import Agreed
from journal.management import invented
from journal.pure import night, sheet, trends
from journal.web.forms_accounts import Passphrase
from journal.web.forms_archive import FAULTS
from journal.web.forms_nights import OPENINGS, STATES, NightForm, in_words
from journal.web.saving import Taps

DAY = date(2026, 3, 11)
GROUNDS = ("paper", "surface", "sunken")
# What each colour is for, and on which colours it is read; those pairs have a contrast.
COLOURS: dict[str, tuple[str, tuple[str, ...]]] = {
    "paper": ("The page.", ()),
    "surface": ("Cards, fields, boxes to tap.", ()),
    "sunken": ("Words to say, set a little lower than the page.", ()),
    "ink": ("Text. Never lighter for looks.", (*GROUNDS, "alert-bg")),
    "ink-2": ("Hints, notes, the line that says how saving stands.", GROUNDS),
    "pine": ("What can be pressed, and nothing else.", GROUNDS),
    "pine-hi": ("The same, under a pointer.", GROUNDS),
    "on-pine": ("Words on a button.", ("pine", "pine-hi")),
    "clay": ("You are here. Not for warnings.", GROUNDS),
    "alert": ("Danger and errors, never for weight alone.", ("alert-bg", *GROUNDS)),
    "alert-bg": ("Behind a call for help or a list of errors.", ()),
    "line": ("The edge of a field: 3 to 1 is enough.", GROUNDS),
    "hair": ("Rules between rows. Nothing hangs on seeing them.", ()),
    "gold": ("The lamp: the ring of the focus, the edge of tonight's one small act. Never under words.", ()),
}


@dataclass(frozen=True)
class Shade:
    """A colour by day or by night, as #rrggbb; a colour it is read on; its contrast to each such colour, in order."""

    hex: str
    ground: str
    contrasts: tuple[float, ...]


@dataclass(frozen=True)
class Colour:
    """A colour token of the style sheet."""

    name: str
    use: str
    grounds: tuple[str, ...]
    shades: tuple[Shade, Shade]


class Sample(forms.Form):
    """One field of each kind that the program has, drawn by its own field template."""

    line = forms.CharField(
        label="One line",
        help_text="A hint stands between the question and its field.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passphrase = Passphrase(label="A passphrase", new=True, help_text="The button to show it comes with the script.")
    words = forms.CharField(label="More than a line", widget=forms.Textarea(attrs={"rows": 4}))
    one = forms.ChoiceField(label="One of many", choices=[("", "Choose"), ("a", "A4"), ("b", "Letter")])
    taps = Taps(
        label="One of a few, with one tap; the last box takes it back",
        choices=[("no", "No"), ("little", "A little"), ("more", "20+ minutes")],
    )
    scale = Taps(
        label="Eleven taps",
        help_text="0 is fine, 10 is the worst yet.",
        choices=[(str(number), str(number)) for number in range(11)],
    )
    several = forms.MultipleChoiceField(
        label="Each line that is true",
        choices=[("a", "They answer"), ("b", "They asked for space, and seldom answer when I write to them")],
        widget=forms.CheckboxSelectMultiple,
    )
    tick = forms.BooleanField(label="On the page")


FILLED = {
    "line": "I ate with my sister",
    "passphrase": "plain yellow kettle window",
    "words": "Rang nobody.\nSlept on the sofa, phone in the kitchen.",
    "one": "b",
    "taps": "little",
    "scale": "7",
    "several": ["b"],
    "tick": True,
}


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every token and component; with ?covered the cover lies over them."""
    css = (Path(settings.BASE_DIR) / "static" / "css" / "site.css").read_text(encoding="utf-8")
    context = {
        "colours": colours(css),
        "sizes": sizes(css),
        "spaces": spaces(css),
        "states": _forms(),
        "covered": "covered" in request.GET,
        "csrf_token": "none",  # nothing here is sent, and a real one would set a cookie
        **_from_the_guides(),
        **_from_the_journal(),
    }
    return render(request, "components/page.html", context)


def colours(css: str) -> list[Colour]:
    """The colour tokens of a style sheet, each with its contrasts by day and by night.

    Raises KeyError for one that COLOURS does not explain.
    """
    root = css.partition(":root {")[2].partition("\n}")[0]
    found = re.findall(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", root)
    by_name = {name: (_whole(light or both), _whole(dark or both)) for name, light, dark, both in found}
    return [Colour(name, *COLOURS[name], (_shade(name, by_name, 0), _shade(name, by_name, 1))) for name in by_name]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written #rrggbb, from 1 to 21, as WCAG 2 counts it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def sizes(css: str) -> list[tuple[str, str]]:
    """The sizes of letters in rem, smallest first, each with the selectors that set it."""
    found: dict[float, list[str]] = {}
    for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", _on_screen(css)):
        for size in re.findall(r"font(?:-size)?:[^;]*?(\d*\.?\d+)rem", rule):
            found.setdefault(float(size), []).append(" ".join(selectors.split()))
    return [(f"{size:g}", ", ".join(selectors)) for size, selectors in sorted(found.items())]


def spaces(css: str) -> list[tuple[str, int]]:
    """The spaces in rem between and inside things, smallest first, and how often each is used."""
    values = re.findall(r"[\s{;](?:margin|padding|(?:row-|column-)?gap)[a-z-]*:([^;}]+)", _on_screen(css))
    found = Counter(float(space) for value in values for space in re.findall(r"(?<![\w.-])(\d*\.?\d+)rem", value))
    return [(f"{space:g}", count) for space, count in sorted(found.items()) if space <= 5]


def _on_screen(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).partition("@media print")[0]


def _shade(name: str, by_name: dict[str, tuple[str, str]], at: int) -> Shade:
    mine, grounds = by_name[name][at], [by_name[ground][at] for ground in COLOURS[name][1]]
    contrasts = tuple(round(contrast(mine, ground), 1) for ground in grounds)
    return Shade(mine, grounds[0] if grounds else by_name["paper"][at], contrasts)


def _whole(short: str) -> str:
    return short if len(short) == 7 else "#" + "".join(digit * 2 for digit in short[1:])


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _forms() -> dict[str, Sample]:
    """The sample form as it is met: empty, filled in, sent with nothing in it, and not to be used."""
    disabled = Sample(prefix="disabled", initial=FILLED)
    for field in disabled.fields.values():
        field.disabled = True
    return {
        "Empty": Sample(prefix="empty"),
        "Filled in": Sample(prefix="filled", initial=FILLED),
        "Sent too early": Sample({}, prefix="wrong"),
        "Not to be used": disabled,
    }


def _from_the_guides() -> dict[str, Any]:
    guides = shelf.guides()
    return {
        "guides": guides[:2],
        "found": shelf.find(guides[0].title)[:2],
        "questions": shelf.questions()[:2],
        "step": guides[0].steps[0],
        "oldest": min(line.read_on for country in shelf.countries() for line in country.lines),
        "page": shelf.page("home"),
        "prose": "Plain words, and a **strong** word.\n\n- A list\n- of two\n\n> Got it. Friday at five is fine.",
    }


def _from_the_journal() -> dict[str, Any]:
    body = invented.nights(DAY, 1)
    page = nights.Page(day=DAY, document=None, asked="", reached_out=None)
    return {
        "day": DAY,
        "clock": "21:40",
        "homes": [_home(do) for do in ("night", "rest", "step", "plan", "back")],
        "hours": [
            Agreed(1, ("Phone in the kitchen at nine.",), "Tuesday at five, Mill Lane", "Dr Sen, 555 0100"),
            Agreed(1, opens=False),
        ],
        "binned": [nights.Binned(DAY, time(21, 50))],
        "rows": [days.Row(day, night.a_word_or_two(each), opens=True) for day, each in body.items()],
        "here": _week(),
        "said": [line for each in body.values() for line in in_words(each)],
        "contact_states": list(STATES),
        "faults": [("shopping.txt", 1, FAULTS["no day"])],
        "looks": [(DAY, [{"word": "on"}]), (DAY - timedelta(days=90), None)],
        "night": NightForm(page=page, alcohol=False),
        "openings": [(name, words, False) for name, words in OPENINGS.items()],
        "ends": [(5, time(21, 45)), (10, time(21, 50))],
        "sheets": [_sheet("first", "GB"), _sheet("next", "")],
    }


def _week() -> days.Days:
    """A week with a day that was not written, one that does not open, and one that has not come."""
    week = trends.week_of(DAY)
    nights_of: dict[date, dict[str, Any] | None] = {day: invented.nights(DAY, 8)[day] for day in week if day < DAY}
    nights_of |= {week[4]: None, week[5]: {"sleep": "7up", "moved": "no", "hard": "4"}}
    closed = [days.Row(week[4], "", opens=False)]
    return days.Days(week[0], week[6], closed, facts.facts(week, nights_of, week[5], ("sleep", "moved")))


def _home(do: str) -> home.Home:
    """Home with this one thing to do now; by night for somebody who is here for the first time."""
    guides = shelf.guides()
    return home.Home(
        do=do,
        then=None if do == "plan" else (guides[0], guides[0].steps[0]),
        first=do == "night",
        small="Walk before work",
        written=do == "rest",
        state="space",
        path=home.walk(guides[:1], {}, ""),
        begun=frozenset(),
    )


def _sheet(form: str, country: str) -> papers.Sheet:
    """A counselor sheet with every part on it; the one for the next hour has hardly a word."""
    written: Iterable[str] = sheet.FIELDS[form] if form == "first" else ("agreed_1", "went_1")
    return papers.Sheet(
        form=form,
        written=DAY,
        parts=sheet.PARTS[form],
        text={name: invented.SHEET.get(name, "A walk before work.") for name in written},
        plan=papers.plan_rows(invented.PLAN),
        country=papers.numbers_of(country),
        days=weeks.of_nights(invented.nights(DAY, 20), DAY, ("sleep", "people")) if form == "first" else None,
    )
