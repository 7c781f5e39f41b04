"""A tool: a worksheet inside a step. Its blank page is public; a kept answer is the journal's affair."""

from dataclasses import dataclass

from guides.languages import Worded

KINDS = ("line", "text", "choice", "check")
# Tools that must give nobody away: on their public page the title is only "Clearing", as on Help, and they say what to
# think of before anything is printed (words.md A7, A8).
QUIET = frozenset({"six-parts"})
STATES = ("welcome", "space", "waiting", "asked", "court")


@dataclass(frozen=True)
class Option:
    """One answer to a choice. `value` is stored with a person's answers and never changes."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question of a tool. `key` is stored with a person's answers and never changes.

    `kind` is one of KINDS. `limit` counts characters and is 0 for choice and check; `lines` counts the ruled lines of
    the printed blank and is 0 for choice and check; `options` is empty for all but choice.
    """

    key: str
    label: str
    hint: str
    kind: str
    limit: int
    lines: int
    options: tuple[Option, ...]

    @property
    def ruled(self) -> range:
        """One number for each line to write on by hand."""
        return range(self.lines)


@dataclass(frozen=True)
class Tool(Worded):
    """A worksheet. In the contact states `closed_in` (of STATES) the private tool shows `closed_text` instead."""

    slug: str
    title: str
    intro: str
    ideas: tuple[str, ...]
    closed_in: tuple[str, ...]
    closed_text: str
    questions: tuple[Question, ...]

    @property
    def quiet(self) -> bool:
        """Whether a title or a paper of this tool could do harm where somebody else finds it."""
        return self.slug in QUIET
