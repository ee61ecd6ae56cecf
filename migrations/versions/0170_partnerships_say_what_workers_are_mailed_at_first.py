"""What a worker is mailed until they choose is a setting of the partnerships that they work for.

Where somebody works is read by their own agency alone; a job that mails many needs no more than these settings.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0170"
down_revision = "0165"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# The partnerships of a worker are those of their teams; a team that serves several has those of its agency.
FIRSTS = f"""create function notices_at_first(p_workers uuid[], p_on date)
    returns table (worker_id uuid, partnership_id uuid, said jsonb) language sql stable {PINNED} as $$
    select whose.id, whose.partnership_id, coalesce((
        select jsonb_object_agg(newest.code, newest.value) from (
            select distinct on (s.code) s.code, s.value -> 'value' as value from setting s
            where (s.partnership_id = whose.partnership_id or s.partnership_id is null)
              and s.code like 'notices.%' and s.in_force_from <= p_on
            order by s.code, s.partnership_id nulls last, s.in_force_from desc, s.set_at desc) newest), '{{}}')
    from (
        select distinct w.id, coalesce(t.partnership_id, m.partnership_id) as partnership_id
        from worker w
        left join post p on p.worker_id = w.id and p.until_at is null
        left join team t on t.id = p.team_id
        left join membership m on t.partnership_id is null and m.agency_id = w.agency_id
              and m.from_date <= p_on and (m.until_date is null or m.until_date >= p_on)
        where w.id = any (p_workers) and (w.id = my_worker() or my_kind() in ('job', 'sweep'))) whose
    where whose.partnership_id is not null $$"""


def upgrade() -> None:
    op.execute(FIRSTS)
    for statement in hand_to_guard("notices_at_first(uuid[], date)", "app", "worker"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
