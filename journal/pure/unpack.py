"""A zip file from outside, opened in memory: looked at before anything is expanded. Nothing is written anywhere."""

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

MOST_ENTRIES = 20_000
MOST_BYTES = 32_000_000  # of what is read, expanded; ten years of long nights are a third of it
MOST_TIMES = 200  # larger than packed; words shrink to a third, and no honest file to a hundredth
_SMALL = 1_000_000  # below this a great ratio does no harm
_DIRECTORY = 4_000_000  # bytes of the list of names
_END = struct.Struct("<4s4H2LH")
_IGNORED = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


class Refused(Exception):
    """Nothing of this file is taken. `why` is a word for the sentence that says so (journal.web.forms_archive)."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


@dataclass(frozen=True)
class Entry:
    """One file of a zip file: its name with plain slashes, and its size when it is expanded."""

    name: str
    size: int
    info: zipfile.ZipInfo


class Packed:
    """A zip file that was looked through. Raises Refused for one that is broken, locked, too large or a trick."""

    def __init__(self, data: bytes) -> None:
        _count(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError) as error:
            raise Refused("broken") from error
        self.entries = [_entry(info) for info in self._zip.infolist() if not info.is_dir()]
        names = [entry.name.casefold() for entry in self.entries]
        if len(set(names)) < len(names):
            raise Refused("trick")
        self.entries = [entry for entry in self.entries if not _IGNORED.search(entry.name)]

    def read(self, entries: list[Entry]) -> list[bytes]:
        """What stands in these entries. Raises Refused where that would be too much, or is damaged."""
        if sum(entry.size for entry in entries) > MOST_BYTES:
            raise Refused("bomb")
        for entry in entries:
            if entry.size > _SMALL and entry.size > MOST_TIMES * max(1, entry.info.compress_size):
                raise Refused("bomb")
        try:
            return [self._expanded(entry) for entry in entries]
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise Refused("broken") from error

    def _expanded(self, entry: Entry) -> bytes:
        """Never more than the size it names: asked for all of it, zipfile expands up to 1 GiB before it measures."""
        with self._zip.open(entry.info) as opened:
            return opened.read(entry.size)


def is_packed(data: bytes) -> bool:
    """Whether this looks like a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def _count(data: bytes) -> None:
    """Look at the number of entries before a list of them is made: the one that the end of the file tells, and the one
    that is there, because a second end (zip64) can tell another.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_600))
    if at < 0 or len(data) - at < _END.size:
        raise Refused("broken")
    _mark, _disk, _first, _here, entries, directory, _offset, _note = _END.unpack_from(data, at)
    if entries > MOST_ENTRIES or directory > _DIRECTORY or data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Refused("many")


def _entry(info: zipfile.ZipInfo) -> Entry:
    """The entry under its plain name. Raises Refused for one that is locked, or that points outside."""
    name = info.orig_filename.replace("\\", "/")
    parts = name.split("/")
    if "\0" in name or name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise Refused("trick")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("trick")
    if info.flag_bits & 0x1:
        raise Refused("locked")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("broken")
    return Entry(name, info.file_size, info)
