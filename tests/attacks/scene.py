"""A small scene for attacks: two partnerships, three agencies, five workers with live tokens, and two cases.

Built as `owner`, by plain rows, so that an attack never depends on the commands it is meant to get around.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from coordination.db import new_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CATEGORIES = ("core", "custody", "clinical")


@dataclass
class Scene:
    """What an attack needs to name: ids by code, tokens by worker, cases by reference."""

    ids: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)

    def id(self, code: str) -> UUID:
        return self.ids[code]

    def chain(self, reference: str) -> str:
        return f"case:{self.cases[reference]}"


def build(owner_url: str) -> Scene:
    """The scene, committed. Prison healthcare opens both cases; treatment takes part in the first alone."""
    scene = Scene()
    with psycopg.connect(owner_url) as connection:
        for code, name, prefix in (("north", "North", "NOR"), ("south", "South", "SOU")):
            _row(connection, scene, code, "partnership", code=code, name=name, reference_prefix=prefix)
        for code in ("prison", "treatment", "police"):
            _row(connection, scene, code, "agency", code=code, name=f"The {code}", kind=code)
            _row(
                connection,
                scene,
                f"{code}-team",
                "team",
                agency_id=scene.id(code),
                partnership_id=scene.id("north"),
                code=f"{code}-team",
                name=f"The {code} team",
                positions=[code],
                areas=[],
            )
        for code, agency, roles in (
            ("prison-nurse", "prison", ["frontline"]),
            ("treatment-worker", "treatment", ["frontline"]),
            ("treatment-lead", "treatment", ["frontline", "team-lead"]),
            ("treatment-governance", "treatment", ["governance"]),
            ("police-officer", "police", ["frontline"]),
        ):
            add_worker(connection, scene, code, agency, roles)
        for category in CATEGORIES:
            _row(
                connection,
                scene,
                f"agreement-{category}",
                "agreement",
                giver_id=scene.id("prison"),
                taker_id=scene.id("treatment"),
                partnership_id=scene.id("north"),
                pathway="prison-release",
                category=category,
                purpose="So that treatment goes on without a gap.",
                basis="direct-care",
                from_date=AT.date(),
            )
        add_case(connection, scene, "NOR-AAAA-1111", ("prison", "treatment"))
        add_case(connection, scene, "NOR-BBBB-2222", ("prison",))
    return scene


def add_worker(connection: psycopg.Connection[Any], scene: Scene, code: str, agency: str, roles: list[str]) -> None:
    """A worker of an agency's only team, signed in with a token of twelve hours."""
    worker = _row(
        connection,
        scene,
        code,
        "worker",
        reference=f"W-{code}",
        agency_id=scene.id(agency),
        name=f"{code} (fictional)",
        email=f"{code}@example.org",
        invited_at=AT,
    )
    team = scene.id(f"{agency}-team")
    _row(
        connection,
        scene,
        f"post-{code}",
        "post",
        worker_id=worker,
        agency_id=scene.id(agency),
        team_id=team,
        from_at=AT,
    )
    for role in roles:
        _row(connection, scene, f"{role}-{code}", "role_grant", worker_id=worker, role=role, from_at=AT)
    scene.tokens[code] = f"token of {code}"
    now = datetime.now(UTC)
    connection.execute(
        """insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, began_at, last_seen_at,
                               confirmed_at, ends_at) values (%s, 'sign_in', %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
        (
            hashlib.sha256(scene.tokens[code].encode()).digest(),
            worker,
            scene.id(agency),
            [team],
            [worker, scene.id(agency), team],
            roles,
            now,
            now,
            now,
            now + timedelta(hours=12),
        ),
    )


def add_case(connection: psycopg.Connection[Any], scene: Scene, reference: str, agencies: tuple[str, ...]) -> UUID:
    """A case of the prison nurse in which these agencies' teams take part, with answers of every category."""
    case = _row(
        connection,
        scene,
        reference,
        "case_file",
        reference=reference,
        pathway="prison-release",
        pathway_version=1,
        subject_kind="person",
        partnership_id=scene.id("north"),
        opened_by_id=scene.id("prison-nurse"),
        opened_by_agency_id=scene.id("prison"),
        opened_at=AT,
    )
    scene.cases[reference] = case
    for agency in agencies:
        _row(
            connection,
            scene,
            f"{agency} on {reference}",
            "participant",
            case_id=case,
            holder=scene.id(f"{agency}-team"),
            holder_kind="team",
            agency_id=scene.id(agency),
            giver_id=scene.id("prison"),
            partnership_id=scene.id("north"),
            pathway="prison-release",
            position=agency,
            reads=list(CATEGORIES) if agency == "prison" else ["core", "custody"],
            sees="full",
            basis="direct-care",
            since=AT,
            opened_at=AT,
            stage="sent",
        )
    for category in CATEGORIES:
        _row(
            connection,
            scene,
            f"{category} of {reference}",
            "answer",
            case_id=case,
            category=category,
            given=json.dumps({f"field-{category}": f"words of {category}"}),
            author_id=scene.id("prison-nurse"),
            author_agency_id=scene.id("prison"),
            at=AT,
        )
    _row(
        connection,
        scene,
        f"person of {reference}",
        "person_on_case",
        case_id=case,
        part="subject",
        category="core",
        name="Alex Fictional",
        name_folded="alex fictional",
    )
    append(connection, case, "case.opened", {"pathway": "prison-release", "version": 1})
    return case


def append(connection: psycopg.Connection[Any], case: UUID, kind: str, detail: dict[str, Any]) -> None:
    """One event, through the log's only door."""
    connection.execute(
        "select * from audit_append_all(%s)", (json.dumps([an_event(kind, f"case:{case}", case, detail)]),)
    )


def an_event(
    kind: str, chain: str, case: UUID | None, detail: dict[str, Any] | None = None, at: datetime = AT
) -> dict[str, Any]:
    """One event as `audit_append_all` takes it."""
    return {
        "place": 0,
        "id": str(uuid4()),
        "kind": kind,
        "chain": chain,
        "case_id": str(case) if case else None,
        "at": at.isoformat(),
        "category": "core",
        "detail": detail or {},
    }


def grow(owner_url: str, scene: Scene, reference: str, times: int) -> None:
    """Some more events on a case, each in a transaction of its own."""
    for turn in range(times):
        with psycopg.connect(owner_url) as connection:
            append(connection, scene.cases[reference], "case.moved", {"move": f"move-{turn}"})


def _row(connection: psycopg.Connection[Any], scene: Scene, known_as: str, table: str, /, **values: Any) -> UUID:
    scene.ids[known_as] = new_id()
    columns = ", ".join(f'"{name}"' for name in ("id", *values))
    places = ", ".join(["%s"] * (len(values) + 1))
    query = f"insert into {table} ({columns}) values ({places})"  # noqa: S608 - names from this file alone
    connection.execute(query.encode(), (scene.ids[known_as], *values.values()))
    return scene.ids[known_as]
