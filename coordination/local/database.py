"""Make a database ours: roles, schema, extensions, and then the migrations. Safe to run again."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from coordination.config import plain_database_url, sqlalchemy_database_url
from coordination.local import child
from coordination.local.folder import NotHere
from coordination.local.postgres import LEAST_VERSION

# Who signs in. None of them is superuser or passes by row-level security; what each may touch, the migrations say.
SIGNING_IN = ("migrate", "app", "worker", "statistics", "backup")
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch")
CHECKOUT = Path(__file__).resolve().parents[2]
# One installation prepares at a time, also when several machines start together.
PREPARING = 7_024_001


def url_for(owner_url: str, role: str, passwords: Mapping[str, str]) -> str:
    """The same server and database as `owner_url`, signed in as `role`."""
    if role == "owner":
        return plain_database_url(owner_url)
    parts = urlsplit(plain_database_url(owner_url))
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(passwords[role])}@{where}"))


def refuse_an_old_server(owner_url: str) -> None:
    """`NotHere` with a sentence unless the server answers and is PostgreSQL 18 or newer."""
    try:
        with psycopg.connect(plain_database_url(owner_url), connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as refused:
        raise NotHere(f"The database of DATABASE_URL does not answer: {refused}".strip()) from None
    if version < LEAST_VERSION:
        raise NotHere(
            f"The database is PostgreSQL {version // 10000}. Coordination needs PostgreSQL {LEAST_VERSION // 10000} "
            "or newer: upgrade the server, or give another DATABASE_URL."
        )


def create(server_url: str, name: str = "coordination", template: str | None = None) -> None:
    """Make the database unless it is there. `server_url` names any database of the same server."""
    with psycopg.connect(plain_database_url(server_url), autocommit=True) as connection:
        if connection.execute("select from pg_database where datname = %s", (name,)).rowcount:
            return
        like = sql.SQL(" template {} strategy file_copy").format(sql.Identifier(template)) if template else sql.SQL("")
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)) + like)


def prepare(owner_url: str, passwords: Mapping[str, str]) -> None:
    """Roles with these passwords, extensions, and who owns what. As the owner, in one transaction."""
    with psycopg.connect(plain_database_url(owner_url)) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", (PREPARING,))
        there = {name for (name,) in connection.execute("select rolname from pg_roles")}
        for role in ("guard", *SIGNING_IN):
            if role not in there:
                connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
        for role in SIGNING_IN:
            connection.execute(
                sql.SQL("alter role {} login password {}").format(sql.Identifier(role), sql.Literal(passwords[role]))
            )
        for extension in EXTENSIONS:
            connection.execute(
                sql.SQL("create extension if not exists {} schema public").format(sql.Identifier(extension))
            )
        database = sql.Identifier(connection.info.dbname)
        # Functions that see more than their caller belong to guard; migrate gives them to it, without being it.
        connection.execute("grant guard to migrate with inherit false, set true")
        if not connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()[0]:  # type: ignore[index]
            connection.execute("grant migrate to current_user with set true")
        connection.execute("alter schema public owner to migrate")
        connection.execute("grant usage, create on schema public to guard")
        connection.execute("revoke create on schema public from public")
        connection.execute(sql.SQL("revoke all on database {} from public").format(database))
        connection.execute(
            sql.SQL("grant connect on database {} to {}").format(
                database, sql.SQL(", ").join(map(sql.Identifier, SIGNING_IN))
            )
        )


def migrate(migrate_url: str) -> None:
    """Bring the tables to the newest version. As `migrate`, who may change the schema and nothing else."""
    from alembic import command
    from alembic.config import Config

    settings = Config(toml_file=CHECKOUT / "pyproject.toml")
    settings.attributes["url"] = sqlalchemy_database_url(migrate_url)
    command.upgrade(settings, "head")


def give_door_key(owner_url: str, secret: str) -> None:
    """Tell the database the application's secret, so that its functions know a proof when they see one."""
    with psycopg.connect(plain_database_url(owner_url)) as connection:
        connection.execute(
            "insert into door_key (name, key) values ('application', sha256(convert_to(%s, 'UTF8'))) "
            "on conflict (name) do update set key = excluded.key where door_key.key <> excluded.key",
            (secret,),
        )


def migrate_apart(migrate_url: str) -> None:
    """The same in a process of its own; the address goes by its environment, where no other account can read it."""
    code = "import os; from coordination.local.database import migrate; migrate(os.environ['DATABASE_URL'])"
    child.run([sys.executable, "-c", code], env=os.environ | {"DATABASE_URL": migrate_url}, cwd=CHECKOUT)


def is_current(migrate_url: str) -> bool:
    """Whether the newest migration is already in: much quicker to ask than to import Alembic."""
    with psycopg.connect(plain_database_url(migrate_url)) as connection:
        if not connection.execute("select to_regclass('public.alembic_version')").fetchone()[0]:  # type: ignore[index]
            return False
        applied = {number for (number,) in connection.execute("select version_num from alembic_version")}
    versions = sorted((CHECKOUT / "migrations" / "versions").glob("[0-9]*.py"))
    return bool(versions) and applied == {versions[-1].name.split("_")[0]}
