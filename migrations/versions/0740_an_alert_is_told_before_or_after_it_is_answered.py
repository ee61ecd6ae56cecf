"""Whether an urgent alert still waits is asked under a lock: whoever answers it waits for those who are being told, so that
nobody is left with an alert above every page that somebody else has answered.

The job of whoever raised it may not change the alert, and so cannot lock it either. It learns yes or no, of its own case.

An alert starts with the first team in turn in which somebody is beside whoever raised it: told to them alone it would
wait its whole time for people who have not heard.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0740"
down_revision = "0700"
branch_labels = None
depends_on = None

WAITS, ELSE = "alert_still_waits(uuid)", "somebody_else_is_in(uuid)"
PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function alert_still_waits(which uuid) returns boolean language plpgsql {PINNED} as $$
            declare waits boolean;
            begin
                select a.acknowledged_at is null into waits from alert a
                where a.id = which and may_tell_of(a.case_id) for share;
                return coalesce(waits, false);
            end $$"""
    )
    op.execute(
        f"""create function somebody_else_is_in(which uuid) returns boolean language sql stable {PINNED} as $$
            select my_worker() is not null and exists (
                select from post p join worker w on w.id = p.worker_id and w.suspended_at is null
                where p.team_id = which and p.until_at is null and p.worker_id <> my_worker()) $$"""
    )
    for statement in (*hand_to_guard(WAITS, "worker"), *hand_to_guard(ELSE, "app", "worker")):
        op.execute(statement)


def downgrade() -> None:
    for function in (WAITS, ELSE):
        op.execute(f"drop function {function}")
