"""The page of a conversation, whatever its length: its newest entries, those from its middle, and what is new.

`BENCH_MESSAGES` (10,000) messages stand on one case and a hundred on another, of which one was really posted on each.
"""

from __future__ import annotations

import os
from uuid import uuid4

import psycopg

from bench.many_cases import fill
from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination import clock, db
from coordination import tables as _tables  # noqa: F401
from coordination.conversation.commands.posting import ToPost, post
from coordination.db import writing
from coordination.identity.queries import arrive

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "10000"))
SHORT = 100
PAGES = int(os.environ.get("BENCH_PAGES", "200"))
WORDS = "They asked for a morning appointment, and that nobody rings before ten. I have told the reception."


def measure(stack: Stack) -> list[Figure]:
    """One worker opens the same pages again and again, as the application serves them."""
    filled = fill(stack.owner_url, 2, clock.now())
    db.connect(stack.servers.url("app"))
    worker = arrive(filled.token)
    assert worker is not None
    with psycopg.connect(stack.owner_url) as sql:
        references = [row[0] for row in sql.execute(
            "select c.reference from case_file c join participant p on p.case_id = c.id where p.holder = %s order by 1",
            (filled.team_id,))]  # fmt: skip
    for reference, wanted in zip(references, (SHORT, MESSAGES), strict=True):
        with writing(worker) as session:
            post(session, worker, reference, ToPost(body=WORDS), once=uuid4().hex)
        _lengthen(stack.owner_url, reference, wanted - 1)
    db.engine().dispose()
    visitor = Visitor(stack, filled.token)
    short, long = references
    here = f"/cases/{long}/conversation"
    figures = p50_p95(
        f"conversation of {SHORT} messages", times(lambda _: visitor.get(f"/cases/{short}/conversation"), PAGES)
    )
    figures += p50_p95(f"conversation of {MESSAGES:,} messages", times(lambda _: visitor.get(here), PAGES), 15)
    middle = f"{here}?before={MESSAGES // 2}"
    figures += p50_p95("the same, from its middle", times(lambda _: visitor.get(middle), PAGES), 15)
    newest = f"{here}/new?after={MESSAGES}&lines=yes"
    figures += p50_p95("what is new in it, asked by the page itself", times(lambda _: visitor.get(newest), PAGES))
    figures.append(Figure("size of the conversation's page", len(visitor.get(here)) / 1000, "kB"))
    return figures


def _lengthen(owner_url: str, reference: str, more: int) -> None:
    """Copy the one message of a case, with its words and its event, so many times behind it."""
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        sql.execute(
            "create temp table behind on commit drop as select m.case_id, m.id as message_id, m.wording_id, "
            "e.id as event_id, e.seq, n, uuidv7() as new_message, uuidv7() as new_wording, uuidv7() as new_event "
            "from case_file c join message m on m.case_id = c.id join event e on e.case_id = c.id and e.seq = m.seq, "
            "generate_series(1, %s) n where c.reference = %s",
            (more, reference),
        )
        for table, old, changed in (
            ("event", "e.id = b.event_id", "'id', b.new_event, 'seq', b.seq + b.n"),
            ("event_detail", "e.event_id = b.event_id", "'event_id', b.new_event"),
            ("message_wording", "e.id = b.wording_id", "'id', b.new_wording, 'message_id', b.new_message"),
            (
                "message",
                "e.id = b.message_id",
                (
                    "'id', b.new_message, 'wording_id', b.new_wording, 'seq', b.seq + b.n, "
                    "'reference', substr(md5(b.new_message::text), 1, 12)"
                ),
            ),
        ):
            sql.execute(
                f"insert into {table} select (jsonb_populate_record(e, jsonb_build_object({changed}))).* "  # type: ignore[arg-type]  # noqa: S608
                f"from behind b join {table} e on {old}"
            )
        sql.execute(
            "update chain_head h set seq = h.seq + %s from case_file c "
            "where h.chain = 'case:' || c.id and c.reference = %s",
            (more, reference),
        )
    with psycopg.connect(owner_url, autocommit=True) as sql:
        sql.execute("analyze")
