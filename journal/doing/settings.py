"""What a reader chose for their own journal: zone, lock time, paper, country, language, the night page. Kept sealed."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction

from journal.access.records import Journal
from journal.pure.vault import CannotOpen

LOCK_MINUTES = (2, 5, 10, 15)
PAPERS = ("a4", "letter")


@dataclass(frozen=True)
class Mine:
    """zone: an IANA name. lock_minutes: one of LOCK_MINUTES. paper: one of PAPERS. country: ISO 3166, "" for the
    operator's. language: a code of settings.LANGUAGES, "" for the operator's.

    kit_kept: the reader has shown that they hold the recovery code. alcohol: the night page asks about it. hidden: the
    openings that the reader does not want to see. opens: False where the record does not open and
    these are the usual settings; never stored.
    """

    zone: str = "UTC"
    lock_minutes: int = 10
    paper: str = "a4"
    country: str = ""
    language: str = ""
    kit_kept: bool = False
    alcohol: bool = False
    hidden: tuple[str, ...] = ()
    opens: bool = True

    def local(self, moment: datetime) -> datetime:
        """The moment by this reader's clock."""
        return moment.astimezone(ZoneInfo(self.zone))


def mine(journal: Journal) -> Mine:
    """The reader's settings; the usual ones for whatever they never chose, or where the record does not open."""
    try:
        document = journal.get("settings", "mine")
    except CannotOpen:
        return Mine(opens=False)  # one broken record must not shut the whole journal
    return replace(Mine(), **_sound(document.body)) if document else Mine()


def change(journal: Journal, **chosen: Any) -> Mine:
    """Keep these settings beside the others. Raises VisitOver, and CannotOpen where the settings do not open."""
    new = replace(mine(journal), **chosen)
    stored = asdict(new)
    del stored["opens"]
    journal.overwrite("settings", "mine", stored)
    return new


def begin_anew(journal: Journal, **chosen: Any) -> Mine:
    """Put new settings in the place of ones that do not open. Only where the reader was told. Raises VisitOver."""
    with transaction.atomic():
        journal.burn("settings", "mine")
        return change(journal, **chosen)


def zones() -> list[str]:
    """The time zones a reader may choose, by name, and plain UTC."""
    return [*sorted(zone for zone in _known_zones() if "/" in zone and not zone.startswith("Etc/")), "UTC"]


@cache  # the library walks through the folders of the system each time, which took a third of a request
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def utc_now() -> datetime:
    """The one clock of the layers above."""
    return datetime.now(UTC)


def _sound(body: dict[str, Any]) -> dict[str, Any]:
    sound = {name: value for name, value in body.items() if name in Mine.__dataclass_fields__}
    sound["hidden"] = tuple(body.get("hidden", ()))
    if sound.get("zone") not in _known_zones():
        sound.pop("zone", None)
    if sound.get("language") not in dict(settings.LANGUAGES):
        sound.pop("language", None)
    return sound
