"""Which program this is: the version at the top of CHANGELOG.md."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

Build = tuple[int, ...]


def read(text: str) -> Build:
    """The numbers of a version such as "0.1.0". Raises ValueError for anything else."""
    if not re.fullmatch(r"\d+(\.\d+)*", text):
        raise ValueError(f"{text!r} is not a version such as 0.1.0")
    return tuple(int(number) for number in text.split("."))


@cache
def build() -> str:
    """The version of this program, from the first heading of CHANGELOG.md that is one.

    Raises ValueError if there is none, OSError if the file cannot be read.
    """
    path: Path = settings.BASE_DIR / "CHANGELOG.md"
    found = re.search(r"^## (\d+(?:\.\d+)*)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise ValueError("CHANGELOG.md has no heading such as '## 0.1.0'. Add one for this version.")
    return found[1]
