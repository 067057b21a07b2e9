"""The rules of docs/architecture.md that a machine can see: imports, what a module says of itself, its size, money."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("scrapers", "warehouse", "pipelines", "demo")
MAY_IMPORT = {
    "scrapers": {"scrapers"},
    "warehouse": {"warehouse"},
    "pipelines": {"pipelines", "scrapers", "warehouse"},
    "demo": {"demo"},
}
DEMO_COMMANDS = {"demo/run.py", "demo/bench_portals.py", "demo/analysts.py"}
DEMO_MEASURES = {
    "demo/accuracy.py",
    "demo/corpora.py",
    "demo/check_scorer.py",
    "demo/defect_matching.py",
    "demo/corruption",
    "demo/bench",
    "demo/bench/subjects",
}
"""What runs the demonstration or measures with it calls the stages; what makes and serves documents must not."""

KINDS = {"demo/styles"}
"""Folders of one file a kind: what belongs into such a file stands in the folder's `__init__`."""

MOST_LINES = 400
MONEY = re.compile(r"amount|yuan|money|income|expenditure|balance", re.IGNORECASE)

MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.Module) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            names.add(str(node.module).split(".")[0])
    return names


def test_there_are_modules_of_every_package() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(PACKAGES)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_in_the_allowed_direction_only(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = set(MAY_IMPORT[package])
    if {name_of(path), name_of(path.parent)} & (DEMO_COMMANDS | DEMO_MEASURES):
        allowed |= {"pipelines"}
    if {name_of(path), name_of(path.parent)} & DEMO_MEASURES:
        allowed |= {"warehouse"}
    ours = imported(ast.parse(path.read_text(encoding="utf-8"))) & {*PACKAGES, "tests"}
    assert ours <= allowed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_what_belongs_in_it_and_what_does_not(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    if path.name == "__init__.py" or name_of(path.parent) in KINDS:
        assert docstring
    else:
        assert "Put here:" in docstring
        assert "Keep out:" in docstring


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_money_is_a_float(path: Path) -> None:
    offences = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.AnnAssign(target=target, annotation=annotation):
                pair = (ast.unparse(target), ast.unparse(annotation))
            case ast.arg(arg=name, annotation=ast.expr() as annotation):
                pair = (name, ast.unparse(annotation))
            case ast.Call(func=ast.Name(id="float"), args=[argument]):
                pair = (ast.unparse(argument), "float")
            case _:
                continue
        if MONEY.search(pair[0]) and re.search(r"\bfloat\b", pair[1]):
            offences.append(f"line {node.lineno}: {pair[0]} is a float")
    assert offences == []
