"""A team that nobody is left in is found while work waits in its queue, with whom to tell of it.

Whatever came to its queue, and every reminder of it, was told to nobody: a referral could lie there unseen. The function
says which teams, and the workers who can place somebody there: the administrators of its agency, else governance of the
partnerships that it is a member of. It opens no case and counts none.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0500"
down_revision = "0410"
branch_labels = None
depends_on = None

FUNCTION = "teams_without_people()"
PINNED = "security definer set search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute(
        f"""create function {FUNCTION} returns table (team_id uuid, name text, told uuid[])
        language sql stable {PINNED} as $$
            select t.id, t.name, coalesce(
                (select array_agg(w.id order by w.id) from worker w where w.agency_id = t.agency_id
                 and w.suspended_at is null and exists (select from role_grant g where g.worker_id = w.id
                     and g.role = 'administrator' and g.until_at is null)),
                (select array_agg(distinct g.worker_id) from role_grant g
                 join worker w on w.id = g.worker_id and w.suspended_at is null
                 join membership m on m.partnership_id = g.partnership_id and m.agency_id = t.agency_id
                     and m.from_date <= my_today() and (m.until_date is null or m.until_date >= my_today())
                 where g.role = 'governance' and g.until_at is null),
                '{{}}')
            from team t
            where my_sweep() = 'deadlines'
              and exists (select from task k where k.team_id = t.id and k.done_at is null)
              and not exists (select from post p join worker w on w.id = p.worker_id and w.suspended_at is null
                              where p.team_id = t.id and p.until_at is null)
            order by t.id $$"""
    )
    for statement in hand_to_guard(FUNCTION, "worker"):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"drop function {FUNCTION}")
