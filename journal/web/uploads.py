"""Files on their way in: in memory only, on one page only, from a reader whose notes are open, and never too much."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest
from django.urls import reverse

from journal.access import visits

MOST_FILES = 4_000  # a file for each night of ten years


class InMemory(MemoryFileUploadHandler):
    """Django's own handler for memory, which never touches the disk; and nothing else.

    What is larger than FILE_UPLOAD_MAX_MEMORY_SIZE is not read at all: the form's fields before the file are, so that
    the page can answer. `request.upload_refused` then says why: "big" or "many".
    """

    request: HttpRequest
    activated: bool

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.count = 0
        self.wanted: bool | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Raises StopUpload where none is taken."""
        if self.wanted is None:
            self.wanted = self.request.path == reverse("bring-in") and visits.current(self.request) is not None
        self.count += 1
        why = "" if self.activated else "big"
        if self.count > MOST_FILES:
            why = "many"
        if why or not self.wanted:
            setattr(self.request, "upload_refused", why)  # noqa: B010  (one more mark of ours on Django's request)
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)


def refused(request: HttpRequest) -> str:
    """Why the files of this request were not taken: "big", "many", or "" where they were."""
    return str(getattr(request, "upload_refused", ""))


def bytes_of(files: "Iterable[UploadedFile[Any]]") -> list[tuple[str, bytes]]:
    """The name and the bytes of each file."""
    return [(str(file.name), file.read()) for file in files]
