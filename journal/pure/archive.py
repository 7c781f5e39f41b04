"""Everything out and back in: the document inside the archive, described field by field in docs/archive.md.

Made so that the same records give the same bytes, apart from the moment they were taken out.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from journal.pure import bodies, shapes
from journal.pure.unpack import Packed, Refused

FORMAT, VERSION = "notes", 2  # version 1 had neither: one JSON document, no zip file, all shapes 1
DOCUMENT = "notes.json"
# Lists and objects in one document, and the marks around its texts: looked at before a list of them is made. Ten years
# of nights, weeks and 400 pages of each tool have a third of it.
MOST_PARTS, MOST_MARKS = 300_000, 4_000_000
_ALWAYS = (1980, 1, 1, 0, 0, 0)
# Whether the code on paper is kept belongs to one lock, and not to what was written.
_OF_THE_LOCK = {"settings": ("kit_kept",)}

Name = tuple[str, str]  # kind and natural key
Coming = dict[Name, list[dict[str, Any]]]  # the texts of each record, today's shape, the first of them its body


def record(kind: str, key: str, texts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A record as it stands in the document."""
    left_out = _OF_THE_LOCK.get(kind, ())
    plain = [{name: value for name, value in text.items() if name not in left_out} for text in texts]
    return {"kind": kind, "key": key, "shape": shapes.NOW[kind], "texts": plain}


def document(
    records: Iterable[Mapping[str, Any]], *, about: str, taken_out: str, unreadable: Iterable[str]
) -> dict[str, Any]:
    """The whole document, in order, without what only passes through."""
    kept = [each for each in records if each["kind"] not in shapes.PASSING]
    return {
        "format": FORMAT,
        "version": VERSION,
        "about": about,
        "taken_out": taken_out,
        "records": sorted(kept, key=lambda each: (each["kind"], each["key"])),
        "these_do_not_open": sorted(unreadable),
    }


def as_json(whole: Mapping[str, Any]) -> bytes:
    """The document as UTF-8; half a character, which UTF-8 cannot say, stands there as JSON's own escape."""
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "backslashreplace")


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip file, by name, under no clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _ALWAYS)
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return out.getvalue()


def of_zip(packed: Packed) -> Coming | None:
    """What stands in the document of this zip file; None if there is none. Raises Refused."""
    found = [entry for entry in packed.entries if entry.name.rpartition("/")[2] == DOCUMENT]
    if not found:
        return None
    [data] = packed.read([min(found, key=lambda entry: (entry.name.count("/"), entry.name))])
    return of_json(data)


def of_json(data: bytes) -> Coming:
    """What stands in this document. Raises Refused, and then nothing of it is taken."""
    if data.count(b"{") + data.count(b"[") > MOST_PARTS or data.count(b'"') > MOST_MARKS:
        raise Refused("parts")
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("broken") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("records"), list):
        raise Refused("other")
    version = whole.get("version", 1)
    if whole.get("format", FORMAT) != FORMAT or not isinstance(version, int) or version < 1:
        raise Refused("other")
    if version > VERSION:
        raise Refused("newer")
    coming: Coming = {}
    for each in whole["records"]:
        kind, key, texts = _record(each)
        if kind not in shapes.PASSING and coming.setdefault((kind, key), texts) is not texts:
            raise Refused("twice")
    return coming


def _record(each: object) -> tuple[str, str, list[dict[str, Any]]]:
    """One record, lifted to today's shape. Raises Refused."""
    if not isinstance(each, dict):
        raise Refused("wrong")
    kind, key, texts = each.get("kind"), each.get("key"), each.get("texts")
    number = each.get("shape", 1)
    if not isinstance(kind, str) or not isinstance(key, str) or not isinstance(texts, list) or not texts:
        raise Refused("wrong")
    if kind in shapes.PASSING:
        return kind, key, texts
    if kind not in bodies.KEYS:
        raise Refused("unknown", kind=_shown(kind))
    if not isinstance(number, int) or number < 1 or not all(isinstance(text, dict) for text in texts):
        raise Refused("wrong")
    if number > shapes.NOW[kind]:
        raise Refused("newer")
    plain = [record(kind, key, [shapes.lift(kind, number, text)])["texts"][0] for text in texts]
    for text in plain:
        if not _whole(text):
            raise Refused("characters", kind=kind, key=_shown(key))
        if bodies.fault(kind, key, text):
            raise Refused("wrong")
    return kind, key, plain


def _whole(value: object) -> bool:
    """Whether every text in it can be shown: no NUL, no half of a character."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, dict):
        return all(_whole(name) and _whole(part) for name, part in value.items())
    return all(_whole(part) for part in value) if isinstance(value, list) else True


def _shown(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:40]
