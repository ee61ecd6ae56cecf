"""An urgent alert passes over teams that nobody is left in: told to one of them it would lie unseen for its whole turn.

The function says which of these teams have somebody, and says it to the sweep of deadlines alone.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0530"
down_revision = "0520"
branch_labels = None
depends_on = None

FUNCTION = "teams_with_people(uuid[])"
PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function teams_with_people(teams uuid[]) returns setof uuid language sql stable {PINNED} as $$
            select distinct p.team_id from post p join worker w on w.id = p.worker_id and w.suspended_at is null
            where my_sweep() = 'deadlines' and p.team_id = any (teams) and p.until_at is null $$"""
    )
    for statement in hand_to_guard(FUNCTION, "worker"):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"drop function {FUNCTION}")
