"""Exact counts of measures are kept each night, so that looking at them does not grow with the number of cases.

Milestones are given out a few cases at a time, to the data lead of their partnership and to the sweep that counts.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0165"
down_revision = "0164"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

TO_COUNT = f"""create function milestones_to_count(p_partnership uuid, p_kinds text[], p_from date, p_until date,
                                                   p_after uuid, p_most integer)
    returns table (case_id uuid, spell_id uuid, pathway text, kind text, on_date date, attributes jsonb,
                   recorded_at timestamptz)
    language plpgsql stable {PINNED} as $$
    begin
        if my_sweep() is distinct from 'releases' and not holds_role_in(p_partnership, array['data-lead']) then
            return;
        end if;
        -- planned anew for each partnership: few rows of a small one are found otherwise than many of a large one
        return query execute
            'select m.case_id, m.spell_id, m.pathway, m.kind, m.on_date, m.attributes, m.recorded_at
             from milestone m
             where m.case_id > $5 and m.partnership_id = $1 and m.kind = any ($2) and m.on_date between $3 and $4
             order by m.case_id, m.on_date, m.id limit $6'
            using p_partnership, p_kinds, p_from, p_until, p_after, p_most;
    end $$"""
# How many there are to count, and no more than is asked: what is found first is enough, so it takes no longer for many.
HOW_MANY = f"""create function how_many_to_count(p_partnership uuid, p_kinds text[], p_from date, p_until date,
                                                 p_most integer)
    returns integer language plpgsql stable {PINNED} as $$
    declare found integer;
    begin
        if not holds_role_in(p_partnership, array['data-lead']) then
            return 0;
        end if;
        execute
            'select count(*) from (select from milestone m
             where m.partnership_id = $1 and m.kind = any ($2) and m.on_date between $3 and $4 limit $5) few'
            into found using p_partnership, p_kinds, p_from, p_until, p_most;
        return found;
    end $$"""
BEFORE = f"""create function exact_milestones(p_partnership uuid, p_kinds text[], p_from date, p_until date)
    returns table (case_id uuid, spell_id uuid, pathway text, kind text, on_date date, attributes jsonb,
                   recorded_at timestamptz)
    language plpgsql stable {PINNED} as $$
    begin
        if not holds_role_in(p_partnership, array['data-lead']) then
            return;
        end if;
        return query
            select m.case_id, m.spell_id, m.pathway, m.kind, m.on_date, m.attributes, m.recorded_at
            from milestone m
            where m.partnership_id = p_partnership and m.kind = any (p_kinds)
              and m.on_date between p_from and p_until
            order by m.on_date, m.id;
    end $$"""


def upgrade() -> None:
    op.create_table(
        "exact_count",
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_exact_count_partnership_id")),
        sa.PrimaryKeyConstraint("partnership_id", "measure", "period_from", name=op.f("pk_exact_count")),
    )
    read = "holds_role_in(exact_count.partnership_id, array['data-lead'])"
    for statement in protect("exact_count", read=read, sweep="(select my_sweep()) = 'releases'"):
        op.execute(statement)
    op.execute("drop function exact_milestones(uuid, text[], date, date)")
    op.execute(TO_COUNT)
    for statement in hand_to_guard("milestones_to_count(uuid, text[], date, date, uuid, integer)", "app", "worker"):
        op.execute(statement)
    op.execute(HOW_MANY)
    for statement in hand_to_guard("how_many_to_count(uuid, text[], date, date, integer)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function how_many_to_count(uuid, text[], date, date, integer)")
    op.execute("drop function milestones_to_count(uuid, text[], date, date, uuid, integer)")
    op.execute(BEFORE)
    for statement in hand_to_guard("exact_milestones(uuid, text[], date, date)", "app", "worker"):
        op.execute(statement)
    op.drop_table("exact_count")
