"""Files on their way in: in memory only, on one page only, from a reader whose notes are open, and never too much."""

import time
from collections.abc import Iterable
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest
from django.urls import reverse

from journal.access import visits

POUR_SECONDS = 10.0
MOST_FILES = 4_000  # a file for each night of ten years


class InMemory(MemoryFileUploadHandler):
    """Django's own handler for memory, which never touches the disk; and nothing else.

    What is larger than FILE_UPLOAD_MAX_MEMORY_SIZE is refused by its length, and none of it is kept: the form's fields
    before the file are, so that the page can answer. `request.upload_refused` then says why: "big" or "many".
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
            if self.wanted:
                self._pour_away()
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)

    def handle_raw_input(self, input_data: IO[bytes], *args: Any, **kwargs: Any) -> None:
        """Judge the request by its length."""
        self.line = input_data
        super().handle_raw_input(input_data, *args, **kwargs)

    def _pour_away(self) -> None:
        """Let the browser finish sending, for a while and into nothing: one that is cut off shows no answer."""
        until = time.monotonic() + POUR_SECONDS
        while time.monotonic() < until and self.line.read(self.chunk_size):
            pass


def refused(request: HttpRequest) -> str:
    """Why the files of this request were not taken: "big", "many", or "" where they were."""
    return str(getattr(request, "upload_refused", ""))


def bytes_of(files: "Iterable[UploadedFile[Any]]") -> list[tuple[str, bytes]]:
    """The name and the bytes of each file."""
    return [(str(file.name), file.read()) for file in files]
