"""Somebody without an account sends a concern, which waits in the public inbox of the team that receives it.

Nobody is signed in there, so one function puts it in: it is told by the application's proof that it was asked for by a
page of ours, and answers with a reference and nothing else. It refuses only what one address sends by the hundred;
whatever else looks odd is kept and marked, because a true concern must not be lost. What counts against misuse is a
digest in a table of its own, cleared after a day. It leads to no concern: its id is random and its moment is rounded.

A concern that somebody takes up hangs on their draft: once it is sent it has become that case, and a draft that is
deleted or cleared away gives it back to the inbox.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import has_role, protect

revision = "0190"
down_revision = "0184"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
OF_MY_TEAM = "team_id = any((select my_teams())::uuid[]) and " + has_role("frontline", "triage", "team-lead")
DONE_WITH_IT = (
    "(opened_at, opened_by_id, draft_id, taken_by_id, taken_at, ended_at, ended_as, ended_by_id, reason, reason_words, "
    "became_id)"
)

# Only the teams that a public page can lead to, and to the application alone: a name, and the number to ring.
RECEIVERS = f"""create function concern_receivers(p_services text[], proof bytea)
    returns table (partnership_id uuid, partnership text, partnership_name text, service text, team_id uuid,
                   team_name text, phone text)
    language plpgsql stable {PINNED} as $$
    begin
        if not door_opens(proof, 'concern-receivers', array_to_string(p_services, ',')) then
            raise insufficient_privilege using message = 'This was not asked for by the application.';
        end if;
        return query
            select p.id, p.code, p.name, wanted.service, t.id, t.name, t.duty ->> 'phone'
            from partnership p cross join unnest(p_services) wanted(service)
            join lateral (
                select t.* from team t
                where t.closed_at is null and wanted.service = any (t.positions)
                  and (t.partnership_id = p.id or p.code = any (t.areas))
                order by (t.partnership_id is not distinct from p.id) desc, t.code limit 1) t on true
            order by p.name, wanted.service;
    end $$"""

SEND = f"""create function send_concern(
        p_once text, p_reference text, p_partnership text, p_service text, p_pathway text, p_version bigint,
        p_urgent boolean, p_marks text[], p_answers text, p_address bytea, p_words bytea, moment timestamptz,
        p_limits int[], proof bytea, out kept text, out wait_until timestamptz)
    language plpgsql {PINNED} as $$
    declare
        before text := coalesce(current_setting('coordination.token', true), '');
        fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        hour timestamptz := moment - interval '1 hour';
        home partnership;
        receiver team;
        marks text[] := p_marks;
        which uuid := uuidv7();
        sent bigint;
    begin
        if not door_opens(proof, 'concern', p_once, p_partnership, p_service, p_pathway, encode(p_address, 'hex'),
                          encode(sha256(convert_to(p_answers, 'UTF8')), 'hex')) then
            raise insufficient_privilege using message = 'This concern was not sent through the application.';
        end if;
        perform pg_advisory_xact_lock(hashtextextended('concern ' || p_partnership, 0));
        select c.reference into kept from concern c where c.once = p_once;
        if found then
            return;
        end if;
        select * into home from partnership p where p.code = p_partnership;
        select * into receiver from team t
        where t.closed_at is null and p_service = any (t.positions)
          and (t.partnership_id = home.id or home.code = any (t.areas))
        order by (t.partnership_id is not distinct from home.id) desc, t.code limit 1;
        if receiver.id is null then
            raise no_data_found using message = 'No team there receives this kind of concern.';
        end if;
        delete from concern_try o where o.at <= moment - interval '1 day';
        select count(*) into sent from concern_try o where o.address_hash = p_address and o.at > hour;
        if sent >= p_limits[1] then
            select min(o.at) + interval '1 hour' into wait_until from concern_try o
            where o.address_hash = p_address and o.at > hour;
            return;
        end if;
        if sent >= p_limits[2] then
            marks := array_append(marks, 'one-address');
        end if;
        if (select count(*) from concern_try o
            where o.partnership_id = home.id and o.words_hash = p_words) >= p_limits[3] then
            marks := array_append(marks, 'same-words');
        end if;
        if (select count(*) from concern c
            where c.partnership_id = home.id and c.received_at > hour and c.marks = '{{}}') >= p_limits[4] then
            marks := array_append(marks, 'many-at-once');
        end if;
        insert into concern_try (id, partnership_id, address_hash, words_hash, at)
        values (gen_random_uuid(), home.id, p_address, p_words, date_bin('5 minutes', moment, 'epoch'));
        insert into concern (id, reference, once, partnership_id, team_id, pathway, pathway_version, received_at, urgent,
                             marks, answers)
        values (which, p_reference, p_once, home.id, receiver.id, p_pathway, p_version, moment, p_urgent, marks,
                p_answers::jsonb);
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'tell_of_concern', jsonb_build_object('concern_id', which), 'urgent', null, moment, moment;
        insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
        values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'concerns', clock_timestamp(), clock_timestamp(),
                clock_timestamp() + interval '1 minute');
        perform set_config('coordination.token', fresh, true);
        perform audit_append_all(jsonb_build_array(jsonb_build_object(
            'place', 0, 'id', uuidv7(), 'kind', 'concern.received', 'chain', 'agency:' || receiver.agency_id,
            'at', moment, 'category', 'core', 'detail', jsonb_build_object(
                'concern', p_reference, 'pathway', p_pathway, 'team', receiver.id, 'marks', marks))));
        delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
        perform set_config('coordination.token', before, true);
        kept := p_reference;
    end $$"""

# Who is to be told, and of what sort of thing: never a word of what was written.
TELL_OF = f"""create function concerns_to_tell_of(which uuid)
    returns table (id uuid, reference text, partnership_id uuid, pathway text, pathway_version bigint, team_id uuid,
                   received_at timestamptz, opened_at timestamptz, urgent boolean, marked boolean, workers uuid[],
                   leads uuid[], stand_ins uuid[])
    language sql stable {PINNED} as $$
    with live as (
        select p.team_id, w.id as worker_id, array_agg(g.role) as roles
        from post p join worker w on w.id = p.worker_id and w.suspended_at is null
        join role_grant g on g.worker_id = w.id and g.until_at is null
            and g.role in ('frontline', 'triage', 'team-lead')
        where p.until_at is null group by p.team_id, w.id)
    select c.id, c.reference, c.partnership_id, c.pathway, c.pathway_version, c.team_id, c.received_at, c.opened_at,
        c.urgent, c.marks <> '{{}}',
        array(select l.worker_id from live l where l.team_id = c.team_id),
        array(select l.worker_id from live l where l.team_id = c.team_id and 'team-lead' = any (l.roles)),
        array(select distinct l.worker_id from live l join team d on d.id = l.team_id
              where t.duty -> 'deputies' ? d.code)
    from concern c join team t on t.id = c.team_id
    where my_sweep() = 'deadlines' and c.ended_at is null and c.draft_id is null
      and (which is null or c.id = which)
    order by c.received_at limit 500 $$"""

ERASE = f"""create function erase_concerns(p_partnership uuid, p_pathway text, before timestamptz, moment timestamptz)
    returns bigint language plpgsql {PINNED} as $$
    declare erased bigint;
    begin
        if my_sweep() is distinct from 'drafts' then
            raise insufficient_privilege using message = 'Only the sweep that clears away may erase a concern.';
        end if;
        update concern c set answers = '{{}}', reason_words = null, erased_at = moment
        where c.partnership_id = p_partnership and c.pathway = p_pathway and c.ended_at < before
          and c.erased_at is null;
        get diagnostics erased = row_count;
        delete from concern_try o where o.at <= moment - interval '1 day';
        return erased;
    end $$"""

FOLLOW = f"""create function concern_follows_its_draft() returns trigger language plpgsql {PINNED} as $$
    declare mine concern;
    begin
        select * into mine from concern c where c.draft_id = new.id and c.ended_at is null for update;
        if mine.id is null then
            return null;
        end if;
        if new.case_id is not null then
            update concern c set ended_at = new.changed_at, ended_as = 'taken-up', ended_by_id = new.worker_id,
                                 became_id = new.case_id
            where c.id = mine.id;
        elsif new.ended_as is not null then
            update concern c set draft_id = null, taken_by_id = null, taken_at = null where c.id = mine.id;
            perform audit_append_all(jsonb_build_array(jsonb_build_object(
                'place', 0, 'id', uuidv7(), 'kind', 'concern.came-back',
                'chain', 'agency:' || (select t.agency_id from team t where t.id = mine.team_id),
                'at', new.ended_at, 'category', 'core',
                'detail', jsonb_build_object('concern', mine.reference, 'because', new.ended_as))));
        end if;
        return null;
    end $$"""
FOLLOWED = """create trigger concern_follows_its_draft after update of ended_as, case_id on draft for each row
    when (new.ended_as is distinct from old.ended_as or new.case_id is distinct from old.case_id)
    execute function concern_follows_its_draft()"""

SENDING = (
    "send_concern(text, text, text, text, text, bigint, boolean, text[], text, bytea, bytea, timestamptz, int[], bytea)"
)


def tables() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "concern",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("pathway_version", sa.BigInteger(), nullable=False),
        sa.Column("received_at", at, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("opened_at", at, nullable=True),
        sa.Column("opened_by_id", sa.UUID(), nullable=True),
        sa.Column("draft_id", sa.UUID(), nullable=True),
        sa.Column("taken_by_id", sa.UUID(), nullable=True),
        sa.Column("taken_at", at, nullable=True),
        sa.Column("ended_at", at, nullable=True),
        sa.Column("ended_as", sa.Text(), nullable=True),
        sa.Column("ended_by_id", sa.UUID(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_words", sa.Text(), nullable=True),
        sa.Column("became_id", sa.UUID(), nullable=True),
        sa.Column("erased_at", at, nullable=True),
        sa.CheckConstraint("(ended_at is null) = (ended_as is null)", name="an_ended_concern_says_how"),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_concern_partnership_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_concern_team_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["worker.id"], name=op.f("fk_concern_opened_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_concern_draft_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["worker.id"], name=op.f("fk_concern_taken_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["worker.id"], name=op.f("fk_concern_ended_by_id")),
        sa.ForeignKeyConstraint(["became_id"], ["case_file.id"], name=op.f("fk_concern_became_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_reference")),
        sa.UniqueConstraint("once", name=op.f("uq_concern_once")),
    )
    op.create_index("ix_concern_team", "concern", ["team_id", "received_at"])
    op.create_index("ix_concern_draft", "concern", ["draft_id"])
    op.create_table(
        "concern_try",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("words_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", at, nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_concern_try_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_try")),
    )
    op.create_index("ix_concern_try_address", "concern_try", ["address_hash", "at"])
    op.create_index("ix_concern_try_words", "concern_try", ["partnership_id", "words_hash"])
    op.create_index("ix_concern_try_at", "concern_try", ["at"])


def upgrade() -> None:
    tables()
    for statement in protect("concern", read=OF_MY_TEAM, change=OF_MY_TEAM, change_columns=DONE_WITH_IT):
        op.execute(statement)
    for statement in protect("concern_try"):
        op.execute(statement)
    for function in (RECEIVERS, SEND, TELL_OF, ERASE, FOLLOW):
        op.execute(function)
    for function, callers in (
        ("concern_receivers(text[], bytea)", ("app",)),
        (SENDING, ("app",)),
        ("concerns_to_tell_of(uuid)", ("worker",)),
        ("erase_concerns(uuid, text, timestamptz, timestamptz)", ("worker",)),
        ("concern_follows_its_draft()", ()),
    ):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
    op.execute(FOLLOWED)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
