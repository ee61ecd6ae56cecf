"""A role that was given without naming a partnership holds in those that the worker's agency is a member of.

It was kept as “every one”, and each place that asked read that in its own way. Some took it for partnerships in which
the agency has no seat: whoever answers for information governance in one partnership cleared away what was told to
another, and changed its settings. Now the partnerships are written out where it is said what a worker may do.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0700"
down_revision = "0640"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

WHERE_ROLES_HOLD = """select g.role, jsonb_agg(distinct s.code) as codes
                from role_grant g join partnership s on s.id = g.partnership_id or (g.partnership_id is null and exists (
                    select from membership m where m.partnership_id = s.id and m.agency_id = w.agency_id
                      and m.until_date is null))"""
AS_THEY_WERE_GIVEN = """select g.role, jsonb_agg(coalesce(s.code, '*')) as codes
                from role_grant g left join partnership s on s.id = g.partnership_id"""


def stands(held: str) -> str:
    return f"""create or replace function worker_stands(which uuid, out agency_id uuid, out team_ids uuid[],
            out holders uuid[], out roles text[], out role_partnerships jsonb)
        language sql stable {PINNED} as $$
        select w.agency_id,
            coalesce((select array_agg(p.team_id) from post p where p.worker_id = w.id and p.until_at is null
                        and p.team_id is not null), '{{}}'),
            array[w.id, w.agency_id] || coalesce((select array_agg(p.team_id) from post p
                where p.worker_id = w.id and p.until_at is null and p.team_id is not null), '{{}}'),
            coalesce((select array_agg(distinct g.role) from role_grant g
                where g.worker_id = w.id and g.until_at is null), '{{}}'),
            coalesce((select jsonb_object_agg(r.role, r.codes) from (
                {held}
                where g.worker_id = w.id and g.until_at is null group by g.role) r), '{{}}')
        from worker w where w.id = which $$"""


# who is signed in when their agency joins a partnership, or leaves it, stands there anew at once
MOVES = f"""create function membership_moves_roles() returns trigger language plpgsql {PINNED} as $$
    begin
        perform refresh_acting(a.worker_id)
        from (select distinct b.worker_id from acting b where b.agency_id in (new.agency_id, old.agency_id)) a;
        return null;
    end $$"""
ANEW = "select refresh_acting(a.worker_id) from (select distinct b.worker_id from acting b) a where a.worker_id is not null"


def replace(held: str) -> None:
    op.execute("set role guard")
    op.execute(stands(held))
    op.execute(ANEW)
    op.execute("reset role")


def upgrade() -> None:
    replace(WHERE_ROLES_HOLD)
    op.execute(MOVES)
    for statement in hand_to_guard("membership_moves_roles()"):
        op.execute(statement)
    op.execute(
        "create trigger membership_moves_roles after insert or update or delete on membership "
        "for each row execute function membership_moves_roles()"
    )


def downgrade() -> None:
    op.execute("drop trigger membership_moves_roles on membership")
    op.execute("drop function membership_moves_roles()")
    replace(AS_THEY_WERE_GIVEN)
