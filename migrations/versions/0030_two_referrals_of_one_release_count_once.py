"""Two referrals of one release stay two cases with their own senders; the release of the later one is the other's."""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0030"
down_revision = "0021"
branch_labels = None
depends_on = None

# Whoever works on the case that went on need not be on the other one, and its sender still hears of every outcome.
# It gives out ids alone, and only to those who take part in the case that they ask about.
OTHERS = """create function cases_of_the_same_release(p_case uuid) returns setof uuid language sql stable
    security definer set search_path = pg_catalog, public, pg_temp as $$
    select other.case_id from release_spell mine
    join release_spell other on other.same_as_id = mine.id
    where mine.case_id = p_case and takes_part(p_case) $$"""


def upgrade() -> None:
    op.add_column("release_spell", sa.Column("same_as_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_release_spell_same_as_id"), "release_spell", "release_spell", ["same_as_id"], ["id"])
    op.create_index(op.f("ix_release_spell_same_as_id"), "release_spell", ["same_as_id"])
    op.execute(OTHERS)
    for statement in hand_to_guard("cases_of_the_same_release(uuid)", "app", "worker"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function cases_of_the_same_release(uuid)")
    op.drop_column("release_spell", "same_as_id")
