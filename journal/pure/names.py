"""Names and passphrases that we offer: random, so that nothing about a person is in them."""

import secrets
from functools import cache
from pathlib import Path

from xkcdpass import xkcd_password

CALM = (
    "amber", "aspen", "birch", "brook", "cedar", "clover", "coast", "elm", "fern", "field", "finch", "harbor",
    "hazel", "heath", "ivy", "lake", "lark", "maple", "meadow", "moss", "oak", "pebble", "pine", "plover",
    "pond", "reed", "river", "robin", "rowan", "sage", "shore", "slate", "sparrow", "stone", "thistle", "willow",
)  # fmt: skip


# A frightened person must not be handed "custody" or "unlovable": what holds one of these is left out.
HARSH = tuple(Path(__file__).with_name("harsh.txt").read_text(encoding="utf-8").split())


@cache
def words() -> list[str]:
    """The EFF's long list of 7,776 words, without the harsh ones."""
    listed = xkcd_password.generate_wordlist(wordfile="eff-long", min_length=3, max_length=9)
    return [word for word in listed if not any(harsh in word for harsh in HARSH)]


def new_name() -> str:
    """A name such as river-4821."""
    return f"{secrets.choice(CALM)}-{secrets.randbelow(9000) + 1000}"


def new_passphrase() -> str:
    """Five words of the list, by a real die: at least 60 bits."""
    return " ".join(secrets.choice(words()) for _ in range(5))
