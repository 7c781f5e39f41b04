"""What the documents say is so."""

import ast
import re
import tomllib
from pathlib import Path

from guides.build import build

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/seal.md", "docs/archive.md"]


def ours() -> list[Path]:
    """Every file of the project: not what .gitignore leaves out, and without asking git, which a bare machine lacks."""
    left_out = {line.strip("/*") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    tops = [path for path in ROOT.iterdir() if not any(path.name.startswith(name) for name in left_out)]
    files = [file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file()]
    return [file for file in files if "__pycache__" not in file.parts]


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_the_version_is_written_once_in_meaning():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == build()


def test_every_claim_about_safety_names_a_test_that_exists():
    claims = [
        line for line in (ROOT / "SECURITY.md").read_text().splitlines() if line.startswith("| ") and "`tests/" in line
    ]
    assert len(claims) >= 15
    for line in (ROOT / "SECURITY.md").read_text().splitlines():
        for file, name in re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", line):
            assert (ROOT / file).is_file(), f"SECURITY.md names {file}"
            assert not name or name in functions(ROOT / file), f"SECURITY.md names {file}::{name}"


def test_paths_in_documents_exist():
    for document in DOCUMENTS:
        text = (ROOT / document).read_text()
        for name in re.findall(r"`((?:config|guides|journal|tests|templates|static|docs|benchmarks)/[\w/.-]*)`", text):
            assert (ROOT / name).exists(), f"{document} speaks of {name}"


def test_every_setting_stands_in_the_readme_and_no_other():
    text = (ROOT / "config/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text))
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("## ")[0]
    assert read == set(re.findall(r"`([A-Z_]{5,})`", table))


def test_decisions_are_numbered_without_gaps_and_have_three_parts():
    paths = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in paths] == [f"{number:04}" for number in range(1, len(paths) + 1)]
    for path in paths:
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in path.read_text(), f"{path.name} lacks {part}"


def test_every_dependency_has_its_reason_beside_it():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    wanted = [line for line in lines if re.match(r'^  "[a-z].*[~>]=|^  "tzdata"', line)]
    assert len(wanted) > 20
    assert not [line for line in wanted if "#" not in line]


def test_no_file_names_a_registry_or_a_place_of_somebodys_machine():
    hosts = re.compile(
        "|".join(["pyp" + r"i\.org", "pythonhost" + "ed", "npm" + r"js\.", r"deb\.deb" + "ian", "/work" + "/"])
    )
    for path in ours():
        if path.suffix in {".woff2", ".png", ".gz", ".bin"}:
            continue
        found = hosts.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path.relative_to(ROOT)} says {found[0]}"
