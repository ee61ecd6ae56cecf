"""Whoever may audit a case learns its kind with its reference, so that the log can name its clocks and steps in words."""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0184"
down_revision = "0183"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

REFERENCES = f"""create function references_to_audit(p_cases uuid[])
    returns table (id uuid, reference text, pathway text, pathway_version bigint) language sql stable {PINNED} as $$
    select c.id, c.reference, c.pathway, c.pathway_version from case_file c
    where c.id = any (p_cases) and may_audit(c.id) $$"""


def upgrade() -> None:
    op.execute("set role guard")
    op.execute("drop function references_to_audit(uuid[])")
    op.execute("reset role")
    op.execute(REFERENCES)
    for statement in hand_to_guard("references_to_audit(uuid[])", "app"):
        op.execute(statement)
