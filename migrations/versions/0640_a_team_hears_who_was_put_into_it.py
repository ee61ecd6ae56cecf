"""Whoever leads a team hears that somebody was put into it, and so do the agency's other administrators.

Being in a team opens its cases. An administrator who makes up a colleague and signs in as them is seen by those who know
who works there. A trigger tells, so that no way into a team goes past it. What nobody signed in does is told to nobody.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0640"
down_revision = "0551"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

TELLS = f"""create function tell_of_newcomer() returns trigger language plpgsql {PINNED} as $$
    declare mover uuid := my_worker();
    begin
        insert into notice (id, reference, worker_id, kind, about, sentence, at)
        select uuidv7(), left(md5(gen_random_uuid()::text), 12), told.id, 'team-newcomer', new.id::text,
               format('%s put %s into the team %s, who may read its cases from now on. If you do not know them, ask why '
                      'at once.', a.name, w.name, t.name), new.from_at
        from team t join worker w on w.id = new.worker_id join worker a on a.id = mover
        join worker told on told.agency_id = t.agency_id and told.suspended_at is null
        where t.id = new.team_id and told.id not in (mover, new.worker_id) and exists (
            select from role_grant g where g.worker_id = told.id and g.until_at is null and (
                g.role = 'administrator' or g.role = 'team-lead' and exists (
                    select from post p where p.worker_id = told.id and p.team_id = t.id and p.until_at is null)));
        return null;
    end $$"""


def upgrade() -> None:
    op.execute(TELLS)
    for statement in hand_to_guard("tell_of_newcomer()"):
        op.execute(statement)
    op.execute(
        "create trigger a_team_hears_of_newcomers after insert on post for each row when (new.team_id is not null) "
        "execute function tell_of_newcomer()"
    )


def downgrade() -> None:
    op.execute("drop trigger a_team_hears_of_newcomers on post")
    op.execute("drop function tell_of_newcomer()")
