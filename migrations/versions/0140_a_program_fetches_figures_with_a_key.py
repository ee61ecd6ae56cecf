"""A program such as Power BI fetches frozen figures with a key, which is kept as a digest and runs out."""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0140"
down_revision = "0133"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
KEEPS = "holds_role_in(figure_key.partnership_id, array['data-lead', 'partnership-lead', 'administrator'])"
MAKES = "holds_role_in(figure_key.partnership_id, array['data-lead', 'partnership-lead'])"

# Nobody is signed in where a key is used, and the log takes nothing from nobody. So the use is written down here, where
# the application has proved itself and the key is known to hold.
USE = f"""create function use_figure_key(digest bytea, p_partnership text, p_file text, moment timestamptz, proof bytea)
    returns boolean language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        used text;
    begin
        if not door_opens(proof, 'figure-key', encode(digest, 'hex'), p_partnership, p_file) then
            raise insufficient_privilege using message = 'This key was not shown to the application.';
        end if;
        update figure_key k set last_used_at = moment
        from partnership p
        where k.token_hash = digest and p.id = k.partnership_id and p.code = p_partnership
          and k.revoked_at is null and k.expires_at > moment
        returning k.reference into used;
        if used is null then
            return false;
        end if;
        insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
        values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'figure-keys', clock_timestamp(), clock_timestamp(),
                clock_timestamp() + interval '1 minute');
        perform set_config('coordination.token', fresh, true);
        perform audit_append_all(jsonb_build_array(jsonb_build_object(
            'place', 0, 'id', uuidv7(), 'kind', 'statistics.fetched', 'chain', 'system', 'at', moment,
            'category', 'core', 'detail', jsonb_build_object('key', used, 'file', p_file))));
        delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
        perform set_config('coordination.token', before, true);
        return true;
    end $$"""


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "figure_key",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("used_for", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.UUID(), nullable=False),
        sa.Column("made_at", at, nullable=False),
        sa.Column("expires_at", at, nullable=False),
        sa.Column("last_used_at", at, nullable=True),
        sa.Column("revoked_at", at, nullable=True),
        sa.Column("revoked_by_id", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_figure_key_partnership_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_figure_key_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["worker.id"], name=op.f("fk_figure_key_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_figure_key_reference")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_figure_key_token_hash")),
    )
    op.create_index("ix_figure_key_partnership", "figure_key", ["partnership_id", "made_at"])
    for statement in protect(
        "figure_key",
        read=KEEPS,
        read_columns="(id, reference, partnership_id, used_for, made_by_id, made_at, expires_at, last_used_at, "
        "revoked_at, revoked_by_id)",
        insert=f"made_by_id = (select my_worker()) and {MAKES}",
        change=KEEPS,
        change_columns="(revoked_at, revoked_by_id)",
    ):
        op.execute(statement)
    op.execute(USE)
    for statement in hand_to_guard("use_figure_key(bytea, text, text, timestamptz, bytea)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function use_figure_key(bytea, text, text, timestamptz, bytea)")
    op.drop_table("figure_key")
