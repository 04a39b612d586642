"""Notice what other processes write: the command line works on the same database through the same door."""

from collections.abc import Callable

import gevent
import structlog
from sqlalchemy import text

from deliberate.store.db import Database

SECONDS = 1.0
log = structlog.get_logger(__name__)


def follow(database: Database, changed: Callable[[], None]) -> None:
    """Call `changed` at once, and whenever another connection has written. Runs for ever, in a greenlet of its own.

    On SQLite `PRAGMA data_version` tells, without reading a page. Our own writes count as another's; they were
    announced already, and looking again finds nothing new. The first look learns where every journal stands while
    nobody listens: a look at all listeners takes long.
    """
    if database.engine.dialect.name != "sqlite":
        return
    with database.engine.connect() as connection:
        seen = None
        while True:
            version = connection.scalar(text("PRAGMA data_version"))
            connection.rollback()
            if version != seen:
                try:
                    changed()
                except Exception:
                    log.exception("follow_failed")
            seen = version
            gevent.sleep(SECONDS)
