"""A revision of minutes keeps what stood in the one before, also what whoever writes it may not read.

Chair and deputy do not read the same. Until now a revision said no more of a case than its writer could read, and
nothing of a case from which they had stepped aside. What stood there is carried over here, unchanged and with the
agency that wrote it; the log says that the service did it, and on whose behalf.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0161"
down_revision = "0160"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
CARRIES = f"""create function carry_minutes(p_from uuid, p_to uuid, p_at timestamptz) returns uuid[]
    language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        mine uuid := my_worker();
        earlier minutes;
        later minutes;
        held meeting;
        carried uuid[];
        which uuid;
    begin
        select * into earlier from minutes m where m.id = p_from;
        select * into later from minutes m where m.id = p_to;
        if later.id is null or earlier.meeting_id is distinct from later.meeting_id
           or earlier.revision >= later.revision or not chairs_panel(later.panel_id)
           or exists (select from minutes_part p where p.minutes_id = p_to) then
            raise insufficient_privilege using message = 'Only who chairs a panel carries its minutes over, and once.';
        end if;
        select * into held from meeting m where m.id = later.meeting_id;
        insert into minutes_part (id, minutes_id, panel_id, case_id, category, place, rank, said, by_agency_id)
        select uuidv7(), p_to, p.panel_id, p.case_id, p.category, p.place, p.rank, p.said, p.by_agency_id
        from minutes_part p where p.minutes_id = p_from;
        select coalesce(array_agg(distinct p.case_id), '{{}}') into carried
        from minutes_part p where p.minutes_id = p_from;
        insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
        values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'minutes', clock_timestamp(), clock_timestamp(),
                clock_timestamp() + interval '1 minute');
        perform set_config('coordination.token', fresh, true);
        foreach which in array carried loop
            perform audit_append_all(jsonb_build_array(jsonb_build_object('place', 0, 'id', uuidv7(),
                'kind', 'panel.minuted', 'chain', 'case:' || which, 'case_id', which, 'at', p_at, 'category', 'core',
                'on_behalf_of_id', mine,
                'detail', jsonb_build_object('meeting', held.reference, 'revision', later.revision))));
        end loop;
        delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
        perform set_config('coordination.token', before, true);
        return carried;
    end $$"""


def upgrade() -> None:
    op.execute(CARRIES)
    for statement in hand_to_guard("carry_minutes(uuid, uuid, timestamptz)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set role guard")
    op.execute("drop function carry_minutes(uuid, uuid, timestamptz)")
    op.execute("reset role")
