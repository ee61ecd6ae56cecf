"""A draft may say out of which case it was begun, and which of its answers were carried over from there."""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("linked_from_id", sa.UUID(), nullable=True))
    op.add_column("draft", sa.Column("carried", sa.ARRAY(sa.Text()), server_default="{}", nullable=False))
    op.create_foreign_key(op.f("fk_draft_linked_from_id"), "draft", "case_file", ["linked_from_id"], ["id"])


def downgrade() -> None:
    op.drop_column("draft", "carried")
    op.drop_column("draft", "linked_from_id")
