"""A task whose deadline stands still or has no date yet stands behind all others, and never among the late ones."""

from alembic import op

revision = "0241"
down_revision = "0240"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # what stands already is put right without an event: nothing happened to it
    op.execute("alter table task disable trigger user")
    op.execute(
        "update task set due_at = '9999-12-31 00:00:00+00' from clock c "
        "where c.id = task.clock_id and c.due_at is null and task.done_at is null"
    )
    op.execute("alter table task enable trigger user")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
