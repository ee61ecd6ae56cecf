"""Queues are claimed by their own team only, and a case is found by name through one function that filters for itself.

Text indexes are not used under row-level security, so the search is a definer function that repeats the rule: a live
participant row of mine whose grid names the category of the name, below the live agreement, and not blocked.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

INDEXES = [
    # what nobody has taken yet: "Take the next one" must not walk past everything that is taken
    "create index ix_task_waiting on task (team_id, due_at, id) where done_at is null and holder_id is null",
    # what I asked of others
    "create index ix_task_asked on task (opened_by_id, due_at, id) where done_at is null",
    "create index ix_person_on_case_name on person_on_case using gin (name_folded gin_trgm_ops)",
]

# A case may be changed by any agency that takes part in it; who holds a task is the business of its team alone.
HOLDER = """create function task_is_held_in_its_team() returns trigger language plpgsql as $$
    begin
        if current_user not in ('app', 'worker') or new.holder_id is not distinct from old.holder_id
           or new.done_at is not null then
            return new;
        end if;
        if not old.team_id = any (my_teams()) then
            raise insufficient_privilege using message = 'Only the team that a task waits for can take or give it.';
        end if;
        if new.holder_id is not null and not exists (
                select from post p
                where p.worker_id = new.holder_id and p.team_id = new.team_id and p.until_at is null) then
            raise insufficient_privilege using message = 'A task is held by somebody in its team.';
        end if;
        return new;
    end $$"""

# Every word has to match: three letters or more anywhere in the name, a shorter one as a whole word.
CONDITIONS = """create function name_conditions(p_text text) returns text
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select string_agg(case when length(word) > 2 then format('n.name_folded like %L', '%' || word || '%')
                           else format('n.name_folded ~ %L', '\\m' || word || '\\M') end, ' and ')
    from (select distinct word
          from regexp_split_to_table(
                   translate(lower(unaccent('unaccent', p_text)), '''’`', ''), '[^[:alnum:]]+') word
          where word <> '' limit 6) words $$"""

READS = """p.holder = any ($1) and p.until_at is null and n.category = any (p.reads)
    and (p.sees = 'full' or n.category = 'core')
    and (p.agency_id = p.giver_id or (select true from agreement a
         where a.giver_id = p.giver_id and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
           and a.pathway = p.pathway and a.category = n.category and a.ended_at is null limit 1))"""

# A worker on few cases looks through those. A worker on many starts from the names; the first that may be seen end it.
# Both are cut off before they are sorted, or a rare word would be looked for in the order of the sort.
SEARCH = f"""create function search_cases(p_text text, p_limit integer)
    returns table (case_id uuid, reference text, pathway text, opened_at timestamptz, ended_at timestamptz,
                   name text, part text)
    language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    set max_parallel_workers_per_gather = 0 {PINNED} as $$
    declare
        mine uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
        conditions text := name_conditions(p_text);
        few boolean;
        found_by text;
    begin
        if conditions is null or cardinality(mine) = 0 then
            return;
        end if;
        select count(*) < 500 into few from (
            select from participant p where p.holder = any (mine) and p.until_at is null limit 500) capped;
        if few then
            found_by := 'select n.case_id, n.name, n.part
                from (select distinct p.case_id from participant p
                      where p.holder = any ($1) and p.until_at is null offset 0) m
                join person_on_case n on n.case_id = m.case_id
                where n.name_hidden_since is null and ' || conditions || '
                  and (select true from participant p where p.case_id = n.case_id and {READS.replace("'", "''")} limit 1)
                  and not n.case_id = any ($2) limit $3';
        else
            found_by := 'select n.case_id, n.name, n.part from person_on_case n
                where n.name_hidden_since is null and ' || conditions || '
                  and (select true from participant p where p.case_id = n.case_id and {READS.replace("'", "''")} limit 1)
                  and not n.case_id = any ($2) limit $3';
        end if;
        return query execute 'with hits as materialized (' || found_by || ')
            select c.id, c.reference, c.pathway, c.opened_at, c.ended_at, h.name, h.part
            from hits h join case_file c on c.id = h.case_id
            order by c.ended_at is not null, c.opened_at desc, c.id'
            using mine, blocked, least(greatest(p_limit, 1), 100);
    end $$"""


def upgrade() -> None:
    for statement in [*INDEXES, HOLDER, CONDITIONS, SEARCH]:
        op.execute(statement)
    op.execute(
        "create trigger task_is_held_in_its_team before update of holder_id on task "
        "for each row execute function task_is_held_in_its_team()"
    )
    for function, callers in (("search_cases(text, integer)", ("app",)), ("name_conditions(text)", ())):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
