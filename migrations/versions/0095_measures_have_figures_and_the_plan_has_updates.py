"""Figures of measures, targets, what is asked of agencies, and updates of the delivery plan.

A partner's exact figure is read by the agency that gave it and by the partnership's data lead. Everybody else who reads
measures sees what was shown of it when it was approved. Exact counts of cases reach the data lead alone, as milestones
without a word or a name, through one function.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import SIGNED_IN, has_role, protect

revision = "0095"
down_revision = "0091"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
READERS = "'manager', 'data-lead', 'partnership-lead'"
LEADS = "'data-lead', 'partnership-lead'"
GIVERS = ("team-lead", "manager", "data-lead", "partnership-lead")

# A role that was given for every partnership holds in those of which the worker's own agency is a member.
HOLDS_ROLE_IN = f"""create function holds_role_in(p_partnership uuid, p_roles text[]) returns boolean
    language sql stable parallel safe {PINNED} as $$
    select coalesce((
        select true from my_acting() a, partnership p, unnest(p_roles) as wanted(role)
        where p.id = p_partnership and (
            a.role_partnerships -> wanted.role ? p.code
            or (a.role_partnerships -> wanted.role ? '*' and exists (
                select from membership m where m.partnership_id = p.id and m.agency_id = a.agency_id
                  and m.until_date is null)))
        limit 1), false) $$"""

WORKERS_TO_ASK = f"""create function workers_to_ask(p_partnership uuid, p_agency uuid, p_roles text[])
    returns setof uuid language sql stable {PINNED} as $$
    select distinct w.id from worker w
    join role_grant g on g.worker_id = w.id and g.until_at is null and g.role = any (p_roles)
        and (g.partnership_id is null or g.partnership_id = p_partnership)
    where w.agency_id = p_agency and w.suspended_at is null and (select my_kind()) in ('job', 'sweep') $$"""

# What the counting rules need and no more: which case only as something to tell one from another.
EXACT_MILESTONES = f"""create function exact_milestones(p_partnership uuid, p_kinds text[], p_from date, p_until date)
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


def in_partnership(table: str, roles: str) -> str:
    """The condition that the asker has one of these roles in the partnership of a row."""
    return f"holds_role_in({table}.partnership_id, array[{roles}])"


def of_a_member(table: str) -> str:
    """The condition that the asker reports for an agency that is a member of the partnership of a row."""
    return (
        f"({has_role(*GIVERS)} and (select true from membership m where m.agency_id = (select my_agency()) "
        f"and m.partnership_id = {table}.partnership_id and m.until_date is null limit 1))"
    )


def given_by_me(table: str) -> str:
    """The condition that a row is what the asker gives, now, for their own agency, a member of the partnership."""
    return (
        f"{table}.given_by_id = (select my_worker()) and {table}.agency_id = (select my_agency()) and "
        f"{has_role(*GIVERS)} and (select true from membership m where m.agency_id = {table}.agency_id "
        f"and m.partnership_id = {table}.partnership_id and m.until_date is null limit 1)"
    )


def upgrade() -> None:
    for function, signature, callers in (
        (HOLDS_ROLE_IN, "holds_role_in(uuid, text[])", ("app", "worker", "statistics")),
        (WORKERS_TO_ASK, "workers_to_ask(uuid, uuid, text[])", ("worker",)),
        (EXACT_MILESTONES, "exact_milestones(uuid, text[], date, date)", ("app", "worker")),
    ):
        op.execute(function)
        for statement in hand_to_guard(signature, *callers):
            op.execute(statement)
    _tables()
    own = "agency_id = (select my_agency())"
    rules = {
        "reporting_agency": {
            "read": SIGNED_IN,
            "insert": f"set_by_id = (select my_worker()) and {in_partnership('reporting_agency', LEADS)}",
        },
        "reporting_task": {
            "read": f"{of_a_member('reporting_task')} or {in_partnership('reporting_task', READERS)}",
            "change": f"{own} or {in_partnership('reporting_task', LEADS)}",
            "change_columns": "(agency_id, done_at, done_by_id)",
            "sweep": "(select my_sweep()) = 'deadlines'",
        },
        "return_value": {
            "read": f"({own} and {has_role(*GIVERS)}) or {in_partnership('return_value', repr('data-lead'))}",
            "insert": given_by_me("return_value"),
            "change": f"given_by_id <> (select my_worker()) and {in_partnership('return_value', repr('data-lead'))}",
            "change_columns": "(approved_at, approved_by_id, sent_back_at, sent_back_by_id, sent_back_because)",
        },
        "shown_value": {
            "read": in_partnership("shown_value", READERS),
            "insert": in_partnership("shown_value", repr("data-lead")),
        },
        "external_value": {
            "read": in_partnership("external_value", READERS),
            "insert": f"brought_by_id = (select my_worker()) and {in_partnership('external_value', LEADS)}",
        },
        "target": {
            "read": in_partnership("target", READERS),
            "insert": f"set_by_id = (select my_worker()) and {in_partnership('target', LEADS)}",
        },
        "action_update": {
            "read": f"{of_a_member('action_update')} or {in_partnership('action_update', READERS)}",
            "insert": given_by_me("action_update"),
        },
    }
    for table, rule in rules.items():
        for statement in protect(table, **rule):  # type: ignore[arg-type]
            op.execute(statement)
    # whoever asks agencies for what is missing must see what is there
    for table in ("return_value", "action_update"):
        op.execute(
            f"create policy sweep_reads on {table} for select to worker using ((select my_sweep()) = 'deadlines')"
        )


