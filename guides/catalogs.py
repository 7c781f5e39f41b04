"""The sentences of templates and forms in other languages: locale/de/LC_MESSAGES/django.po, made ready for gettext."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

from guides.folder import Problem

# What a translation must hold as its English sentence does: names that are filled in, and tags of HTML.
_MARK = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}|<[^>]*>?")


def catalogs() -> list[Path]:
    """The file of each language that has one."""
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def problems() -> Iterator[Problem]:
    """Translations that would break a page. Raises OSError for a file that does not read as a catalog."""
    for path in catalogs():
        shown = path.relative_to(settings.LOCALE_PATHS[0]).as_posix()
        for entry in polib.pofile(str(path)).translated_entries():
            known = {*_MARK.findall(entry.msgid), *_MARK.findall(entry.msgid_plural)}
            for text in entry.msgstr_plural.values() or [entry.msgstr]:
                here = set(_MARK.findall(text))
                # "One page" needs no number, in any language.
                for mark in sorted(here - known if entry.msgid_plural else here ^ known):
                    stands = "missing in" if mark in known else "only in"
                    yield Problem(shown, entry.linenum, f"{mark} is {stands} the translation.", "Keep both alike.")


def make_ready() -> None:
    """Write the file that gettext reads beside each catalog, where it is not the same already. Raises OSError."""
    for path in catalogs():
        made, ready = polib.pofile(str(path)).to_binary(), path.with_suffix(".mo")
        if not ready.exists() or ready.read_bytes() != made:
            draft = path.with_suffix(".new")
            draft.write_bytes(made)
            draft.replace(ready)  # another worker may be reading it


def unsaid(language: str) -> str:
    """What is still to be translated of the sentences of templates and forms, in words; "" if nothing is."""
    path = Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return "There is none."
    found = polib.pofile(str(path))
    counts = {"missing": len(found.untranslated_entries()), "to be looked at (fuzzy)": len(found.fuzzy_entries())}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)
