"""The board's report of a quarter is made by a job and kept for those who read measures."""

import sqlalchemy as sa
from alembic import op

from migrations.policies import protect

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None

READS = "holds_role_in(board_report.partnership_id, array['manager', 'data-lead', 'partnership-lead'])"
MINE = "asked_by_id = (select my_worker())"


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "board_report",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.UUID(), nullable=False),
        sa.Column("asked_at", at, nullable=False),
        sa.Column("parts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("parts_done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("ready_at", at, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_board_report_partnership_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["worker.id"], name=op.f("fk_board_report_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_board_report_reference")),
    )
    op.create_index("ix_board_report_quarter", "board_report", ["partnership_id", "period_from"])
    for statement in protect(
        "board_report",
        read=READS,
        insert=f"{MINE} and {READS}",
        change=f"{MINE} and {READS}",
        change_columns="(parts, parts_done, ready_at, content)",
    ):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("board_report")
