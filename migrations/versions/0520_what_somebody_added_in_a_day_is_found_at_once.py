"""What somebody added within a day is found through an index: it is asked each time a document is added."""

from alembic import op

revision = "0520"
down_revision = "0516"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_document_author", "document", ["author_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_document_author", "document")
