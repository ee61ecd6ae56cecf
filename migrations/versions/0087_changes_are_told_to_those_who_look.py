"""Whoever looks at a page is told that something on it has changed; what, they ask for themselves.

A commit says which chain of a case has grown and how far, whose notices and which team's queue have changed. Nothing
else is said. Whether a listener still may listen, and whether anything that they may see is new, is asked in one
statement as the listener, under row-level security; asking does not count as a touch that keeps a session alive.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

ARRIVE = f"""create function arrive(token text, moment timestamptz, idle interval, touches boolean default true)
    returns table (worker_id uuid, kind text, name text, reference text, agency_id uuid, agency_code text,
                   agency_name text, agency_kind text, team_ids uuid[], holders uuid[], roles text[],
                   role_partnerships jsonb, confirmed_at timestamptz, began_at timestamptz, ends_at timestamptz,
                   preferences jsonb, notices bigint, urgent bigint)
    language plpgsql {PINNED} as $$
    declare mine acting;
    begin
        select * into mine from acting a where a.token_hash = sha256(convert_to(token, 'UTF8'))
            and a.kind in ('sign_in', 'second_step');
        if mine.worker_id is null or mine.ends_at <= moment or mine.last_seen_at + idle <= moment then
            return;
        end if;
        if touches and mine.last_seen_at + interval '1 minute' <= moment then
            update acting a set last_seen_at = moment where a.token_hash = mine.token_hash;
        end if;
        return query
            select w.id, mine.kind, w.name, w.reference, g.id, g.code, g.name, g.kind, mine.team_ids,
                   mine.holders, mine.roles, mine.role_partnerships, mine.confirmed_at, mine.began_at,
                   mine.ends_at, w.preferences,
                   (select count(*) from (select from notice n where n.worker_id = w.id and n.read_at is null
                                          limit 100) capped),
                   (select count(*) from (select from notice n where n.worker_id = w.id and n.urgent
                                          and n.read_at is null and n.acknowledged_at is null limit 100) capped)
            from worker w join agency g on g.id = mine.agency_id
            where w.id = mine.worker_id and w.suspended_at is null;
    end $$"""

STILL = f"""create function still_signed_in(p_token text, p_moment timestamptz, p_idle interval, p_roles text[])
    returns boolean language sql stable {PINNED} as $$
    select exists (
        select from acting a join worker w on w.id = a.worker_id
        where a.token_hash = sha256(convert_to(p_token, 'UTF8')) and a.kind = 'sign_in' and a.ends_at > p_moment
          and a.last_seen_at + p_idle > p_moment and w.suspended_at is null and a.roles && p_roles) $$"""

# Not a definer's: the reader's own policies say what is new for them, so a signal cannot tell of more than the page.
HEARD = """create function heard_on_case(p_token text, p_moment timestamptz, p_idle interval, p_roles text[],
                                         p_case uuid, p_after bigint)
    returns bigint language plpgsql as $$
    declare found bigint;
    begin
        perform set_config('coordination.token', p_token, true);
        if not still_signed_in(p_token, p_moment, p_idle, p_roles) or not takes_part(p_case) then
            return null;
        end if;
        select e.seq into found from event e where e.case_id = p_case and e.seq > p_after
            order by e.seq desc limit 1;
        return coalesce(found, p_after);
    end $$"""

IN_TEAM = """create function listens_in_team(p_token text, p_moment timestamptz, p_idle interval, p_roles text[],
                                             p_team uuid)
    returns boolean language plpgsql as $$
    begin
        perform set_config('coordination.token', p_token, true);
        return still_signed_in(p_token, p_moment, p_idle, p_roles) and p_team = any (my_teams());
    end $$"""

GREW = """create function tell_that_a_case_grew() returns trigger language plpgsql as $$
    begin
        perform pg_notify('live', new.chain || ' ' || new.seq);
        return null;
    end $$"""

NOTICED = """create function tell_that_notices_changed() returns trigger language plpgsql as $$
    begin
        perform pg_notify('live', 'worker:' || new.worker_id);
        return null;
    end $$"""

QUEUED = """create function tell_that_a_queue_changed() returns trigger language plpgsql as $$
    begin
        perform pg_notify('live', 'team:' || new.team_id);
        if tg_op = 'UPDATE' and old.team_id <> new.team_id then
            perform pg_notify('live', 'team:' || old.team_id);
        end if;
        return null;
    end $$"""

TRIGGERS = (
    """create trigger tell_that_a_case_grew after update on chain_head for each row
        when (new.seq <> old.seq and new.chain like 'case:%') execute function tell_that_a_case_grew()""",
    """create trigger tell_that_notices_changed after insert or update of read_at, acknowledged_at on notice
        for each row execute function tell_that_notices_changed()""",
    """create trigger tell_that_a_queue_changed after insert or update of team_id, holder_id, done_at on task
        for each row execute function tell_that_a_queue_changed()""",
)


def upgrade() -> None:
    op.execute("set role guard")
    op.execute("drop function arrive(text, timestamptz, interval)")
    op.execute("reset role")
    for statement in (ARRIVE, STILL, HEARD, IN_TEAM, GREW, NOTICED, QUEUED, *TRIGGERS):
        op.execute(statement)
    signature = "(text, timestamptz, interval, text[]"
    for function in ("arrive(text, timestamptz, interval, boolean)", f"still_signed_in{signature})"):
        for statement in hand_to_guard(function, "app"):
            op.execute(statement)
    for function in (f"heard_on_case{signature}, uuid, bigint)", f"listens_in_team{signature}, uuid)"):
        op.execute(f"revoke all on function {function} from public")
        op.execute(f"grant execute on function {function} to app")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
