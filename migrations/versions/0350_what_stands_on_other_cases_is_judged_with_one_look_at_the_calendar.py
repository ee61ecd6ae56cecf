"""Whether people on a case are known on others is judged with one look at the calendar, and no more than is told.

Every page of a case asks it. The day was looked up for each agreement that was asked after, and what is said only where
the partnership has set that another case is spoken of was prepared each time, for nobody. What is found and for whom is
as it was.
"""

from alembic import op

revision = "0350"
down_revision = "0330"
branch_labels = None
depends_on = None

HOLDS = """a.ended_at is null and a.from_date <= today and (a.until_date is null or a.until_date >= today)"""
# the asker reads the name of {row}, a row of person_on_case
READS = f"""(select true from participant p where p.case_id = {{row}}.case_id and p.holder = any (seats)
    and p.until_at is null and {{row}}.category = any (p.reads) and (p.sees = 'full' or {{row}}.category = 'core')
    and (p.agency_id = p.giver_id or (select true from agreement a
         where a.giver_id = p.giver_id and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
           and a.pathway = p.pathway and a.category = {{row}}.category and {HOLDS} limit 1)) limit 1)"""
# the asker's agency is one with which the agency that opened the case c shares this category
AGREED = f"""(c.opened_by_agency_id = my_agency() or (select true from agreement a
    where a.giver_id = c.opened_by_agency_id and a.taker_id = my_agency() and a.partnership_id = c.partnership_id
      and a.pathway = c.pathway and a.category = {{category}} and {HOLDS} limit 1))"""

BESIDE = f"""
create or replace function same_person_beside(p_case uuid)
returns table (mine_id uuid, other_id uuid, other_case_id uuid, verdict_id uuid, verdict text, said_by_id uuid,
               said_at timestamptz)
language plpgsql stable security definer
set enable_seqscan to 'off'
set enable_hashjoin to 'off'
set enable_mergejoin to 'off'
set max_parallel_workers_per_gather to '0'
set search_path to 'pg_catalog', 'public', 'pg_temp'
as $function$
    declare
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
        today date := my_today();
        tells boolean;
    begin
        if not takes_part(p_case) or p_case = any (blocked) then
            return;
        end if;
        return query
            with me as materialized (
                select n.id, k.asked from person_on_case n left join person_key k on k.person_id = n.id
                where n.case_id = p_case and n.name_hidden_since is null and {READS.format(row="n")}
            ), said as materialized (
                select m.id as mine, case when v.one_id = m.id then v.other_id else v.one_id end as other, v.id,
                       v.verdict, v.by_id, v.at
                from me m join same_person v on m.id in (v.one_id, v.other_id) and v.undone_at is null
            ), near as materialized (
                select m.id as mine, n.id as other,
                       (select count(*) from unnest(m.asked) one where one = any (o.keys)) as shared
                from me m join person_key o on o.keys && m.asked
                join person_on_case n on n.id = o.person_id
                where n.case_id <> p_case and n.name_hidden_since is null and not n.case_id = any (blocked)
                  and {READS.format(row="n")}
                order by shared desc limit 40
            ), pairs as (
                select a.mine, a.other from near a
                union
                select s.mine, s.other from said s join person_on_case n on n.id = s.other
                where n.name_hidden_since is null and not n.case_id = any (blocked) and {READS.format(row="n")}
            )
            select p.mine, p.other, n.case_id, s.id, s.verdict, s.by_id, s.at from pairs p
            join person_on_case n on n.id = p.other
            left join lateral (select * from said s where s.mine = p.mine and s.other = p.other
                               order by s.at desc limit 1) s on true;

        select s.value ->> 'value' = 'yes' into tells from setting s, case_file h
            where h.id = p_case and s.code = 'same-person-say-that-another-case-exists' and s.in_force_from <= today
              and (s.partnership_id = h.partnership_id or s.partnership_id is null)
            order by s.partnership_id nulls last, s.in_force_from desc, s.set_at desc limit 1;
        if tells is not true then
            return;
        end if;
        return query
            select null::uuid, null::uuid, null::uuid, null::uuid, 'elsewhere', null::uuid, null::timestamptz
            where exists (
                select from person_on_case m
                join same_person v on m.id in (v.one_id, v.other_id) and v.undone_at is null and v.verdict = 'same'
                join person_on_case n on n.id = case when v.one_id = m.id then v.other_id else v.one_id end
                join case_file c on c.id = n.case_id
                where m.case_id = p_case and m.name_hidden_since is null and {READS.format(row="m")}
                  and n.name_hidden_since is null and not n.case_id = any (blocked)
                  and {READS.format(row="n")} is null and {AGREED.format(category="n.category")})
            union all
            select null, null, null, null, 'linked-elsewhere', null, null
            where exists (
                select from case_file h
                join case_file c on c.id = h.linked_from_id or c.linked_from_id = h.id
                where h.id = p_case and not c.id = any (blocked)
                  and not exists (select from naming_rule r join case_file n on n.id in (h.id, c.id)
                                  where r.pathway = n.pathway and n.subject_kind = 'nobody-named')
                  and not takes_part(c.id) and {AGREED.format(category="'core'")});
    end $function$"""


def upgrade() -> None:
    op.execute("set role guard")
    op.execute(BESIDE)
    op.execute("reset role")
