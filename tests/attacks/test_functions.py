"""Every function that sees more than its caller was read by somebody, who decided what it asks of its caller."""

from __future__ import annotations

import psycopg

from tests.attacks import functions as known
from tests.conftest import Database

ASKED = (
    known.WITH_PROOF,
    known.WITH_A_SECRET,
    known.ABOUT_THE_CALLER,
    known.WITH_A_PART,
    frozenset(known.FOR_EVERYBODY),
)
LISTS = (known.INSIDE, known.MACHINES, *ASKED)


def catalogue(database: Database, role: str | None = None) -> set[str]:
    """The functions that run as `guard`; with a role, those of them that it may call."""
    with psycopg.connect(database.url("owner")) as connection:
        rows = connection.execute(
            """select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
                 and (%(role)s::text is null or (p.prorettype <> 'trigger'::regtype
                      and has_function_privilege(%(role)s, p.oid, 'execute')))""",
            {"role": role},
        )
        return {name for (name,) in rows}


def test_every_function_was_read_by_somebody_and_stands_in_one_list(database: Database) -> None:
    listed = [name for names in LISTS for name in names]
    assert catalogue(database) == set(listed), "decide in functions.py what it asks of its caller"
    assert len(listed) == len(set(listed)), "in one list alone"


def test_what_is_called_inside_or_by_machines_is_closed_to_the_application(database: Database) -> None:
    assert catalogue(database, "app") == frozenset[str]().union(*ASKED)
    by_machines = catalogue(database, "worker")
    assert by_machines & known.INSIDE == set()
    assert by_machines >= known.MACHINES
