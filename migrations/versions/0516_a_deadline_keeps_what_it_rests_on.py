"""A deadline keeps the dates and conditions that it was last worked out from.

Whoever moved the deadlines of a case worked all of them out from what they themselves read: where the council corrected an
address, the day of a release that it does not read was taken for unknown, and those who waited for it were reminded of
another day or of none. What the asker does not read is taken from the deadline itself now. It tells nobody more than
the deadline and its sentence, which whoever takes part in the case could read before.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0516"
down_revision = "0515"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("clock", sa.Column("rests_on", JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False))


def downgrade() -> None:
    op.drop_column("clock", "rests_on")
