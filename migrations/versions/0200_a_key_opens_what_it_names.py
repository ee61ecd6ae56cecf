"""A key opens what was chosen when it was made: statistics, reports to the board, or both. Older keys keep both.

Beside the report of a quarter a program may ask for the newest one. The log then names the quarter that it was given.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard

revision = "0200"
down_revision = "0190"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# Nobody is signed in where a key is used, and the log takes nothing from nobody. So the use is written down here, where
# the key is known to hold. Nobody but the functions below may call it: they know that the application has proved itself.
OPENS = f"""create function key_opens(digest bytea, p_partnership text, p_what text, p_file text, moment timestamptz)
    returns boolean language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        used text;
    begin
        update figure_key k set last_used_at = moment
        from partnership p
        where k.token_hash = digest and p.id = k.partnership_id and p.code = p_partnership
          and p_what = any (k.opens) and k.revoked_at is null and k.expires_at > moment
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
PROVED = """if not door_opens(proof, 'figure-key', encode(digest, 'hex'), p_partnership, p_file) then
            raise insufficient_privilege using message = 'This key was not shown to the application.';
        end if;"""
USE = f"""create or replace function use_figure_key(digest bytea, p_partnership text, p_file text, moment timestamptz,
                                                    proof bytea)
    returns boolean language plpgsql {PINNED} as $$
    begin
        {PROVED}
        return key_opens(digest, p_partnership, 'statistics', p_file, moment);
    end $$"""
# The quarter is read from the name of the file, which the application proves together with the key: nobody can be given
# the report of another quarter than the log says. A quarter is named by its financial year, which begins three months
# late; “latest” is the newest quarter of which a report was made.
FETCH = f"""create or replace function fetch_board_report(digest bytea, p_partnership text, p_file text,
                                                        moment timestamptz, proof bytea, out opens boolean,
                                                        out kept bytea)
    language plpgsql {PINNED} as $$
    declare
        asked text := split_part(p_file, '/', 2);
        given text := asked;
    begin
        {PROVED}
        select r.package, q.code into kept, given
        from board_report r
        join partnership p on p.id = r.partnership_id
        cross join lateral (select r.period_from - interval '3 months' as early) f
        cross join lateral (select to_char(f.early, 'YYYY') || '-' || to_char(f.early + interval '1 year', 'YY')
                || to_char(f.early, '"-Q"Q') as code) q
        where p.code = p_partnership and r.package is not null and r.ready_at is not null
          and (asked = 'latest' or q.code = asked)
        order by r.period_from desc, r.ready_at desc, r.id desc
        limit 1;
        opens := key_opens(digest, p_partnership, 'board-reports',
            'board-report/' || coalesce(given, asked) || '/' || split_part(p_file, '/', 3), moment);
        if not opens then
            kept := null;
        end if;
    end $$"""


def upgrade() -> None:
    op.add_column(
        "figure_key",
        sa.Column("opens", postgresql.ARRAY(sa.Text()), server_default="{statistics,board-reports}", nullable=False),
    )
    # from here on whoever makes a key says what it opens
    op.alter_column("figure_key", "opens", server_default=None)
    op.create_check_constraint(
        op.f("a_key_opens_something_known"),
        "figure_key",
        "opens <@ array['statistics', 'board-reports'] and cardinality(opens) > 0",
    )
    op.execute("grant select (opens) on figure_key to app")
    op.execute(OPENS)
    for statement in hand_to_guard("key_opens(bytea, text, text, text, timestamptz)"):
        op.execute(statement)
    op.execute("set role guard")
    op.execute(USE)
    op.execute(FETCH)
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
