"""Which cases wait for a panel is found in one go, however many there are: and one whose review is due waits again.

As with releases, parts, agreements and lines are judged together. What the reasons rest on is read afterwards, of those
few that are weighed, as the asker.
"""

from importlib import import_module

from alembic import op

from migrations.functions import hand_to_guard

revision = "0164"
down_revision = "0163"
branch_labels = None
depends_on = None

at_once = import_module("migrations.versions.0163_releases_are_found_at_once")
# What the panel wrote about a case, as its readers see it: the category, below the agreement of whoever wrote it.
READS_WRITTEN = "{row}.category = any (p.reads) and p.sees = 'full' and {agreed}"


def reads(row: str, giver: str) -> str:
    """The condition that the part `p` reads what somebody at the table wrote."""
    return READS_WRITTEN.format(row=row, agreed=at_once.agreed("p", f"{row}.{giver}", f"{row}.category"))


FOUND = f"""create function panel_waits(p_panel uuid, p_pathway text, p_position text, p_line text, p_stages text[],
        p_first text, p_on date, p_limit bigint)
    returns table (case_id uuid, reference text, key_date date, linked_from_id uuid, because text, reads text[])
    language plpgsql stable {at_once.PINNED} as $$
    declare
        {at_once.ASKER}
    begin
        if not on_panel(p_panel) then
            return;
        end if;
        return query
        with {at_once.AGREEMENTS}, seated as materialized (
            select p.case_id, min(p.key_date) as key_date, min(l.stage) as stage
            from participant p join case_line l on l.case_id = p.case_id and l.line = p_line
            where {at_once.MINE} and p.sees = 'full' and (p_position is null or p.position = p_position)
              and l.ended_at is null and l.stage = any (p_stages)
            group by p.case_id
        ), parts as materialized (
            select p.case_id, p.agency_id, p.partnership_id, p.sees, p.reads, p.reads_levels,
                   {at_once.agreed("p", "p.giver_id", "'core'")} as told
            from seated s join participant p on p.case_id = s.case_id where {at_once.MINE}
        ), here as materialized (
            select s.* from seated s where s.case_id in (select p.case_id from parts p where p.told)
        ), listed as materialized (
            select distinct on (i.case_id) i.case_id, i.state from agenda_item i
            where i.panel_id = p_panel and i.case_id in (select h.case_id from here h)
            order by i.case_id, i.added_at desc
        ), acting as materialized (
            select distinct a.case_id from action a join here h on h.case_id = a.case_id
            join task t on t.reference = a.task_reference and t.done_at is null
            where a.panel_id = p_panel and (a.owner_id = me or exists (select from parts p
                where p.case_id = a.case_id and {reads("a", "given_by_agency_id")}))
        ), decided as materialized (
            select distinct on (d.case_id) d.case_id, d.review_on from decision d join here h on h.case_id = d.case_id
            where d.panel_id = p_panel and d.superseded_at is null and exists (select from parts p
                where p.case_id = d.case_id and {reads("d", "made_by_agency_id")})
            order by d.case_id, d.made_at desc
        ), waits as (
            select h.case_id, h.key_date, case when c.state = 'deferred' then 'carried'
                       when a.case_id is not null then 'actions'
                       when h.stage = p_first then 'first' when d.review_on <= p_on then 'again' end as because
            from here h left join listed c on c.case_id = h.case_id left join acting a on a.case_id = h.case_id
            left join decided d on d.case_id = h.case_id
        )
        , next as materialized (
            select w.* from waits w where w.because is not null order by w.key_date nulls first, w.case_id limit p_limit
        ), read as (
            select p.case_id, array_agg(distinct one) as reads
            from next n join parts p on p.case_id = n.case_id, unnest(p.reads || p.reads_levels) one group by p.case_id
        )
        select c.id, c.reference, n.key_date, c.linked_from_id, n.because, r.reads
        from next n join case_file c on c.id = n.case_id join read r on r.case_id = n.case_id
        order by n.key_date nulls first, n.case_id;
    end $$"""

SIGNATURE = "panel_waits(uuid, text, text, text, text[], text, date, bigint)"


def upgrade() -> None:
    op.execute(FOUND)
    for statement in hand_to_guard(SIGNATURE, "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set role guard")
    op.execute(f"drop function {SIGNATURE}")
    op.execute("reset role")
