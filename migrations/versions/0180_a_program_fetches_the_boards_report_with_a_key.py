"""A program fetches the report of a quarter with the same keys as other figures: what was kept of it, and no more.

Nobody is signed in where a key is used, so no row of a report can be read there. This function answers the files that
were kept when the newest report of a quarter was made, to a key of that very partnership.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0180"
down_revision = "0175"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# The quarter is read from the name of the file, which the application proves together with the key and the log keeps:
# nobody can be given the report of another quarter than the log says. A quarter is named by its financial year, which
# begins three months late.
FETCH = f"""create function fetch_board_report(digest bytea, p_partnership text, p_file text, moment timestamptz,
                                            proof bytea, out opens boolean, out kept bytea)
    language plpgsql {PINNED} as $$
    begin
        opens := use_figure_key(digest, p_partnership, p_file, moment, proof);
        if opens then
            select r.package into kept
            from board_report r
            join partnership p on p.id = r.partnership_id
            cross join lateral (select r.period_from - interval '3 months' as early) f
            where p.code = p_partnership and r.package is not null and r.ready_at is not null
              and starts_with(p_file, 'board-report/' || to_char(f.early, 'YYYY') || '-'
                    || to_char(f.early + interval '1 year', 'YY') || to_char(f.early, '"-Q"Q') || '/')
            order by r.ready_at desc, r.id desc
            limit 1;
        end if;
    end $$"""


def upgrade() -> None:
    op.add_column("board_report", sa.Column("package", sa.LargeBinary(), nullable=True))
    op.execute(FETCH)
    for statement in hand_to_guard("fetch_board_report(bytea, text, text, timestamptz, bytea)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function fetch_board_report(bytea, text, text, timestamptz, bytea)")
    op.drop_column("board_report", "package")
