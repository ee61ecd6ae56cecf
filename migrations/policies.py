"""One helper makes a table's row-level security for every database role, so that none can be forgotten.

The roles: `app` serves pages, `worker` runs jobs and sweeps, `statistics` reads frozen figures and configuration,
`backup` copies, `guard` owns every definer function, `migrate` owns the tables. The superuser `owner` is not subject.
"""

from __future__ import annotations

from collections.abc import Iterator

# The one rule, as the policies of tables that hang on a case say it: a live part of mine in it, which the view `my_part`
# judges. A scalar sub-select with a limit, because a plain EXISTS is hashed whole for an agency with many cases.
MY_PART = "(select true from my_part p where p.case_id = {table}.case_id limit 1)"
# As it was said before there was that view: migration 0280 put the view into every policy made with these two.
MINE = "p.holder = any((select my_holders())::uuid[]) and p.until_at is null"
TAKES_PART = "(select true from participant p where p.case_id = {table}.case_id and " + MINE + " limit 1)"
SIGNED_IN = "(select my_kind()) is not null"
NOBODY = "false"
ANYBODY = "true"


def takes_part(table: str) -> str:
    """The condition that the asker takes part in the case a row of this table belongs to, as it was said before 0280."""
    return TAKES_PART.format(table=table)


def has_part(table: str) -> str:
    """The condition that the asker takes part in the case a row of this table belongs to."""
    return MY_PART.format(table=table)


def has_role(*roles: str) -> str:
    """The condition that the asker has one of these roles."""
    return "(select my_roles()) && array[" + ", ".join(f"'{role}'" for role in roles) + "]"


def protect(
    table: str,
    *,
    read: str = NOBODY,
    insert: str | None = None,
    change: str | None = None,
    change_columns: str = "",
    read_columns: str = "",
    sweep: str | None = None,
    worker_reads: str | None = None,
    statistics: bool = False,
) -> Iterator[str]:
    """The statements that put a table under row-level security.

    `read`, `insert`, `change`: what `app` may do, and `worker` while it acts for somebody. `sweep`: a condition under
    which a named sweep may read and change. `worker_reads`: what `worker` may do without acting for anybody (the
    outbox). A table that names none is closed to both.
    """
    yield f"alter table {table} enable row level security"
    yield f"alter table {table} force row level security"
    yield f"grant select, insert, update, delete on {table} to guard"
    for keeper in ("guard", "migrate"):
        yield f"create policy {keeper}_all on {table} for all to {keeper} using (true) with check (true)"
    yield f"grant select on {table} to backup"
    yield f"create policy backup_reads on {table} for select to backup using (true)"
    yield f"create policy statistics_reads on {table} for select to statistics using ({'true' if statistics else 'false'})"
    if statistics:
        yield f"grant select on {table} to statistics"

    def widened(condition: str | None) -> str:
        parts = [part for part in (condition, worker_reads) if part]
        if sweep:
            parts.append(f"((select my_kind()) = 'sweep' and ({sweep}))")
        return " or ".join(f"({part})" for part in parts) or NOBODY

    yield f"create policy app_reads on {table} for select to app using ({read})"
    yield f"create policy worker_reads on {table} for select to worker using ({widened(read)})"
    if read != NOBODY:
        yield f"grant select {read_columns} on {table} to app"
    if read != NOBODY or sweep or worker_reads:
        yield f"grant select on {table} to worker"
    if insert or sweep or worker_reads:
        if insert:
            yield f"create policy app_inserts on {table} for insert to app with check ({insert})"
            yield f"grant insert on {table} to app"
        yield f"create policy worker_inserts on {table} for insert to worker with check ({widened(insert)})"
        yield f"grant insert on {table} to worker"
    if change or sweep or worker_reads:
        if change:
            yield f"create policy app_changes on {table} for update to app using ({change}) with check ({change})"
            yield f"grant update {change_columns} on {table} to app"
        yield (
            f"create policy worker_changes on {table} for update to worker "
            f"using ({widened(change)}) with check ({widened(change)})"
        )
        yield f"grant update on {table} to worker"
