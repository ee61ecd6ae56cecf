"""Whoever takes up what another team passed on gets its open tasks too: nobody there holds them any more."""

from alembic import op

revision = "0172"
down_revision = "0171"
branch_labels = None
depends_on = None

HOLDER = """create or replace function task_is_held_in_its_team() returns trigger language plpgsql as $$
    begin
        if current_user not in ('app', 'worker') or new.holder_id is not distinct from old.holder_id
           or new.done_at is not null then
            return new;
        end if;
        if not old.team_id = any (my_teams()) and not ({passed_on}) then
            raise insufficient_privilege using message = 'Only the team that a task waits for can take or give it.';
        end if;
        if new.holder_id is not null and not exists (
                select from post p
                where p.worker_id = new.holder_id and p.team_id = new.team_id and p.until_at is null) then
            raise insufficient_privilege using message = 'A task is held by somebody in its team.';
        end if;
        return new;
    end $$"""
# it comes into a queue of the asker's own, and waits there for somebody to take it
PASSED_ON = "new.holder_id is null and new.team_id <> old.team_id and new.team_id = any (my_teams())"


def upgrade() -> None:
    op.execute(HOLDER.format(passed_on=PASSED_ON))


def downgrade() -> None:
    op.execute(HOLDER.format(passed_on="false"))
