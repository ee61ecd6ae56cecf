"""The open cases of a holder are found by the day that they turn on: what the calendar of releases asks for."""

from alembic import op

revision = "0120"
down_revision = "0113"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index ix_participant_key_date on participant (holder, pathway, key_date) "
        "where until_at is null and not case_ended"
    )


def downgrade() -> None:
    op.drop_index("ix_participant_key_date", "participant")
