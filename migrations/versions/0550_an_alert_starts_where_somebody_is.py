"""An urgent alert starts with the first team in turn that somebody is in, also when what raised it was a machine's job."""

from alembic import op

revision = "0550"
down_revision = "0540"
branch_labels = None
depends_on = None

FUNCTION = "somebody_is_in(uuid)"


def upgrade() -> None:
    op.execute("set role guard")
    op.execute(f"grant execute on function {FUNCTION} to worker")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set role guard")
    op.execute(f"revoke execute on function {FUNCTION} from worker")
    op.execute("reset role")
