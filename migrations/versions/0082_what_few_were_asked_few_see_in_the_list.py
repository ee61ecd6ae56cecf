"""A task says for whom it is told of, and questions are closed once no agreement carries them any more.

The task of a question that is for few was in the lists and events of everybody on the case. It now names the audience
of its question: lists leave it out for whoever is not in it, and its events are that audience's. Everybody on the case
can still end it, so that none stays open on a case that is closed.

When an agreement ends, the team that was asked sees the question no more, or whoever asked could not read its answer.
Which questions these are is known to the one job that looks for them, as ids.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

said = import_module("migrations.versions.0040_what_is_said_on_a_case_has_an_audience")
PINNED, AGREED = said.PINNED, said.AGREED

# Beside each, somebody of the asking agency who takes part: as whom a machine closes it, the writer where they are here.
UNSHARED = f"""create function unshared_cards() returns table (card_id uuid, case_id uuid, asker_id uuid)
    language sql stable {PINNED} as $$
    select c.id, c.case_id,
           (select w.id from worker w
            where w.agency_id = c.author_agency_id and w.suspended_at is null and exists (
                select from participant p where p.case_id = c.case_id and p.until_at is null and p.sees = 'full'
                  and (p.holder = w.id or exists (select from post o where o.worker_id = w.id
                                                  and o.team_id = p.holder and o.until_at is null)))
              and not exists (select from case_block b where b.case_id = c.case_id and b.worker_id = w.id
                              and b.ended_at is null)
            order by w.id <> c.author_id, w.id limit 1)
    from form_card c join form_card_form f on f.card_id = c.id join task t on t.id = c.task_id
    where t.done_at is null and (
        (select my_sweep()) = 'agreements' or exists (select from my_acting() a join outbox o on o.id = a.outbox_id
            where a.kind = 'job' and o.job = 'look_for_unshared_cards')) and (
        not exists (select from participant p where p.case_id = c.case_id and p.holder = c.team_id
            and p.until_at is null and p.sees = 'full' and 'core' = any(p.reads)
            and {AGREED.format(giver="p.giver_id", category="'core'")}
            and {AGREED.format(giver="c.author_agency_id", category="'core'")})
        or not exists (select from participant p where p.case_id = c.case_id and p.agency_id = c.author_agency_id
            and p.until_at is null and p.sees = 'full' and f.category = any(p.reads)
            and {AGREED.format(giver="p.giver_id", category="f.category")}))
    order by c.id $$"""


def upgrade() -> None:
    op.add_column("task", sa.Column("audience_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_task_audience_id"), "task", "audience", ["audience_id"], ["id"])
    # what stands already is put right without an event: nothing happened to it
    op.execute("alter table task disable trigger user")
    op.execute(
        "update task set audience_id = c.audience_id from form_card c where c.task_id = task.id and c.readers is not null"
    )
    op.execute("alter table task enable trigger user")
    op.execute(UNSHARED)
    for statement in hand_to_guard("unshared_cards()", "worker"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("task", "audience_id")
    op.execute("set role guard")
    op.execute("drop function unshared_cards()")
    op.execute("reset role")
