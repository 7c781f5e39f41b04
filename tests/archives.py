"""Files as a reader brings them: sent to the page, looked at, brought in."""

import io
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from journal.access.records import Journal, Unreadable
from journal.pure import shapes
from tests.people import PASSPHRASE


def zipped(files: dict[str, bytes | str], **how) -> bytes:
    """A zip file with these files, made as any program makes one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def taken_out(client) -> bytes:
    """The archive of everything, as the page gives it."""
    answer = client.post("/n/out/", {"passphrase": PASSPHRASE})
    assert answer["Content-Type"] == "application/zip", answer.content.decode()[:2000]
    return answer.content


def files_of(archive: bytes) -> dict[str, bytes]:
    """What is in an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def send(client, *files: tuple[str, bytes | str]):
    """The answer to choosing these files."""
    sent = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return client.post("/n/in/", {"chosen": sent})


def bring(client, *files: tuple[str, bytes | str], **pressed: str) -> str:
    """Choose these files, look, press; the look, as it was shown."""
    answer = send(client, *files)
    assert answer.status_code == 303, answer.content.decode()
    look = client.get("/n/in/look/?open=1").content.decode()
    assert pressed_on(client, look, **pressed).status_code == 303
    return look


def pressed_on(client, look: str, **pressed: str):
    """The answer to pressing a button of this look: the first one, or what is said."""
    [seen] = re.findall(r'name="seen" value="([^"]+)"', look)
    return client.post("/n/in/look/", {"seen": seen, **pressed})


def texts(journal: Journal) -> dict[tuple[str, str], list[dict]]:
    """Every text of every record that lasts, by kind and key."""
    found = {}
    for each in journal.everything():
        assert not isinstance(each, Unreadable)
        if each.kind not in shapes.PASSING:
            found[each.kind, each.key] = [each.body, *(other["body"] for other in each.others)]
    return found
