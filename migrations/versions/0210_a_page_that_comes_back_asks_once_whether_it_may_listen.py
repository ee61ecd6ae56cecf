"""A page that comes back to its stream asks in one statement which case it is about and how much of it its reader sees.

A thousand come back within seconds when a process of streams ends. It is not a definer's function: the reader's own
policies say whether there is such a case. A process that heard nothing for a while asks once which of the cases that
its pages show have grown, and wakes those pages alone; each then asks for itself what it may see.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0210"
down_revision = "0202"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
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


# How far chains have grown says no more than the signals that were missed would have said.
GREW = f"""create function cases_that_grew(p_cases uuid[], p_places bigint[])
    returns table (case_id uuid, seq bigint) language sql stable {PINNED} as $$
    select shown.case_id, h.seq from unnest(p_cases, p_places) shown (case_id, place)
        join chain_head h on h.chain = 'case:' || shown.case_id
    where h.seq > shown.place $$"""


def upgrade() -> None:
    op.execute(HEARS)
    op.execute(GREW)
    for statement in hand_to_guard("cases_that_grew(uuid[], bigint[])", "app"):
        op.execute(statement)
    function = "hears_case(text, timestamptz, interval, text[], text)"
    op.execute(f"revoke all on function {function} from public")
    op.execute(f"grant execute on function {function} to app")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
