"""An administrator corrects a name or an address, and moves a worker to another agency.

An address counts once somebody who reads it has followed a link. Whoever moves gets a new account in the new agency,
closed until an administrator there lets them in: nothing that hangs on the old account's id opens for the new one.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

STATEMENTS = [
    f"""create function correct_worker(who uuid, called text, title text) returns boolean language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            update worker w set name = called, job_title = title where w.id = who and w.moved_at is null
                and (w.name is distinct from called or w.job_title is distinct from title);
            return found;
        end $$""",
    f"""create function mail_of_address(change_id uuid, whose uuid, which text, moment timestamptz) returns void
        language sql {PINNED} as $$
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'mail_of_address', jsonb_build_object('change', change_id, 'which', which), 'urgent', whose,
               moment, moment $$""",
    f"""create function ask_for_address(which uuid, who uuid, address text, moment timestamptz, until timestamptz)
        returns text language plpgsql {PINNED} as $$
        declare now_at text; shut boolean;
        begin
            perform agency_to_change(who);
            select w.email, w.suspended_at is not null into now_at, shut from worker w where w.id = who for update;
            if shut then
                return 'suspended';
            end if;
            if exists (select from worker w where lower(w.email) = lower(address)) then
                return 'taken';
            end if;
            update address_change c set ends_at = moment where c.worker_id = who and c.confirmed_at is null
                and c.ends_at > moment;
            insert into address_change (id, worker_id, old_email, new_email, asked_by_id, asked_at, ends_at)
            values (which, who, now_at, address, my_worker(), moment, until);
            perform mail_of_address(which, who, 'link', moment);
            perform mail_of_address(which, who, 'asked', moment);
            return 'asked';
        end $$""",
    # a job reads the change that stands on its own row, and no other
    f"""create function address_to_mail(which uuid)
        returns table (name text, old_email text, new_email text, waits boolean)
        language sql stable {PINNED} as $$
        select w.name, c.old_email, c.new_email, c.confirmed_at is null
        from address_change c join worker w on w.id = c.worker_id
        join my_acting() a on a.kind = 'job' and a.worker_id = c.worker_id
        join outbox o on o.id = a.outbox_id and o.ids ->> 'change' = which::text
        where c.id = which $$""",
    f"""create function keep_address_token(which uuid, digest bytea, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        begin
            update address_change c set token_hash = digest
            where c.id = which and c.confirmed_at is null and my_kind() = 'job' and c.worker_id = my_worker()
              and door_opens(proof, 'address', which::text, encode(digest, 'hex'));
            return found;
        end $$""",
    f"""create function address_of_link(digest bytea, moment timestamptz)
        returns table (worker_id uuid, agency_id uuid, name text, address text)
        language sql stable {PINNED} as $$
        select w.id, w.agency_id, w.name, c.new_email
        from address_change c join worker w on w.id = c.worker_id
        where c.token_hash = digest and c.confirmed_at is null and c.ends_at > moment and w.suspended_at is null $$""",
    f"""create function confirm_address(digest bytea, moment timestamptz) returns text language plpgsql {PINNED} as $$
        declare change address_change;
        begin
            select c.* into change from address_change c join worker w on w.id = c.worker_id
            where c.token_hash = digest and c.confirmed_at is null and c.ends_at > moment and w.suspended_at is null
            for update of c;
            if change.id is null then
                return 'over';
            end if;
            if exists (select from worker w where lower(w.email) = lower(change.new_email)
                         and w.id <> change.worker_id) then
                return 'taken';
            end if;
            update worker w set email = change.new_email where w.id = change.worker_id;
            update address_change c set confirmed_at = moment where c.id = change.id;
            -- a link to choose a password went to the address before
            update one_time_link l set used_at = moment where l.worker_id = change.worker_id and l.used_at is null;
            perform mail_of_address(change.id, change.worker_id, 'done', moment);
            perform ask_to_tell(change.worker_id, 'address', moment);
            return 'done';
        end $$""",
    f"""create function move_worker_away(who uuid, where_to uuid, fresh uuid, code text, moment timestamptz,
                                         out changed boolean, out tasks int, out drafts int)
        language plpgsql {PINNED} as $$
        declare works_for uuid := agency_to_change(who); gone worker;
        begin
            changed := false;
            select w.* into gone from worker w where w.id = who for update;
            if gone.moved_at is not null or where_to = works_for
               or not exists (select from agency g where g.id = where_to) then
                return;
            end if;
            -- the address goes along; "invalid" is a name that no mail ever reaches
            update worker w set suspended_at = coalesce(w.suspended_at, moment), moved_at = moment,
                                email = lower(w.reference) || '@moved.invalid' where w.id = who;
            insert into worker (id, reference, agency_id, name, email, job_title, invited_at, suspended_at,
                                moved_from_id, preferences)
            values (fresh, code, where_to, gone.name, gone.email, gone.job_title, moment, moment, who,
                    gone.preferences);
            insert into sign_in (worker_id, password_hash, password_set_at, totp_secret, totp_confirmed_at,
                                 totp_last_step, recovery_codes, second_step)
            select fresh, s.password_hash, s.password_set_at, s.totp_secret, s.totp_confirmed_at, s.totp_last_step,
                   '{{}}', s.second_step from sign_in s where s.worker_id = who;
            update sign_in s set password_hash = null, totp_secret = null, totp_confirmed_at = null,
                                 totp_pending = null, recovery_codes = '{{}}' where s.worker_id = who;
            update post p set until_at = moment where p.worker_id = who and p.until_at is null;
            insert into post (id, worker_id, agency_id, team_id, from_at) values (uuidv7(), fresh, where_to, null, moment);
            update role_grant g set until_at = moment where g.worker_id = who and g.until_at is null;
            update one_time_link l set used_at = moment where l.worker_id = who and l.used_at is null;
            update address_change c set ends_at = moment where c.worker_id = who and c.confirmed_at is null
                and c.ends_at > moment;
            perform refresh_acting(who);
            select p.tasks, p.drafts into tasks, drafts from pass_work_on(who, null, moment, 'moved') p;
            insert into notice (id, reference, worker_id, kind, about, sentence, at)
            select uuidv7(), left(md5(gen_random_uuid()::text), 12), w.id, 'worker-arrived', fresh::text,
                   'A worker was moved to your agency and waits under “Workers”: give them teams and roles, then let '
                   'them in.', moment
            from worker w join role_grant g on g.worker_id = w.id and g.role = 'administrator' and g.until_at is null
            where w.agency_id = where_to and w.suspended_at is null;
            changed := true;
        end $$""",
    f"""create function workers_of_my_agency()
        returns table (id uuid, reference text, name text, email text, job_title text, invited_at timestamptz,
                       suspended_at timestamptz, last_signed_in_at timestamptz, password_set_at timestamptz,
                       teams text[], roles text[], moved_at timestamptz, arrives boolean, new_email text,
                       new_email_until timestamptz)
        language sql stable {PINNED} as $$
        select w.id, w.reference, w.name, w.email, w.job_title, w.invited_at, w.suspended_at, s.last_signed_in_at,
               s.password_set_at,
               array(select t.code from post p join team t on t.id = p.team_id
                     where p.worker_id = w.id and p.until_at is null order by t.name),
               array(select distinct g.role from role_grant g where g.worker_id = w.id and g.until_at is null),
               w.moved_at, w.moved_from_id is not null and w.suspended_at = w.invited_at, c.new_email, c.ends_at
        from worker w join sign_in s on s.worker_id = w.id
        left join lateral (select a.new_email, a.ends_at from address_change a
                           where a.worker_id = w.id and a.confirmed_at is null
                           order by a.asked_at desc, a.id desc limit 1) c on true
        where w.agency_id = my_agency() and may_administer(w.agency_id)
        order by lower(w.name), w.reference $$""",
]

# the functions of 0007 and 0013 again, which guard owns and alone can change
AGAIN = [
    f"""create or replace function restore_worker(who uuid, moment timestamptz) returns boolean
        language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            update worker w set suspended_at = null
            where w.id = who and w.suspended_at is not null and w.moved_at is null;
            return found;
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
            delete from sign_in_failure f where f.at < moment - interval '1 day';
            get diagnostics more = row_count;
            return cleared + more;
        end $$""",
]

FOR_APP = [
    "correct_worker(uuid, text, text)",
    "ask_for_address(uuid, uuid, text, timestamptz, timestamptz)",
    "address_of_link(bytea, timestamptz)",
    "confirm_address(bytea, timestamptz)",
    "move_worker_away(uuid, uuid, uuid, text, timestamptz)",
    "workers_of_my_agency()",
]
FOR_WORKER = ["address_to_mail(uuid)", "keep_address_token(uuid, bytea, bytea)"]
INSIDE = ["mail_of_address(uuid, uuid, text, timestamptz)"]


def upgrade() -> None:
    op.add_column("worker", sa.Column("moved_at", sa.DateTime(timezone=True)))
    op.add_column("worker", sa.Column("moved_from_id", sa.Uuid()))
    op.create_foreign_key(op.f("fk_worker_moved_from_id_worker"), "worker", "worker", ["moved_from_id"], ["id"])
    op.create_table(
        "address_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("old_email", sa.Text(), nullable=False),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.LargeBinary()),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_address_change_worker_id_worker")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["worker.id"], name=op.f("fk_address_change_asked_by_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_change_token_hash")),
    )
    op.create_index(op.f("ix_address_change_worker_id"), "address_change", ["worker_id"])
    for statement in protect("address_change"):
        op.execute(statement)
    op.execute("set role guard")
    op.execute("drop function workers_of_my_agency()")
    for statement in AGAIN:
        op.execute(statement)
    op.execute("reset role")
    for statement in STATEMENTS:
        op.execute(statement)
    for function in FOR_APP:
        _hand(function, "app")
    for function in FOR_WORKER:
        _hand(function, "worker")
    for function in INSIDE:
        _hand(function)


def _hand(function: str, *roles: str) -> None:
    for statement in hand_to_guard(function, *roles):
        op.execute(statement)
