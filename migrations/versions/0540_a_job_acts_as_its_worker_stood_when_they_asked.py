"""A job acts as its worker stood when they asked for it, whatever became of them since.

A worker who had moved to another team, or had been shut out of the case, no longer saw what the job was to tell of, so
it was done and told nobody: a team never heard of a referral that its sender had been thanked for. What a request may
see is kept with it, by the database and not by whoever asks. Whoever is told still reads with their own rights.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0540"
down_revision = "0535"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
ME = """acting a where a.token_hash = sha256(convert_to(nullif(current_setting('coordination.token', true), ''), 'UTF8'))
          and (a.kind = 'sign_in' or a.ends_at > clock_timestamp()) and a.kind <> 'second_step'"""

COLUMNS = [
    "alter table outbox add column stood jsonb",
    "alter table acting add column shut_out uuid[]",
]

KEPT = [
    # what a request for somebody else carries, or one of a sweep, is worked out when the job runs
    f"""create function outbox_keeps_how_they_stood() returns trigger language plpgsql {PINNED} as $$
        begin
            new.stood := (
                select jsonb_build_object('team_ids', a.team_ids, 'holders', a.holders, 'roles', a.roles,
                    'role_partnerships', a.role_partnerships, 'shut_out', my_blocked_cases())
                from {ME} and a.worker_id = new.worker_id);
            return new;
        end $$""",
    f"""create or replace function enter_job(which uuid) returns text language plpgsql {PINNED} as $$
        declare fresh text := gen_random_uuid()::text || gen_random_uuid()::text; who uuid; as_they_stood jsonb;
        begin
            select o.worker_id, o.stood into who, as_they_stood from outbox o where o.id = which and o.done_at is null;
            if who is null then
                return null;
            end if;
            delete from acting a where a.token_hash in (
                select e.token_hash from acting e where e.kind in ('job', 'sweep') and e.ends_at < clock_timestamp()
                limit 100 for update skip locked);
            insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships,
                                shut_out, outbox_id, began_at, last_seen_at, ends_at)
            select sha256(convert_to(fresh, 'UTF8')), 'job', who, s.agency_id, coalesce(t.team_ids, s.team_ids),
                   coalesce(t.holders, s.holders), coalesce(t.roles, s.roles),
                   coalesce(t.role_partnerships, s.role_partnerships), t.shut_out, which, clock_timestamp(),
                   clock_timestamp(), clock_timestamp() + interval '5 minutes'
            from worker_stands(who) s left join jsonb_to_record(as_they_stood) as t(team_ids uuid[], holders uuid[],
                roles text[], role_partnerships jsonb, shut_out uuid[]) on true;
            perform set_config('coordination.token', fresh, true);
            return fresh;
        end $$""",
    f"""create or replace function my_blocked_cases() returns uuid[] language sql stable parallel safe {PINNED} as $$
        select coalesce(
            (select a.shut_out from {ME}),
            (select array_agg(b.case_id) from case_block b
             where b.worker_id = (select a.worker_id from {ME}) and b.ended_at is null),
            '{{}}'::uuid[]) $$""",
    # the view of 0280 again; a job is shut out of what its worker was shut out of when they asked
    """create or replace view my_part with (security_barrier = true) as
    with me as materialized (
        select a.worker_id, a.holders, (a.last_seen_at at time zone 'Europe/London')::date as today, a.shut_out
        from acting a
        where a.token_hash = (select sha256(convert_to(nullif(current_setting('coordination.token', true), ''), 'UTF8')))
          and (a.kind = 'sign_in' or a.ends_at > clock_timestamp()) and a.kind <> 'second_step')
    select p.case_id, p.agency_id, p.partnership_id, p.pathway, p.sees, p.reads, p.reads_levels, p.writes, me.today
    from me, participant p
    where p.holder = any (me.holders) and p.until_at is null
      and (p.agency_id = p.giver_id or (
          select true from agreement g
          where g.giver_id = p.giver_id and g.taker_id = p.agency_id and g.partnership_id = p.partnership_id
            and g.pathway = p.pathway and g.category = 'core' and g.ended_at is null
            and g.from_date <= me.today and (g.until_date is null or g.until_date >= me.today) limit 1))
      and case when me.shut_out is null then (
              select true from case_block b
              where b.case_id = p.case_id and b.worker_id = me.worker_id and b.ended_at is null limit 1) is null
          else not p.case_id = any (me.shut_out) end""",
    # whoever booked, while they take part; else somebody of the team whose appointment it is
    f"""create or replace function appointments_between(since timestamptz, until timestamptz)
        returns table (id uuid, case_id uuid, made_by_id uuid) language sql stable {PINNED} as $$
        select a.id, a.case_id, coalesce(
            (select w.id from worker w where w.id = a.made_by_id and exists (
                select from participant p where p.case_id = a.case_id and p.until_at is null
                  and (p.holder in (w.id, w.agency_id) or exists (select from post o where o.worker_id = w.id
                        and o.until_at is null and o.team_id = p.holder)))
               and not exists (select from case_block b where b.case_id = a.case_id and b.worker_id = w.id
                                 and b.ended_at is null)),
            (select w.id from worker w join post o on o.worker_id = w.id and o.until_at is null
                and o.team_id = a.team_id
             where w.suspended_at is null
               and not exists (select from case_block b where b.case_id = a.case_id and b.worker_id = w.id
                                 and b.ended_at is null)
             order by w.id limit 1),
            a.made_by_id)
        from appointment a
        where my_sweep() = 'deadlines' and a.outcome is null and a.starts_at >= since and a.starts_at < until
        order by a.starts_at, a.id $$""",
]


def upgrade() -> None:
    for statement in COLUMNS:
        op.execute(statement)
    op.execute(KEPT[0])
    for statement in hand_to_guard("outbox_keeps_how_they_stood()"):
        op.execute(statement)
    op.execute(
        "create trigger outbox_keeps_how_they_stood before insert on outbox for each row "
        "execute function outbox_keeps_how_they_stood()"
    )
    op.execute("set role guard")
    for statement in KEPT[1:]:
        op.execute(statement)
    op.execute("reset role")


def downgrade() -> None:
    # without it a request keeps nothing, and a job acts as its worker stands, as before
    op.execute("drop trigger outbox_keeps_how_they_stood on outbox")
    op.execute("drop function outbox_keeps_how_they_stood()")
    op.execute("update outbox set stood = null")
