"""The forms of bringing notes in, and what is said about a file that cannot come in."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from journal.pure.plain import Fault
from journal.pure.unpack import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Why nothing of a file was taken: one line each.
REFUSED: dict[str, "StrOrPromise"] = {
    "big": _("That is more than 25 MB. Nothing was read. Choose a smaller file."),
    "many": _("There are too many files in it. Nothing was brought in. Choose fewer at a time."),
    "lines": _("There are more than 200,000 lines in it. Nothing was brought in. Choose fewer at a time."),
    "broken": _("This file is damaged or cut off. Nothing was brought in. Fetch or copy it once more."),
    "bomb": _("This file grows far too large when it is opened. Nothing was brought in."),
    "parts": _("This file is made of more parts than any notes have. Nothing was brought in."),
    "trick": _("The names in this file point to wrong places. Nothing was brought in."),
    "locked": _("This file is locked with a password. Nothing was brought in. Unlock it first."),
    "not zip": _("This is no zip file, though its name says so. Nothing was brought in."),
    "word": _("This is a file of a word processor. Save it as plain text, then bring that in."),
    "other": _("This file holds no notes that can be read here. Nothing was brought in."),
    "newer": _("A newer program made this file. Nothing was brought in."),
    "unknown": _("This file holds something that is not known here: %(kind)s. Nothing was brought in."),
    "twice": _("This file holds one page twice. Nothing was brought in."),
    "wrong": _("A page in this file is not as it should be. Nothing was brought in."),
    "characters": _("A page in this file holds broken letters: %(kind)s %(key)s. Nothing was brought in."),
    "nothing": _("Nothing of it can be read. Below it says why."),
    "empty": _("There are no texts in this file."),
}
# Why one text of several cannot come in.
FAULTS: dict[str, "StrOrPromise"] = {
    "no day": _("No day stands in the name or above these words. Write it as in 2026-03-11."),
    "empty": _("Nothing is written here."),
    "long": _("This is too long for one night."),
    "ahead": _("This day has not come yet."),
    "old": _("This day is before the year 2000."),
    "binary": _("This is not plain text."),
    "letters": _("The letters cannot be read. Save it as UTF-8."),
    "rich": _("This text carries its looks with it. Save it as plain text."),
}


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """One file or several, as Django's documentation makes it."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401  (as Django's own)
        """The files, in the order they were chosen."""
        return [super(_Files, self).clean(each, initial) for each in data or [None]]


class BringIn(forms.Form):
    """One file from before, or several plain texts. The view looks into them."""

    chosen = _Files(
        allow_empty_file=True,
        label=_("Your file, or your files"),
        help_text=_("Up to 25 MB. A file that you took out here, or plain texts with a day in each name."),
        error_messages={
            "required": _("Choose a file first."),
        },
    )


class Look(forms.Form):
    """How days are read that could be two."""

    order = forms.ChoiceField(
        label=_("Which day is meant?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how these days are meant.")},
    )

    def __init__(self, *args: Any, first: tuple[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        order = self.fields["order"]
        assert isinstance(order, forms.ChoiceField)
        order.choices = [("day", first[0]), ("month", first[1])]


def why(error: Refused) -> str:
    """The one line for a file of which nothing is taken."""
    words = str(REFUSED[error.why])
    return words % error.facts if error.why in ("unknown", "characters") else words


def faults_in_words(faults: list[Fault]) -> list[tuple[str, int, "StrOrPromise"]]:
    """Each text that cannot come in: its file, its line, and why."""
    return [(fault.file, fault.line, FAULTS[fault.why]) for fault in faults]
