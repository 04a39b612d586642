"""Databases of the tests: a file that is made once is copied, and a copy begins with what was learnt on the others.

SQLAlchemy compiles each statement anew for each engine, which takes longer than most tests do. Here all engines share
what was compiled. And nobody waits for the disk: `tests/test_faults.py` kills servers, which keep to it.
"""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from deliberate.store.db import Database


class Alike(SQLiteDialect_pysqlite):
    """SQLite, of which any two are the same: what was compiled for one serves another."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike)

    def __hash__(self) -> int:
        return hash(Alike)


registry.register("sqlite.alike", __name__, Alike.__name__)
compiled: dict[Any, Any] = {}


def opened(file: Path) -> Database:
    """The database in a file."""
    return quickened(Database(f"sqlite+alike:///{file}"))


def quickened(database: Database) -> Database:
    """The same database, with what is compiled already, and waiting for no disk."""
    for engine in (database.engine, database._writer):
        engine.update_execution_options(compiled_cache=compiled)
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return database


def copied(source: Path, copy: Path) -> Path:
    """A copy of a database that nobody writes to just now."""
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{source}{suffix}").exists():
            shutil.copyfile(f"{source}{suffix}", f"{copy}{suffix}")
    return copy
