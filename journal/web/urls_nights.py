"""Addresses of home, the nights, tools, steps, finding and taking out."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from guides import shelf
from journal.web import (
    urls_review,
    views_archive,
    views_cards,
    views_days,
    views_hold,
    views_home,
    views_measure,
    views_nights,
    views_once,
    views_ten,
    views_tools,
)


class PageConverter(IntConverter):
    """The number of a page of a tool that is filled in again and again, from 1."""

    regex = "[1-9][0-9]{0,2}"


class StepConverter:
    """A step: "get-help/make-the-call" in our code, and in the address two numbers, which say nothing in a history."""

    regex = "[1-9][0-9]?-[1-9][0-9]?"

    def to_python(self, value: str) -> str:
        """Guide and step of this place. Raises ValueError if there is none."""
        spot = shelf.step_at(value)
        if spot is None:
            raise ValueError
        return f"{spot.guide.slug}/{spot.step.slug}"

    def to_url(self, value: str) -> str:
        """The place of this guide and step. Raises ValueError if there is none."""
        guide, _, step = value.partition("/")
        spot = shelf.step(guide, step)
        if spot is None:
            raise ValueError
        return spot.place


register_converter(PageConverter, "page")
register_converter(StepConverter, "step")

_MONTH = r"(?P<key>[0-9]{4}-[0-9]{2})"
_WEEK = r"(?P<week>[0-9]{4}-W[0-9]{2})"
_DAY = r"(?P<key>[0-9]{4}-[0-9]{2}-[0-9]{2})"

urlpatterns = [
    path("", views_home.home_notes, name="home-notes"),
    path("steps/<step:place>/", views_home.my_step, name="my-step"),
    path("today/", views_nights.today, name="today"),
    path("days/", views_days.month, name="days"),
    path("days/week/", views_days.week, name="week"),
    re_path(rf"^days/{_MONTH}/$", views_days.month, name="month"),
    re_path(rf"^days/{_WEEK}/$", views_days.week, name="week-of"),
    re_path(rf"^days/{_DAY}/$", views_nights.day, name="day"),
    re_path(rf"^days/{_DAY}/change/$", views_nights.day_edit, name="day-edit"),
    re_path(rf"^days/{_DAY}/delete/$", views_nights.day_delete, name="day-delete"),
    re_path(rf"^days/{_DAY}/back/$", views_nights.day_undo, name="day-undo"),
    re_path(rf"^days/{_DAY}/both/$", views_nights.day_both, name="day-both"),
    path("ten/", views_ten.ten_minutes, name="ten"),
    # A tool with a page of its own, before the page of all tools: reverse("my-tool", ...) names it too.
    path("tools/let-it-wait/", views_hold.let_it_wait, name="let-it-wait"),
    path("tools/let-it-wait/<slug:which>/", views_hold.letter, name="letter"),
    path("tools/my-limit/", views_measure.my_limit, name="my-limit"),
    path("tools/my-limit/change/", views_measure.limit, name="limit"),
    path("tools/half-of-it/cards/", views_cards.cards, name="cards"),
    path("tools/said-once/", views_once.once, {"tool": "said-once"}, name="said-once"),
    path("tools/asked-once/", views_once.once, {"tool": "asked-once"}, name="asked-once"),
    path("tools/my-part/", views_once.part, name="my-part"),
    *urls_review.urlpatterns,
    path("tools/<slug:tool>/", views_tools.my_tool, name="my-tool"),
    path("tools/<slug:tool>/both/", views_tools.tool_both, name="tool-both"),
    path("tools/<slug:tool>/paper/", views_tools.tool_paper, name="tool-paper"),
    path("tools/<slug:tool>/delete/", views_tools.tool_delete, name="tool-delete"),
    path("tools/<slug:tool>/back/", views_tools.tool_undo, name="tool-undo"),
    path("tools/<slug:tool>/<page:number>/", views_tools.my_tool, name="my-tool-page"),
    path("tools/<slug:tool>/<page:number>/both/", views_tools.tool_both, name="tool-page-both"),
    path("tools/<slug:tool>/<page:number>/paper/", views_tools.tool_paper, name="tool-page-paper"),
    path("tools/<slug:tool>/<page:number>/delete/", views_tools.tool_delete, name="tool-page-delete"),
    path("tools/<slug:tool>/<page:number>/back/", views_tools.tool_undo, name="tool-page-undo"),
    path("state/", views_tools.contact_state, name="state"),
    path("situation/", views_tools.my_situation, name="situation"),
    path("find/", views_tools.find, name="find"),
    path("out/", views_archive.out, name="export"),
    path("in/", views_archive.bring_in, name="bring-in"),
    path("in/look/", views_archive.look, name="bring-in-look"),
]
