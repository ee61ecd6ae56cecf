"""Whoever holds a task may hand it back, also when it waits in the queue of a team that they are not in.

What a pathway gives to somebody by name, a key worker for instance, stays in the queue of the team that answers for it.
The one who was named could not put it back there.
"""

from alembic import op

revision = "0175"
down_revision = "0172"

HOLDER = """create or replace function task_is_held_in_its_team() returns trigger language plpgsql as $$
    begin
        if current_user not in ('app', 'worker') or new.holder_id is not distinct from old.holder_id
           or new.done_at is not null or (new.holder_id is null and old.holder_id = my_worker()) then
            return new;
        end if;
        if not old.team_id = any (my_teams())
           and not (new.holder_id is null and new.team_id <> old.team_id and new.team_id = any (my_teams())) then
            raise insufficient_privilege using message = 'Only the team that a task waits for can take or give it.';
        end if;
        if new.holder_id is not null and not exists (
                select from post p
                where p.worker_id = new.holder_id and p.team_id = new.team_id and p.until_at is null) then
            raise insufficient_privilege using message = 'A task is held by somebody in its team.';
        end if;
        return new;
    end $$"""


def upgrade() -> None:
    op.execute(HOLDER)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
