"""Databases to test on: templates that are made once for all test processes, and a clone for every module."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import redis
from psycopg import sql

from coordination.local import database as local_database

MIGRATED = "template_migrated"
# One test process at a time makes a template; whoever needs the same one waits for it.
MAKING = 7_024_002


@dataclass(frozen=True)
class Database:
    """A migrated database of one test module, and the addresses to reach it by."""

    name: str
    redis_url: str

    def url(self, role: str = "app") -> str:
        """Signed in as `role`; isolation is only tested as `app` or `worker`, for the owner sees everything."""
        return os.environ[f"TESTS_URL_{role.upper()}"].replace("/coordination?", f"/{self.name}?")


def server() -> str:
    """The address of the run's one PostgreSQL, for its keeper."""
    return os.environ["TESTS_URL_OWNER"].replace("/coordination?", "/postgres?")


def make_template_of(name: str) -> None:
    """Close this database for good, so that it can be cloned while others are at work."""
    with psycopg.connect(server(), autocommit=True) as connection:
        identifier = sql.Identifier(name)
        connection.execute(sql.SQL("alter database {} is_template true allow_connections false").format(identifier))


def template(name: str, redis_url: str, fill: Callable[[Database], None]) -> str:
    """The template of that name: `fill` puts into it what its clones begin with, once in the whole run."""
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s, hashtext(%s))", (MAKING, name))
        if not connection.execute("select from pg_database where datname = %s and datistemplate", (name,)).rowcount:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
            local_database.create(server(), name, template=MIGRATED)
            fill(Database(name, redis_url))
            make_template_of(name)
    return name


@contextmanager
def clone(name: str, template: str, redis_url: str) -> Iterator[Database]:
    """A database like this template, with real commits, and an empty Valkey database."""
    with redis.Redis.from_url(redis_url) as valkey:
        valkey.flushdb()
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        local_database.create(server(), name, template=template)
        yield Database(name, redis_url)
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
