"""One meeting of a panel is open at once. Of several that were left open the one that was opened last stays open."""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None

LEFT_OPEN = """update meeting m set ended_at = m.began_at, item_id = null, item_since = null, version = m.version + 1
    where m.began_at is not null and m.ended_at is null and exists (
        select from meeting later where later.panel_id = m.panel_id and later.ended_at is null
          and (later.began_at, later.id) > (m.began_at, m.id))"""


def upgrade() -> None:
    op.execute(LEFT_OPEN)
    op.create_index(
        "one_open_meeting_of_a_panel",
        "meeting",
        ["panel_id"],
        unique=True,
        postgresql_where=sa.text("began_at is not null and ended_at is null"),
    )


def downgrade() -> None:
    op.drop_index("one_open_meeting_of_a_panel", table_name="meeting")
