"""An urgent alert goes on to the next in turn until a person says that they saw it, also one who stands outside the case."""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect, takes_part

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# Only who was told may answer, and the answer counts for all. Nothing of the case comes back to whoever answers.
ACKNOWLEDGE = f"""create function acknowledge_alert(notice_reference text, moment timestamptz) returns void
    language plpgsql {PINNED} as $$
    declare told notice; answered alert;
    begin
        select * into told from notice n where n.reference = notice_reference and n.kind = 'alert'
            and n.worker_id = my_worker() and my_kind() = 'sign_in';
        if told.id is null then
            return;
        end if;
        update alert a set acknowledged_at = moment, acknowledged_by_id = my_worker()
            where a.id::text = split_part(told.about, ' ', 1) and a.acknowledged_at is null
            returning a.* into answered;
        if answered.id is null then
            return;
        end if;
        update notice n set acknowledged_at = moment, read_at = coalesce(n.read_at, moment)
            where n.kind = 'alert' and split_part(n.about, ' ', 1) = answered.id::text and n.acknowledged_at is null;
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'alert_was_acknowledged',
               jsonb_build_object('case_id', answered.case_id, 'alert_id', answered.id), 'urgent', null, moment, moment;
    end $$"""


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("answer_minutes", sa.BigInteger(), nullable=False),
        sa.Column("raised_by_id", sa.UUID(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("rings_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by_id", sa.UUID(), nullable=True),
        sa.CheckConstraint("(acknowledged_at is null) = (acknowledged_by_id is null)", name="somebody_acknowledged_it"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_alert_team_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["worker.id"], name=op.f("fk_alert_raised_by_id")),
        sa.ForeignKeyConstraint(["acknowledged_by_id"], ["worker.id"], name=op.f("fk_alert_acknowledged_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("reference", name=op.f("uq_alert_reference")),
    )
    op.create_index("ix_alert_ringing", "alert", ["rings_at"], postgresql_where=sa.text("acknowledged_at is null"))
    op.create_index("ix_alert_case", "alert", ["case_id"])
    for statement in protect(
        "alert",
        read=takes_part("alert"),
        insert=f"raised_by_id = (select my_worker()) and {takes_part('alert')}",
        sweep="(select my_sweep()) = 'deadlines'",
    ):
        op.execute(statement)
    op.execute(
        "create constraint trigger alert_changes_are_recorded after insert or delete or update of step on alert "
        "deferrable initially deferred for each row execute function no_change_without_event()"
    )
    op.execute(ACKNOWLEDGE)
    for statement in hand_to_guard("acknowledge_alert(text, timestamptz)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function acknowledge_alert(text, timestamptz)")
    op.drop_table("alert")
