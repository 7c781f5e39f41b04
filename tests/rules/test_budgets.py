"""How long things may get. A budget is broken only with a reason that a stranger accepts, in the list below it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE, FUNCTION, TEMPLATE, SCRIPTS = 300, 40, 120, 500
LONGER_MODULES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}
LONGER_TEMPLATES: dict[str, str] = {}


def python_files():
    for app in ("config", "guides", "journal"):
        yield from (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_lines(node: ast.FunctionDef) -> int:
    """The lines of a function without its docstring."""
    body = node.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    doc = body[0].end_lineno - body[0].lineno + 1 if documented else 0
    return node.end_lineno - node.lineno + 1 - doc


def test_modules_stay_short():
    long = {name(path): n for path in python_files() if (n := len(path.read_text().splitlines())) > MODULE}
    assert set(long) == set(LONGER_MODULES), long


def test_functions_stay_short():
    long = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and code_lines(node) > FUNCTION:
                long[f"{name(path)}:{node.name}"] = code_lines(node)
    assert set(long) == set(LONGER_FUNCTIONS), long


def test_templates_stay_short():
    paths = (ROOT / "templates").rglob("*.html")
    long = {name(path): n for path in paths if (n := len(path.read_text().splitlines())) > TEMPLATE}
    assert set(long) == set(LONGER_TEMPLATES), long


def test_our_own_scripts_stay_short():
    total = sum(len(path.read_text().splitlines()) for path in (ROOT / "static/js").glob("*.js"))
    assert total <= SCRIPTS, total


def test_public_functions_say_what_they_do():
    silent = [
        f"{name(path)}:{node.name}"
        for path in python_files()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_" and not ast.get_docstring(node)
    ]
    assert not silent, silent


def test_no_inline_script_or_style_in_a_template():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text().lower()
        for mark in (" style=", "<style", " onclick=", " onload=", "<script>", "javascript:"):
            assert mark not in text, f"{name(path)} holds {mark}"
