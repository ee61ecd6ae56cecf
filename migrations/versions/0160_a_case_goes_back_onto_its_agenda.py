"""A case that was taken off an agenda goes back to where it stood, and what agencies tell is heard at the meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0150"
branch_labels = None
depends_on = None

# As whoever tells: an agency finds what it was asked itself, and of a meeting no more than its id is told.
TOLD = """create function tell_that_an_agency_told() returns trigger language plpgsql as $$
    begin
        if tg_table_name = 'form_card_news' then
            perform pg_notify('live', 'meeting:' || u.meeting_id) from agency_update u where u.card_id = new.card_id;
        else
            perform pg_notify('live', 'meeting:' || new.meeting_id);
        end if;
        return null;
    end $$"""

TRIGGERS = (
    """create trigger tell_that_an_agency_told after insert on form_card_news for each row
        execute function tell_that_an_agency_told()""",
    """create trigger tell_that_an_agency_told after update on agency_update for each row
        when (old.given_at is null and new.given_at is not null) execute function tell_that_an_agency_told()""",
)


def upgrade() -> None:
    op.add_column("agenda_item", sa.Column("stood_at", sa.BigInteger(), nullable=True))
    op.execute("grant update (stood_at) on agenda_item to app")
    op.create_index("ix_agency_update_meeting", "agency_update", ["meeting_id"])
    op.create_index("ix_agency_update_card", "agency_update", ["card_id"])
    for statement in (TOLD, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for table in ("form_card_news", "agency_update"):
        op.execute(f"drop trigger tell_that_an_agency_told on {table}")
    op.execute("drop function tell_that_an_agency_told()")
    op.drop_index("ix_agency_update_card", "agency_update")
    op.drop_index("ix_agency_update_meeting", "agency_update")
    op.drop_column("agenda_item", "stood_at")
