"""The sweep that clears old drafts away may delete their answers, which it cannot read."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

A_SWEEP = "(select my_kind()) = 'sweep'"


def upgrade() -> None:
    op.execute("grant delete on draft_answer to worker")
    op.execute(f"create policy worker_deletes on draft_answer for delete to worker using ({A_SWEEP})")


def downgrade() -> None:
    op.execute("drop policy worker_deletes on draft_answer")
    op.execute("revoke delete on draft_answer from worker")
