"""Who may be the same person, asked among 100,000 people on other cases by a team that takes part in all of them."""

from __future__ import annotations

import json
import os
import random
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.many_cases import Filled, fill
from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination import clock, db
from coordination.cases.queries.loading import load
from coordination.db import new_id, reading
from coordination.identity.queries import arrive
from coordination.same_person.commands.keeping import Hashing
from coordination.same_person.queries import found
from tests.likeness.register import made
from workflows.likeness import Described, keys_of, keys_to_ask

MANY = int(os.environ.get("BENCH_PEOPLE", "100000"))
ASKED = 200
READS = "{core,birth-date,identifiers,health-identifiers}"


def measure(stack: Stack) -> list[Figure]:
    """Look-ups for second records of people who are there, and for people who are new; then the whole page."""
    register = made(MANY, ASKED, ASKED // 5, random.Random(1))  # noqa: S311 - the same figures again
    people = [*register.people, *(record for record, _, _ in register.asked)]
    team = fill(stack.owner_url, 1, clock.now())
    references = _cases(stack.owner_url, team, people, clock.now())
    asking = references[len(register.people) :]
    truth = {asking[n]: references[place] for n, (_, place, _) in enumerate(register.asked) if place is not None}
    db.connect(stack.servers.url("app"))
    worker = arrive(team.token)
    assert worker is not None
    right = 0

    def look_up(number: int) -> None:
        nonlocal right
        with reading(worker) as session:
            page = pages[number % len(asking)]
            page.rows["same_person"] = _beside(session, page.case.id)
            beside = found(session, page)
        right += number >= 0 and truth.get(page.case.reference) in {one.reference for one in beside.asked}

    with reading(worker) as session:
        pages = [load(session, worker, reference) for reference in asking]
    took = times(look_up, len(asking))
    visitor = Visitor(stack, team.token)
    page = times(lambda number: visitor.get(f"/cases/{asking[number % len(asking)]}/same-person"), 60)
    size = _size(stack.owner_url)
    return [
        *p50_p95(f"the same person among {len(people):,}", took, None, 100),
        Figure("found where there is one", right / len(truth), "of 1", least=0.97),
        *p50_p95("page of who may be the same", page),
        Figure("table of keys with its index", size / 1e6, "MB"),
    ]


def _beside(session: Session, case_id: UUID) -> list[Any]:
    return list(session.execute(text("select * from same_person_beside(:case)"), {"case": case_id}))


def _cases(owner_url: str, team: Filled, people: list[Described], at: datetime) -> list[str]:
    """A case for each of these people, with the answers that tell who they are, and their keys."""
    hashing, references = Hashing("a secret for measuring"), []
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        row = sql.execute(
            "select p.partnership_id, p.agency_id, c.opened_by_id from participant p "
            "join case_file c on c.id = p.case_id where p.holder = %s limit 1",
            (team.team_id,),
        ).fetchone()
        assert row is not None
        partnership, agency, worker = row
        rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS}
        for number, person in enumerate(people):
            case_id, person_id, reference = new_id(), new_id(), f"BEN-S{number:06}-{team.token[:3].upper()}"
            references.append(reference)
            rows["case_file"].append(
                (case_id, reference, "prison-release", 1, "person", partnership, worker, agency, at)
            )
            rows["participant"].append(
                (new_id(), case_id, team.team_id, "team", agency, agency, partnership, "prison-release", "spoc", READS,
                 "full", "direct-care", at, at, "sent")
            )  # fmt: skip
            rows["person_on_case"].append(
                (person_id, case_id, "subject", "core", person.names[0], person.names[0].lower())
            )
            for category, given in _answers(person):
                rows["answer"].append((new_id(), case_id, worker, agency, at, category, json.dumps(given), person_id))
            rows["person_key"].append(
                (person_id, hashing.all(keys_of(person)), hashing.all(keys_to_ask(person)), hashing.made_with, at)
            )
        for table, columns in _COLUMNS.items():
            with sql.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
                for each in rows[table]:
                    copy.write_row(each)
    with psycopg.connect(owner_url, autocommit=True) as sql:
        sql.execute("vacuum analyze")
    return references


_COLUMNS = {
    "case_file": "id, reference, pathway, pathway_version, subject_kind, partnership_id, opened_by_id, "
    "opened_by_agency_id, opened_at",
    "participant": "id, case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway, position, reads, "
    "sees, basis, since, opened_at, stage",
    "person_on_case": "id, case_id, part, category, name, name_folded",
    "answer": "id, case_id, author_id, author_agency_id, at, category, given, person_id",
    "person_key": "person_id, keys, asked, made_with, made_at",
}


def _answers(person: Described) -> list[tuple[str, dict[str, str]]]:
    """What a referral would say of this person, by category."""
    first, _, surname = person.names[0].rpartition(" ")
    said: dict[str, dict[str, str | None]] = {
        "core": {"first_name": first, "surname": surname, "outward_code": next(iter(person.postcodes), None)},
        "birth-date": {"date_of_birth": person.born.isoformat() if person.born else None},
        "identifiers": {"prison_number": person.prison_number, "aliases": ", ".join(person.names[1:])},
        "health-identifiers": {"nhs_number": person.nhs_number, "sex": person.sex},
    }
    kept = {category: {code: value for code, value in given.items() if value} for category, given in said.items()}
    return [(category, given) for category, given in kept.items() if given]


def _size(owner_url: str) -> int:
    with psycopg.connect(owner_url) as sql:
        row = sql.execute("select pg_total_relation_size('person_key')").fetchone()
    assert row is not None
    return int(row[0])
