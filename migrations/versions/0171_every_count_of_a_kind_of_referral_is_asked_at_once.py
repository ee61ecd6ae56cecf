"""The data lead of a partnership asks for what is counted of one kind of referral.

A birthday is counted and never told: in which cases a day came is answered, and no day of anybody's life.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0171"
down_revision = "0170"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

MILESTONES = f"""create function milestones_of_pathway(p_partnership uuid, p_pathway text, p_kinds text[], p_from date,
                                                       p_until date)
    returns table (case_id uuid, spell_id uuid, pathway text, kind text, on_date date, attributes jsonb,
                   recorded_at timestamptz)
    language sql stable {PINNED} as $$
    select m.case_id, m.spell_id, m.pathway, m.kind, m.on_date, m.attributes, m.recorded_at from milestone m
    where holds_role_in(p_partnership, array['data-lead']) and m.partnership_id = p_partnership
      and m.pathway = p_pathway and m.kind = any (p_kinds) and m.on_date between p_from and p_until
    order by m.on_date, m.id $$"""

# the newest value of the fact is the one that holds
CAME = f"""create function cases_where_a_day_came(p_partnership uuid, p_pathway text, p_fact text, p_from date,
                                                  p_until date, p_unless text[])
    returns setof uuid language sql stable {PINNED} as $$
    select newest.case_id from (
        select distinct on (f.case_id) f.case_id, f.value ->> 'value' as day from dated_fact f
        join case_file c on c.id = f.case_id
        where holds_role_in(p_partnership, array['data-lead']) and c.partnership_id = p_partnership
          and c.pathway = p_pathway and f.fact = p_fact
        order by f.case_id, f.recorded_at desc, f.id desc) newest
    where newest.day between p_from::text and p_until::text
      and not exists (select from milestone m where m.case_id = newest.case_id and m.kind = any (p_unless)
                      and m.on_date::text <= newest.day) $$"""


def upgrade() -> None:
    op.execute(MILESTONES)
    op.execute(CAME)
    for function in (
        "milestones_of_pathway(uuid, text, text[], date, date)",
        "cases_where_a_day_came(uuid, text, text, date, date, text[])",
    ):
        for statement in hand_to_guard(function, "app"):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
