"""A meeting that cannot take place is called off, with the reason that its members are told."""

import sqlalchemy as sa
from alembic import op

revision = "0162"
down_revision = "0161"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("called_off_because", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("meeting", "called_off_because")
