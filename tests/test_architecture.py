"""The laws of the architecture, held by reading the source. One that makes the code worse is changed here, with why."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graphcrm"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = [
    {"errors", "settings"},
    {"access", "measures"},
    {"graph"},
    {"compile"},
    {"vocabulary"},
    {"intelligence", "records"},
    {"exchange", "jobs"},
    {"api"},
    {"web"},
    {"demo"},
    {"cli"},
]
BORDERS = {
    "neo4j": ("graph/",),
    "graphql": ("compile/", "vocabulary/", "api/", "web/app.py"),
    "starlette": ("web/",),
    "uvicorn": ("web/",),
    "joserfc": ("web/sign_in/",),
    "httpx": ("web/sign_in/",),
    "prometheus_client": ("web/metrics.py",),
    "websockets": ("web/",),
    "click": ("cli/",),
    "cryptography": ("records/",),
    "argon2": ("records/sign_in/",),
    "zxcvbn": ("records/sign_in/",),
    "rich": ("cli/",),
    "jgo": ("graph/",),
    "rapidfuzz": ("measures/",),
    "anyascii": ("measures/",),
    "numpy": ("measures/", "intelligence/"),
    "scipy": ("measures/", "intelligence/"),
    "networkx": ("intelligence/",),
    "networkit": ("intelligence/",),
    "playwright": ("cli/shots.py",),
    "uharfbuzz": ("exchange/",),
}
# The statement is put together by 20 parts of one job; folders within would only lengthen the names.
# Records has one module for each thing that is written; its mutations stand in a folder of their own.
# Graph runs a Neo4j of our own and talks to any; the two share locks, addresses and settings.
# Web has the hook of the build too, which lies beside the pages it builds and which no module imports.
MANY_MODULES = {"compile", "vocabulary", "cli", "records", "graph", "web"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "handler", "data", "info", "process", "base"}
# Reading a fields' table, a kind at a time, is clearer in one piece.
LONG_FUNCTIONS = {"write", "demo"}


def floor(module: str) -> int:
    part = module.split(".")[1] if "." in module else ""
    return next((i for i, names in enumerate(FLOORS) if part in names), -1)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module


def ids(path: object) -> str:
    return str(path.relative_to(PACKAGE)) if isinstance(path, Path) else str(path)


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_point_down_and_stay_within_their_borders(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = name_of(path)
    relative = str(path.relative_to(PACKAGE))
    for _, module in imports(tree):
        top = module.split(".")[0]
        if top == "graphcrm" and floor(module) >= 0 and floor(here) >= 0:
            assert floor(module) <= floor(here), f"{here} imports {module}, which lies above it"
            pair = {here.split(".")[1], module.split(".")[1]}
            assert pair != {"intelligence", "records"}, "nothing that thinks writes, nothing that writes thinks"
        if top in BORDERS:
            assert relative.startswith(BORDERS[top]), f"{here} imports {top}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_says_what_it_is_and_keeps_the_common_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "every module says in its docstring what it is"
    assert path.stem not in FORBIDDEN_NAMES, f"{path.stem} names nothing"
    if path.name == "__init__.py":
        assert len(tree.body) == 1, "a package's __init__ holds its docstring and nothing else"
    if "demo" not in path.parts:
        assert text.count("\n") <= 400, "a long file is two subjects"
    lines = text.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50 or node.name in LONG_FUNCTIONS, f"{node.name} has {length} lines"
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    assert "#" in lines[inner.lineno - 1], f"{node.name} imports inside without a reason beside it"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec"), f"{node.func.id} runs text"
        if isinstance(node, ast.keyword) and node.arg == "verify":
            assert not (isinstance(node.value, ast.Constant) and node.value.value is False)
    assert not re.search(r"\b(pickle|yaml\.load)\b", text)
    assert not re.search(r"\b(TODO|FIXME|NotImplementedError)\b", text), "unfinished words"
    # The hook of the build runs where there is no graphcrm yet.
    if path.name not in ("settings.py", "hatch_build.py"):
        assert "os.environ" not in text, "only settings.py reads the environment"


CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND|DETACH)\b[\s\S]*[(\[]")


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.relative_to(PACKAGE).parts[0] not in ("compile", "vocabulary")], ids=ids
)
def test_outside_the_compiler_no_cypher_is_put_together(path: Path) -> None:
    """A text of Cypher outside `compile` is a constant: no f-string, %, + or format ever reaches one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            constant = "".join(v.value for v in node.values if isinstance(v, ast.Constant) and isinstance(v.value, str))
            assert not CYPHER.search(constant), f"an f-string of Cypher at line {node.lineno}"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            for side in (node.left, node.right):
                if isinstance(side, ast.Constant) and isinstance(side.value, str):
                    assert not CYPHER.search(side.value), f"Cypher put together at line {node.lineno}"


def test_a_folder_holds_no_more_modules_than_one_can_see() -> None:
    for folder in {path.parent for path in MODULES}:
        if folder.name not in MANY_MODULES:
            assert len(list(folder.glob("*.py"))) <= 14, folder


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_registry_address_and_no_path_of_a_machine_is_written_anywhere() -> None:
    hosts = "|".join(("repo1?[.]maven", "registry[.]npm" + "js", "python" + "hosted", "(static|index)[.]cra" + "tes"))
    places = re.compile(r"(^|[^A-Za-z0-9_.])/(" + "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot")) + r")/[A-Za-z.]")
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        assert not re.search(hosts, text), name
        assert not places.search(text), name


def test_nothing_that_a_build_makes_is_committed() -> None:
    made = re.compile(r"(^|/)(node_modules|dist|build|__pycache__|\.venv)/|\.(jar|pyc|whl)$")
    assert [name for name in tracked() if made.search(name)] == []
