"""Who may import whom: config -> journal -> guides -> nobody of ours; inside journal only downward.

Why: a reviewer who worries about privacy can read one layer without the ones above it, and a pure rule cannot reach a
table.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["guides", "journal", "config"]
LAYERS = ["pure", "models", "access", "doing", "web"]
# What stands beside the layers, with the layer it counts as.
BESIDE = {"apps": "models", "kept": "models", "management": "web", "migrations": "models"}
# Modules that only one place may import, and why.
ONLY = {
    "weasyprint": ({"journal/doing/press_helper.py"}, "without Pango it fails at import and would take the site down"),
    "markdown_it": ({"guides/prose.py"}, "one module makes HTML from text"),
    "nh3": ({"guides/prose.py"}, "one module makes HTML from text"),
    "argon2": ({"journal/pure/vault.py"}, "one derivation"),
    "cryptography": ({"journal/pure/vault.py"}, "one place that seals"),
}


def python_files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    """Every module that this file imports, at its head or inside a function, as a dotted name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(dotted: str) -> str | None:
    parts = dotted.split(".")
    if parts[0] != "journal" or len(parts) < 2:
        return None
    return BESIDE.get(parts[1], parts[1] if parts[1] in LAYERS else None)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_downward(app):
    above = APPS[APPS.index(app) + 1 :]
    for path in python_files(app):
        wrong = {name for name in imports(path) if name.split(".")[0] in {*above, "tests"}}
        assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}"


def test_the_journals_layers_import_only_downward():
    for path in python_files("journal"):
        here = layer(dotted(path))
        for name in imports(path):
            there = layer(name)
            if here and there:
                assert LAYERS.index(there) <= LAYERS.index(here), f"{path.relative_to(ROOT)} imports {name}"


def test_pure_modules_know_neither_django_nor_the_clock():
    for path in python_files("journal/pure"):
        assert not {name for name in imports(path) if name.split(".")[0] == "django"}, path
        calls = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "monotonic"}
        }
        assert not calls, f"{path.relative_to(ROOT)} asks the clock: {calls}"


def test_only_access_touches_the_tables():
    for path in python_files("journal"):
        if layer(dotted(path)) in {"doing", "web"} and "management" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert ".objects" not in text, f"{path.relative_to(ROOT)} queries a table itself"


@pytest.mark.parametrize("name", ONLY)
def test_some_libraries_have_one_door(name):
    allowed, why = ONLY[name]
    for app in APPS:
        for path in python_files(app):
            if str(path.relative_to(ROOT)) not in allowed:
                used = {module for module in imports(path) if module.split(".")[0] == name}
                assert not used, f"{path.relative_to(ROOT)} imports {name}: {why}"


def test_django_settings_are_asked_through_django_conf():
    for app in ("guides", "journal"):
        for path in python_files(app):
            assert "config.settings" not in imports(path), path
