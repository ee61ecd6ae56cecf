"""A month is closed once: its bookings go into ledgers, and what is published of them is frozen in fives."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import SIGNED_IN, protect

revision = "0090"
down_revision = "0087"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
CLOSING = "(select my_sweep()) = 'releases'"
TABLES = (
    "release_cell", "release_column", "release", "milestone_total", "ledger", "booking", "custody_group",
)  # fmt: skip
FROZEN = ("release", "release_column", "release_cell")

NAMED_SWEEP = """do $do$
    declare before text := pg_get_functiondef('enter_sweep(text)'::regprocedure); after text;
    begin
        after := regexp_replace(before, 'sweep not in \\(', 'sweep not in (''releases'', ');
        if after = before then
            raise exception 'The door for sweeps does not name them';
        end if;
        execute after;
    end $do$"""

# whether the asker has a role in this partnership, or everywhere
ROLE_IN = f"""create function my_role_in(wanted text, which uuid) returns boolean
    language sql stable parallel safe {PINNED} as $$
    select exists (select from my_acting() a, partnership p where p.id = which
        and coalesce(a.role_partnerships -> wanted, '[]'::jsonb) ?| array['*', p.code]) $$"""

# What is counted has happened, was not counted before, and is not counted at another case of the same release.
TO_BOOK = f"""create function milestones_to_book(which uuid, since date, until date, wanted_pathway text,
                                                 kinds text[])
    returns table (milestone_id uuid, case_id uuid, spell_id uuid, kind text, on_date date)
    language sql stable {PINNED} as $$
    select m.id, m.case_id, m.spell_id, m.kind, m.on_date from milestone m
    left join release_spell s on s.id = m.spell_id
    where my_sweep() = 'releases' and m.partnership_id = which and m.pathway = wanted_pathway
      and m.kind = any (kinds) and m.on_date >= since and m.on_date < until and s.same_as_id is null
      and not exists (select from booking b where b.milestone_id = m.id)
    order by m.on_date, m.id $$"""

# Everything that counts of the cases of these milestones, oldest first.
BESIDE = f"""create function milestones_beside(these uuid[])
    returns table (case_id uuid, spell_id uuid, milestone_id uuid, kind text, on_date date, attributes jsonb,
                   recorded_at timestamptz)
    language sql stable {PINNED} as $$
    select m.case_id, m.spell_id, m.id, m.kind, m.on_date, m.attributes, m.recorded_at from milestone m
    where my_sweep() = 'releases'
      and m.case_id in (select b.case_id from milestone b where b.id = any (these))
    order by m.on_date, m.recorded_at, m.id $$"""

# Who sent a case, who has it now, which agencies can open it in full, and which could ever open anything of it.
CUSTODY = f"""create function agencies_of_cases(these uuid[])
    returns table (case_id uuid, sender_id uuid, receiver_id uuid, open_to uuid[], was_open_to uuid[])
    language sql stable {PINNED} as $$
    select c.id, c.opened_by_agency_id,
        (select h.to_agency_id from hand_over h where h.case_id = c.id and h.to_agency_id is not null
         order by h.asked_at desc, h.id desc limit 1),
        coalesce((select array_agg(distinct p.agency_id order by p.agency_id) from participant p
                  where p.case_id = c.id and p.until_at is null and p.sees = 'full'), '{{}}'),
        coalesce((select array_agg(distinct p.agency_id order by p.agency_id) from participant p
                  where p.case_id = c.id), '{{}}')
    from case_file c where my_sweep() = 'releases' and c.id = any (these) $$"""

# Bookings of which it was found since that they are no counted case: sent by mistake, or counted at another case.
NOT_COUNTED = f"""create function bookings_to_take_back(which uuid, wanted_pathway text, undone text[])
    returns table (milestone_id uuid)
    language sql stable {PINNED} as $$
    select b.milestone_id from booking b join milestone m on m.id = b.milestone_id
    left join release_spell s on s.id = m.spell_id
    where my_sweep() = 'releases' and b.partnership_id = which and b.pathway = wanted_pathway
      and b.taken_back is null
      and (s.same_as_id is not null or exists (select from milestone u where u.case_id = m.case_id
           and u.kind = any (undone))) $$"""

FOR_CLOSING = {
    "milestones_to_book(uuid, date, date, text, text[])": TO_BOOK,
    "milestones_beside(uuid[])": BESIDE,
    "agencies_of_cases(uuid[])": CUSTODY,
    "bookings_to_take_back(uuid, text, text[])": NOT_COUNTED,
}


def upgrade() -> None:
    tables()
    op.execute(ROLE_IN)
    for statement in hand_to_guard("my_role_in(text, uuid)", "app", "worker", "statistics", "backup"):
        op.execute(statement)
    for function, made in FOR_CLOSING.items():
        op.execute(made)
        for statement in hand_to_guard(function, "worker"):
            op.execute(statement)
    op.execute("set role guard")
    op.execute(NAMED_SWEEP)
    op.execute("reset role")
    rules: dict[str, dict[str, object]] = {
        "custody_group": {"read": SIGNED_IN, "statistics": True},
        "release": {"read": SIGNED_IN, "statistics": True},
        "release_column": {"statistics": True},
        "release_cell": {"statistics": True},
        "milestone_total": {"read": "my_role_in('data-lead', partnership_id)"},
    }
    for table in TABLES:
        for statement in protect(table, sweep=CLOSING, **rules.get(table, {})):  # type: ignore[arg-type]
            op.execute(statement)
    for table in FROZEN:
        op.execute(
            f"create trigger {table}_is_frozen before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )
        op.execute(f"alter table {table} enable always trigger {table}_is_frozen")


def tables() -> None:
    op.create_table(
        "custody_group",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("agency_ids", postgresql.ARRAY(sa.UUID()), nullable=False),
        sa.Column("sender_id", sa.UUID(), nullable=True),
        sa.Column("receiver_id", sa.UUID(), nullable=True),
        sa.CheckConstraint(
            "kind in ('pair', 'merged', 'shared', 'everybody')", name=op.f("a_custody_group_is_of_a_known_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'pair') = (sender_id is not null and receiver_id is not null)",
            name=op.f("a_pair_has_a_sender_and_a_receiver"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_custody_group_partnership_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["agency.id"], name=op.f("fk_custody_group_sender_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["agency.id"], name=op.f("fk_custody_group_receiver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_group")),
        sa.UniqueConstraint("partnership_id", "code", name=op.f("uq_custody_group_partnership_id_code")),
    )
    op.create_table(
        "booking",
        sa.Column("milestone_id", sa.UUID(), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("custody_group", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.UUID(), nullable=True),
        sa.Column("receiver_id", sa.UUID(), nullable=True),
        sa.Column("categories", postgresql.JSONB(), nullable=False),
        sa.Column("filled", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("taken_back", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_booking_partnership_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["agency.id"], name=op.f("fk_booking_sender_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["agency.id"], name=op.f("fk_booking_receiver_id")),
        sa.PrimaryKeyConstraint("milestone_id", name=op.f("pk_booking")),
    )
    op.create_index("ix_booking_month", "booking", ["partnership_id", "month", "pathway"])
    for name, keys, figures in (
        ("ledger", ("custody_group", "ledger", "pathway", "attribute", "category"), ("booked", "issued")),
        ("milestone_total", ("month", "pathway", "custody_group", "attribute", "category"), ("value",)),
    ):
        op.create_table(
            name,
            sa.Column("partnership_id", sa.UUID(), nullable=False),
            *(sa.Column(key, sa.Date() if key == "month" else sa.Text(), nullable=False) for key in keys),
            *(sa.Column(figure, sa.BigInteger(), nullable=False) for figure in figures),
            sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f(f"fk_{name}_partnership_id")),
            sa.PrimaryKeyConstraint("partnership_id", *keys, name=op.f(f"pk_{name}")),
        )
    op.create_table(
        "release",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.UUID(), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("a_release_is_of_a_whole_month")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_release_partnership_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["worker.id"], name=op.f("fk_release_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("partnership_id", "month", name=op.f("uq_release_partnership_id_month")),
    )
    column = ("partnership_id", "month", "pathway", "attribute")
    op.create_table(
        "release_column",
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("release_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_release_column_partnership_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_column_release_id")),
        sa.PrimaryKeyConstraint(*column, name=op.f("pk_release_column")),
    )
    op.create_table(
        "release_cell",
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("custody_group", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("value % 5 = 0 and value > 0", name=op.f("figures_are_in_fives")),
        sa.ForeignKeyConstraint(
            [*column], [f"release_column.{name}" for name in column], name=op.f("fk_release_cell_release_column")
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "custody_group", "month", "pathway", "attribute", "category", name=op.f("pk_release_cell")
        ),
    )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"drop table {table}")
    for function in (*FOR_CLOSING, "my_role_in(text, uuid)"):
        op.execute(f"drop function {function}")
