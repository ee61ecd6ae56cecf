"""A worker is told of a sign-in on a device nobody knew, and of a changed password or second step.

The asking stands inside the functions that make the change, so that no page can change one and tell nobody.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0035"
down_revision = "0032"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

FRESH = [
    f"""create function ask_to_tell(who uuid, what text, moment timestamptz) returns void language sql {PINNED} as $$
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'tell_of_account', jsonb_build_object('what', what), 'urgent', who, moment, moment $$""",
    # true when this worker has signed in before and never on this device; who signs in for the first time is not told
    f"""create function note_device(who uuid, digest bytea, moment timestamptz, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        declare strange boolean;
        begin
            if not door_opens(proof, 'device', who::text, encode(digest, 'hex')) then
                return false;
            end if;
            update known_device k set last_at = moment where k.worker_id = who and k.device_hash = digest;
            if found then
                return false;
            end if;
            select s.last_signed_in_at is not null into strange from sign_in s where s.worker_id = who;
            insert into known_device (worker_id, device_hash, first_at, last_at) values (who, digest, moment, moment)
            on conflict do nothing;
            -- a browser that keeps no cookies brings a new one each time: the oldest go
            delete from known_device k where k.worker_id = who and k.device_hash in (
                select o.device_hash from known_device o where o.worker_id = who order by o.last_at desc offset 20);
            if strange then
                perform ask_to_tell(who, 'new-device', moment);
            end if;
            return coalesce(strange, false);
        end $$""",
]

# the functions of 0007 again, which guard owns and alone can change
TELLING = [
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
            if before is not null then
                perform ask_to_tell(who, 'second-step', moment);
            end if;
            return true;
        end $$""",
    f"""create or replace function set_password(who uuid, fresh_hash text, moment timestamptz, keep bytea, proof bytea)
        returns boolean language plpgsql {PINNED} as $$
        declare before text;
        begin
            if not door_opens(proof, 'password', who::text, fresh_hash) then
                return false;
            end if;
            select s.password_hash into before from sign_in s where s.worker_id = who;
            update sign_in s set password_hash = fresh_hash, password_set_at = moment where s.worker_id = who;
            delete from acting a where a.worker_id = who and a.kind in ('sign_in', 'second_step')
                and a.token_hash is distinct from keep;
            update one_time_link l set used_at = moment where l.worker_id = who and l.used_at is null;
            if before is not null then
                perform ask_to_tell(who, 'password', moment);
            end if;
            return true;
        end $$""",
]

FOR_APP = ["note_device(uuid, bytea, timestamptz, bytea)"]
INSIDE = ["ask_to_tell(uuid, text, timestamptz)"]


def upgrade() -> None:
    op.create_table(
        "known_device",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_known_device_worker_id_worker")),
        sa.PrimaryKeyConstraint("worker_id", "device_hash", name=op.f("pk_known_device")),
    )
    for statement in protect("known_device"):
        op.execute(statement)
    for statement in FRESH:
        op.execute(statement)
    for function in FOR_APP:
        _hand(function, "app")
    for function in INSIDE:
        _hand(function)
    op.execute("set role guard")
    for statement in TELLING:
        op.execute(statement)
    op.execute("reset role")


def _hand(function: str, *roles: str) -> None:
    for statement in hand_to_guard(function, *roles):
        op.execute(statement)
