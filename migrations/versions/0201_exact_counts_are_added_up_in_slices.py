"""The nightly count of measures is added up a few minutes at a time, so that no number of cases is too many for it.

What a night has counted so far stands here, out of everybody's sight, until all cases were looked at.
"""

import sqlalchemy as sa
from alembic import op

from migrations.policies import protect

revision = "0201"
down_revision = "0200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exact_count_so_far",
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_exact_count_so_far_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "measure", "period_from", name=op.f("pk_exact_count_so_far")),
    )
    for statement in protect("exact_count_so_far", sweep="(select my_sweep()) = 'releases'"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("exact_count_so_far")
