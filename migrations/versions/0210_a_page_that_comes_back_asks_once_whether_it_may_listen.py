"""A page that comes back to its stream asks in one statement which case it is about and how much of it its reader sees.

A thousand come back within seconds when a process of streams ends. It is not a definer's function: the reader's own
policies say whether there is such a case.
"""

from alembic import op

revision = "0210"
down_revision = "0180"
branch_labels = None
depends_on = None

HEARS = """create function hears_case(p_token text, p_moment timestamptz, p_idle interval, p_roles text[],
                                      p_reference text)
    returns table (case_id uuid, in_full boolean) language plpgsql as $$
    begin
        perform set_config('coordination.token', p_token, true);
        if not still_signed_in(p_token, p_moment, p_idle, p_roles) then
            return;
        end if;
        return query
            select c.id, exists (select from participant p where p.case_id = c.id and p.until_at is null
                                 and p.sees = 'full' and p.holder = any (my_holders()))
            from case_file c where c.reference = p_reference;
    end $$"""


def upgrade() -> None:
    op.execute(HEARS)
    function = "hears_case(text, timestamptz, interval, text[], text)"
    op.execute(f"revoke all on function {function} from public")
    op.execute(f"grant execute on function {function} to app")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
