"""The recovery code: 130 random bits that open the journal when the passphrase is forgotten, written so that a hand
can copy them.

Crockford's base 32 (no I, L, O, U), two check characters, six groups. No pepper is needed to use it, and it finds the
account by itself, so the printed page bears no name.
"""

import secrets
from dataclasses import dataclass
from itertools import accumulate

from journal.pure.vault import expand

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
GROUPS = (5, 5, 5, 4, 4, 5)
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})


class NotACode(ValueError):
    """What was typed cannot be a recovery code: a character is missing, too many or miscopied."""


@dataclass(frozen=True)
class Way:
    """What a code gives: `locator` finds the account, `kek` opens its wrapped data key."""

    locator: bytes
    kek: bytes


def new_code() -> str:
    """A new code, as it is shown: six groups of four or five characters."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return grouped(body + _check(body))


def grouped(plain: str) -> str:
    """28 characters in six groups; the last is the five that are asked back."""
    ends = [*accumulate(GROUPS)]
    return "-".join(plain[end - size : end] for size, end in zip(GROUPS, ends, strict=True))


def read(typed: str) -> str:
    """The 28 characters meant by what was typed: any case, spaces, hyphens, O for 0, I and L for 1. Raises NotACode."""
    plain = "".join(typed.split()).upper().translate(_MISREAD)
    if len(plain) != LENGTH + 2 or any(char not in ALPHABET for char in plain):
        raise NotACode
    if _check(plain[:LENGTH]) != plain[LENGTH:]:
        raise NotACode
    return plain


def ends_with(code: str, typed: str) -> bool:
    """Whether these are the last five characters of the code. False for what is no code."""
    end = "".join(typed.split()).upper().translate(_MISREAD)
    try:
        return len(end) == 5 and read(code).endswith(end)
    except NotACode:
        return False


def way(typed: str) -> Way:
    """What this code opens. Raises NotACode."""
    secret = read(typed)[:LENGTH].encode()
    return Way(
        locator=expand(secret, salt=b"", info=b"clearing/locator/v1"),
        kek=expand(secret, salt=b"", info=b"clearing/recovery/v1"),
    )


def _check(body: str) -> str:
    """Two characters that change when one character is miscopied or two neighbours are swapped."""
    total = 0
    for char in body:
        total = (total * 32 + ALPHABET.index(char)) % 1021
    return ALPHABET[total // 32] + ALPHABET[total % 32]
