"""Runs the migrations. The address comes from whoever calls, or from DATABASE_URL; never from a file."""

from __future__ import annotations

import importlib.util
import os

from alembic import context
from sqlalchemy import MetaData, create_engine, pool, text

from coordination.config import sqlalchemy_database_url

# Two processes that start together migrate one after the other.
MIGRATING = 7_024_002


def tables() -> MetaData:
    """Every table that the code declares."""
    if importlib.util.find_spec("coordination.tables") is None:
        return MetaData()
    from coordination.tables import metadata

    return metadata


def include_object(thing: object, name: str | None, kind: str, reflected: bool, compared: object | None) -> bool:
    """Leave alone what is in the database and not ours, such as an extension's tables."""
    return not (kind == "table" and reflected and compared is None)


def run() -> None:
    url = context.config.attributes.get("url") or sqlalchemy_database_url(os.environ["DATABASE_URL"])
    metadata = tables()
    if context.is_offline_mode():
        context.configure(url=url, target_metadata=metadata, literal_binds=True, include_object=include_object)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATING})
        # A migration that waits for a busy table holds up everybody behind it: better to fail and try again.
        connection.execute(text("set lock_timeout = '5s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=include_object,
            compare_server_default=False,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": MIGRATING})
        connection.commit()
    engine.dispose()


run()
