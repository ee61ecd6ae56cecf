"""Whether anybody is in a team can be asked before work is sent to it: a referral to a queue that nobody reads waits unseen.

Who works where is for their own agency to see. Whoever is signed in learns of another agency's team only whether anybody
at all is in it.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0515"
down_revision = "0510"
branch_labels = None
depends_on = None

FUNCTION = "somebody_is_in(uuid)"
PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function somebody_is_in(which uuid) returns boolean language sql stable {PINNED} as $$
            select my_worker() is not null and exists (
                select from post p join worker w on w.id = p.worker_id and w.suspended_at is null
                where p.team_id = which and p.until_at is null) $$"""
    )
    for statement in hand_to_guard(FUNCTION, "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"drop function {FUNCTION}")
