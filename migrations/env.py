"""How migrations run: on the connection they are given, or on the database of the settings."""

from alembic import context

from deliberate.config import from_environment
from deliberate.store.db import Utc, open_engine
from deliberate.store.tables import metadata


def plain_times(kind: str, column: object, _: object) -> str | bool:
    """Write our own type of time as the one it is stored as, so that a migration never depends on our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(column, Utc) else False


def run(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type]  # what we were given, or opened below
        target_metadata=metadata,
        render_as_batch=True,
        render_item=plain_times,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine(from_environment().database_url).connect() as opened:
        run(opened)
        opened.commit()
