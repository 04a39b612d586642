"""What every test can ask for: a database with our tables, and the room with its cast."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberate.store.db import Database
from deliberate.upkeep import migrate
from tests.cast import Room

SHARED = Path(__file__).parents[2] / "shared"
"""Real documents and decisions, where they lie beside the checkout."""


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Room]:
    """A database in which the group is founded, made once; tests work on copies."""
    file = tmp_path_factory.mktemp("founded") / "site.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    room = Room(database).found()
    database.engine.dispose()
    return file, room


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The group with its people on their seats; the tests' own copy."""
    source, model = founded
    copy = tmp_path / "site.db"
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{source}{suffix}").exists():
            shutil.copyfile(f"{source}{suffix}", f"{copy}{suffix}")
    database = Database(f"sqlite:///{copy}")
    made = Room(database)
    made.people, made.links, made.now = dict(model.people), dict(model.links), model.now
    yield made
    database.engine.dispose()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """A database with our tables and nothing in them."""
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    migrate(database)
    yield database
    database.engine.dispose()
