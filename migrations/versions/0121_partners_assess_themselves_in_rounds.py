"""Rounds of the self-assessment, their ratings, and actions that a partnership adds to its plan because of a gap.

A closed round is frozen: the round itself is changed no more, and takes no rating. Ratings are never changed at all; a
second one is a revision of its own, and of two people who give the same revision at once one is refused.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import has_role, protect

revision = "0121"
down_revision = "0120"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
READERS = "'manager', 'data-lead', 'partnership-lead'"
LEADS = "'data-lead', 'partnership-lead'"
GIVERS = ("team-lead", "manager", "data-lead", "partnership-lead")
TABLES = ("plan_action", "assessment_rating", "assessment_round")

# The round is held while a rating is kept, so that closing waits for it and comes after it.
OPEN_ROUNDS = f"""create function rated_while_open() returns trigger language plpgsql {PINNED} as $$
    declare
        closed timestamptz;
    begin
        select r.closed_at into closed from assessment_round r
            where r.id = new.round_id and r.partnership_id = new.partnership_id for share;
        if not found or closed is not null then
            raise check_violation using message = 'A closed round takes no rating.';
        end if;
        return new;
    end $$"""

FROZEN = f"""create function closed_round_stays() returns trigger language plpgsql {PINNED} as $$
    begin
        if tg_op = 'DELETE' or old.closed_at is not null
            or (new.id, new.reference, new.partnership_id, new.number, new.areas, new.opened_at, new.opened_by_id)
                is distinct from
               (old.id, old.reference, old.partnership_id, old.number, old.areas, old.opened_at, old.opened_by_id) then
            raise insufficient_privilege using message = 'A round is never taken away, and a closed one stays as it is.';
        end if;
        return new;
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


def upgrade() -> None:
    _tables()
    for function, signature in ((OPEN_ROUNDS, "rated_while_open()"), (FROZEN, "closed_round_stays()")):
        op.execute(function)
        for statement in hand_to_guard(signature):
            op.execute(statement)

    def read(table: str) -> str:
        return f"{of_a_member(table)} or {in_partnership(table, READERS)}"

    def made(table: str, by: str) -> str:
        return f"{by} = (select my_worker()) and {in_partnership(table, LEADS)}"

    rules: dict[str, dict[str, str]] = {
        "assessment_round": {
            "read": read("assessment_round"),
            "insert": made("assessment_round", "opened_by_id") + " and closed_at is null",
            "change": in_partnership("assessment_round", LEADS),
            "change_columns": "(due_on, closed_at, closed_by_id)",
        },
        "assessment_rating": {
            "read": read("assessment_rating"),
            "insert": (
                "given_by_id = (select my_worker()) and agency_id = (select my_agency()) "
                f"and {of_a_member('assessment_rating')}"
            ),
        },
        "plan_action": {"read": read("plan_action"), "insert": made("plan_action", "made_by_id")},
    }
    for table, rule in rules.items():
        for statement in protect(table, **rule):  # type: ignore[arg-type]
            op.execute(statement)
    # an action has a day of its own besides the quarters of its updates, and one may begin on the other
    op.drop_constraint("asked_once_for_a_period", "reporting_task")
    op.create_unique_constraint(
        "asked_once_for_a_period", "reporting_task", ["partnership_id", "kind", "subject", "period_from"]
    )
    # whoever asks agencies how their actions are going must know which there are
    op.execute(
        "create policy sweep_reads on plan_action for select to worker using ((select my_sweep()) = 'deadlines')"
    )
    op.execute(
        "create trigger assessment_rating_while_open before insert on assessment_rating "
        "for each row execute function rated_while_open()"
    )
    op.execute(
        "create trigger assessment_round_is_frozen before update or delete on assessment_round "
        "for each row execute function closed_round_stays()"
    )
    for table in ("assessment_rating", "plan_action"):
        op.execute(
            f"create trigger {table}_is_frozen before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )
    op.execute(
        "create trigger assessment_round_is_kept before truncate on assessment_round "
        "for each statement execute function refuse_change()"
    )
    for table, trigger in (
        ("assessment_rating", "assessment_rating_while_open"), ("assessment_rating", "assessment_rating_is_frozen"),
        ("assessment_round", "assessment_round_is_frozen"), ("assessment_round", "assessment_round_is_kept"),
        ("plan_action", "plan_action_is_frozen"),
    ):  # fmt: skip
        op.execute(f"alter table {table} enable always trigger {trigger}")


def _tables() -> None:
    def column(name: str, kind: object, nullable: bool = False, **more: object) -> sa.Column:
        return sa.Column(name, kind, nullable=nullable, **more)  # type: ignore[arg-type]

    at, day, words = sa.DateTime(timezone=True), sa.Date(), sa.Text()

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

    table(
        "assessment_round",
        column("reference", words), column("number", sa.BigInteger()), column("areas", postgresql.JSONB()),
        column("due_on", day), column("opened_at", at), column("opened_by_id", sa.UUID()), column("closed_at", at, True),
        column("closed_by_id", sa.UUID(), True),
        sa.UniqueConstraint("reference", name=op.f("uq_assessment_round_reference")),
        sa.UniqueConstraint("partnership_id", "number", name="rounds_are_counted"),
        refers={"opened_by_id": "worker", "closed_by_id": "worker"},
    )  # fmt: skip
    op.create_index(
        "one_round_is_open",
        "assessment_round",
        ["partnership_id"],
        unique=True,
        postgresql_where=sa.text("closed_at is null"),
    )
    table(
        "assessment_rating",
        column("round_id", sa.UUID()), column("statement", words), column("revision", sa.BigInteger()),
        column("rating", words), column("evidence", words), column("works", words, server_default=""),
        column("gap", words, server_default=""), column("agency_id", sa.UUID()), column("given_by_id", sa.UUID()),
        column("given_at", at),
        sa.UniqueConstraint("round_id", "statement", "revision", name="one_rating_of_a_revision"),
        refers={"round_id": "assessment_round", "agency_id": "agency", "given_by_id": "worker"},
    )  # fmt: skip
    table(
        "plan_action",
        column("code", words), column("round_id", sa.UUID()), column("statement", words), column("what", words),
        column("due_on", day), column("made_by_id", sa.UUID()), column("made_at", at),
        sa.UniqueConstraint("code", name=op.f("uq_plan_action_code")),
        sa.UniqueConstraint("round_id", "statement", name="one_action_for_a_gap"),
        refers={"round_id": "assessment_round", "made_by_id": "worker"},
    )  # fmt: skip


def downgrade() -> None:
    op.drop_constraint("asked_once_for_a_period", "reporting_task")
    op.create_unique_constraint(
        "asked_once_for_a_period", "reporting_task", ["partnership_id", "subject", "period_from"]
    )
    for name in TABLES:
        op.drop_table(name)
    op.execute("drop function rated_while_open()")
    op.execute("drop function closed_round_stays()")
