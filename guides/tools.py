"""A tool: a worksheet inside a step. Its blank page is public; a kept answer is the journal's affair."""

from dataclasses import dataclass

from guides.languages import Worded

KINDS = ("line", "text", "choice", "check", "date", "length")
STATES = ("welcome", "space", "waiting", "asked", "court")


@dataclass(frozen=True)
class Option:
    """One answer to a choice. `value` is stored with a person's answers and never changes.

    `says` stands under the question of the private page once this answer is kept; "" for nothing.
    """

    value: str
    label: str
    says: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a tool. `key` is stored with a person's answers and never changes.

    `kind` is one of KINDS. `limit` counts characters and is 0 for all but line, text and length; `lines` counts the
    ruled lines of the printed blank and is 0 for choice and check; `options` is empty for all but choice. `feeds` names
    the field of the plan or the sheet that the answer is offered for, such as "plan.self_do"; "" for none. `mine`: the
    line is what the writer does; one that says what somebody else must do is kept, and a hint stands under it.
    """

    key: str
    label: str
    hint: str
    kind: str
    limit: int
    lines: int
    options: tuple[Option, ...]
    feeds: str = ""
    mine: bool = False

    @property
    def ruled(self) -> range:
        """One number for each line to write on by hand."""
        return range(self.lines)


@dataclass(frozen=True)
class Tool(Worded):
    """A worksheet. In the contact states `closed_in` (of STATES) the private tool shows `closed_text` instead.

    `again`: it is filled in again and again, once for each time something happens. `quiet`: the title of its public
    page says no more than the product's name, because a browser's history shows it. `dying`: it is for hours with
    thoughts of dying, so help lines and whom it is not for stand before its questions (words.md A8, U8).
    """

    slug: str
    title: str
    intro: str
    ideas: tuple[str, ...]
    closed_in: tuple[str, ...]
    closed_text: str
    questions: tuple[Question, ...]
    again: bool = False
    quiet: bool = False
    dying: bool = False
