"""The sweep learns which appointments are tomorrow, by ids alone; each is then read by the eyes of whoever booked it."""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function appointments_between(since timestamptz, until timestamptz)
            returns table (id uuid, case_id uuid, made_by_id uuid) language sql stable {PINNED} as $$
            select a.id, a.case_id, a.made_by_id from appointment a
            where my_sweep() = 'deadlines' and a.outcome is null and a.starts_at >= since and a.starts_at < until
            order by a.starts_at, a.id $$"""
    )
    for statement in hand_to_guard("appointments_between(timestamptz, timestamptz)", "worker"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function appointments_between(timestamptz, timestamptz)")
