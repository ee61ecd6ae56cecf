"""The database: what every table is made of, who is asking, and the only place that keeps or abandons work.

`writing()` surrounds one command, `reading()` one page. Both tell PostgreSQL who asks by one opaque token, which the
function `me()` looks up; without a token row-level security shows nothing. Nothing else in the product commits.
"""

from __future__ import annotations

import enum
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from psycopg import _queries
from sqlalchemy import (
    BigInteger,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    LargeBinary,
    MetaData,
    Text,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as PostgresUUID
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column, sessionmaker

from coordination.writing_together import WritingSession, write_together

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table."""

    # An INSERT that returns what the server filled in must pass the table's read policy as well; ours never ask.
    __mapper_args__ = {"eager_defaults": False}

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {
        str: Text,
        datetime: DateTime(timezone=True),
        date: Date,
        bytes: LargeBinary,
        int: BigInteger,
        UUID: PostgresUUID(as_uuid=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: ARRAY(Text),
        list[int]: ARRAY(BigInteger),
        list[UUID]: ARRAY(PostgresUUID(as_uuid=True)),
    }


class Holds(enum.StrEnum):
    """What a column may hold about people. Subject access, redaction, search, logs and disposal read this map."""

    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special category"
    CRIMINAL = "criminal offence"
    THIRD_PARTY = "third party"
    FREE_TEXT = "free text"


def new_id() -> UUID:
    """A UUIDv7: ordered by the time it was made, never shown outside the server (RFC 9562, section 5.7).

    The twelve bits behind the milliseconds are a part of the time too (section 6.2, method 3, as PostgreSQL does it):
    what one command makes within a millisecond stays in the order in which it was made.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    chance = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=milliseconds << 80 | 0x7 << 76 | (rest << 12) // 1_000_000 << 64 | 0x2 << 62 | chance)


def _column(holds: Holds, *args: Any, **keywords: Any) -> MappedColumn[Any]:
    return mapped_column(*args, info={"holds": holds}, **keywords)


def key() -> MappedColumn[Any]:
    """The primary key of a table."""
    return _column(Holds.NONE, primary_key=True, default=new_id, server_default=text("uuidv7()"))


def plain(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column that tells nothing about a person: codes, dates of the work, ids."""
    return _column(Holds.NONE, *args, **keywords)


def personal(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column with personal data: names, contact details, dates of birth."""
    return _column(Holds.PERSONAL, *args, **keywords)


def special(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column that may hold special category data (UK GDPR article 9), such as health."""
    return _column(Holds.SPECIAL, *args, **keywords)


def criminal(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column that may hold criminal offence data (UK GDPR article 10), such as a release date."""
    return _column(Holds.CRIMINAL, *args, **keywords)


def third_party(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column that may tell about somebody who is not the subject."""
    return _column(Holds.THIRD_PARTY, *args, **keywords)


def free_text(*args: Any, **keywords: Any) -> MappedColumn[Any]:
    """A column in which a worker writes in their own words, so it may hold anything."""
    return _column(Holds.FREE_TEXT, *args, **keywords)


def refers(target: str, *, may_come_later: bool = False, **keywords: Any) -> MappedColumn[Any]:
    """A column that names a row of another table, as "table.column". A row that `may_come_later` is looked for when the
    transaction ends."""
    when = "DEFERRED" if may_come_later else None
    return _column(Holds.NONE, ForeignKey(target, deferrable=may_come_later or None, initially=when), **keywords)


# A table that keeps a worker's own unfinished work: a change to it needs no event.
PRIVATE_WORKING_STATE = {"info": {"private_working_state": True}}


class Asking(Protocol):
    """Whoever a transaction acts for: a signed-in worker, a job or a sweep."""

    token: str


# The driver keeps what it found in a statement, its parameters, but looks through a long one anew each time. Those that
# read a page at once are long, and few.
_queries.MAX_CACHED_STATEMENT_LENGTH = 40_000


class _Nobody:
    token = ""


NOBODY = _Nobody()
_make_session = sessionmaker(class_=WritingSession, expire_on_commit=False, autoflush=False)
write_together(_make_session)
_engine: Engine | None = None


def connect(url: str, *, pool_size: int = 8) -> Engine:
    """Use this database from now on. Called once by each process; again by tests with another clone."""
    global _engine
    if _engine is not None:
        event.listen(_engine.pool, "checkin", _close)
        _engine.dispose()
    _engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool_size,
        max_overflow=4,
        pool_timeout=5,
        pool_use_lifo=True,  # the connection used last has its statements prepared already
        connect_args={"connect_timeout": 5, "application_name": "coordination"},
    )
    ask_after_idle(_engine)
    _make_session.configure(bind=_engine)
    return _engine


def ask_after_idle(engine: Engine) -> None:
    """A connection that was idle for a while is asked whether its server still answers; if not, new ones are opened."""
    event.listen(engine, "checkin", _put_back)
    event.listen(engine, "checkout", partial(_still_there, engine.dialect))


TRUSTED = 1.0  # seconds that a connection is taken to live on, so that the three uses of one page ask after it once


def _close(_: Any, record: Any) -> None:
    """What another thread still used when its engine was left goes to no pool, so it is closed as it comes back."""
    record.close()


def _put_back(_: Any, record: Any) -> None:
    record.info["put_back"] = time.monotonic()


def _still_there(dialect: Dialect, connection: Any, record: Any, _: Any) -> None:
    if time.monotonic() - record.info.get("put_back", time.monotonic()) < TRUSTED:
        return
    try:
        dialect.do_ping(connection)
    except Exception as gone:
        raise InvalidatePoolError from gone


def engine() -> Engine:
    """The engine that this process uses. Raises RuntimeError before `connect()`."""
    if _engine is None:
        raise RuntimeError("The database is not connected yet: call coordination.db.connect(url) first.")
    return _engine


def act_as(session: Session, asking: Asking, *, by_one_id: bool = False, only_reading: bool = False) -> None:
    """Tell PostgreSQL who is asking, until this transaction ends. Nobody sees nothing."""
    said = [("coordination.token", "%(token)s")] if asking.token else []
    said += [("plan_cache_mode", "'force_generic_plan'")] if by_one_id else []
    said += [("transaction_read_only", "'on'")] if only_reading else []
    if said:
        # in PostgreSQL's own words: every page begins with this, and having them written out takes longer than it does
        each = ", ".join(f"set_config('{name}', {value}, true)" for name, value in said)
        session.connection().exec_driver_sql(f"select {each}", {"token": asking.token})


@contextmanager
def writing(asking: Asking, *, by_one_id: bool = False) -> Iterator[Session]:
    """Everything inside is kept, or none of it. Views, jobs and commands of the shell open it; commands never do.

    `by_one_id` says that all is found by the id of one case, draft or team: its statements then keep the plan they were
    once given, because planning a long one anew takes longer than carrying it out.
    """
    with _make_session.begin() as session:
        act_as(session, asking, by_one_id=by_one_id)
        yield session
        for finish in session.info.pop("before_keeping", ()):
            finish(session)


def before_keeping(session: Session, finish: Callable[[Session], None]) -> None:
    """Run this once, last, in the same transaction, just before everything is kept."""
    waiting: list[Callable[[Session], None]] = session.info.setdefault("before_keeping", [])
    if finish not in waiting:
        waiting.append(finish)


def wait_for_turn(session: Session, key: str) -> None:
    """Wait for whoever holds the turn of this key, and hold it until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


@contextmanager
def reading(asking: Asking, *, by_one_id: bool = False) -> Iterator[Session]:
    """For pages that only show: PostgreSQL itself refuses a write. `by_one_id` as for `writing()`."""
    with _make_session.begin() as session:
        act_as(session, asking, by_one_id=by_one_id, only_reading=True)
        yield session


@contextmanager
def at_once() -> Iterator[Connection]:
    """Each statement inside is a transaction of its own, asked by nobody: for the functions that look a token up.

    It saves beginning and ending, which each take as long as the statement itself.
    """
    with engine().connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


class Unprotected(Exception):
    """This database does not protect what it holds. The text says why, one sentence a fault."""


LEAST_VERSION = 180000
LARGEST_DIFFERENCE = 5.0
_FAULTS = text("""
    select 'The role ' || rolname || ' is superuser or passes by row-level security: it must be neither.'
        from pg_roles where rolname in (current_user, 'app', 'worker') and (rolsuper or rolbypassrls)
    union all
    select 'The role ' || tableowner || ' owns the table ' || tablename || ': only migrate may own tables.'
        from pg_tables where schemaname = 'public' and tableowner in (current_user, 'app', 'worker')
    union all
    select 'The table ' || relname || ' is not under forced row-level security.'
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            and relname <> 'alembic_version' and not (relrowsecurity and relforcerowsecurity)
    union all
    select 'The table ' || c.relname || ' has no policy for the role ' || needed.role || '.'
        from pg_class c cross join unnest(array['app', 'worker', 'statistics', 'backup', 'guard', 'migrate'])
            as needed(role)
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'alembic_version'
            and not exists (select from pg_policy p where p.polrelid = c.oid
                and p.polroles @> array[(select r.oid from pg_roles r where r.rolname = needed.role)])
    union all
    select 'The view ' || relname || ' would show rows as its owner: it needs security_invoker.'
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
            and (relkind = 'm' or not coalesce('security_invoker=true' = any(reloptions), false))
            -- the one view that judges for the policies: nothing is asked of its rows before they are the asker's own
            and not (relname = 'my_part' and relowner = 'guard'::regrole
                     and coalesce('security_barrier=true' = any(reloptions), false))
    order by 1""")


def refuse_unprotected(session: Session, now: datetime | None = None) -> None:
    """Raise Unprotected unless this database can be trusted with what people tell us; called before serving.

    `now` is the product's time, to compare with the database's; left out where it may be moved, as in a demonstration.
    """
    faults = list(session.execute(_FAULTS).scalars())
    version = session.execute(text("select current_setting('server_version_num')::int")).scalar_one()
    if version < LEAST_VERSION:
        faults.append(f"PostgreSQL {version // 10000} is too old: upgrade it to PostgreSQL {LEAST_VERSION // 10000}.")
    theirs: datetime = session.execute(text("select clock_timestamp()")).scalar_one()
    apart = abs((theirs - now).total_seconds()) if now else 0.0
    if apart > LARGEST_DIFFERENCE:
        faults.append(f"The clocks of this machine and of the database differ by {apart:.0f} seconds: set them right.")
    if faults:
        raise Unprotected("\n".join(faults))