def _tables() -> None:
    def column(name: str, kind: object, nullable: bool = False, **more: object) -> sa.Column:
        return sa.Column(name, kind, nullable=nullable, **more)  # type: ignore[arg-type]

    at, day, figure = sa.DateTime(timezone=True), sa.Date(), sa.Numeric(14, 2)

    def table(name: str, *columns: object, refers: dict[str, str]) -> None:
        keys = [
            sa.ForeignKeyConstraint([own], [f"{other}.id"], name=op.f(f"fk_{name}_{own}"))
            for own, other in {"partnership_id": "partnership", **refers}.items()
        ]
        op.create_table(
            name,
            column("id", sa.UUID(), server_default=sa.text("uuidv7()")),
            column("partnership_id", sa.UUID()),
            *columns,
            *keys,
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        )

    period = [("period_from", day), ("period_until", day)]
    table(
        "reporting_agency",
        column("subject", sa.Text()), column("agency_id", sa.UUID()), column("set_by_id", sa.UUID()),
        column("set_at", at),
        refers={"agency_id": "agency", "set_by_id": "worker"},
    )  # fmt: skip
    op.create_index("ix_reporting_agency_subject", "reporting_agency", ["partnership_id", "subject", "set_at"])
    table(
        "reporting_task",
        column("kind", sa.Text()), column("subject", sa.Text()), *[column(*one) for one in period],
        column("agency_id", sa.UUID()), column("asked_at", at), column("due_on", day), column("sentence", sa.Text()),
        column("reminded_at", at, True), column("told_late_at", at, True), column("done_at", at, True),
        column("done_by_id", sa.UUID(), True),
        sa.UniqueConstraint("partnership_id", "subject", "period_from", name="asked_once_for_a_period"),
        refers={"agency_id": "agency", "done_by_id": "worker"},
    )  # fmt: skip
    op.create_index("ix_reporting_task_agency", "reporting_task", ["agency_id", "due_on"])
    table(
        "return_value",
        column("reference", sa.Text()), column("measure", sa.Text()), *[column(*one) for one in period],
        column("revision", sa.BigInteger()), column("numerator", sa.BigInteger(), True),
        column("denominator", sa.BigInteger(), True), column("value", figure, True), column("words", sa.Text(), True),
        column("note", sa.Text(), server_default=""), column("published_at", sa.Text(), server_default=""),
        column("arrived_as", sa.Text()), column("agency_id", sa.UUID()), column("given_by_id", sa.UUID()),
        column("given_at", at), column("approved_at", at, True), column("approved_by_id", sa.UUID(), True),
        column("sent_back_at", at, True), column("sent_back_by_id", sa.UUID(), True),
        column("sent_back_because", sa.Text(), server_default=""),
        sa.CheckConstraint("approved_at is null or sent_back_at is null", name="approved_or_sent_back"),
        sa.UniqueConstraint("reference", name=op.f("uq_return_value_reference")),
        sa.UniqueConstraint(
            "partnership_id", "agency_id", "measure", "period_from", "revision", name="one_of_a_revision"
        ),
        refers={"agency_id": "agency", "given_by_id": "worker", "approved_by_id": "worker",
                "sent_back_by_id": "worker"},
    )  # fmt: skip
    table(
        "shown_value",
        column("return_id", sa.UUID()), column("measure", sa.Text()), *[column(*one) for one in period],
        column("numerator", sa.BigInteger(), True), column("denominator", sa.BigInteger(), True),
        column("value", figure, True), column("words", sa.Text(), True), column("note", sa.Text(), server_default=""),
        column("in_fives", sa.Boolean(), server_default="false"), column("shown_at", at),
        sa.UniqueConstraint("return_id", name=op.f("uq_shown_value_return_id")),
        refers={"return_id": "return_value"},
    )  # fmt: skip
    op.create_index("ix_shown_value_measure", "shown_value", ["partnership_id", "measure", "period_from"])
    table(
        "external_value",
        column("measure", sa.Text()), *[column(*one) for one in period], column("value", figure, True),
        column("note", sa.Text(), server_default=""), column("publication", sa.Text()),
        column("brought_by_id", sa.UUID()), column("brought_at", at),
        refers={"brought_by_id": "worker"},
    )  # fmt: skip
    op.create_index("ix_external_value_measure", "external_value", ["partnership_id", "measure", "period_from"])
    table(
        "target",
        column("measure", sa.Text()), column("by_date", day), column("value", figure), column("because", sa.Text()),
        column("set_by_id", sa.UUID()), column("set_at", at),
        refers={"set_by_id": "worker"},
    )  # fmt: skip
    op.create_index("ix_target_measure", "target", ["partnership_id", "measure"])
    table(
        "action_update",
        column("action", sa.Text()), *[column(*one) for one in period], column("status", sa.Text()),
        column("narrative", sa.Text()), column("evidence", postgresql.JSONB(), server_default="[]"),
        column("agency_id", sa.UUID()), column("given_by_id", sa.UUID()), column("given_at", at),
        refers={"agency_id": "agency", "given_by_id": "worker"},
    )  # fmt: skip
    op.create_index("ix_action_update_action", "action_update", ["partnership_id", "action", "period_from", "given_at"])


def downgrade() -> None:
    for name in (
        "action_update", "target", "external_value", "shown_value", "return_value", "reporting_task",
        "reporting_agency",
    ):  # fmt: skip
        op.drop_table(name)
    op.execute("drop function exact_milestones(uuid, text[], date, date)")
    op.execute("drop function workers_to_ask(uuid, uuid, text[])")
    op.execute("drop function holds_role_in(uuid, text[])")
