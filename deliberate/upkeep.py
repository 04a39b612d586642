"""What keeps a site: its tables, backup and restore, starting over."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.engine import make_url

from deliberate import assets
from deliberate.config import Config
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.db import Database
from deliberate.store.journal import SITE, Journal

PRIVATE = 0o600
"""Who may read a database: its owner alone. It holds addresses, and digests of passwords."""


def alembic() -> Alembic:
    """Alembic, pointed at our migrations wherever they are installed."""
    settings = Alembic()
    settings.set_main_option("script_location", str(assets.path("migrations")))
    return settings


def migrate(database: Database) -> None:
    """Bring the tables to where this version needs them, and begin the site's own journal."""
    settings = alembic()
    with database.engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
    with database.writing() as session:
        if session.scalar(select(Journal).where(Journal.slug == SITE)) is None:
            session.add(Journal(slug=SITE, seq=0))


def prepare(config: Config, found: Callable[[Database, Config], None] | None = None) -> None:
    """Have the tables as this version needs them.

    Where there is no database yet, `found` puts into it what the site begins with, whole or not at all.
    """
    if make_url(config.database_url).get_backend_name() != "sqlite" or sqlite_file(config).exists():
        with opened(config.database_url) as database:
            migrate(database)
        return
    file = sqlite_file(config)
    file.parent.mkdir(parents=True, exist_ok=True)
    with made_whole(file) as unfinished:
        with opened(f"sqlite:///{unfinished}") as database:
            migrate(database)
            if found is not None:
                found(database, config)
        with closing(sqlite3.connect(unfinished)) as here:
            _check_unused(here)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database for a while."""
    database = Database(url)
    try:
        yield database
    finally:
        database.engine.dispose()


def is_migrated(database: Database) -> bool:
    """Whether the tables are as this version needs them."""
    with database.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here == ScriptDirectory.from_config(alembic()).get_current_head()


def backup(config: Config, target: Path) -> None:
    """Copy the whole database into one file, consistent at one moment, while the server runs."""
    source = sqlite_file(config)
    if not source.is_file():
        raise Refusal("nothing_there", N_("There is no database at %(file)s yet."), file=str(source))
    if target.exists():
        raise Refusal("file_exists", N_("%(file)s exists. Choose another name."), file=str(target))
    with made_whole(target) as unfinished, closing(sqlite3.connect(source)) as here:
        _copy(here, unfinished)


def restore(config: Config, source: Path) -> None:
    """Put a backup in the place of the database. The one that was there is kept beside it, as a file .before."""
    target = sqlite_file(config)
    _check_backup(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    with made_whole(target) as fresh:
        shutil.copyfile(source, fresh)  # first of all: the source may be what was kept when something was restored
        if target.exists():
            with closing(sqlite3.connect(target)) as here, made_whole(kept_before(target)) as kept:
                _check_unused(here)
                _copy(here, kept)


def kept_before(target: Path) -> Path:
    """Where the database that was there is kept when a backup takes its place."""
    return target.with_name(target.name + ".before")


def start_over(config: Config) -> None:
    """Forget everything: the database is deleted, unless a server is using it."""
    file = sqlite_file(config)
    if file.exists():
        with closing(sqlite3.connect(file)) as here:
            _check_unused(here)
    for each in (file, *_beside(file)):
        each.unlink(missing_ok=True)


@contextmanager
def made_whole(target: Path) -> Iterator[Path]:
    """A file to write, which takes the name of `target` when it is whole and on the disk, and not before."""
    unfinished = target.with_name(target.name + ".unfinished")
    for each in (unfinished, *_beside(unfinished)):
        each.unlink(missing_ok=True)
    unfinished.touch(mode=PRIVATE)
    try:
        yield unfinished
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        for leftover in _beside(target):
            leftover.unlink(missing_ok=True)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    _fsync_folder(target.parent)


def sqlite_file(config: Config) -> Path:
    """The file of the database, where it is one."""
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refusal("not_sqlite", N_("This works on SQLite. For PostgreSQL use pg_dump and pg_restore."))
    return Path(url.database)


def _copy(here: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")


def _beside(file: Path) -> tuple[Path, Path]:
    return Path(f"{file}-wal"), Path(f"{file}-shm")


def _fsync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _check_backup(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as given:
            sound = given.execute("PRAGMA integrity_check").fetchone()[0]
            known = given.execute("SELECT count(*) FROM journals").fetchone()[0]
    except sqlite3.Error as broken:
        raise Refusal("not_a_backup", N_("%(file)s is not a backup of a site."), file=str(source)) from broken
    if sound != "ok" or not known:
        raise Refusal("not_a_backup", N_("%(file)s is damaged."), file=str(source))


def _check_unused(here: sqlite3.Connection) -> None:
    """Refuse while another process has the database open: the last to leave a WAL database may take it out of WAL."""
    try:
        here.execute("PRAGMA busy_timeout=500")
        left = here.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as busy:
        raise Refusal("in_use", N_("The database is in use. Stop the server first.")) from busy
    if left != "delete":
        raise Refusal("in_use", N_("The database is in use. Stop the server first."))
