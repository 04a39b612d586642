"""What keeps a site: its tables, its first administrator, backup and restore, and the doctor."""

import shutil
import sqlite3
from contextlib import closing
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


def is_migrated(database: Database) -> bool:
    """Whether the tables are as this version needs them."""
    with database.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here == ScriptDirectory.from_config(alembic()).get_current_head()


def backup(config: Config, target: Path) -> None:
    """Copy the whole database into one file, consistent at one moment, while the server runs."""
    source = _sqlite_file(config)
    if target.exists():
        raise Refusal("file_exists", N_("%(file)s exists. Choose another name."), file=str(target))
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(unfinished)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
    unfinished.rename(target)


def restore(config: Config, source: Path) -> None:
    """Put a backup in the place of the database. The one that was there is kept beside it, as a file .before."""
    target = _sqlite_file(config)
    _check_backup(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        kept = target.with_name(target.name + ".before")
        kept.unlink(missing_ok=True)
        with closing(sqlite3.connect(target)) as here, closing(sqlite3.connect(kept)) as there:
            _check_unused(here)
            here.backup(there)
    fresh = target.with_name(target.name + ".restoring")
    shutil.copyfile(source, fresh)
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    fresh.replace(target)


def start_over(config: Config) -> None:
    """Forget everything: the database is deleted."""
    file = _sqlite_file(config)
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        each.unlink(missing_ok=True)


def _check_backup(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as given:
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


def _sqlite_file(config: Config) -> Path:
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refusal("not_sqlite", N_("This works on SQLite. For PostgreSQL use pg_dump and pg_restore."))
    return Path(url.database)
