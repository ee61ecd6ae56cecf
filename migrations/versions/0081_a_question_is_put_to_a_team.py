"""A form card: a question that one participant puts to another's team, which stands in the conversation.

That something was asked, of whom, and whether it was answered, is for everybody in its audience. What was asked is for
those who read its category, for whoever asked, and for the team that is asked: it may have to answer what it may not
read. Neither row is ever changed: how a card stands is written on its task, its answers are answers of the case.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

said = import_module("migrations.versions.0040_what_is_said_on_a_case_has_an_audience")
PINNED, AGREED, AUDIENCE, PART = said.PINNED, said.AGREED, said.AUDIENCE, said.PART
MINE = "p.holder = any((select my_holders())::uuid[])"

CARD = f"""{AUDIENCE.format(m="form_card")} and (select true from participant p where p.case_id = form_card.case_id
    and {MINE} and p.until_at is null and p.sees = 'full' and 'core' = any(p.reads)
    and {AGREED.format(giver="form_card.author_agency_id", category="'core'")} limit 1)"""
STANDS = "(select true from form_card c where c.id = form_card_form.card_id{more} limit 1)"
MY_SIDE = STANDS.format(
    more=" and (c.author_id = (select my_worker()) or c.team_id = any((select my_holders())::uuid[]))"
)
OF_ITS_CATEGORY = f"""(select true from participant p where p.case_id = form_card_form.case_id and {MINE}
    and {PART.format(m="form_card_form")} limit 1)"""
FORM = f"{MY_SIDE} or ({STANDS.format(more='')} and {OF_ITS_CATEGORY})"
BY_ME = "author_id = (select my_worker()) and author_agency_id = (select my_agency())"
MY_CARD = STANDS.format(
    more=" and c.case_id = form_card_form.case_id and c.author_id = (select my_worker())"
    " and c.author_agency_id = form_card_form.author_agency_id"
)

# The copy of the audience that the rule reads is made here, so nobody can write a wider one.
KEEPS = f"""create function card_keeps_its_audience() returns trigger language plpgsql {PINNED} as $$
    declare aud audience; holders uuid[];
    begin
        select * into aud from audience a where a.id = new.audience_id;
        if aud.case_id is distinct from new.case_id then
            raise check_violation using message = 'A question and its audience belong to one case.';
        end if;
        if aud.kind <> 'everyone' then
            select coalesce(array_agg(m.holder order by m.holder), '{{}}') into holders
                from audience_member m where m.audience_id = aud.id;
        end if;
        if not exists (select from event e where e.chain = 'case:' || new.case_id and e.seq = new.seq
                and e.kind = 'card.asked' and e.actor_id = new.author_id and e.audience_id = new.audience_id)
           or not exists (select from task t where t.id = new.task_id and t.case_id = new.case_id
                and t.team_id = new.team_id) then
            raise integrity_constraint_violation using message = 'A question stands where its own event stands.';
        end if;
        new.readers := holders;
        return new;
    end $$"""


def upgrade() -> None:
    op.create_table(
        "form_card",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("author_agency_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("task_id", sa.UUID(), nullable=False),
        sa.Column("audience_id", sa.UUID(), nullable=False),
        sa.Column("readers", sa.ARRAY(sa.UUID()), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_form_card_case_id")),
        sa.ForeignKeyConstraint(["author_id"], ["worker.id"], name=op.f("fk_form_card_author_id")),
        sa.ForeignKeyConstraint(["author_agency_id"], ["agency.id"], name=op.f("fk_form_card_author_agency_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_form_card_team_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_form_card_task_id")),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_form_card_audience_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_card")),
        sa.UniqueConstraint("reference", name=op.f("uq_form_card_reference")),
    )
    op.create_index("ix_form_card_thread", "form_card", ["case_id", "seq"], unique=True)
    op.create_table(
        "form_card_form",
        sa.Column("card_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("author_agency_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("questions", sa.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["form_card.id"], name=op.f("fk_form_card_form_card_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_form_card_form_case_id")),
        sa.ForeignKeyConstraint(["author_agency_id"], ["agency.id"], name=op.f("fk_form_card_form_author_agency_id")),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_form_card_form")),
    )
    op.execute(KEEPS)
    for statement in (
        *hand_to_guard("card_keeps_its_audience()"),
        *protect("form_card", read=CARD, insert=f"{BY_ME} and {CARD}"),
        *protect("form_card_form", read=FORM, insert=f"{MY_CARD} and {OF_ITS_CATEGORY}"),
    ):
        op.execute(statement)
    op.execute(
        "create trigger card_keeps_its_audience before insert on form_card "
        "for each row execute function card_keeps_its_audience()"
    )
    for table in ("form_card", "form_card_form"):
        op.execute(
            f"create constraint trigger {table}_changes_are_recorded after insert or update or delete on {table} "
            "deferrable initially deferred for each row execute function no_change_without_event()"
        )


def downgrade() -> None:
    for table in ("form_card_form", "form_card"):
        op.drop_table(table)
