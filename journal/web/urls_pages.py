"""Addresses of a period on paper. They hold the days and the parts that were chosen, as neutral words."""

from datetime import date

from django.urls import path, register_converter

from journal.web import views_pages
from journal.web.views_pages import Picked


class DateConverter:
    """A day of the calendar, such as 2026-03-11."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day. Raises ValueError, and then the address does not fit, where the calendar has none."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


class PickedConverter:
    """The parts, the size of the letters and the paper, such as words-facts-large-a4."""

    regex = "[a-z]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> Picked:
        """What was picked. Raises ValueError for anything that no page of ours writes."""
        return Picked.of(value)

    def to_url(self, value: Picked) -> str:
        """It as it stands in an address."""
        return str(value)


register_converter(DateConverter, "date")
register_converter(PickedConverter, "picked")

_CHOSEN = "pages/<date:begin>/<date:end>/<picked:what>/"

urlpatterns = [
    path("pages/", views_pages.pages, name="pages"),
    path(_CHOSEN, views_pages.volumes, name="volumes"),
    path(f"{_CHOSEN}change/", views_pages.pages, name="pages-change"),
    path(f"{_CHOSEN}<page:number>/", views_pages.volume, name="volume"),
    path(f"{_CHOSEN}<page:number>/look/", views_pages.look, name="volume-look"),
]
