"""The floors of the house: imports point down only, nothing is too long, and the pure stays pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "deliberate"

FLOORS: dict[str, int] = {
    "domain": 1,
    "store": 2,
    "journal": 3,
    "commands": 4,
    "live": 5,
    "web": 5,
    "documents": 5,
    "demo": 6,
    "terminal": 7,
}
"""Each room and the floor it is on. A room imports from its own floor and from those below."""

BELOW_ALL = {"deliberate.config", "deliberate.assets", "deliberate.patched"}
"""Files beside the rooms that know none of them."""

BESIDE = {
    "deliberate.auth": 5,
    "deliberate.upkeep": 5,
    "deliberate.doctor": 5,
    "deliberate.app": 6,
    "deliberate.cli": 7,
}
"""Files beside the rooms, and how high they reach."""

PURE = {"domain"}
IMPURE = {"flask", "sqlalchemy", "datetime.now", "random", "secrets", "time", "os", "gevent", "socketio", "marshmallow"}
BELOW_THE_WEB = {"domain", "store", "journal", "commands"}
OF_THE_WEB = {"flask", "flask_login", "flask_socketio", "socketio", "gevent"}
MOST_LINES = 300


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package, by name and file."""
    for file in sorted(ROOT.rglob("*.py")):
        parts = file.relative_to(ROOT.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def imports_of(file: Path) -> Iterator[str]:
    """Every module that a file imports, also for its types alone: a circle is one whoever draws it."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def floor_of(module: str) -> int | None:
    """The floor of a module of ours; None for those that know no room."""
    if module in BESIDE:
        return BESIDE[module]
    parts = module.split(".")
    return FLOORS.get(parts[1]) if len(parts) > 1 else None


MODULES = dict(modules())


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    floor = floor_of(module)
    for imported in imports_of(MODULES[module]):
        if not imported.startswith("deliberate.") or module == "deliberate":
            continue
        reached = floor_of(imported)
        if module in BELOW_ALL:
            assert reached is None, f"{module} should know no room, and imports {imported}"
        elif floor is not None and reached is not None:
            assert reached <= floor, f"{module} is on floor {floor} and imports {imported}, on floor {reached}"


@pytest.mark.parametrize("module", [name for name in MODULES if name.split(".")[1:2] == ["domain"]])
def test_the_rules_know_no_framework_no_clock_and_no_chance(module: str) -> None:
    used = {name.split(".")[0] for name in imports_of(MODULES[module])}
    assert not used & IMPURE
    source = MODULES[module].read_text()
    assert "datetime.now" not in source
    assert "utcnow" not in source


@pytest.mark.parametrize("module", [name for name in MODULES if set(name.split(".")[1:2]) & BELOW_THE_WEB])
def test_nothing_below_the_web_knows_the_request_or_the_clock(module: str) -> None:
    used = {name.split(".")[0] for name in imports_of(MODULES[module])}
    assert not used & OF_THE_WEB
    assert ".now(" not in MODULES[module].read_text().replace("presence.now(", "")


def test_there_is_no_circle_of_imports() -> None:
    known = set(MODULES)
    graph = {
        name: {each for each in imports_of(file) if each in known and each != name} for name, file in MODULES.items()
    }
    graph["deliberate"] = set()  # `create_app` imports when it is called
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"a circle: {' -> '.join((*path[path.index(name) :], name))}"
        if name in done:
            return
        for below in graph[name]:
            visit(below, (*path, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_one_room_not_a_hall(module: str) -> None:
    lines = len(MODULES[module].read_text().splitlines())
    assert lines <= MOST_LINES, f"{module} has {lines} lines: split it by noun"
