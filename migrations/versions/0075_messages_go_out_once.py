"""Each message that leaves the product has a row of its own, so that it goes out once, and somebody sees when not."""

import sqlalchemy as sa
from alembic import op

from migrations.policies import has_role, protect

revision = "0075"
down_revision = "0055"
branch_labels = None
depends_on = None

MACHINE = "(select my_kind()) in ('job', 'sweep')"
ADMINISTERS = f"{has_role('administrator')} and agency_id = (select my_agency())"
# not what it is about: an administrator learns of no case
SHOWN = "(id, reference, kind, way, worker_id, agency_id, urgent, state, why, tries, asked_at, ended_at)"


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=True),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_delivery_worker_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("reference", name=op.f("uq_delivery_reference")),
        sa.UniqueConstraint("kind", "about", "way", name="one_message_about_one_thing"),
        info={"private_working_state": True},
    )
    op.create_index(
        "ix_delivery_not_out",
        "delivery",
        ["agency_id", "asked_at"],
        postgresql_where=sa.text("state in ('refused', 'unsure')"),
    )
    op.add_column("notice", sa.Column("digest_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_notice_digest_id"), "notice", "delivery", ["digest_id"], ["id"])
    op.create_index(
        "ix_notice_undigested",
        "notice",
        ["worker_id"],
        postgresql_where=sa.text("digest_id is null and read_at is null"),
    )
    for statement in protect(
        "delivery",
        read=ADMINISTERS,
        read_columns=SHOWN,
        change=ADMINISTERS,
        change_columns="(state, why, tries, ended_at)",
        worker_reads=MACHINE,
    ):
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("notice", "digest_id")
    op.drop_table("delivery")
