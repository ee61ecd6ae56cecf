"""The connection for frozen figures: a database role of its own, which can read them and configuration and no more.

So a page of statistics cannot show a case even if its query were wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from coordination.db import ask_after_idle
from coordination.errors import Refused

_make_session = sessionmaker(autoflush=False)
_engine: Engine | None = None


def connect(url: str | None, *, pool_size: int = 4) -> None:
    """Read frozen figures from here from now on. Called once by each process that shows them; None closes it."""
    global _engine
    if _engine is not None:
        _engine.dispose()
    _engine = None
    if url:
        _engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=pool_size,
            max_overflow=4,
            pool_timeout=5,
            pool_use_lifo=True,
            # each statement is a transaction of its own that may only read: nothing to begin, to end or to take back
            isolation_level="AUTOCOMMIT",
            connect_args={
                "connect_timeout": 5,
                "application_name": "coordination statistics",
                "options": "-c default_transaction_read_only=on",
            },
        )
        ask_after_idle(_engine)
        _make_session.configure(bind=_engine)


@contextmanager
def frozen() -> Iterator[Session]:
    """A read-only session as the role `statistics`. Raises Refused where this process was not told how to connect."""
    if _engine is None:
        raise Refused("Statistics are not set up here: STATISTICS_DATABASE_URL is missing.")
    with _make_session() as session:
        yield session
