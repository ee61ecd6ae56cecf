"""How many messages wait for somebody is planned once for a connection, not anew for every page.

PostgreSQL expects a plan made for one worker to be better than one for any, and so planned this count again for each
page that it opened, although all that it reads is found by the worker's own id.
"""

from alembic import op

revision = "0250"
down_revision = "0241"
branch_labels = None
depends_on = None

COUNT = "unread_messages(text)"


def upgrade() -> None:
    op.execute(f"alter function {COUNT} set plan_cache_mode = force_generic_plan")


def downgrade() -> None:
    op.execute(f"alter function {COUNT} reset plan_cache_mode")
