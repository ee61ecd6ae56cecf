"""An agency may have powers: only a first responder organisation sends the national form on exploitation.

Councils and police forces of an installation that is there already have that power: they stand on the national list.
"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agency", sa.Column("powers", sa.ARRAY(sa.Text()), server_default="{}", nullable=False))
    op.execute("update agency set powers = '{first-responder}' where kind in ('council', 'police')")


def downgrade() -> None:
    op.drop_column("agency", "powers")
