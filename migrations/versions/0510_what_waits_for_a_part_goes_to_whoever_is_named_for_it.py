"""What waits for a part in a case goes to whoever is named for it later, in whichever team they are.

A task that is opened once a key worker is named is theirs from the start, though it waits in the queue of the team that
answers for it. Whoever was named after it was opened did not get it, and nobody saw the person. The same holds for a
team that takes another's place on the case, such as that of the next prison, where somebody had taken the task already.
"""

from alembic import op

revision = "0510"
down_revision = "0500"
branch_labels = None
depends_on = None

HOLDER = """create or replace function task_is_held_in_its_team() returns trigger language plpgsql as $$
    begin
        if current_user not in ('app', 'worker') or new.holder_id is not distinct from old.holder_id
           or new.done_at is not null or (new.holder_id is null and old.holder_id = my_worker()) then
            return new;
        end if;
        -- what is passed on waits for somebody: in a queue of the asker's own, or of a team that takes part in the case
        if not old.team_id = any (my_teams())
           and not (new.holder_id is null and new.team_id <> old.team_id
                    and (new.team_id = any (my_teams()) or exists (
                        select from participant p
                        where p.case_id = new.case_id and p.holder = new.team_id and p.until_at is null))) then
            raise insufficient_privilege using message = 'Only the team that a task waits for can take or give it.';
        end if;
        -- somebody in the team, or whoever takes part in the case by name
        if new.holder_id is not null and not exists (
                select from post p
                where p.worker_id = new.holder_id and p.team_id = new.team_id and p.until_at is null)
           and not exists (
                select from participant p
                where p.case_id = new.case_id and p.holder = new.holder_id and p.until_at is null) then
            raise insufficient_privilege using message = 'A task is held by somebody in its team.';
        end if;
        return new;
    end $$"""


def upgrade() -> None:
    op.execute(HOLDER)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
