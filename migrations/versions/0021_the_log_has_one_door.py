"""The log has one door: events are appended by one function alone, whether one comes or many.

There were two with the same rules. What a leaver leaves behind was recorded through the other; it is taken away.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

PASS_ON = f"""create or replace function pass_work_on(who uuid, from_teams uuid[], moment timestamptz, because text,
                                                    out tasks int, out drafts int)
    language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        mine uuid := my_worker();
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        claimed task;
        half draft;
        lead uuid;
        works_for uuid;
    begin
        tasks := 0;
        drafts := 0;
        select w.agency_id into works_for from worker w where w.id = who;
        insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
        values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'leavers', clock_timestamp(), clock_timestamp(),
                clock_timestamp() + interval '1 minute');
        perform set_config('coordination.token', fresh, true);
        for claimed in select t.* from task t where t.holder_id = who and t.done_at is null
                and (from_teams is null or t.team_id = any (from_teams)) order by t.case_id, t.id for update loop
            update task t set holder_id = null, holder_name = null, claimed_at = null, version = t.version + 1
            where t.id = claimed.id;
            perform audit_append_all(jsonb_build_array(jsonb_build_object(
                'place', 0, 'id', uuidv7(), 'kind', 'task.handed-back', 'chain', 'case:' || claimed.case_id,
                'case_id', claimed.case_id, 'at', moment, 'category', 'core', 'on_behalf_of_id', who,
                'detail', jsonb_build_object('task', claimed.reference, 'asks', claimed.asks,
                                             'because', because))));
            tasks := tasks + 1;
        end loop;
        for half in select d.* from draft d where d.worker_id = who and d.ended_at is null
                and (from_teams is null or d.team_id = any (from_teams)) order by d.id for update loop
            select w.id into lead from worker w join role_grant g on g.worker_id = w.id
                and g.role = 'team-lead' and g.until_at is null
            left join post p on p.worker_id = w.id and p.until_at is null and p.team_id = half.team_id
            where w.agency_id = works_for and w.suspended_at is null and w.id <> who
            order by (p.id is not null) desc, g.from_at, w.id limit 1;
            continue when lead is null;
            update draft d set worker_id = lead, passed_from_id = who where d.id = half.id;
            perform audit_append_all(jsonb_build_array(jsonb_build_object(
                'place', 0, 'id', uuidv7(), 'kind', 'draft.passed-on', 'chain', 'agency:' || works_for,
                'at', moment, 'category', 'core', 'on_behalf_of_id', who,
                'detail', jsonb_build_object('pathway', half.pathway, 'to', lead))));
            drafts := drafts + 1;
        end loop;
        delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
        perform set_config('coordination.token', before, true);
    end $$"""


def upgrade() -> None:
    # guard owns it, and keeps it: what is replaced keeps its owner and its callers
    op.execute("set role guard")
    op.execute(PASS_ON)
    op.execute("drop function audit_append(text, text, uuid, timestamptz, text, text, uuid, uuid, uuid, jsonb)")
    op.execute("reset role")
