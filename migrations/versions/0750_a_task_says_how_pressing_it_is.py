"""Among tasks that are due at the same moment the graver risk and the nearer day come first.

What a task shows of its case is a code, as filters ask for it, and only what its team reads on that case. Until a
case is worked on again its old tasks show the area of its partnership and stand in the middle.
"""

import sqlalchemy as sa
from alembic import op

revision = "0750"
down_revision = "0740"
branch_labels = None
depends_on = None

OPEN, WAITING = "done_at is null", "done_at is null and holder_id is null"
# who read the risk of serious harm, and the day of release, when this was written
READ = {
    "risk": ("spoc", "probation", "safeguarding"),
    "key_date": ("referrer", "spoc", "key-worker", "probation", "safeguarding", "panel"),
}


def upgrade() -> None:
    op.add_column("task", sa.Column("pressing", sa.BigInteger, nullable=False, server_default="299999"))
    # what stands already is put right without an event: nothing happened to it
    op.execute("alter table task disable trigger user")
    op.execute(
        """update task t set risk = lower(replace(t.risk, ' ', '-')), area = p.code
           from case_file c join partnership p on p.id = c.partnership_id where c.id = t.case_id"""
    )
    for column, positions in READ.items():
        among = ", ".join(f"'{position}'" for position in positions)
        label = ", key_date_label = null" if column == "key_date" else ""
        op.execute(
            f"""update task t set {column} = null{label} where t.pathway = 'prison-release' and not exists (
                    select from participant p where p.case_id = t.case_id and p.holder = t.team_id
                    and p.position in ({among}))"""
        )
    op.execute("alter table task enable trigger user")
    _index(["team_id", "due_at", "pressing", "id"])


def downgrade() -> None:
    _index(["team_id", "due_at", "id"])
    op.drop_column("task", "pressing")


def _index(columns: list[str]) -> None:
    for name, holds in (("ix_task_queue", OPEN), ("ix_task_waiting", WAITING)):
        op.drop_index(name, "task")
        op.create_index(name, "task", columns, postgresql_where=sa.text(holds))
