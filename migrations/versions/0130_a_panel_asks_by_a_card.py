"""Before a meeting of a panel each agency is asked what is new by a card in the conversation, and answers in words.

A card of this kind has no questions of the pathway: what it asks stands on its form in words, and what was told in a
row of its own, read by those who read its category and by the agency that told it. What was asked before stays a task.

Somebody who sits on the panel alone is asked by name, in a queue of their agency: such a card is carried by their own
part, so the night's look leaves it open as long as they take part.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect, takes_part

revision = "0130"
down_revision = "0121"
branch_labels = None
depends_on = None

UNSHARED = import_module("migrations.versions.0082_what_few_were_asked_few_see_in_the_list").UNSHARED
reads = import_module("migrations.versions.0100_panels_sit_meet_and_decide").reads
BY_TEAM = "where p.case_id = c.case_id and p.holder = c.team_id"
BY_TEAM_OR_NAME = """where p.case_id = c.case_id and (p.holder = c.team_id or (p.holder_kind = 'worker' and (
                p.holder = t.holder_id or exists (select from post o where o.worker_id = p.holder
                    and o.team_id = c.team_id and o.until_at is null))))"""
OWN = "agency_id = (select my_agency())"
ASKED = """(select true from form_card_form f where f.card_id = form_card_news.card_id
    and f.case_id = form_card_news.case_id and f.category = form_card_news.category and f.asks is not null limit 1)"""


def upgrade() -> None:
    op.add_column("form_card_form", sa.Column("asks", sa.Text(), nullable=True))
    op.create_table(
        "form_card_news",
        sa.Column("card_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("by_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("nothing_new", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_form_card_news_agency_id")),
        sa.ForeignKeyConstraint(["by_id"], ["worker.id"], name=op.f("fk_form_card_news_by_id")),
        sa.ForeignKeyConstraint(["card_id"], ["form_card.id"], name=op.f("fk_form_card_news_card_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_form_card_news_case_id")),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_form_card_news")),
    )
    op.create_index("ix_form_card_news_case", "form_card_news", ["case_id"])
    mine = f"{OWN} and {takes_part('form_card_news')}"
    for statement in protect(
        "form_card_news",
        read=f"{reads('form_card_news', 'agency_id')} or ({mine})",
        insert=f"{mine} and by_id = (select my_worker()) and {ASKED}",
    ):
        op.execute(statement)
    op.execute(
        "create constraint trigger form_card_news_changes_are_recorded after insert or update or delete "
        "on form_card_news deferrable initially deferred for each row execute function no_change_without_event()"
    )
    op.add_column("agency_update", sa.Column("card_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_agency_update_card_id"), "agency_update", "form_card", ["card_id"], ["id"])
    assert BY_TEAM in UNSHARED
    _says(UNSHARED.replace(BY_TEAM, BY_TEAM_OR_NAME))


def downgrade() -> None:
    _says(UNSHARED)
    op.drop_column("agency_update", "card_id")
    op.drop_table("form_card_news")
    op.drop_column("form_card_form", "asks")


def _says(function: str) -> None:
    op.execute("set role guard")
    op.execute("drop function unshared_cards()")
    op.execute("reset role")
    op.execute(function)
    for statement in hand_to_guard("unshared_cards()", "worker"):
        op.execute(statement)
