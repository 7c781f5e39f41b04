"""The two secrets that lie beside the database and never in it."""

import errno
import os
import secrets
from pathlib import Path


def secret_file(path: Path, size: int = 32) -> bytes:
    """The bytes in `path`; made at random, `size` bytes long and readable by this user only, if nothing is there.

    Two processes that start at once get the same bytes: the file appears whole or not at all.
    Raises OSError if the folder cannot be written, or the file cannot be read or was cut short: an empty pepper would
    lock new journals with the passphrase alone.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its bytes count
        finally:
            draft.unlink()
    found = path.read_bytes()
    if len(found) < size:
        raise OSError(errno.EIO, f"{path.name} is cut short, put a copy of it back")
    return found
