"""Where a figure of the board's report is none or a few, a lead's own sentence stands beside it."""

import sqlalchemy as sa
from alembic import op

from migrations.policies import protect

revision = "0141"
down_revision = "0140"
branch_labels = None
depends_on = None

READS = "holds_role_in(board_sentence.partnership_id, array['manager', 'data-lead', 'partnership-lead'])"
SAYS = "holds_role_in(board_sentence.partnership_id, array['data-lead', 'partnership-lead'])"


def upgrade() -> None:
    op.create_table(
        "board_sentence",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.UUID(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_board_sentence_partnership_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["worker.id"], name=op.f("fk_board_sentence_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_sentence")),
    )
    op.create_index("ix_board_sentence_quarter", "board_sentence", ["partnership_id", "period_from", "said_at"])
    for statement in protect("board_sentence", read=READS, insert=f"said_by_id = (select my_worker()) and {SAYS}"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("board_sentence")
