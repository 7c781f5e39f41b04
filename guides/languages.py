"""Languages. English stands at the plain addresses, every other language below its own code, as in /de/help/."""

from dataclasses import dataclass

from django.utils import translation

ENGLISH = "en"
_PRIVATE = "/n/"


@dataclass(frozen=True, kw_only=True)
class Worded:
    """Something with words. `words_in` is their language: English where nobody has put them into the one that was
    asked for. `stale`: the English words have changed since these were made from them.
    """

    words_in: str = ENGLISH
    stale: bool = False


def active() -> str:
    """The language that pages are made in just now."""
    return translation.get_language() or ENGLISH


def local(address: str) -> str:
    """An address of ours as it stands in the active language; one of somebody else's, or a private one, as it is."""
    if active() == ENGLISH or not address.startswith("/") or address.startswith(_PRIVATE):
        return address
    return f"/{active()}{address}"


def plain(address: str) -> str:
    """The English address of a page in the active language."""
    return address.removeprefix(f"/{active()}") if active() != ENGLISH else address
