"""The agenda of a panel in a partnership with 5,000 open cases: weighed anew, and shown.

`python -m bench bench.agenda` prints the figures beside their budgets.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import select

from bench.many_cases import Filled, fill
from bench.run import Figure, Stack, p50_p95, times
from coordination import clock, db
from coordination.db import new_id, reading, writing
from coordination.identity.queries import arrive
from coordination.panels.commands import minuting, planning, printing, running
from coordination.panels.models import Meeting, MinutesPrint
from coordination.panels.queries.items import agenda
from coordination.panels.queries.ranking import candidates
from coordination.panels.queries.seats import get_meeting, table
from coordination.sharing.models import Panel

CASES = int(os.environ.get("BENCH_PANEL_CASES", "5000"))
# of so many open cases one in ten waits for the panel: far more than any meeting has time for
LISTED = int(os.environ.get("BENCH_PANEL_LISTED", str(CASES // 10)))
BUDGET = 300
PRINTED = 30
PAPER_BUDGET = 1_500
SENTENCE = "A room is promised and not signed yet. "


def measure(stack: Stack) -> list[Figure]:
    """Weigh the agenda as its chair, plan a meeting with it, show it, and print minutes of thirty cases."""
    filled = fill(stack.owner_url, CASES, clock.now())
    code = _listed(stack.owner_url, filled)
    db.connect(stack.servers.url("app"))
    chair: Any = arrive(filled.token)

    def weigh(_: int) -> None:
        with reading(chair) as session:
            panel = session.scalars(select(Panel).where(Panel.code == code)).one()
            found = candidates(session, panel, table(session, chair, panel).kind, clock.today())
            assert len(found) >= min(LISTED, 100)

    weighed = times(weigh, 20, warm=3)
    with writing(chair) as session:
        starts = clock.now() + timedelta(days=7)
        reference = planning.plan(session, chair, code, starts_at=starts, place="Bench", once=secrets.token_hex(16))

    def show(_: int) -> None:
        with reading(chair) as session:
            agenda(session, chair, get_meeting(session, reference))

    shown = times(show, 20, warm=3)
    with reading(chair) as session:
        items = len(session.scalars(select(Meeting.item_ids).where(Meeting.reference == reference)).one())
    paper = _minutes_on_paper(stack.owner_url, chair, reference)
    return [
        *p50_p95(f"agenda weighed, {CASES:,} open and {LISTED:,} listed", weighed, BUDGET),
        *p50_p95(f"agenda shown, {items} items", shown),
        *p50_p95(f"minutes on paper, {PRINTED} cases, the whole job", paper, PAPER_BUDGET),
    ]


def _minutes_on_paper(owner_url: str, chair: Any, reference: str) -> list[float]:
    """The job that makes minutes on paper: every case with a decision, its reason, ratings, updates and actions."""
    with writing(chair) as session:
        planning.publish(session, chair, reference, get_meeting(session, reference).version)
    with writing(chair) as session:
        running.begin(session, chair, reference)
    with writing(chair) as session:
        running.end(session, chair, reference, once=secrets.token_hex(16))
    with writing(chair) as session:
        minuting.make_minutes(session, chair, reference, note="", seen=0, once=secrets.token_hex(16))
    said = [["Decision", "Plan agreed, with actions"], ["Reason", SENTENCE * 4]]
    said += [[f"Rating {place}", f"Amber: something is missing. {SENTENCE}"] for place in range(5)]
    said += [[f"Agency {place} told the panel", SENTENCE * 3] for place in range(5)]
    said += [["Action", f"{SENTENCE} Somebody, an agency, by Monday 30 November 2026. Open."]] * 3
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        found = sql.execute(
            "update minutes_part set said = %s where rank = 0 returning case_id", (json.dumps(said),)
        ).fetchall()
    assert len(found) >= PRINTED, f"the meeting has {len(found)} cases"

    def print_it(_: int) -> None:
        with writing(chair) as session:
            asked = printing.ask_for_print(session, chair, reference, 1)
        with writing(chair) as session:
            row = session.scalars(select(MinutesPrint).where(MinutesPrint.reference == asked)).one()
            printing.make_print(session, chair, row, lambda done: None)

    return times(print_it, 5, warm=1)


def _listed(owner_url: str, filled: Filled) -> str:
    """A resettlement panel that the worker of the bench chairs, and cases that wait for it, each with answers."""
    panel, code = new_id(), f"bench-panel-{secrets.token_hex(3)}"
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        agency = sql.execute("select agency_id from worker where id = %s", (filled.worker_id,)).fetchone()
        assert agency is not None
        sql.execute(
            "insert into panel (id, partnership_id, code, name, kind, chair, deputy, core, quorum) "
            "select %s, t.partnership_id, %s, 'Bench', 'resettlement', g.code, g.code, array[g.code], array[g.code] "
            "from team t join agency g on g.id = t.agency_id where t.id = %s",
            (panel, code, filled.team_id),
        )
        sql.execute(
            "insert into panel_member (id, panel_id, agency_id, worker_id, office, from_at) "
            "select uuidv7(), %s, agency_id, id, 'chair', now() from worker where id = %s",
            (panel, filled.worker_id),
        )
        sql.execute(
            "create temp table listed on commit drop as select case_id, row_number() over () as n "
            "from participant where holder = %s limit %s",
            (filled.team_id, LISTED),
        )
        given = {"worker": filled.worker_id, "agency": agency[0], "at": clock.now()}
        sql.execute(
            "insert into participant (id, case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway, "
            "position, reads, reads_levels, sees, basis, since, opened_at, stage, key_date) "
            "select uuidv7(), l.case_id, %(worker)s, 'worker', p.agency_id, p.giver_id, p.partnership_id, p.pathway, "
            "'panel', '{core,custody}', '{risk}', 'full', 'consent', %(at)s, %(at)s, 'accepted', "
            "%(at)s::date + (l.n %% 90)::int from listed l join participant p on p.case_id = l.case_id",
            given,
        )
        sql.execute(
            "insert into case_line (case_id, line, stage, since) select case_id, 'panel', 'panel_listed', %(at)s "
            "from listed union all select case_id, 'main', 'accepted', %(at)s from listed",
            given,
        )
        sql.execute(
            "insert into answer (id, case_id, author_id, author_agency_id, at, category, given) "
            "select uuidv7(), case_id, %(worker)s, %(agency)s, %(at)s, c.category, c.given from listed, "
            """(values ('core', '{"accommodation": "no-fixed-abode"}'::jsonb),
                       ('custody', '{"release_type": ["fixed-term-recall"]}'::jsonb),
                       ('health', '{"on_ost": "yes"}'::jsonb)) c(category, given)""",
            given,
        )
        sql.execute(
            "insert into dated_fact (id, case_id, fact, category, kind, value, by_id, by_agency_id, recorded_at) "
            "select uuidv7(), case_id, 'release_date', 'custody', 'confirmed', "
            "jsonb_build_object('value', (%(at)s::date + (n %% 90)::int)::text), %(worker)s, "
            "%(agency)s, %(at)s from listed",
            given,
        )
    with psycopg.connect(owner_url, autocommit=True) as sql:
        sql.execute("vacuum analyze")
    return code
