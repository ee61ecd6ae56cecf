"""Whose role is given or taken hears of it, and so do those who lead their teams and the agency's other administrators;
these hear too when somebody who was suspended works again.

A role opens cases, settings and figures. An administrator who gives one to a friend or to themselves, or brings back
an account that was closed for a reason, is seen by those who know whether that is right. Triggers tell, so that no way
goes past them. What nobody signed in does is told to nobody.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0800"
down_revision = "0750"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

LOOKS_AFTER = """told.suspended_at is null and exists (
            select from role_grant g where g.worker_id = told.id and g.until_at is null and (
                g.role = 'administrator' or g.role = 'team-lead' and exists (
                    select from post mine join post theirs using (team_id)
                    where mine.worker_id = told.id and theirs.worker_id = w.id
                          and mine.until_at is null and theirs.until_at is null)))"""

TELLS_OF_ROLE = f"""create function tell_of_role() returns trigger language plpgsql {PINNED} as $$
    declare mover uuid := my_worker(); given boolean := new.until_at is null;
    begin
        insert into notice (id, reference, worker_id, kind, about, sentence, at)
        select uuidv7(), left(md5(gen_random_uuid()::text), 12), told.id,
               case when given then 'role-given' else 'role-taken' end, new.id::text,
               format(case when given then '%s gave %s the role “%s”.' else '%s took from %s the role “%s”.' end
                      || ' If you do not know why, ask at once.', a.name,
                      case when told.id = w.id then 'you' else w.name end, replace(new.role, '-', ' ')),
               coalesce(new.until_at, new.from_at)
        from worker w join worker a on a.id = mover join worker told on told.agency_id = w.agency_id
        where w.id = new.worker_id and told.id <> mover and (told.id = w.id or {LOOKS_AFTER});
        return null;
    end $$"""

TELLS_OF_RETURN = f"""create function tell_of_return() returns trigger language plpgsql {PINNED} as $$
    declare mover uuid := my_worker();
    begin
        insert into notice (id, reference, worker_id, kind, about, sentence, at)
        select uuidv7(), left(md5(gen_random_uuid()::text), 12), told.id, 'worker-restored', gen_random_uuid()::text,
               format('%s opened the closed account of %s again. If you do not know why, ask at once.', a.name, w.name),
               now()
        from worker w join worker a on a.id = mover join worker told on told.agency_id = w.agency_id
        where w.id = new.id and told.id not in (mover, w.id) and {LOOKS_AFTER};
        return null;
    end $$"""


def upgrade() -> None:
    for name, function in {"tell_of_role()": TELLS_OF_ROLE, "tell_of_return()": TELLS_OF_RETURN}.items():
        op.execute(function)
        for statement in hand_to_guard(name):
            op.execute(statement)
    op.execute(
        "create trigger a_role_that_is_given_is_told after insert on role_grant for each row "
        "when (new.until_at is null) execute function tell_of_role()"
    )
    op.execute(
        "create trigger a_role_that_is_taken_is_told after update on role_grant for each row "
        "when (old.until_at is null and new.until_at is not null) execute function tell_of_role()"
    )
    op.execute(
        "create trigger an_account_that_is_opened_again_is_told after update on worker for each row "
        "when (old.suspended_at is not null and new.suspended_at is null) execute function tell_of_return()"
    )


def downgrade() -> None:
    op.execute("drop trigger a_role_that_is_given_is_told on role_grant")
    op.execute("drop trigger a_role_that_is_taken_is_told on role_grant")
    op.execute("drop trigger an_account_that_is_opened_again_is_told on worker")
    op.execute("drop function tell_of_role()")
    op.execute("drop function tell_of_return()")
