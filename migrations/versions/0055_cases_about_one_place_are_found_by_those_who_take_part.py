"""An address is kept as it is compared, and cases about one place are found by those who take part in them.

Whoever decides on a worry before accepting it does not read the number of the house, and must still be told that a
case about the same home is open. So a function compares, and gives references alone: of cases in which the asker takes
part. A worker who knows somebody in a case may shut themselves out of it; letting them in again is for others.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0055"
down_revision = "0041"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

SAME_PLACE = f"""create function cases_at_the_same_place(p_case uuid)
    returns table (case_id uuid, reference text, opened_at timestamptz, ended_at timestamptz, outcome text)
    language plpgsql stable {PINNED} as $$
    begin
        if not takes_part(p_case) then
            return;
        end if;
        return query
            select c.id, c.reference, c.opened_at, c.ended_at, c.outcome
            from case_file here
            join place h on h.case_id = here.id
            join place o on o.case_id <> here.id and o.part = h.part
                and (o.uprn = h.uprn
                     or (o.folded = h.folded and (o.uprn is null or h.uprn is null)
                         and (o.postcode is null or h.postcode is null or o.postcode = h.postcode)))
            join case_file c on c.id = o.case_id and c.pathway = here.pathway
            where here.id = p_case
              and (select true from participant p where p.case_id = c.id and p.holder = any (my_holders())
                   and p.until_at is null limit 1)
              and not c.id = any (my_blocked_cases())
            group by c.id, c.reference, c.opened_at, c.ended_at, c.outcome
            order by c.ended_at is not null, c.opened_at desc
            limit 10;
    end $$"""

SHUT_OUT = f"""create function shut_myself_out(p_block uuid, p_case uuid, p_reason text, p_at timestamptz) returns void
    language plpgsql {PINNED} as $$
    begin
        if not takes_part(p_case) then
            raise insufficient_privilege using message = 'Only somebody who takes part can leave.';
        end if;
        insert into case_block (id, case_id, worker_id, by_id, reason, at)
            values (p_block, p_case, my_worker(), my_worker(), p_reason, p_at);
    end $$"""


def upgrade() -> None:
    op.add_column("place", sa.Column("postcode", sa.Text(), nullable=True))
    op.add_column("place", sa.Column("folded", sa.Text(), nullable=True))
    op.create_index(op.f("ix_place_folded"), "place", ["folded"])
    op.create_index("ix_place_uprn", "place", ["uprn"], postgresql_where=sa.text("uprn is not null"))
    op.execute("grant update (linked_from_id) on case_file to app, worker")
    for statement in (SAME_PLACE, SHUT_OUT):
        op.execute(statement)
    for function in ("cases_at_the_same_place(uuid)", "shut_myself_out(uuid, uuid, text, timestamptz)"):
        for statement in hand_to_guard(function, "app"):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
