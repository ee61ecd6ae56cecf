"""People on two cases who may be one are found by keys, and whoever takes part in both is told; nobody else is.

The keys are hashes that the product makes with a secret of its own, so the table tells nothing to whoever reads it
without that. One function compares them. It gives ids of people on cases in which the asker takes part and whose names
they read, by the same rule as the search; what then agrees and differs is read as the asker. Of a case that the asker
may not open it gives nothing, or, once a person found that it is the same and where the partnership chose to say so
below a live agreement, one row that names nobody.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# The job that makes the keys of one case names it on its own row; the sweep makes those that are missing.
MAY_KEEP = f"""create function may_keep_keys(p_case uuid) returns boolean language sql stable {PINNED} as $$
    select coalesce(my_sweep() = 'same-person', false) or exists (
        select from my_acting() a join outbox o on o.id = a.outbox_id
        where a.kind = 'job' and o.job = 'keep_person_keys' and o.ids ->> 'case_id' = p_case::text) $$"""

TOLD = f"""create function told_of_subject(p_case uuid, p_fields text[])
    returns table (person_id uuid, field text, value jsonb) language sql stable {PINNED} as $$
    select n.id, one.key, one.value from person_on_case n
    left join answer a on a.case_id = n.case_id
    left join lateral jsonb_each(a.given) one
        on one.key = any (p_fields) and not coalesce(a.superseded, '{{}}') ? one.key
    where n.case_id = p_case and n.part = 'subject' and n.name_hidden_since is null and may_keep_keys(p_case) $$"""

KEEP = f"""create function keep_person_keys(p_case uuid, p_person uuid, p_keys bigint[], p_asked bigint[],
        p_made_with bigint, p_at timestamptz) returns void language sql {PINNED} as $$
    insert into person_key (person_id, keys, asked, made_with, made_at)
    select n.id, p_keys, p_asked, p_made_with, p_at from person_on_case n
    where n.id = p_person and n.case_id = p_case and may_keep_keys(p_case)
    on conflict (person_id) do update set keys = excluded.keys, asked = excluded.asked,
        made_with = excluded.made_with, made_at = excluded.made_at $$"""

MISSING = f"""create function cases_without_keys(p_made_with bigint, p_limit integer)
    returns table (case_id uuid, pathway text, pathway_version bigint) language sql stable {PINNED} as $$
    select c.id, c.pathway, c.pathway_version from case_file c
    join person_on_case n on n.case_id = c.id and n.part = 'subject' and n.name_hidden_since is null
    left join person_key k on k.person_id = n.id
    where my_sweep() = 'same-person' and (k.person_id is null or k.made_with <> p_made_with)
    order by c.id limit p_limit $$"""

# A name that is changed, hidden or taken out of a case takes its keys with it.
WITH_THE_NAME = f"""create function keys_go_with_the_name() returns trigger language plpgsql {PINNED} as $$
    begin
        delete from person_key where person_id = new.id;
        return null;
    end $$"""

LIVE = """a.ended_at is null and a.from_date <= (select my_today())
    and (a.until_date is null or a.until_date >= (select my_today()))"""

READS = f"""(select true from participant p where p.case_id = n.case_id and p.holder = any (seats)
    and p.until_at is null and n.category = any (p.reads) and (p.sees = 'full' or n.category = 'core')
    and (p.agency_id = p.giver_id or (select true from agreement a
         where a.giver_id = p.giver_id and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
           and a.pathway = p.pathway and a.category = n.category and {LIVE} limit 1)) limit 1)"""

# What the agreement lets the asker's agency read at all of cases like the other one, in which it takes no part.
AGREED = f"""(c.opened_by_agency_id = my_agency() or (select true from agreement a
    where a.giver_id = c.opened_by_agency_id and a.taker_id = my_agency() and a.partnership_id = c.partnership_id
      and a.pathway = c.pathway and a.category = n.category and {LIVE} limit 1))"""

BESIDE = f"""create function same_person_beside(p_case uuid)
    returns table (mine_id uuid, other_id uuid, other_case_id uuid, verdict_id uuid, verdict text, said_by_id uuid,
                   said_at timestamptz)
    language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    set max_parallel_workers_per_gather = 0 {PINNED} as $$
    declare
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
        tells boolean;
    begin
        if not takes_part(p_case) or p_case = any (blocked) then
            return;
        end if;
        select s.value ->> 'value' = 'yes' into tells from setting s, case_file h
            where h.id = p_case and s.code = 'same-person-say-that-another-case-exists' and s.in_force_from <= (select my_today())
              and (s.partnership_id = h.partnership_id or s.partnership_id is null)
            order by s.partnership_id nulls last, s.in_force_from desc, s.set_at desc limit 1;
        return query
            with me as materialized (
                select n.id, k.asked from person_on_case n left join person_key k on k.person_id = n.id
                where n.case_id = p_case and n.name_hidden_since is null and {READS}
            ), said as materialized (
                select m.id as mine, case when v.one_id = m.id then v.other_id else v.one_id end as other, v.id,
                       v.verdict, v.by_id, v.at
                from me m join same_person v on m.id in (v.one_id, v.other_id) and v.undone_at is null
            ), near as materialized (
                select m.id as mine, n.id as other,
                       (select count(*) from unnest(m.asked) one where one = any (o.keys)) as shared
                from me m join person_key o on o.keys && m.asked
                join person_on_case n on n.id = o.person_id
                where n.case_id <> p_case and n.name_hidden_since is null and not n.case_id = any (blocked) and {READS}
                order by shared desc limit 40
            ), pairs as (
                select a.mine, a.other from near a
                union
                select s.mine, s.other from said s join person_on_case n on n.id = s.other
                where n.name_hidden_since is null and not n.case_id = any (blocked) and {READS}
            )
            select p.mine, p.other, n.case_id, s.id, s.verdict, s.by_id, s.at from pairs p
            join person_on_case n on n.id = p.other
            left join lateral (select * from said s where s.mine = p.mine and s.other = p.other
                               order by s.at desc limit 1) s on true
            union all
            select null, null, null, null, 'elsewhere', null, null
            where tells and exists (
                select from said s join person_on_case n on n.id = s.other join case_file c on c.id = n.case_id
                where s.verdict = 'same' and n.name_hidden_since is null and not n.case_id = any (blocked)
                  and {READS} is null and {AGREED});
    end $$"""

BOTH = (
    "(select true from person_on_case s where s.id = same_person.one_id limit 1) "
    "and (select true from person_on_case s where s.id = same_person.other_id limit 1)"
)

SWEEPS = "'deadlines', 'drafts', 'agreements', 'checkpoints', 'sessions'"


def upgrade() -> None:
    op.create_table(
        "person_key",
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("keys", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("asked", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("made_with", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person_on_case.id"], name=op.f("fk_person_key_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_key")),
    )
    op.create_index(
        "ix_person_key_keys", "person_key", ["keys"], postgresql_using="gin", postgresql_with={"fastupdate": "off"}
    )
    for statement in (*protect("person_key"), MAY_KEEP, TOLD, KEEP, MISSING, WITH_THE_NAME, BESIDE):
        op.execute(statement)
    for function, callers in (
        ("may_keep_keys(uuid)", ()),
        ("told_of_subject(uuid, text[])", ("worker",)),
        ("keep_person_keys(uuid, uuid, bigint[], bigint[], bigint, timestamptz)", ("worker",)),
        ("cases_without_keys(bigint, integer)", ("worker",)),
        ("keys_go_with_the_name()", ()),
        ("same_person_beside(uuid)", ("app", "worker")),
    ):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
    op.execute(
        "create trigger keys_go_with_the_name after update of name, name_hidden_since on person_on_case for each row "
        "when (old.name is distinct from new.name or old.name_hidden_since is distinct from new.name_hidden_since) "
        "execute function keys_go_with_the_name()"
    )
    # a verdict is about two people whom whoever gives it or takes it back can read
    for role in ("app", "worker"):
        op.execute(f"alter policy {role}_inserts on same_person with check (by_id = (select my_worker()) and {BOTH})")
        op.execute(
            f"alter policy {role}_changes on same_person using ({BOTH}) "
            "with check (undone_by_id = (select my_worker()))"
        )
    op.execute("set role guard")
    op.execute(
        f"""do $sweeps$
        declare said text := pg_get_functiondef('enter_sweep(text)'::regprocedure); known text := $known${SWEEPS}$known$;
        begin
            if position(known in said) = 0 then
                raise exception 'enter_sweep does not say which sweeps there are';
            end if;
            execute replace(said, known, known || $more$, 'same-person'$more$);
        end $sweeps$"""
    )
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
