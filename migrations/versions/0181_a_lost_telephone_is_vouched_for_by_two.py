"""Whoever lost the telephone and the recovery codes gets back in when two colleagues say that it is them.

An administrator of the agency reports the loss; another administrator, or a team lead of the agency, confirms that it is
the person. For a day the password then leads to setting up another authenticator. Neither of the two can
open an account alone, and the worker is told by mail at both steps.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0181"
down_revision = "0180"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

STATEMENTS = [
    # who answers for this worker beside the one who reported: never the worker, never the same person twice
    f"""create function may_vouch(voucher uuid, who uuid, reporter uuid) returns boolean
        language sql stable {PINNED} as $$
        select voucher is distinct from who and voucher is distinct from reporter and exists (
            select from worker v join worker w on w.id = who and w.agency_id = v.agency_id and w.suspended_at is null
            join role_grant g on g.worker_id = v.id and g.until_at is null
            where v.id = voucher and v.suspended_at is null and g.role in ('administrator', 'team-lead')) $$""",
    f"""create function report_lost_telephone(which uuid, who uuid, why text, moment timestamptz, until timestamptz)
        returns text language plpgsql {PINNED} as $$
        declare reporter uuid := my_worker();
        begin
            perform agency_to_change(who);
            perform from worker w where w.id = who and w.suspended_at is null and w.moved_at is null for update;
            if not found then
                return 'suspended';
            end if;
            if not exists (select from sign_in s where s.worker_id = who and s.totp_confirmed_at is not null) then
                return 'nothing';
            end if;
            if exists (select from lost_telephone l where l.worker_id = who and l.ended_at is null and l.ends_at > moment) then
                return 'reported';
            end if;
            insert into lost_telephone (id, worker_id, reported_by_id, reported_at, known_by, ends_at)
            values (which, who, reporter, moment, why, until);
            perform ask_to_tell(who, 'telephone-lost', moment);
            insert into notice (id, reference, worker_id, kind, about, sentence, at)
            select uuidv7(), left(md5(gen_random_uuid()::text), 12), v.id, 'lost-telephone', which::text,
                   'A colleague has lost the telephone that makes their codes. Say whether it is them: “My account”, '
                   'then “Colleagues who lost their telephone”.', moment
            from worker v where may_vouch(v.id, who, reporter);
            return case when found then 'waits' else 'alone' end;
        end $$""",
    f"""create function lost_telephones_to_answer(moment timestamptz)
        returns table (reference text, name text, email text, job_title text, reporter text, reported_at timestamptz,
                       known_by text, ends_at timestamptz)
        language sql stable {PINNED} as $$
        select w.reference, w.name, w.email, w.job_title, r.name, l.reported_at, l.known_by, l.ends_at
        from lost_telephone l join worker w on w.id = l.worker_id left join worker r on r.id = l.reported_by_id
        where l.answered_at is null and l.ended_at is null and l.ends_at > moment
          and coalesce(my_kind(), '') = 'sign_in' and may_vouch(my_worker(), l.worker_id, l.reported_by_id)
        order by l.reported_at, w.reference $$""",
    f"""create function answer_lost_telephone(code text, is_them boolean, why text, moment timestamptz, until timestamptz)
        returns uuid language plpgsql {PINNED} as $$
        declare lost lost_telephone;
        begin
            select l.* into lost from lost_telephone l join worker w on w.id = l.worker_id
            where w.reference = code and l.answered_at is null and l.ended_at is null and l.ends_at > moment
              and coalesce(my_kind(), '') = 'sign_in' and may_vouch(my_worker(), l.worker_id, l.reported_by_id)
            for update of l;
            if lost.id is null then
                return null;
            end if;
            update lost_telephone l set answered_by_id = my_worker(), answered_at = moment, answered_known_by = why,
                   is_them = answer_lost_telephone.is_them,
                   ends_at = case when answer_lost_telephone.is_them then until else moment end,
                   ended_at = case when answer_lost_telephone.is_them then null else moment end
            where l.id = lost.id;
            if answer_lost_telephone.is_them then
                perform open_to_another_authenticator(lost.worker_id, moment);
            else
                perform ask_to_tell(lost.worker_id, 'telephone-not-theirs', moment);
                insert into notice (id, reference, worker_id, kind, about, sentence, at)
                select uuidv7(), left(md5(gen_random_uuid()::text), 12), lost.reported_by_id, 'lost-telephone-answered',
                       lost.id::text, 'A colleague could not confirm that it was ' || w.name || ' who lost the telephone. '
                       'Nothing was changed. Speak to each other before you report it again.', moment
                from worker w where w.id = lost.worker_id and lost.reported_by_id is not null;
            end if;
            return lost.worker_id;
        end $$""",
    # whoever has the telephone now may be signed in with it, and may have begun to set up another one
    f"""create function open_to_another_authenticator(who uuid, moment timestamptz) returns void
        language plpgsql {PINNED} as $$
        begin
            delete from acting a where a.worker_id = who and a.kind in ('sign_in', 'second_step');
            update sign_in s set totp_pending = null, recovery_codes = '{{}}' where s.worker_id = who;
            perform ask_to_tell(who, 'telephone-confirmed', moment);
        end $$""",
    # whoever keeps the installation answers for an agency that has nobody else
    f"""create function open_lost_telephone(which uuid, who uuid, why text, moment timestamptz, until timestamptz)
        returns boolean language plpgsql {PINNED} as $$
        begin
            if session_user in ('app', 'worker', 'statistics', 'backup', 'migrate') then
                raise insufficient_privilege using message = 'Only whoever keeps the installation does this alone.';
            end if;
            if not exists (select from sign_in s join worker w on w.id = s.worker_id
                           where s.worker_id = who and s.totp_confirmed_at is not null and w.suspended_at is null) then
                return false;
            end if;
            update lost_telephone l set ended_at = moment where l.worker_id = who and l.ended_at is null;
            insert into lost_telephone (id, worker_id, reported_at, known_by, answered_at, is_them, ends_at)
            values (which, who, moment, why, moment, true, until);
            perform open_to_another_authenticator(who, moment);
            return true;
        end $$""",
    f"""create function telephone_is_lost(who uuid, moment timestamptz, proof bytea) returns boolean
        language sql stable {PINNED} as $$
        select door_opens(proof, 'lost', who::text) and exists (
            select from lost_telephone l where l.worker_id = who and l.is_them and l.ended_at is null
                                           and l.ends_at > moment) $$""",
]

# the functions of 0035 and 0036 again, which guard owns and alone can change
AGAIN = [
    f"""create or replace function confirm_second_step(who uuid, step bigint, moment timestamptz, proof bytea)
        returns boolean language plpgsql {PINNED} as $$
        declare before text;
        begin
            select s.totp_secret into before from sign_in s where s.worker_id = who;
            update sign_in s set totp_secret = s.totp_pending, totp_pending = null, totp_confirmed_at = moment,
                                 second_step = true,
                                 totp_last_step = step
            where s.worker_id = who and s.totp_pending is not null
              and door_opens(proof, 'confirm-step', who::text, step::text);
            if not found then
                return false;
            end if;
            update lost_telephone l set ended_at = moment where l.worker_id = who and l.ended_at is null;
            if before is not null then
                perform ask_to_tell(who, 'second-step', moment);
            end if;
            return true;
        end $$""",
    f"""create or replace function clear_sessions(moment timestamptz) returns bigint language plpgsql {PINNED} as $$
        declare cleared bigint; more bigint;
        begin
            if coalesce(my_sweep() <> 'sessions', true) then
                raise insufficient_privilege using message = 'Only the sweep of sessions clears them.';
            end if;
            delete from acting a where a.kind in ('sign_in', 'second_step') and a.ends_at < moment;
            get diagnostics cleared = row_count;
            delete from one_time_link l where l.ends_at < moment - interval '1 day' or l.used_at < moment - interval '1 day';
            get diagnostics more = row_count;
            cleared := cleared + more;
            delete from known_device k where k.last_at < moment - interval '400 days';
            get diagnostics more = row_count;
            cleared := cleared + more;
            -- the mails to both addresses have gone out by then, or were given up
            delete from address_change c where c.ends_at < moment - interval '30 days';
            get diagnostics more = row_count;
            cleared := cleared + more;
            -- who reported and who confirmed stays in the agency's own log; the words they chose need not
            delete from lost_telephone l where l.ends_at < moment - interval '30 days';
            get diagnostics more = row_count;
            cleared := cleared + more;
            delete from sign_in_failure f where f.at < moment - interval '1 day';
            get diagnostics more = row_count;
            return cleared + more;
        end $$""",
]

FOR_APP = [
    "report_lost_telephone(uuid, uuid, text, timestamptz, timestamptz)",
    "lost_telephones_to_answer(timestamptz)",
    "answer_lost_telephone(text, boolean, text, timestamptz, timestamptz)",
    "telephone_is_lost(uuid, timestamptz, bytea)",
]
FOR_WORKER = ["telephone_is_lost(uuid, timestamptz, bytea)"]
INSIDE = [
    "may_vouch(uuid, uuid, uuid)",
    "open_to_another_authenticator(uuid, timestamptz)",
    "open_lost_telephone(uuid, uuid, text, timestamptz, timestamptz)",
]


def upgrade() -> None:
    op.create_table(
        "lost_telephone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("reported_by_id", sa.Uuid()),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_by", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_known_by", sa.Text()),
        sa.Column("is_them", sa.Boolean()),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_lost_telephone_worker_id_worker")),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["worker.id"], name=op.f("fk_lost_telephone_reported_by_id_worker")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["worker.id"], name=op.f("fk_lost_telephone_answered_by_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_telephone")),
    )
    op.create_index(op.f("ix_lost_telephone_worker_id"), "lost_telephone", ["worker_id"])
    for statement in protect("lost_telephone"):
        op.execute(statement)
    for statement in STATEMENTS:
        op.execute(statement)
    for function in FOR_APP + INSIDE:
        callers = [role for role, functions in (("app", FOR_APP), ("worker", FOR_WORKER)) if function in functions]
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
    op.execute("set role guard")
    for statement in AGAIN:
        op.execute(statement)
    op.execute("reset role")
