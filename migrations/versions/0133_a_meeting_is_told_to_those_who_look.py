"""Whoever has a meeting open is told at once that it has moved on, as with cases and queues: an id and nothing else.

Whether a listener still sits on the panel is asked as the listener, so a signal tells nobody more than the page would.
"""

from alembic import op

revision = "0133"
down_revision = "0132"
branch_labels = None
depends_on = None

LISTENS = """create function listens_at_meeting(p_token text, p_moment timestamptz, p_idle interval, p_roles text[],
                                                p_meeting uuid)
    returns boolean language plpgsql as $$
    begin
        perform set_config('coordination.token', p_token, true);
        return still_signed_in(p_token, p_moment, p_idle, p_roles)
            and exists (select from meeting m where m.id = p_meeting);
    end $$"""

MOVED = """create function tell_that_a_meeting_moved_on() returns trigger language plpgsql as $$
    begin
        if tg_table_name = 'meeting' then
            perform pg_notify('live', 'meeting:' || new.id);
        else
            perform pg_notify('live', 'meeting:' || new.meeting_id);
        end if;
        return null;
    end $$"""

TRIGGERS = (
    """create trigger tell_that_a_meeting_moved_on after update on meeting for each row
        when (new.version <> old.version) execute function tell_that_a_meeting_moved_on()""",
    """create trigger tell_that_a_meeting_moved_on after insert or update on attendance for each row
        execute function tell_that_a_meeting_moved_on()""",
)


def upgrade() -> None:
    for statement in (LISTENS, MOVED, *TRIGGERS):
        op.execute(statement)
    function = "listens_at_meeting(text, timestamptz, interval, text[], uuid)"
    op.execute(f"revoke all on function {function} from public")
    op.execute(f"grant execute on function {function} to app")


def downgrade() -> None:
    for table in ("meeting", "attendance"):
        op.execute(f"drop trigger tell_that_a_meeting_moved_on on {table}")
    op.execute("drop function tell_that_a_meeting_moved_on()")
    op.execute("drop function listens_at_meeting(text, timestamptz, interval, text[], uuid)")
