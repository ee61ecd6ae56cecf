"""On what a part in a case rests follows what the person agrees to, and a part may come before the row of its consent.

Whoever was told without a yes takes part with one once it is given. A case's participants are written first, because
the rules about every other row read them: the reference to the consent is looked at when all is written.
"""

from alembic import op

revision = "0380"
down_revision = "0350"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("grant update (basis, consent_id) on participant to app")
    op.execute("alter table participant alter constraint fk_participant_consent_id deferrable initially deferred")


def downgrade() -> None:
    op.execute("alter table participant alter constraint fk_participant_consent_id not deferrable")
    op.execute("revoke update (basis, consent_id) on participant from app")
