"""A closed month copied into the months before it, row by row inside the database: many cases in minutes.

The month was closed by the product; its copies have cases, milestones, entries of the log, bookings, frozen figures and
exact totals of their own, and the running totals hold them as if each had been closed.
"""

from __future__ import annotations

from datetime import date

import psycopg
from psycopg import sql

# For each table: the rows of the month, and what a copy has in place of what stands there.
MONTH_OF = "({} - %(back)s * interval '1 month')::date"
MOMENT_OF = "(({} at time zone 'Europe/London') - %(back)s * interval '1 month') at time zone 'Europe/London'"
OF_CASES = {
    "case_file": ("of_case o where t.id = o.was", {
        "id": "o.now", "reference": "'CNT-' || right(replace(o.now::text, '-', ''), 12)",
        "opened_at": MOMENT_OF.format("t.opened_at"),
    }),
    "participant": ("of_case o where t.case_id = o.was", {"id": "uuidv7()", "case_id": "o.now"}),
    "hand_over": ("of_case o where t.case_id = o.was", {
        "id": "uuidv7()", "case_id": "o.now", "reference": "right(replace(o.now::text, '-', ''), 12)",
    }),
    "milestone": ("of_case o join of_milestone m on true where t.case_id = o.was and t.id = m.was", {
        "id": "m.now", "case_id": "o.now", "on_date": MONTH_OF.format("t.on_date"),
        "recorded_at": MOMENT_OF.format("t.recorded_at"),
    }),
    "event": ("of_case o join of_event e on true where t.case_id = o.was and t.id = e.was", {
        "chain": "'case:' || o.now", "id": "e.now", "case_id": "o.now", "at": MOMENT_OF.format("t.at"),
        "recorded_at": MOMENT_OF.format("t.recorded_at"),
    }),
    "event_detail": ("of_case o join of_event e on true where t.case_id = o.was and t.event_id = e.was", {
        "event_id": "e.now", "case_id": "o.now",
    }),
    "booking": ("of_milestone m where t.milestone_id = m.was", {
        "milestone_id": "m.now", "month": MONTH_OF.format("t.month"),
    }),
}  # fmt: skip
THIS_MONTH = "of_release r where t.partnership_id = r.partnership_id and t.month = r.month"
MOVED = {"month": MONTH_OF.format("t.month")}
OF_RELEASES = {
    "release": (THIS_MONTH, {**MOVED, "id": "r.now"}),
    "release_column": (THIS_MONTH, {**MOVED, "release_id": "r.now"}),
    "release_cell": (THIS_MONTH, MOVED),
    "milestone_total": (THIS_MONTH, MOVED),
}
MAPS = (
    """create temp table of_case on commit drop as select c.case_id as was, uuidv7() as now from (
        select distinct m.case_id from milestone m join booking b on b.milestone_id = m.id
        where b.month = %(month)s) c""",
    """create temp table of_milestone on commit drop as
        select m.id as was, uuidv7() as now from milestone m join of_case o on o.was = m.case_id""",
    """create temp table of_event on commit drop as
        select e.id as was, uuidv7() as now from event e join of_case o on o.was = e.case_id""",
    """create temp table of_release on commit drop as
        select partnership_id, month, uuidv7() as now from release where month = %(month)s""",
    "analyze of_case",
    "analyze of_milestone",
    "analyze of_event",
)
# what a month put into the running totals, as often as it was copied
LEDGERS = """with month as (
        select partnership_id, custody_group, pathway,
            case when attribute like 'events:%%' then substr(attribute, 8) else 'cases' end as ledger,
            case when attribute like 'events:%%' then 'kind' else attribute end as attribute, category,
            sum(booked) as booked, sum(issued) as issued
        from (
            select partnership_id, custody_group, pathway, attribute, category, value as booked, 0 as issued
            from milestone_total where month = %(month)s
            union all
            select partnership_id, custody_group, pathway, attribute, category, 0, value
            from release_cell where month = %(month)s) both_of_them
        group by 1, 2, 3, 4, 5, 6)
    update ledger l set booked = l.booked + %(copies)s * m.booked, issued = l.issued + %(copies)s * m.issued
    from month m where (l.partnership_id, l.custody_group, l.ledger, l.pathway, l.attribute, l.category)
        = (m.partnership_id, m.custody_group, m.ledger, m.pathway, m.attribute, m.category)"""


def copy_back(owner_url: str, month: date, copies: int, first: int = 1) -> None:
    """Copy everything of a closed month, whose outcomes are out, into as many months before it. As the keeper.

    The latest copy lies `first` months before it.
    """
    for back in range(first, first + copies):
        with psycopg.connect(owner_url) as connection:
            connection.execute("set session_replication_role = replica")
            given = {"month": month, "back": back}
            for made in MAPS:
                connection.execute(made, given if "%(" in made else None)
            for table, (rows, instead) in {**OF_CASES, **OF_RELEASES}.items():
                connection.execute(_copied(connection, table, rows, instead), given)
    with psycopg.connect(owner_url) as connection:
        connection.execute(LEDGERS, {"month": month, "copies": copies})
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _copied(
    connection: psycopg.Connection[tuple[object, ...]], table: str, rows: str, instead: dict[str, str]
) -> sql.Composable:
    there = connection.execute(
        "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s "
        "and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position",
        (table,),
    )
    columns = [str(name) for (name,) in there]
    taken = [sql.SQL(instead[name]) if name in instead else sql.SQL("t.") + sql.Identifier(name) for name in columns]
    return sql.SQL("insert into {table} ({columns}) select {taken} from {table} t, ").format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        taken=sql.SQL(", ").join(taken),
    ) + sql.SQL(rows)
