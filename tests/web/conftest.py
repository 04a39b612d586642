"""A site on the room's database, and browsers for whoever of the cast needs one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from deliberate import auth
from deliberate.app import Running, build
from deliberate.config import Config
from deliberate.store.people import Account
from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of
from tests.web.browser import PASSWORD, Browser

Browsers = Callable[..., Browser]
SECRET = b"a secret of the tests, long enough to be one"


@pytest.fixture(scope="session", autouse=True)
def hurried() -> Iterator[None]:
    """Passwords are kept as always, with the least work that Argon2 knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def encoded(hurried: None) -> str:
    """The password of everyone in the cast, as it is kept."""
    return auth.encode(PASSWORD)


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The group with its people on their seats; the law is looked at elsewhere."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def site(room: Room, encoded: str, tmp_path: Path) -> Iterator[Running]:
    """The site, at the room's time. Everyone of the cast has set a password."""
    with room.database.writing() as session:
        session.execute(update(Account).values(password=encoded))
    url = str(room.database.engine.url)
    config = Config(var=tmp_path, database_url=url, secret=SECRET, base_url="http://localhost")
    running = build(config, clock=lambda: room.now)
    yield running
    running.site.database.engine.dispose()


@pytest.fixture
def browser(site: Running, room: Room) -> Browsers:
    """A browser: `browser("Gita")` is hers, signed in; `browser()` a stranger's."""
    return lambda name=None: Browser(site, room, name)
