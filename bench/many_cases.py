"""Any number of open cases by a few statements of the owner: people, who takes part, a task each. All fictional."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

from coordination.db import new_id

FIRST = ["amir", "beth", "carl", "dana", "ewan", "faye", "gus", "hana", "ivan", "june", "kofi", "lena", "milo", "nora",
         "omar", "pia", "quinn", "rosa", "sami", "tess"]  # fmt: skip
LAST = ["smith", "jones", "khan", "patel", "brown", "evans", "okafor", "reyes", "silva", "young", "adeyemi", "moore",
        "clarke", "hussain", "murphy", "walsh", "bailey", "ahmed", "cooper", "doyle", "ellis", "fraser", "grant",
        "hayes", "irwin"]  # fmt: skip
RARE = "zebedee quillfeather"
COMMON = "smith"


@dataclass(frozen=True)
class Filled:
    """A team with that many open tasks, and the session of one of its team leads."""

    team_id: UUID
    team_code: str
    worker_id: UUID
    token: str
    cases: int


def fill(owner_url: str, cases: int, at: datetime) -> Filled:
    """One team with `cases` open cases, one task each: 1 in 400 late, some due today, a third of them held."""
    partnership, agency, team, worker = (new_id() for _ in range(4))
    mark, token = secrets.token_hex(3), secrets.token_urlsafe(32)
    code = f"bench-{cases}-{mark}"
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        sql.execute("insert into partnership (id, code, name, reference_prefix) values (%s, %s, 'Bench', 'BEN')",
                    (partnership, code))  # fmt: skip
        sql.execute("insert into agency (id, code, name, kind) values (%s, %s, 'Treatment', 'treatment')",
                    (agency, code))  # fmt: skip
        sql.execute("insert into team (id, agency_id, partnership_id, code, name, positions, areas) "
                    "values (%s, %s, %s, %s, 'Single point of contact', '{key-worker}', '{havering,redbridge}')",
                    (team, agency, partnership, code))  # fmt: skip
        _workers(sql, agency, team, worker, mark, token, at)
        sql.execute(
            "create temp table made on commit drop as select n, uuidv7() as id, "
            "'BEN-' || upper(substr(md5(%(mark)s || n), 1, 4)) || '-' || %(mark)s || n as reference "
            "from generate_series(1, %(cases)s) n",
            {"mark": mark, "cases": cases},
        )
        given = {"partnership": partnership, "agency": agency, "team": team, "worker": worker, "at": at,
                 "first": FIRST, "last": LAST, "rare": RARE, "firsts": len(FIRST), "lasts": len(LAST)}  # fmt: skip
        for statement in _ROWS:
            sql.execute(statement, given)
    with psycopg.connect(owner_url, autocommit=True) as sql:
        sql.execute("vacuum analyze")
    return Filled(team, code, worker, token, cases)


def _workers(sql: psycopg.Connection[tuple[object, ...]], agency: UUID, team: UUID, worker: UUID, mark: str, token: str,
             at: datetime) -> None:  # fmt: skip
    for number in range(20):
        who = worker if number == 0 else new_id()
        sql.execute("insert into worker (id, reference, agency_id, name, email, invited_at) "
                    "values (%s, %s, %s, %s, %s, %s)",
                    (who, f"w{mark}{number}", agency, f"Worker {number}", f"{mark}{number}@bench.example",
                     at))  # fmt: skip
        sql.execute("insert into post (id, worker_id, agency_id, team_id, from_at) values (%s, %s, %s, %s, %s)",
                    (new_id(), who, agency, team, at))  # fmt: skip
    sql.execute(
        "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, began_at, last_seen_at, "
        "confirmed_at, ends_at) values (%s, 'sign_in', %s, %s, %s, %s, '{team-lead}', %s, %s, %s, %s)",
        (hashlib.sha256(token.encode()).digest(), worker, agency, [team], [worker, agency, team], at, at, at,
         at + timedelta(days=1)),
    )  # fmt: skip


_ROWS = (
    """insert into case_file (id, reference, pathway, pathway_version, subject_kind, partnership_id, opened_by_id,
        opened_by_agency_id, opened_at)
    select id, reference, 'prison-release', 1, 'person', %(partnership)s, %(worker)s, %(agency)s,
        %(at)s - n * interval '1 minute' from made""",
    """insert into participant (id, case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway,
        position, reads, sees, basis, since, opened_at, stage)
    select uuidv7(), id, %(team)s, 'team', %(agency)s, %(agency)s, %(partnership)s, 'prison-release',
        'spoc', '{core,identifiers}', 'full', 'public task', %(at)s,
        %(at)s - n * interval '1 minute', 'submitted' from made""",
    """insert into person_on_case (id, case_id, part, category, name, name_folded)
    select uuidv7(), id, 'subject', 'identifiers', initcap(said), said
    from (select id, case when n %% 50000 = 7 then %(rare)s
                     else (%(first)s::text[])[1 + n %% %(firsts)s] || ' '
                       || (%(last)s::text[])[1 + (n / %(firsts)s) %% %(lasts)s] end as said from made) named""",
    """insert into task (id, reference, case_id, team_id, kind, asks, from_agency, holder_id, holder_name, claimed_at,
        opened_at, due_at, pathway, case_reference, area, risk, key_date, key_date_label)
    select uuidv7(), reference || '-t', id, %(team)s, 'answer', 'Accept or decline', 'Prison healthcare',
        case when n %% 3 = 0 then %(worker)s::uuid end, case when n %% 3 = 0 then 'Worker 0' end,
        case when n %% 3 = 0 then %(at)s::timestamptz end, %(at)s,
        %(at)s + ((n::bigint * 7919) %% 400 - 1) * interval '6 hours', 'prison-release', reference,
        case when n %% 3 = 0 then 'redbridge' else 'havering' end,
        (array['low', 'medium', 'high', 'very-high'])[1 + n %% 4], %(at)s::date + 6, 'leaves prison' from made""",
)
