"""Keys are made for everybody on a case whom its pathway lets be compared, and linked cases are hinted at as such.

A child in a household is found on a case of their own, and the other way round. Whoever is suspected of something has
no keys: their part names no answers to compare by. Of a linked case that the asker may not open, the comparison now
says that there is one, by the same rule as of the same person: where the partnership chose to say so, below a live
agreement, and nothing else of it.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0150"
down_revision = "0141"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# Of whom a case is about all its answers tell; of anybody in a row those that were given about them, and what the
# case tells of all, such as where they live.
TOLD = f"""create function told_of_people(p_case uuid, p_parts text[], p_fields text[])
    returns table (person_id uuid, part text, field text, value jsonb) language sql stable {PINNED} as $$
    select n.id, n.part, one.key, one.value from person_on_case n
    left join answer a on a.case_id = n.case_id
    left join lateral jsonb_each(a.given) one
        on one.key = any (p_fields) and not coalesce(a.superseded, '{{}}') ? one.key
        and (a.person_id = n.id or position('.' in one.key) = 0)
    where n.case_id = p_case and n.part = any (p_parts) and n.name_hidden_since is null and may_keep_keys(p_case)
    order by n.id $$"""

MISSING = f"""create function cases_without_keys(p_made_with bigint, p_compared text[], p_limit integer)
    returns table (case_id uuid, pathway text, pathway_version bigint) language sql stable {PINNED} as $$
    select distinct c.id, c.pathway, c.pathway_version from case_file c
    join person_on_case n on n.case_id = c.id and n.name_hidden_since is null
    left join person_key k on k.person_id = n.id
    where my_sweep() = 'same-person' and (k.person_id is null or k.made_with <> p_made_with)
      and c.pathway || ':' || c.pathway_version || ':' || n.part = any (p_compared)
    order by c.id limit p_limit $$"""

# Said of a linked case to whoever takes part in this one alone: that it exists.
LINKED = """
            union all
            select null, null, null, null, 'linked-elsewhere', null, null
            where tells and exists (
                select from case_file h
                join case_file c on c.id = h.linked_from_id or c.linked_from_id = h.id
                where h.id = p_case and not c.id = any (blocked) and not takes_part(c.id)
                  and (c.opened_by_agency_id = my_agency() or exists (
                    select from agreement a
                    where a.giver_id = c.opened_by_agency_id and a.taker_id = my_agency()
                      and a.partnership_id = c.partnership_id and a.pathway = c.pathway and a.category = 'core'
                      and a.ended_at is null and a.from_date <= (select my_today())
                      and (a.until_date is null or a.until_date >= (select my_today())))));
    end"""


def upgrade() -> None:
    for statement in (TOLD, MISSING):
        op.execute(statement)
    for function in (
        "told_of_people(uuid, text[], text[])",
        "cases_without_keys(bigint, text[], integer)",
    ):
        for statement in hand_to_guard(function, "worker"):
            op.execute(statement)
    op.execute("set role guard")
    op.execute("drop function told_of_subject(uuid, text[])")
    op.execute("drop function cases_without_keys(bigint, integer)")
    op.execute(
        f"""do $linked$
        declare said text := pg_get_functiondef('same_person_beside(uuid)'::regprocedure);
            ending text := substring(said from ';\\s*end\\s*(?=\\$)');
        begin
            if ending is null or position('''linked-elsewhere''' in said) > 0 then
                raise exception 'same_person_beside does not end as it did';
            end if;
            execute replace(said, ending, $more${LINKED} $more$);
        end $linked$"""
    )
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
