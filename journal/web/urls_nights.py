"""Addresses of home, the nights, tools, steps, finding and taking out."""

from django.urls import path, re_path

from journal.web import views_hold, views_home, views_nights, views_tools

_MONTH = r"(?P<key>[0-9]{4}-[0-9]{2})"
_DAY = r"(?P<key>[0-9]{4}-[0-9]{2}-[0-9]{2})"

urlpatterns = [
    path("", views_home.home_notes, name="home-notes"),
    path("steps/<slug:guide>/<slug:step>/", views_home.my_step, name="my-step"),
    path("today/", views_nights.today, name="today"),
    path("days/", views_nights.month, name="days"),
    re_path(rf"^days/{_MONTH}/$", views_nights.month, name="month"),
    re_path(rf"^days/{_DAY}/$", views_nights.day, name="day"),
    re_path(rf"^days/{_DAY}/change/$", views_nights.day_edit, name="day-edit"),
    re_path(rf"^days/{_DAY}/delete/$", views_nights.day_delete, name="day-delete"),
    re_path(rf"^days/{_DAY}/back/$", views_nights.day_undo, name="day-undo"),
    re_path(rf"^days/{_DAY}/both/$", views_nights.day_both, name="day-both"),
    path("tools/let-it-wait/", views_hold.let_it_wait, name="let-it-wait"),
    path("tools/let-it-wait/<slug:which>/", views_hold.letter, name="letter"),
    path("tools/<slug:tool>/", views_tools.my_tool, name="my-tool"),
    path("tools/<slug:tool>/both/", views_tools.tool_both, name="tool-both"),
    path("state/", views_tools.contact_state, name="state"),
    path("situation/", views_tools.my_situation, name="situation"),
    path("find/", views_tools.find, name="find"),
    path("out/", views_tools.out, name="export"),
]
