"""A meeting is moved to another day: what agencies have not told yet they tell by another day.

What an agency was asked is its own row, which the chair may not change. The function moves the day alone, of a meeting
that nobody has opened, for whoever chairs its panel.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0535"
down_revision = "0530"
branch_labels = None
depends_on = None

FUNCTION = "move_updates(uuid[], timestamptz)"
PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function move_updates(p_updates uuid[], p_due timestamptz) returns void language sql {PINNED} as $$
            update agency_update u set due_at = p_due
            from meeting m
            where u.id = any (p_updates) and m.id = u.meeting_id and m.began_at is null and m.ended_at is null
                and u.given_at is null and chairs_panel(m.panel_id) $$"""
    )
    for statement in hand_to_guard(FUNCTION, "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set role guard")
    op.execute(f"drop function {FUNCTION}")
    op.execute("reset role")
