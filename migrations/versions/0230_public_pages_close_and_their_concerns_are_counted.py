"""A partnership closes its public page by a setting, and those who answer for it see how many concerns came.

The page is drawn for nobody in particular, who reads no settings: the application alone is told what is set of the
settings that it names. How many came is told to a lead of the receiving team and to information governance of the
partnership, as numbers. Governance also sees which concerns were marked, and may clear those away when the team does not:
by reference, mark and day, and never a word of them. One that says that somebody is not safe stays until it was read.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0230"
down_revision = "0220"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
SETTINGS = f"""create function public_page_settings(p_codes text[], p_on date, proof bytea)
    returns table (partnership text, code text, value text)
    language plpgsql stable {PINNED} as $$
    begin
        if not door_opens(proof, 'public-page-settings', array_to_string(p_codes, ','), p_on::text) then
            raise insufficient_privilege using message = 'This was not asked for by the application.';
        end if;
        return query
            select distinct on (p.code, s.code) p.code, s.code, s.value ->> 'value'
            from partnership p join setting s on (s.partnership_id = p.id or s.partnership_id is null)
            where s.code = any (p_codes) and s.in_force_from <= p_on
            order by p.code, s.code, s.partnership_id is null, s.in_force_from desc, s.set_at desc;
    end $$"""
COUNTED = f"""create function concerns_counted(p_since timestamptz)
    returns table (partnership text, month date, ended_as text, reason text, urgent boolean, marked boolean,
                   how_many bigint)
    language sql stable {PINNED} as $$
    select p.name, date_trunc('month', c.received_at at time zone 'Europe/London')::date, c.ended_as, c.reason, c.urgent,
        c.marks <> '{{}}', count(*)
    from concern c join partnership p on p.id = c.partnership_id
    where c.received_at >= p_since
      and (my_role_in('governance', c.partnership_id)
           or (c.team_id = any (my_teams()) and my_roles() && array['team-lead']))
    group by 1, 2, 3, 4, 5, 6 $$"""
MARKED = f"""create function concerns_marked()
    returns table (reference text, partnership text, team text, received_at timestamptz, urgent boolean, marks text[])
    language sql stable {PINNED} as $$
    select c.reference, p.name, t.name, c.received_at, c.urgent, c.marks
    from concern c join partnership p on p.id = c.partnership_id join team t on t.id = c.team_id
    where c.ended_at is null and c.draft_id is null and c.marks <> '{{}}'
      and my_role_in('governance', c.partnership_id)
    order by c.received_at, c.id limit 200 $$"""
CLEARED = f"""create function clear_marked_concern(p_reference text, p_reason text, p_words text, moment timestamptz)
    returns uuid language plpgsql {PINNED} as $$
    declare team uuid;
    begin
        update concern c set ended_at = moment, ended_as = 'cleared', ended_by_id = my_worker(), reason = p_reason,
                             reason_words = p_words
        where c.reference = p_reference and c.ended_at is null and c.draft_id is null and c.marks <> '{{}}'
          and not (c.urgent and c.opened_at is null) and my_role_in('governance', c.partnership_id)
        returning c.team_id into team;
        return team;
    end $$"""


def upgrade() -> None:
    for function in (SETTINGS, COUNTED, MARKED, CLEARED):
        op.execute(function)
    for function in (
        "public_page_settings(text[], date, bytea)",
        "concerns_counted(timestamptz)",
        "concerns_marked()",
        "clear_marked_concern(text, text, text, timestamptz)",
    ):
        for statement in hand_to_guard(function, "app"):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
