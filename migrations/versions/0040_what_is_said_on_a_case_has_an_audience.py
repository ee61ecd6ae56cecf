"""What is said on a case has an audience, which is fixed when it is said and can only become narrower.

One rule decides who reads a message, and stands here once: a live part in the case, in full; the message's category in
that part's grant, below the live agreement with the author's agency; and a place in its audience.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import MINE, has_role, protect, takes_part

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
OWN_WORKER = "worker_id = (select my_worker())"

AGREED = """(p.agency_id = {giver} or (select true from agreement a where a.giver_id = {giver}
    and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id and a.pathway = p.pathway
    and a.category = {category} and a.ended_at is null and a.from_date <= (select my_today())
    and (a.until_date is null or a.until_date >= (select my_today())) limit 1))"""
# What a part has to be for a message of this category by this agency to be read from it.
PART = """p.until_at is null and p.sees = 'full' and {m}.category = any(p.reads)
    and """ + AGREED.format(giver="{m}.author_agency_id", category="{m}.category")
# Where policies do not stand guard over participants, what they say of a part is said again.
UNGUARDED = " and " + AGREED.format(giver="p.giver_id", category="'core'")
AUDIENCE = """({m}.readers is null or {m}.readers && (select my_holders())::uuid[]
    or {m}.author_id = (select my_worker()))"""


def sees_message(m: str, *, guarded: bool = True) -> str:
    """The one rule: whether the asker reads a message. `guarded` where row-level security watches participants too."""
    part = PART.format(m=m) + ("" if guarded else UNGUARDED)
    rule = f"""{AUDIENCE.format(m=m)} and (select true from participant p where p.case_id = {m}.case_id
        and p.holder = any((select my_holders())::uuid[]) and {part} limit 1)"""
    return rule if guarded else f"{rule} and not {m}.case_id = any((select my_blocked_cases())::uuid[])"


# Whoever is in an audience knows that it exists; nobody else does.
IN_AUDIENCE = f"""create function in_audience(which uuid) returns boolean language sql stable {PINNED} as $$
    select coalesce((select a.kind = 'everyone' or (select true from audience_member m
            where m.audience_id = a.id and m.holder = any (my_holders()) limit 1)
        from audience a where a.id = which), false) $$"""

# Everybody who could read a message of this category to this audience, if its author stood in this agency.
WHO_READS = f"""create function who_reads(p_case uuid, p_category text, p_agency uuid, p_readers uuid[])
    returns table (worker_id uuid, reference text, name text, agency_id uuid, agency text)
    language sql stable {PINNED} as $$
    select w.id, w.reference, w.name, g.id, g.name
    from worker w join agency g on g.id = w.agency_id
    cross join lateral (select array[w.id, w.agency_id] || coalesce(
        (select array_agg(o.team_id) from post o where o.worker_id = w.id and o.until_at is null
            and o.team_id is not null), '{{}}') as holders) h
    cross join lateral (select p_case as case_id, p_category as category, p_agency as author_agency_id) m
    where takes_part(p_case) and w.suspended_at is null
      and (p_readers is null or p_readers && h.holders)
      and (w.id in (select o.worker_id from participant p join post o on o.team_id = p.holder and o.until_at is null
                    where p.case_id = p_case and p.until_at is null)
           or w.id in (select p.holder from participant p where p.case_id = p_case and p.until_at is null)
           or w.agency_id in (select p.holder from participant p where p.case_id = p_case and p.until_at is null))
      and (select true from participant p where p.case_id = p_case and p.holder = any (h.holders)
             and {PART.format(m="m")}{UNGUARDED} limit 1)
      and exists (select from role_grant r where r.worker_id = w.id and r.until_at is null
                    and r.role in ('frontline', 'triage', 'team-lead', 'panel'))
      and not exists (select from case_block b where b.case_id = p_case and b.worker_id = w.id and b.ended_at is null)
    order by g.name, w.name, w.reference $$"""

# Whether everybody in the second audience is in the first as well, by name, by team or by agency.
COVERS = f"""create function audience_covers(p_before uuid[], p_after uuid[]) returns boolean
    language sql stable {PINNED} as $$
    select not exists (
        select from unnest(p_after) h(holder)
        where not h.holder = any (p_before)
          and not exists (select from team t where t.id = h.holder and t.agency_id = any (p_before))
          and not exists (select from worker w where w.id = h.holder and (w.agency_id = any (p_before)
              or exists (select from post o where o.worker_id = w.id and o.until_at is null
                            and o.team_id = any (p_before))))) $$"""

# The copy of the audience that the rule reads is made here, so nobody can write a wider one.
KEEPS = f"""create function message_keeps_its_audience() returns trigger language plpgsql {PINNED} as $$
    declare aud audience; holders uuid[];
    begin
        if tg_op = 'UPDATE' and old.removed_at is not null then
            raise restrict_violation using message = 'A message that was removed stays as it is.';
        end if;
        if tg_op = 'UPDATE' and new.audience_id = old.audience_id then
            new.readers := old.readers;
            return new;
        end if;
        select * into aud from audience a where a.id = new.audience_id;
        if aud.case_id is distinct from new.case_id then
            raise check_violation using message = 'A message and its audience belong to one case.';
        end if;
        if aud.kind <> 'everyone' then
            select coalesce(array_agg(m.holder order by m.holder), '{{}}') into holders
                from audience_member m where m.audience_id = aud.id;
        end if;
        if tg_op = 'UPDATE' and old.readers is not null
           and (holders is null or not audience_covers(old.readers, holders)) then
            raise insufficient_privilege using message = 'Who reads a message can only become fewer.';
        end if;
        if tg_op = 'INSERT' and not exists (
                select from event e where e.chain = 'case:' || new.case_id and e.seq = new.seq
                    and e.kind = 'message.posted' and e.actor_id = new.author_id
                    and e.audience_id = new.audience_id and e.category = new.category) then
            raise integrity_constraint_violation using message = 'A message stands where its own event stands.';
        end if;
        new.readers := holders;
        return new;
    end $$"""

# How many messages wait for whoever this token stands for, on the cases that they last opened. It asks as they do:
# row-level security counts, so the number can never say more than the pages.
UNREAD = """create function unread_messages(p_token text) returns bigint language plpgsql as $$
    declare me uuid; found bigint;
    begin
        perform set_config('coordination.token', p_token, true);
        me := my_worker();
        select count(*) into found from (
            select from (
                select f.case_id, max(f.at) as at from (
                    select l.case_id, l.at from last_looked l where l.worker_id = me
                    union all
                    select k.case_id, k.at from conversation_mark k where k.worker_id = me) f
                group by f.case_id order by 2 desc limit 200) mine
            left join conversation_mark k on k.worker_id = me and k.case_id = mine.case_id
            cross join lateral (
                select from message m where m.case_id = mine.case_id and m.seq > coalesce(k.seq, 0)
                    and m.author_id <> me and m.removed_at is null
                order by m.seq desc limit 100) u
            limit 100) capped;
        return found;
    end $$"""

CONDITIONS = """create function wording_conditions(p_text text) returns text
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select string_agg(case when length(word) > 2 then format('w.folded like %L', '%' || word || '%')
                           else format('w.folded ~ %L', '\\m' || word || '\\M') end, ' and ')
    from (select distinct word
          from regexp_split_to_table(
                   translate(lower(unaccent('unaccent', p_text)), '''’`', ''), '[^[:alnum:]]+') word
          where word <> '' limit 6) words $$"""

# The rule again, because an index on words is no use under row-level security. Cut off before it is sorted.
SEARCH = f"""create function search_messages(p_text text, p_limit integer)
    returns table (message_id uuid, case_id uuid, case_reference text, reference text, seq bigint, at timestamptz,
                   body text, author text, agency text)
    language plpgsql stable {PINNED} as $$
    declare conditions text := wording_conditions(p_text);
    begin
        if conditions is null or my_worker() is null then
            return;
        end if;
        return query execute 'with hits as materialized (
                select m.id, m.case_id, m.reference, m.seq, m.at, w.body, m.author_id, m.author_agency_id
                from message_wording w join message m on m.wording_id = w.id
                where m.removed_at is null and ' || conditions || '
                  and {sees_message("m", guarded=False).replace("'", "''")} limit 1000)
            select h.id, h.case_id, c.reference, h.reference, h.seq, h.at, h.body, a.name, g.name
            from hits h join case_file c on c.id = h.case_id join worker a on a.id = h.author_id
                join agency g on g.id = h.author_agency_id
            order by h.at desc, h.seq desc limit $1' using least(greatest(p_limit, 1), 100);
    end $$"""

AUDITOR = has_role("governance")
OF_ITS_CATEGORY = f"""(select true from participant p where p.case_id = event.case_id and {MINE}
    and ((p.sees = 'full' or event.category = 'core') and event.category = any(p.reads)) limit 1)"""
IN_ITS_AUDIENCE = "(event.audience_id is null or in_audience(event.audience_id))"
# What is for an audience is seen as its message is: the same part, category, agreement and place among the readers.
FOR_ITS_AUDIENCE = f"""(event.audience_id is not null and (select true from participant p
    where p.case_id = event.case_id and p.holder = any((select my_holders())::uuid[])
    and {PART.format(m="event").replace("event.author_agency_id", "event.actor_agency_id")} limit 1)
    and in_audience(event.audience_id))"""
EVENT = f"""(event.audience_id is null and {OF_ITS_CATEGORY}) or {FOR_ITS_AUDIENCE}
    or actor_id = (select my_worker()) or ({AUDITOR} and (actor_agency_id = (select my_agency())
    or (case_id is not null and agency_takes_part(case_id) and {IN_ITS_AUDIENCE})))"""

SEES = "(select true from message m where m.id = {table}.message_id limit 1)"
IN_FORCE = f"""(select true from message m where m.id = message_wording.message_id
    and ((m.wording_id = message_wording.id and m.removed_at is null) or {AUDITOR}) limit 1)"""
MY_MESSAGE = """(select true from message m where m.id = {table}.message_id and m.case_id = {table}.case_id
    and m.author_id = (select my_worker()) limit 1)"""
BY_ME = "author_id = (select my_worker()) and author_agency_id = (select my_agency())"


def tables() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("author_agency_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("audience_id", sa.UUID(), nullable=False),
        sa.Column("readers", postgresql.ARRAY(sa.UUID()), nullable=True),
        sa.Column("wording_id", sa.UUID(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("narrowed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_message_case_id")),
        sa.ForeignKeyConstraint(["author_id"], ["worker.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(["author_agency_id"], ["agency.id"], name=op.f("fk_message_author_agency_id")),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_message_audience_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_message_reference")),
    )
    op.create_index("ix_message_thread", "message", ["case_id", "seq"], unique=True)
    op.create_table(
        "message_wording",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("message_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("edited_from_id", sa.UUID(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_wording_message_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_message_wording_case_id")),
        sa.ForeignKeyConstraint(
            ["edited_from_id"], ["message_wording.id"], name=op.f("fk_message_wording_edited_from_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_wording")),
    )
    op.create_index(op.f("ix_message_wording_message_id"), "message_wording", ["message_id"])
    op.execute("create index ix_message_wording_folded on message_wording using gin (folded gin_trgm_ops)")
    op.create_table(
        "message_mention",
        sa.Column("message_id", sa.UUID(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_mention_message_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_message_mention_worker_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_message_mention_case_id")),
        sa.PrimaryKeyConstraint("message_id", "worker_id", name=op.f("pk_message_mention")),
    )
    op.create_table(
        "conversation_mark",
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("holders", postgresql.ARRAY(sa.UUID()), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_conversation_mark_worker_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_conversation_mark_case_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_conversation_mark_agency_id")),
        sa.PrimaryKeyConstraint("worker_id", "case_id", name=op.f("pk_conversation_mark")),
        info={"private_working_state": True},
    )
    op.create_index("ix_conversation_mark_case", "conversation_mark", ["case_id"])
    op.create_table(
        "message_draft",
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("given", postgresql.JSONB(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_message_draft_worker_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_message_draft_case_id")),
        sa.PrimaryKeyConstraint("worker_id", "case_id", name=op.f("pk_message_draft")),
        info={"private_working_state": True},
    )


def upgrade() -> None:
    tables()
    for function in (IN_AUDIENCE, WHO_READS, COVERS, KEEPS, UNREAD, CONDITIONS):
        op.execute(function)
    seen = sees_message("message")
    protections = [
        *protect(
            "message",
            read=seen,
            insert=f"{BY_ME} and {seen}",
            change=f"author_id = (select my_worker()) and {seen}",
            change_columns="(audience_id, wording_id, edited_at, narrowed_at, removed_at)",
        ),
        *protect("message_wording", read=IN_FORCE, insert=MY_MESSAGE.format(table="message_wording")),
        *protect(
            "message_mention",
            read=SEES.format(table="message_mention"),
            insert=MY_MESSAGE.format(table="message_mention"),
        ),
        *protect(
            "conversation_mark",
            read=f"{OWN_WORKER} or {takes_part('conversation_mark')}",
            insert=f"{OWN_WORKER} and {takes_part('conversation_mark')}",
            change=OWN_WORKER,
        ),
        *protect(
            "message_draft",
            read=OWN_WORKER,
            insert=f"{OWN_WORKER} and {takes_part('message_draft')}",
            change=OWN_WORKER,
        ),
    ]
    for statement in protections:
        op.execute(statement)
    op.execute("grant delete on message_draft to app")
    op.execute(f"create policy app_deletes on message_draft for delete to app using ({OWN_WORKER})")
    for role in ("app", "worker"):
        op.execute(f"alter policy {role}_reads on event using ({EVENT})")
        for table, which in (("audience", "id"), ("audience_member", "audience_id")):
            op.execute(f"alter policy {role}_reads on {table} using ({takes_part(table)} and in_audience({which}))")
    op.execute(SEARCH)
    for function, callers in (
        ("in_audience(uuid)", ("app", "worker", "statistics", "backup")),
        ("who_reads(uuid, text, uuid, uuid[])", ("app", "worker")),
        ("audience_covers(uuid[], uuid[])", ("app",)),
        ("search_messages(text, integer)", ("app",)),
        ("wording_conditions(text)", ()),
        ("message_keeps_its_audience()", ()),
    ):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
    op.execute("revoke all on function unread_messages(text) from public")
    op.execute("grant execute on function unread_messages(text) to app")
    op.execute(
        "create trigger message_keeps_its_audience before insert or update on message "
        "for each row execute function message_keeps_its_audience()"
    )
    for table in ("message", "message_wording", "message_mention"):
        op.execute(
            f"create constraint trigger {table}_changes_are_recorded after insert or update or delete on {table} "
            "deferrable initially deferred for each row execute function no_change_without_event()"
        )


def downgrade() -> None:
    for table in ("message_draft", "conversation_mark", "message_mention", "message_wording", "message"):
        op.drop_table(table)
