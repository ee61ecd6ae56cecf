"""When somebody's name is taken out of a case, what was said of them and people on other cases goes with it.

A case that must name nobody would otherwise still point at another one that does.
"""

from alembic import op

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None

WITH_THE_NAME = """create or replace function keys_go_with_the_name() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public, pg_temp as $$
    begin
        delete from person_key where person_id = new.id;
        if old.name is distinct from new.name then
            delete from same_person where new.id in (one_id, other_id);
        end if;
        return null;
    end $$"""


def upgrade() -> None:
    op.execute("set role guard")
    op.execute(WITH_THE_NAME)
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
