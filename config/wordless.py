"""What errors say on the terminal: where and of which kind, never the words that were at hand.

The message of an exception often quotes what it met ("invalid literal for int(): ..."), and an address below /n/ says
which night was open. A terminal's output is kept by other programs, for long.
"""

import logging
import traceback
from collections.abc import Iterator

from django.db import OperationalError

# These speak of the machine (a full disk, a database that does not answer) and quote nobody.
OF_THE_MACHINE = (OperationalError, OSError)


class Wordless(logging.Formatter):
    """A line for what happened and in which view; of exceptions the kinds and the places in the program."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as it is shown."""
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([f"{record.levelname}: {_happened(record)}", *_lines(error)])


def _happened(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is None or record.name.startswith("django.security."):  # these name the host or the limit
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', '')} in {match.view_name if match else 'no view'}"


def _lines(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        said = f": {error}" if isinstance(error, OF_THE_MACHINE) else ""
        yield f"{type(error).__module__}.{type(error).__qualname__}{said}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
