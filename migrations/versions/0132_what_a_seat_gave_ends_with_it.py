"""When a seat at a panel ends, so does the member's part in every case, also in one that whoever ends it cannot see.

A chair who has stepped aside from a case does not find it, and so could not end a member's part there. What is left of
these parts is ended here, with the questions that the member was asked by name; the log says that the service did it,
and on whose behalf.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0132"
down_revision = "0131"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
EVENT = """perform audit_append_all(jsonb_build_array(jsonb_build_object('place', 0, 'id', uuidv7(), 'kind', '{kind}',
                'chain', 'case:' || {case}, 'case_id', {case}, 'at', p_at, 'category', {category},
                'on_behalf_of_id', mine, 'detail', {detail})));"""
LEFT = EVENT.format(
    kind="participant.left",
    case="part.case_id",
    category="'core'",
    detail="""jsonb_build_object('holder', part.holder, 'position', part.position, 'reason', 'panel-seat-ended')""",
)
DONE = EVENT.format(
    kind="task.done",
    case="part.case_id",
    category="substr(asked.kind, 6)",
    detail="jsonb_build_object('task', asked.reference, 'asks', asked.asks, 'ended_as', 'left')",
)
ENDS = f"""create function end_parts_of_seat(p_member uuid, p_positions text[], p_at timestamptz) returns bigint
    language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        mine uuid := my_worker();
        seat panel_member;
        part participant;
        asked task;
        ended bigint := 0;
    begin
        select * into seat from panel_member m where m.id = p_member;
        if seat.id is null or not chairs_panel(seat.panel_id) then
            raise insufficient_privilege using message = 'Only who chairs a panel can end what a seat there gave.';
        end if;
        insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
        values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'leavers', clock_timestamp(), clock_timestamp(),
                clock_timestamp() + interval '1 minute');
        perform set_config('coordination.token', fresh, true);
        for part in select p.* from participant p join case_file f on f.id = p.case_id
                join panel b on b.id = seat.panel_id and b.partnership_id = f.partnership_id
                where p.holder = seat.worker_id and p.holder_kind = 'worker' and p.position = any (p_positions)
                  and p.until_at is null order by p.case_id, p.id for update of p loop
            for asked in select t.* from task t where t.case_id = part.case_id and t.holder_id = part.holder
                    and t.done_at is null and t.kind like 'card:%' and not exists (select from participant o
                        where o.case_id = t.case_id and o.holder = t.team_id and o.until_at is null)
                    order by t.id for update loop
                update task t set done_at = p_at, ended_as = 'left', version = t.version + 1 where t.id = asked.id;
                update clock c set stopped_at = p_at, rings_at = null where c.id = asked.clock_id;
                {DONE}
            end loop;
            update participant p set until_at = p_at where p.id = part.id;
            {LEFT}
            ended := ended + 1;
        end loop;
        delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
        perform set_config('coordination.token', before, true);
        return ended;
    end $$"""


def upgrade() -> None:
    op.execute(ENDS)
    for statement in hand_to_guard("end_parts_of_seat(uuid, text[], timestamptz)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set role guard")
    op.execute("drop function end_parts_of_seat(uuid, text[], timestamptz)")
    op.execute("reset role")
