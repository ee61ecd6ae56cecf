"""The least that does what a page here does: one statement and a small template; one item with ten rows, committed.

Nobody is signed in, nothing is protected, nothing is logged. It is served as the application is, on the same servers,
and says what this machine takes for that much: figures of two machines compare by it.
"""

from __future__ import annotations

import os
import secrets
from functools import cache
from typing import Any

from flask import Flask, redirect, request
from psycopg_pool import ConnectionPool

TABLES = (
    """create table least_item (id bigint generated always as identity primary key, reference text, title text,
        due timestamptz, team int)""",
    "create table least_row (item bigint, name text, value text)",
    """insert into least_item (reference, title, due, team) select md5(n::text), 'What is asked of somebody ' || n,
        now() + n * interval '1 minute', n % 10 from generate_series(1, 100000) n""",
    "create index on least_item (team, due, id)",
    "analyze least_item",
)
app = Flask(__name__)
# once: a template out of a text would be compiled at each page
PAGE = app.jinja_env.from_string("""<!doctype html><title>Queue</title><table>
{% for id, reference, title, due in rows %}
<tr class="row"><td><a href="/items/{{ id }}">{{ reference }}</a><td>{{ title }}<td>{{ due }}</tr>
{% endfor %}</table>""")


@cache
def pool() -> ConnectionPool:
    """The connections of this process."""
    return ConnectionPool(os.environ["LEAST_DATABASE_URL"], min_size=1, max_size=8, open=True)


@app.get("/queue")
def queue() -> str:
    """Twenty-five rows of a hundred thousand, through an index."""
    with pool().connection() as connection:
        rows = connection.execute(
            "select id, reference, title, due from least_item where team = 3 order by due, id limit 25"
        ).fetchall()
    return PAGE.render(rows=rows)


@app.post("/items")
def keep() -> Any:
    """An item and ten rows of it."""
    with pool().connection() as connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into least_item (reference, title, due, team) values (%s, %s, now(), 3) returning id",
            (secrets.token_hex(5), request.form["title"]),
        )
        item = (cursor.fetchone() or (0,))[0]
        rows = [(item, f"name {number}", "value " * 8) for number in range(10)]
        cursor.executemany("insert into least_row (item, name, value) values (%s, %s, %s)", rows)
    return redirect("/queue", 303)
