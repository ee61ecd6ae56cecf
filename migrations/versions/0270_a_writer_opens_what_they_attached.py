"""Whoever attached a document to a draft can look whether it is the right one, once the scanner found nothing in it.

The application still has no right to read these bytes: the database gives them, one document at a time, to the writer
of the draft that it waits with.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0270"
down_revision = "0250"
branch_labels = None
depends_on = None

OPENED = """create function document_of_own_draft(p_document uuid) returns bytea
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select w.content from draft_document w
    join draft d on d.id = w.draft_id and d.worker_id = my_worker() and d.ended_at is null
    where w.id = p_document and w.state = 'clean' $$"""


def upgrade() -> None:
    op.execute(OPENED)
    for statement in hand_to_guard("document_of_own_draft(uuid)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function document_of_own_draft(uuid)")
