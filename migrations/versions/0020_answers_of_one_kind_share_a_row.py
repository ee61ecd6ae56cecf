"""Answers that one worker gave together, of one category, share a row: as few rows as the rules about them allow.

A row for each answer took 26 kB for a referral, nearly all of it the same ids again and again. What a rule reads stays
a column, so that row-level security holds as before. A later answer takes an earlier one's place by being named in
`superseded` with its time; what was given stays as it was given.
"""

from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import MINE, protect

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None

NEW = """create table answer (
    id uuid not null default uuidv7() constraint pk_answer primary key,
    case_id uuid not null constraint fk_answer_case_id references case_file,
    author_id uuid not null constraint fk_answer_author_id references worker,
    author_agency_id uuid not null constraint fk_answer_author_agency_id references agency,
    at timestamptz not null,
    repeat smallint not null default 0,
    in_preview boolean not null default false,
    level_only boolean not null default false,
    protected boolean not null default false,
    category text not null,
    given jsonb not null,
    superseded jsonb,
    referral_id uuid,
    person_id uuid constraint fk_answer_person_id references person_on_case,
    place_id uuid constraint fk_answer_place_id references place)"""

MOVED = """insert into answer (case_id, author_id, author_agency_id, at, repeat, in_preview, level_only, protected,
        category, given, superseded, referral_id, person_id, place_id)
    select case_id, author_id, author_agency_id, at, repeat, in_preview, level_only, protected, category,
        jsonb_object_agg(field, value),
        jsonb_object_agg(field, superseded_at) filter (where superseded_at is not null),
        referral_id, person_id, place_id
    from answer_by_field
    group by case_id, author_id, author_agency_id, at, repeat, in_preview, level_only, protected, category,
        referral_id, person_id, place_id"""

AGREED = """(p.agency_id = answer.author_agency_id or (select true from agreement a
    where a.giver_id = answer.author_agency_id and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
    and a.pathway = p.pathway and a.category = answer.category and a.ended_at is null limit 1))"""
SEEN = f"""(select true from participant p where p.case_id = answer.case_id and {MINE}
    and (answer.author_id = (select my_worker()) or case when p.sees = 'full'
         then answer.category = any(p.reads) or (answer.level_only and answer.category = any(p.reads_levels))
         else answer.in_preview end)
    and {AGREED} limit 1)"""
WRITES = f"""author_id = (select my_worker()) and (select true from participant p where p.case_id = answer.case_id
    and {MINE} and answer.category = any(p.writes) limit 1)"""

# A position may write a category that it does not read: a prison's nurse gives health answers. Row-level security then
# hides the answer in force from her, and two would be in force. It gives back only which fields had one.
SUPERSEDE = """create function supersede_answers(p_new uuid[]) returns text[] language plpgsql
    security definer set search_path = pg_catalog, public, pg_temp as $$
    declare
        fresh answer;
        old answer;
        again text[];
        found_before text[] := '{}';
    begin
        for fresh in select a.* from answer a where a.id = any (p_new) order by a.id loop
            if fresh.author_id <> my_worker() or not takes_part(fresh.case_id) then
                raise insufficient_privilege using message = 'Only whoever gives an answer can put it in force.';
            end if;
            for old in
                select a.* from answer a where a.case_id = fresh.case_id and a.repeat = fresh.repeat
                    and a.id <> all (p_new) and a.given ?| array(select jsonb_object_keys(fresh.given))
                for update
            loop
                select array_agg(k) into again from jsonb_object_keys(fresh.given) k
                    where old.given ? k and not coalesce(old.superseded, '{}') ? k;
                if again is not null then
                    update answer a set superseded = coalesce(a.superseded, '{}')
                            || (select jsonb_object_agg(k, fresh.at) from unnest(again) k)
                        where a.id = old.id;
                    found_before := found_before || again;
                end if;
            end loop;
        end loop;
        return found_before;
    end $$"""


def upgrade() -> None:
    op.execute("drop function supersede_answer(uuid)")
    op.execute("alter table answer rename to answer_by_field")
    op.execute("alter table answer_by_field rename constraint pk_answer to pk_answer_by_field")
    op.execute(NEW)
    op.execute(MOVED)
    op.execute("drop table answer_by_field")
    op.execute("create index ix_answer_case on answer (case_id)")
    for statement in protect("answer", read=SEEN, insert=WRITES):
        op.execute(statement)
    op.execute(
        "create constraint trigger answer_changes_are_recorded after insert or update or delete on answer "
        "deferrable initially deferred for each row execute function no_change_without_event()"
    )
    op.execute(SUPERSEDE)
    for statement in hand_to_guard("supersede_answers(uuid[])", "app", "worker"):
        op.execute(statement)
