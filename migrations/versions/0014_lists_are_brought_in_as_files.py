"""Lists that are brought in as files: each belongs to one worker, and a sweep clears it away after its last day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWN_LIST = "worker_id = (select my_worker())"
OWN_ROW = "(select true from brought_list l where l.id = brought_row.list_id limit 1)"
# Old lists are unfinished work like old drafts, and go the same way.
CLEARING = "(select my_sweep()) = 'drafts'"


def upgrade() -> None:
    op.create_table(
        "brought_list",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("faults", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_brought_list_worker_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_brought_list_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_list")),
        sa.UniqueConstraint("reference", name=op.f("uq_brought_list_reference")),
        info={"private_working_state": True},
    )
    op.create_index("ix_brought_list_worker", "brought_list", ["worker_id", "read_at"])
    op.create_table(
        "brought_row",
        sa.Column("list_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("given", postgresql.JSONB(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("became", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("case_reference", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["brought_list.id"], name=op.f("fk_brought_row_list_id")),
        sa.PrimaryKeyConstraint("list_id", "number", name=op.f("pk_brought_row")),
        info={"private_working_state": True},
    )
    for table, own in (("brought_list", OWN_LIST), ("brought_row", OWN_ROW)):
        for statement in protect(table, read=own, insert=own, change=own, sweep=CLEARING):
            op.execute(statement)
        op.execute(f"grant delete on {table} to app, worker")
        op.execute(f"create policy app_deletes on {table} for delete to app using ({own})")
        op.execute(f"create policy worker_deletes on {table} for delete to worker using ({CLEARING})")


def downgrade() -> None:
    op.drop_table("brought_row")
    op.drop_table("brought_list")
