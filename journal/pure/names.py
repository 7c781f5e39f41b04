"""Names and passphrases that we offer: random, so that nothing about a person is in them."""

import secrets
from functools import cache

from xkcdpass import xkcd_password

CALM = (
    "amber", "aspen", "birch", "brook", "cedar", "clover", "coast", "elm", "fern", "field", "finch", "harbor",
    "hazel", "heath", "ivy", "lake", "lark", "maple", "meadow", "moss", "oak", "pebble", "pine", "plover",
    "pond", "reed", "river", "robin", "rowan", "sage", "shore", "slate", "sparrow", "stone", "thistle", "willow",
)  # fmt: skip


@cache
def words() -> list[str]:
    """The EFF's long list of 7,776 words."""
    return list(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=3, max_length=9))


def new_name() -> str:
    """A name such as river-4821."""
    return f"{secrets.choice(CALM)}-{secrets.randbelow(9000) + 1000}"


def new_passphrase() -> str:
    """Five words of the list, by a real die: 64 bits."""
    return " ".join(secrets.choice(words()) for _ in range(5))
