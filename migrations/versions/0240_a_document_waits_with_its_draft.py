"""A document may be attached while a referral is still being written. It stays with the draft, for its writer alone.

The application writes its bytes and never reads them: a machine has them scanned, and once the draft is sent the
database itself puts them into the document of the case, for whoever wrote both.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0240"
down_revision = "0231"
branch_labels = None
depends_on = None

OWN_DRAFT = "(select true from draft d where d.id = draft_document.draft_id limit 1)"
OPEN_DRAFT = "(select true from draft d where d.id = draft_document.draft_id and d.ended_at is null limit 1)"
SWEEPING = "(select my_kind()) = 'sweep' and (select my_sweep()) = any (array['documents', 'drafts'])"
# a sweep sees every draft, and not on that account what hangs on it
MACHINE = f"((select my_kind()) <> 'sweep' and {OWN_DRAFT}) or ({SWEEPING})"
CLEARING = "(select my_kind()) = 'sweep' and (select my_sweep()) = 'drafts'"
ALL_BUT_THE_BYTES = (
    "(id, reference, draft_id, at, category, audience, title, name, kind, size, digest, state, scanned_at)"
)

TAKE_ALONG = """create function document_takes_from_draft(p_from uuid, p_document uuid) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    declare bytes bytea;
    begin
        select w.content into bytes from draft_document w
            join draft d on d.id = w.draft_id and d.worker_id = my_worker()
            join document n on n.id = p_document and n.author_id = my_worker()
             and n.digest = w.digest and n.kind = w.kind
            where w.id = p_from and w.state <> 'refused' for update of w;
        if not found then
            raise insufficient_privilege using message = 'A document goes from a draft with whoever wrote both.';
        end if;
        insert into document_body (document_id, case_id, content)
            select n.id, n.case_id, bytes from document n where n.id = p_document;
        delete from draft_document where id = p_from;
    end $$"""


def upgrade() -> None:
    op.create_table(
        "draft_document",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'clean', 'refused', 'quarantined')", name=op.f("what_waits_is_in_a_known_state")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_document_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_document")),
        sa.UniqueConstraint("reference", name=op.f("uq_draft_document_reference")),
    )
    op.create_index(op.f("ix_draft_document_draft_id"), "draft_document", ["draft_id"])
    new = f"{OPEN_DRAFT} and state = 'waiting' and scanned_at is null"
    for statement in protect("draft_document", read=OWN_DRAFT, insert=new, read_columns=ALL_BUT_THE_BYTES):
        op.execute(statement)
    op.execute("grant delete on draft_document to app, worker")
    op.execute(f"create policy app_deletes on draft_document for delete to app using ({OWN_DRAFT})")
    op.execute(f"alter policy worker_reads on draft_document using ({MACHINE})")
    op.execute("grant update (state, scanned_at) on draft_document to worker")
    op.execute(f"create policy worker_changes on draft_document for update to worker using ({MACHINE})")
    op.execute(f"create policy worker_deletes on draft_document for delete to worker using ({CLEARING})")
    op.execute(TAKE_ALONG)
    for statement in hand_to_guard("document_takes_from_draft(uuid, uuid)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function document_takes_from_draft(uuid, uuid)")
    op.drop_table("draft_document")
