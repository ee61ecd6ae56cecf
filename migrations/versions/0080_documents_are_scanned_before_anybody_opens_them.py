"""A document is read as a message is: by part, category, agreement and audience. Its bytes also wait for the scanner.

The application can neither say that a document is clean nor read one that is not: only a machine writes the verdict.
"""

import importlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import has_role, protect

revision = "0080"
down_revision = "0077"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
said_on_a_case = importlib.import_module("migrations.versions.0040_what_is_said_on_a_case_has_an_audience")
SEEN = said_on_a_case.sees_message("document")
BY_ME = "author_id = (select my_worker()) and author_agency_id = (select my_agency())"
SWEEPING = "(select my_sweep()) = 'documents'"
AUDITOR = has_role("governance")
OPENABLE = f"""(select true from document d where d.id = document_body.document_id and d.state = 'clean'
    and (d.removed_at is null or {AUDITOR}) limit 1)"""
TO_SCAN = """(select true from document d where d.id = document_body.document_id
    and d.state in ('waiting', 'quarantined') limit 1)"""
MY_DOCUMENT = """(select true from document d where d.id = document_body.document_id
    and d.case_id = document_body.case_id and d.author_id = (select my_worker()) limit 1)"""

KEEPS = f"""create function document_keeps_its_audience() returns trigger language plpgsql {PINNED} as $$
    declare aud audience; holders uuid[];
    begin
        if tg_op = 'UPDATE' then
            new.readers := old.readers;
            if old.state in ('clean', 'refused') and new.state <> old.state then
                raise restrict_violation using message = 'What the scanner found stays as it is.';
            end if;
            if old.removed_at is not null and new.removed_at is distinct from old.removed_at then
                raise restrict_violation using message = 'A document that was removed stays removed.';
            end if;
            return new;
        end if;
        select * into aud from audience a where a.id = new.audience_id;
        if aud.case_id is distinct from new.case_id then
            raise check_violation using message = 'A document and its audience belong to one case.';
        end if;
        if aud.kind <> 'everyone' then
            select coalesce(array_agg(m.holder order by m.holder), '{{}}') into holders
                from audience_member m where m.audience_id = aud.id;
        end if;
        if not exists (select from event e where e.chain = 'case:' || new.case_id and e.seq = new.seq
                and e.kind in ('document.added', 'document.replaced') and e.actor_id = new.author_id
                and e.audience_id = new.audience_id and e.category = new.category) then
            raise integrity_constraint_violation using message = 'A document stands where its own event stands.';
        end if;
        if new.replaces_id is not null and not exists (select from document d where d.id = new.replaces_id
                and d.case_id = new.case_id and d.author_id = new.author_id and d.category = new.category
                and d.audience_id = new.audience_id) then
            raise integrity_constraint_violation using message = 'A new version has the readers of the one before.';
        end if;
        new.readers := holders;
        return new;
    end $$"""

# For administrators, of their own agency's documents: how many, and nothing about them.
UNSCANNED = f"""create function unscanned_documents() returns table (state text, many bigint, oldest timestamptz)
    language sql stable {PINNED} as $$
    select d.state, count(*), min(d.at) from document d
    where d.author_agency_id = my_agency() and d.removed_at is null and d.state <> 'clean'
      and my_roles() && array['administrator']
    group by d.state order by d.state $$"""

NAMED_SWEEP = """do $do$
    declare before text := pg_get_functiondef('enter_sweep(text)'::regprocedure); after text;
    begin
        after := regexp_replace(before, 'sweep not in \\(', 'sweep not in (''documents'', ');
        if after = before then
            raise exception 'The door for sweeps does not name them';
        end if;
        execute after;
    end $do$"""


def tables() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("author_agency_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("audience_id", sa.UUID(), nullable=False),
        sa.Column("readers", postgresql.ARRAY(sa.UUID()), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("replaces_id", sa.UUID(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'clean', 'refused', 'quarantined')", name=op.f("a_document_is_in_a_known_state")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["author_id"], ["worker.id"], name=op.f("fk_document_author_id")),
        sa.ForeignKeyConstraint(["author_agency_id"], ["agency.id"], name=op.f("fk_document_author_agency_id")),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_document_audience_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["document.id"], name=op.f("fk_document_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("reference", name=op.f("uq_document_reference")),
    )
    op.create_index("ix_document_case", "document", ["case_id", "seq"], unique=True)
    op.create_index(op.f("ix_document_replaces_id"), "document", ["replaces_id"])
    op.create_table(
        "document_body",
        sa.Column("document_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_body_document_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_document_body_case_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_body")),
    )


def upgrade() -> None:
    tables()
    op.execute(KEEPS)
    op.execute(UNSCANNED)
    protections = [
        *protect(
            "document",
            read=SEEN,
            insert=f"{BY_ME} and state = 'waiting' and scanned_at is null and removed_at is null and {SEEN}",
            change=f"author_id = (select my_worker()) and {SEEN}",
            change_columns="(removed_at)",
            sweep=SWEEPING,
        ),
        *protect("document_body", read=OPENABLE, insert=MY_DOCUMENT),
    ]
    for statement in protections:
        op.execute(statement)
    # what has not been scanned is read by the machine that has it scanned, and by nobody
    op.execute(f"alter policy worker_reads on document_body using ({TO_SCAN})")
    op.execute("set role guard")
    op.execute(NAMED_SWEEP)
    op.execute("reset role")
    for statement in hand_to_guard("document_keeps_its_audience()"):
        op.execute(statement)
    for statement in hand_to_guard("unscanned_documents()", "app"):
        op.execute(statement)
    op.execute(
        "create trigger document_keeps_its_audience before insert or update on document "
        "for each row execute function document_keeps_its_audience()"
    )
    for table in ("document", "document_body"):
        op.execute(
            f"create constraint trigger {table}_changes_are_recorded after insert or update or delete on {table} "
            "deferrable initially deferred for each row execute function no_change_without_event()"
        )


def downgrade() -> None:
    op.drop_table("document_body")
    op.drop_table("document")
    op.execute("drop function document_keeps_its_audience()")
    op.execute("drop function unscanned_documents()")
