"""What every test can ask for: a database with our tables, and the room with its cast."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberate.store.db import Database
from deliberate.upkeep import migrate
from tests.cast import Room
from tests.databases import copied, opened

SHARED = Path(__file__).parents[2] / "shared"
"""Real documents and decisions, where they lie beside the checkout."""

LONGEST_FIRST = ("tests/browser/", "tests/live/", "tests/test_")
"""What takes long, or waits, begins first, so that two that share the work end together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in that order."""
    places = {start: place for place, start in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: next((places[start] for start in places if item.nodeid.startswith(start)), len(places)))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with our tables and nothing in them, made once; tests work on copies."""
    file = tmp_path_factory.mktemp("migrated") / "site.db"
    database = opened(file)
    migrate(database)
    database.engine.dispose()
    return file


@pytest.fixture(scope="session")
def founded(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Room]:
    """A database in which the group is founded, made once; tests work on copies."""
    file = copied(migrated, tmp_path_factory.mktemp("founded") / "site.db")
    room = Room(opened(file)).found()
    room.database.engine.dispose()
    return file, room


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The group with its people on their seats; the tests' own copy."""
    source, model = founded
    made = Room(opened(copied(source, tmp_path / "site.db")))
    made.people, made.links, made.now = dict(model.people), dict(model.links), model.now
    yield made
    made.database.engine.dispose()


@pytest.fixture
def empty(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    """A database with our tables and nothing in them."""
    database = opened(copied(migrated, tmp_path / "empty.db"))
    yield database
    database.engine.dispose()
