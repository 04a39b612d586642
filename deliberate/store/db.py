"""The database: how it is opened, how a writer and a reader begin, and what every recorded row has in common.

SQLite in WAL mode with `synchronous=FULL`: what is committed is on disk. The driver's own transaction handling is
switched off, because with it a released savepoint is already permanent and two reads of one "transaction" can see
different data.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar, cast

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
    insert,
)
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from deliberate.domain.rights import Audience

Run = TypeVar("Run")
Offload = Callable[[Callable[[], None]], None]
Json = dict[str, Any]
BUSY_MS = 15_000
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "secure_delete=ON")
"""How SQLite keeps our data. `secure_delete`: what is erased is overwritten, not merely forgotten."""


class Utc(TypeDecorator[datetime]):
    """An aware UTC time in Python; in SQLite, which keeps no zone, the same moment without it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone: it could mean any moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All rows of the house."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Utc(),
        Json: JSON(),
        list[Json]: JSON(),
        list[str]: JSON(),
        list[list[str]]: JSON(),
    }


class Recorded(Base):
    """A row that clients hold as a record: it has a key, an audience, and a way to read it.

    A row that is `archived` is history: it stays in its table for the report and is no longer part of the live room.
    """

    __abstract__ = True
    noun: ClassVar[str]
    shown: ClassVar[tuple[str, ...]]
    """The attributes that make the record; a reference `item_id` is read as `item`."""
    knows_itself: ClassVar[bool] = False
    """Whether a new row has its key and its record before it is stored: neither holds a number that storing gives."""

    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), index=True)
    audience: Mapped[str] = mapped_column(default=Audience.PUBLIC.value)
    archived: Mapped[bool] = mapped_column(default=False)

    @property
    def key(self) -> str:
        """The record's key in its group, such as `seat/O-3`."""
        return f"{self.noun}/{cast(Any, self).id}"

    def record(self) -> Json:
        """The row as the client holds it."""
        return {name.removesuffix("_id"): _plain(getattr(self, name)) for name in self.shown}


def stamp(at: datetime) -> str:
    """A moment as records write it: ISO 8601, UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: object) -> object:
    return stamp(value) if isinstance(value, datetime) else value


class CommitElsewhere(sqlite3.Connection):
    """A connection whose COMMIT, which waits for the disk, runs where `offload` says: a thread of gevent's pool.

    Only the COMMIT leaves: whole commands in a native thread fight the event loop for the interpreter lock.
    """

    offload: Offload = staticmethod(lambda work: work())

    def commit(self) -> None:
        """Commit, without stopping the greenlets beside us."""
        self.offload(super().commit)


def open_engine(url: str, offload: Offload | None = None) -> Engine:
    """The engine for `url`.

    `offload` runs a blocking call without blocking the event loop; by default it just runs it. What an error tells of a
    statement does not include its values: they are people's, and end in a log.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ", hide_parameters=True)

    class OurConnection(CommitElsewhere):
        pass

    if offload is not None:
        OurConnection.offload = staticmethod(offload)
    arguments = {"factory": OurConnection, "check_same_thread": False, "timeout": BUSY_MS / 1000}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writer") else "BEGIN")


class Writing(Session):
    """A session that has the write lock.

    Rows that nobody reads before the commit are kept until then, and all of a kind inserted together: a statement for
    each, through the session, takes longer than all else that a ballot needs.
    """

    def __init__(self, writer: Engine) -> None:
        super().__init__(writer, expire_on_commit=False)
        self._later: list[Base] = []
        self._held: set[Base] = set()
        self.changes = 0
        """How many statements that change something were executed, beside those of a flush."""

    def execute(self, statement: Any, *arguments: Any, **more: Any) -> Any:
        """See `Session.execute`."""
        if not statement.is_select:
            self.changes += 1
        return super().execute(statement, *arguments, **more)

    def hold(self, row: Base) -> None:
        """Keep a row in mind until the commit: the next command is likely to ask for it again."""
        self._held.add(row)

    def flush_unless_later(self) -> None:
        """Write what has changed; new rows that know themselves go with the next question that is asked, or the commit.

        So the ballots of all who vote at one moment are inserted together.
        """
        if self.dirty or self.deleted or not all(isinstance(row, Recorded) and row.knows_itself for row in self.new):
            self.flush()

    def insert_later(self, row: Base) -> None:
        """Insert this row before the commit."""
        self._later.append(row)

    def insert_now(self) -> None:
        """Insert what was kept, so that it can be read."""
        rows, self._later = self._later, []
        for table in dict.fromkeys(type(row).__table__ for row in rows):
            names = table.columns.keys()
            alike = [vars(row) for row in rows if type(row).__table__ is table]
            values = [{name: row[name] for name in names if name in row} for row in alike]
            self.connection().execute(insert(cast(Table, table)), values)

    def kept(self) -> int:
        """How many rows are kept."""
        return len(self._later)

    def drop(self, since: int) -> list[Base]:
        """Forget the rows that were kept since there were so many, and say which they were."""
        dropped, self._later = self._later[since:], self._later[:since]
        return dropped


@event.listens_for(Writing, "before_commit")
def _insert_before_commit(session: Session) -> None:
    cast(Writing, session).insert_now()


class Database:
    """One database, read by many and written by one.

    `reading()` is one consistent view. `writing()` and `storing()` are the clerk's: nobody else may open them.
    """

    def __init__(self, url: str, offload: Offload | None = None) -> None:
        self.engine = open_engine(url, offload)
        self._writer = self.engine.execution_options(writer=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and changes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A session that has the write lock. It commits at the end; on an error, nothing happened."""
        with Writing(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def storing(self) -> Iterator[Connection]:
        """The clerk's too, without a session, which takes longer than all the rest: for what is stored while typed."""
        with self._writer.begin() as connection:
            yield connection

    def sweep(self) -> bool:
        """Forget the steps in which the database came to be as it is; whether that was possible now.

        SQLite appends every version of a page to its write-ahead log, from which one could read who voted together with
        what was voted. Afterwards the log is empty. Never waits for a reader, who may be waiting for us.
        """
        if self.engine.dialect.name != "sqlite":
            return True  # the rows were written anew in one transaction, and VACUUM takes the old ones
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout=0")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        finally:
            connection.close()
        return not busy
