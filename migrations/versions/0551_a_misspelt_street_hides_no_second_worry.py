"""A second worry about a home is found also where its street was misspelt: a whole postcode and the door are enough.

The door is whatever stands before the name of the street: the flat and the number of the house. Two homes of one postcode
with one number are told apart by their flats.
"""

from alembic import op

revision = "0551"
down_revision = "0550"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
# everything up to the last word that begins with a digit
DOOR = r"'^.*\m[0-9][a-z0-9]*'"

SAME_PLACE = f"""create or replace function cases_at_the_same_place(p_case uuid)
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
                         and (o.postcode is null or h.postcode is null or o.postcode = h.postcode))
                     or (o.postcode = h.postcode and (o.uprn is null or h.uprn is null)
                         and substring(o.folded from {DOOR}) = substring(h.folded from {DOOR})))
            join case_file c on c.id = o.case_id and c.pathway = here.pathway
            where here.id = p_case
              and (select true from participant p where p.case_id = c.id and p.holder = any (my_holders())
                   and p.until_at is null limit 1)
              and not c.id = any (my_blocked_cases())
            group by c.id, c.reference, c.opened_at, c.ended_at, c.outcome
            order by c.ended_at is not null, c.opened_at desc
            limit 10;
    end $$"""


def upgrade() -> None:
    op.create_index("ix_place_postcode", "place", ["postcode"], postgresql_where="postcode is not null")
    # replaced by its owner, so that its rights stay as they are
    op.execute("set role guard")
    op.execute(SAME_PLACE)
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
