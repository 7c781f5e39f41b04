"""Makes shingles.bin: hashes of every eight-word run of the articles, so that the articles need not lie here.

usage: python -m tests.rules.make_shingles FOLDER      FOLDER holds the five articles as *.txt

Twelve bytes of SHA-256 for each run, sorted: nothing can be read back from them. Runs inside the titles are left out,
because naming an article is allowed.
"""

import hashlib
import pathlib
import re
import sys

RUN = 8
BYTES = 12
FILE = pathlib.Path(__file__).with_name("shingles.bin")
# By letter, so that no title runs into the next one here either.
TITLES = {
    "T": "what to do when he/she leaves",
    "J": "how to reconcile when your husband is leaving you",
    "G": "when one partner wants to leave and the other wants to stay",
    "R1": "when one partner is out and the other is in",
    "R2": "what to do when your spouse wants a divorce and you still think there's hope",
    "C": "can you win back a partner who wants out",
}


def words(text: str) -> list[str]:
    """The words of a text as they are compared: small letters, digits, straight apostrophes."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def runs(text: str) -> list[str]:
    """Every run of eight words but those inside a title."""
    tokens = words(text)
    titles = [" ".join(words(title)) for title in TITLES.values()]
    found = (" ".join(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))
    return [run for run in found if not any(run in title for title in titles)]


def fingerprint(run: str) -> bytes:
    """The truncated hash of a run."""
    return hashlib.sha256(run.encode()).digest()[:BYTES]


def main() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in pathlib.Path(sys.argv[1]).glob("*.txt")]
    FILE.write_bytes(b"".join(sorted({fingerprint(run) for text in texts for run in runs(text)})))


if __name__ == "__main__":
    main()
