"""What a request to a private page carries once the door has let it in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from journal.access import visits
from journal.access.records import Journal
from journal.doing.settings import Mine, mine, utc_now
from journal.models import Person


class JournalRequest(HttpRequest):
    """A request inside an open visit.

    journal: the reader's own records, and no one else's. person: whose they are. mine: their settings.
    now: the time by their own clock.
    """

    journal: Journal
    person: Person
    mine: Mine
    now: datetime


def enter(request: HttpRequest) -> bool:
    """Make this a JournalRequest if the visit is open; False if it is locked, over or unknown."""
    opened = visits.current(request)
    if opened is None:
        return False
    settings_of = mine(opened.journal)
    timezone.activate(ZoneInfo(settings_of.zone))
    speak(settings_of)
    for name, value in (
        ("journal", opened.journal),
        ("person", opened.person),
        ("mine", settings_of),
        ("now", settings_of.local(utc_now())),
    ):
        setattr(request, name, value)
    return True


def speak(settings_of: Mine) -> None:
    """Make the rest of this request's page in the reader's language (config.middleware.Languages ends it)."""
    translation.activate(settings_of.language or settings.OPERATOR_LANGUAGE)


def keep_nothing(response: HttpResponse) -> HttpResponse:
    """The response, marked so that no browser and no proxy keeps it."""
    patch_cache_control(response, no_store=True, private=True)
    return response
