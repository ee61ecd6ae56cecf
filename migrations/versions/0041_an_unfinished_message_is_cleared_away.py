"""An unfinished message has a last day, after which a sweep clears it away."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

OWN = "worker_id = (select my_worker())"
CLEARING = "(select my_kind()) = 'sweep' and (select my_sweep()) = 'drafts'"


def upgrade() -> None:
    op.add_column("message_draft", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    # those kept before this began have the days that a pathway begins with
    op.execute("update message_draft set expires_at = kept_at + interval '30 days'")
    op.alter_column("message_draft", "expires_at", nullable=False)
    op.create_index("ix_message_draft_expires_at", "message_draft", ["expires_at"])
    op.execute(f"alter policy worker_reads on message_draft using (({OWN}) or ({CLEARING}))")
    op.execute("grant delete on message_draft to worker")
    op.execute(f"create policy worker_deletes on message_draft for delete to worker using ({CLEARING})")


def downgrade() -> None:
    op.execute("drop policy worker_deletes on message_draft")
    op.execute("revoke delete on message_draft from worker")
    op.execute(f"alter policy worker_reads on message_draft using (({OWN}))")
    op.drop_index("ix_message_draft_expires_at", "message_draft")
    op.drop_column("message_draft", "expires_at")
