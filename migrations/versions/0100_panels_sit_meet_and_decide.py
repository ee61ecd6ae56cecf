"""Panels sit, meet and decide: who is a member, what is on the agenda, what was decided, and the minutes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.functions import hand_to_guard
from migrations.policies import MINE, SIGNED_IN, protect, takes_part

revision = "0100"
down_revision = "0096"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
SEATED = """select exists (select from panel_member m where m.panel_id = which and m.worker_id = my_worker()
    and m.agency_id = my_agency() and m.until_at is null{more})"""
STATEMENTS = [
    f"""create function on_panel(which uuid) returns boolean language sql stable parallel safe {PINNED} as $$
        {SEATED.format(more="")} $$""",
    f"""create function chairs_panel(which uuid) returns boolean language sql stable parallel safe {PINNED} as $$
        {SEATED.format(more=" and m.office in ('chair', 'deputy')")} $$""",
    # a panel begins with whoever the chairing agency's administrator names
    f"""create function seats_panel(which uuid) returns boolean language sql stable parallel safe {PINNED} as $$
        select chairs_panel(which) or (my_roles() && array['administrator'] and exists (
            select from panel p join agency g on g.code in (p.chair, p.deputy)
            where p.id = which and g.id = my_agency())) $$""",
    # in whose queue a member finds what the panel asks of them: told to those who sit there too
    f"""create function teams_of_member(p_panel uuid, p_worker uuid) returns uuid[] language sql stable {PINNED} as $$
        select coalesce(array_agg(o.team_id order by o.from_at, o.team_id), '{{}}')
        from post o join panel_member m on m.worker_id = o.worker_id and m.panel_id = p_panel and m.until_at is null
        where on_panel(p_panel) and o.worker_id = p_worker and o.agency_id = m.agency_id
          and o.until_at is null and o.team_id is not null $$""",
]
FUNCTIONS = ("on_panel(uuid)", "chairs_panel(uuid)", "seats_panel(uuid)", "teams_of_member(uuid, uuid)")

MACHINES_CLEAR = "(select my_sweep()) = 'drafts'"
OF_MY_ITEM = f"""(select chairs_panel(i.panel_id) from agenda_item i where i.id = agenda_reason.item_id)
    and {takes_part("agenda_reason")}"""
LEVEL = " or (agenda_reason.level_only and agenda_reason.category = any(p.reads_levels))"
OWN = "worker_id = (select my_worker())"
BY_ME = "made_by_id = (select my_worker()) and made_by_agency_id = (select my_agency())"


def on(table: str, office: str = "on") -> str:
    """The condition that the asker sits on the panel that a row belongs to."""
    return f"{office}_panel({table}.panel_id)"


def runs(table: str) -> str:
    """The condition that the asker chairs the panel and takes part in the case of a row."""
    return f"{on(table, 'chairs')} and {takes_part(table)}"


def reads(table: str, giver: str, level: str = "") -> str:
    """The condition that the asker reads the category of a row, as far as its giver's agreement goes."""
    return f"""(select true from participant p where p.case_id = {table}.case_id and {MINE} and p.sees = 'full'
        and ({table}.category = any(p.reads){level}) and (p.agency_id = {table}.{giver} or (select true from agreement a
            where a.giver_id = {table}.{giver} and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
            and a.pathway = p.pathway and a.category = {table}.category and a.ended_at is null
            and a.from_date <= (select my_today())
            and (a.until_date is null or a.until_date >= (select my_today())) limit 1)) limit 1)"""


def protections() -> list[str]:
    """Who may read and write each of the tables."""
    own_update = f"agency_id = (select my_agency()) and {takes_part('agency_update')}"
    mine_to_do = f"owner_id = (select my_worker()) and {takes_part('action')}"
    seats = "seats_panel(panel_member.panel_id)"
    comes = f"{on('attendance', 'chairs')} or ({on('attendance')} and {OWN})"
    return [
        *protect("panel", read=SIGNED_IN),
        *protect("panel_member", read=SIGNED_IN, insert=seats, change=seats, change_columns="(until_at, office)"),
        *protect(
            "meeting",
            read=on("meeting"),
            insert=f"{on('meeting', 'chairs')} and planned_by_id = (select my_worker())",
            change=on("meeting", "chairs"),
        ),
        *protect("attendance", read=on("attendance"), insert=comes, change=comes, change_columns="(came_at, left_at)"),
        *protect(
            "agenda_item",
            read=f"{on('agenda_item')} and {takes_part('agenda_item')}",
            insert=runs("agenda_item"),
            change=runs("agenda_item"),
            change_columns="(state, put_off_because, version)",
        ),
        *protect(
            "agenda_reason",
            read=reads("agenda_reason", "by_agency_id", LEVEL),
            insert=OF_MY_ITEM,
            change=OF_MY_ITEM,
            change_columns="(gone_at)",
        ),
        *protect(
            "agency_update",
            read=f"{reads('agency_update', 'agency_id')} or ({own_update})",
            insert=runs("agency_update"),
            change=own_update,
            change_columns="(body, nothing_new, given_at, given_by_id, late)",
        ),
        *protect(
            "decision",
            read=reads("decision", "made_by_agency_id"),
            insert=f"{BY_ME} and {runs('decision')}",
            change=runs("decision"),
            change_columns="(superseded_at)",
        ),
        *protect(
            "action",
            read=f"{reads('action', 'given_by_agency_id')} or ({mine_to_do})",
            insert=f"given_by_id = (select my_worker()) and {runs('action')}",
        ),
        *protect(
            "interest",
            read=f"{on('interest')} and {takes_part('interest')}",
            insert=f"{OWN} and {on('interest')} and {takes_part('interest')}",
        ),
        *protect(
            "minutes",
            read=on("minutes"),
            insert=f"{on('minutes', 'chairs')} and made_by_id = (select my_worker())",
            change=on("minutes", "chairs"),
            change_columns="(approved_at, approved_by_id)",
        ),
        *protect(
            "minutes_part",
            read=f"{on('minutes_part')} and {reads('minutes_part', 'by_agency_id')}",
            insert=runs("minutes_part"),
        ),
        *protect("minutes_print", read=OWN, insert=OWN, change=OWN, sweep=MACHINES_CLEAR),
    ]


OF_A_CASE = (
    "agenda_item", "agenda_reason", "agency_update", "decision", "action", "interest", "minutes_part",
)  # fmt: skip


def upgrade() -> None:
    what_comes_before()
    what_comes_of_it()
    for statement in STATEMENTS:
        op.execute(statement)
    for function in FUNCTIONS:
        for statement in hand_to_guard(function, "app", "worker", "statistics", "backup"):
            op.execute(statement)
    for statement in protections():
        op.execute(statement)
    op.execute("grant delete on minutes_print to worker")
    op.execute(f"create policy worker_deletes on minutes_print for delete to worker using ({MACHINES_CLEAR})")
    for table in OF_A_CASE:
        op.execute(
            f"create constraint trigger {table}_changes_are_recorded after insert or update or delete on {table} "
            "deferrable initially deferred for each row execute function no_change_without_event()"
        )


def downgrade() -> None:
    for table in (
        "minutes_print", "minutes_part", "minutes", "interest", "action", "decision", "agency_update",
        "agenda_reason", "agenda_item", "attendance", "meeting", "panel_member", "panel",
    ):  # fmt: skip
        op.drop_table(table)
    for function in FUNCTIONS:
        op.execute(f"drop function {function}")


def what_comes_before() -> None:
    """Panels, who sits on them, their meetings and agendas."""
    op.create_table(
        "panel",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("partnership_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=False),
        sa.Column("core", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("invited", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("quorum", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("quorum_one_of", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_panel_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("code", name=op.f("uq_panel_code")),
    )
    op.create_table(
        "panel_member",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.UUID(), nullable=True),
        sa.CheckConstraint("office in ('chair', 'deputy', 'member')", name=op.f("a_member_holds_a_known_office")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_panel_member_agency_id")),
        sa.ForeignKeyConstraint(["by_id"], ["worker.id"], name=op.f("fk_panel_member_by_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_panel_member_panel_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_panel_member_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
    )
    op.create_index(
        "ix_panel_member_panel",
        "panel_member",
        ["panel_id"],
        unique=False,
        postgresql_where=sa.text("until_at is null"),
    )
    op.create_index(
        "ix_panel_member_worker",
        "panel_member",
        ["worker_id"],
        unique=False,
        postgresql_where=sa.text("until_at is null"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("length_minutes", sa.BigInteger(), nullable=False),
        sa.Column("updates_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by_id", sa.UUID(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chaired_by_id", sa.UUID(), nullable=True),
        sa.Column("item_id", sa.UUID(), nullable=True),
        sa.Column("item_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_ids", postgresql.ARRAY(sa.UUID()), server_default="{}", nullable=False),
        sa.Column("noted_ids", postgresql.ARRAY(sa.UUID()), server_default="{}", nullable=False),
        sa.Column("seconds", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["chaired_by_id"], ["worker.id"], name=op.f("fk_meeting_chaired_by_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_meeting_panel_id")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["worker.id"], name=op.f("fk_meeting_planned_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("reference", name=op.f("uq_meeting_reference")),
    )
    op.create_index("ix_meeting_panel", "meeting", ["panel_id", "starts_at"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_attendance_agency_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["worker.id"], name=op.f("fk_attendance_noted_by_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_attendance_panel_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_attendance_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_meeting", "attendance", ["meeting_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), server_default="core", nullable=False),
        sa.Column("state", sa.Text(), server_default="listed", nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("put_off_because", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.UUID(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state in ('listed', 'done', 'deferred', 'removed')", name=op.f("an_item_is_in_a_known_state")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["worker.id"], name=op.f("fk_agenda_item_added_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_agenda_item_case_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_agenda_item_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("reference", name=op.f("uq_agenda_item_reference")),
    )
    op.create_index("ix_agenda_item_case", "agenda_item", ["case_id"], unique=False)
    op.create_index("ix_agenda_item_meeting", "agenda_item", ["meeting_id"], unique=False)
    op.create_table(
        "agenda_reason",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("level_only", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("say", sa.Text(), nullable=False),
        sa.Column("by_agency_id", sa.UUID(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_agency_id"], ["agency.id"], name=op.f("fk_agenda_reason_by_agency_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_agenda_reason_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_reason_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_reason")),
    )
    op.create_index("ix_agenda_reason_item", "agenda_reason", ["item_id"], unique=False)


def what_comes_of_it() -> None:
    """What agencies report, decisions, actions, interests, minutes."""
    op.create_table(
        "agency_update",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("task_reference", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("nothing_new", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by_id", sa.UUID(), nullable=True),
        sa.Column("late", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_update_agency_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_agency_update_case_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["worker.id"], name=op.f("fk_agency_update_given_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agency_update_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agency_update_meeting_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_agency_update_panel_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_agency_update_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_update")),
        sa.UniqueConstraint("reference", name=op.f("uq_agency_update_reference")),
    )
    op.create_index("ix_agency_update_item", "agency_update", ["item_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column("lead_id", sa.UUID(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.UUID(), nullable=False),
        sa.Column("made_by_agency_id", sa.UUID(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_decision_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["worker.id"], name=op.f("fk_decision_lead_id")),
        sa.ForeignKeyConstraint(["made_by_agency_id"], ["agency.id"], name=op.f("fk_decision_made_by_agency_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_decision_made_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_decision_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("reference", name=op.f("uq_decision_reference")),
    )
    op.create_index("ix_decision_case", "decision", ["case_id"], unique=False)
    op.create_index("ix_decision_item", "decision", ["item_id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.UUID(), nullable=False),
        sa.Column("owner_agency_id", sa.UUID(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("task_reference", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.UUID(), nullable=False),
        sa.Column("given_by_agency_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_action_case_id")),
        sa.ForeignKeyConstraint(["given_by_agency_id"], ["agency.id"], name=op.f("fk_action_given_by_agency_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["worker.id"], name=op.f("fk_action_given_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_action_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_action_meeting_id")),
        sa.ForeignKeyConstraint(["owner_agency_id"], ["agency.id"], name=op.f("fk_action_owner_agency_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["worker.id"], name=op.f("fk_action_owner_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_action_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("reference", name=op.f("uq_action_reference")),
    )
    op.create_index("ix_action_case", "action", ["case_id"], unique=False)
    op.create_index("ix_action_panel", "action", ["panel_id", "due_on"], unique=False)
    op.create_table(
        "interest",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_interest_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_interest_item_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_interest_panel_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_interest_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_index("ix_interest_item", "interest", ["item_id"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("general", postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.UUID(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["worker.id"], name=op.f("fk_minutes_approved_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name=op.f("fk_minutes_made_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_minutes_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
    )
    op.create_index("ix_minutes_meeting", "minutes", ["meeting_id", "revision"], unique=True)
    op.create_table(
        "minutes_part",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("minutes_id", sa.UUID(), nullable=False),
        sa.Column("panel_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("said", postgresql.JSONB(), nullable=False),
        sa.Column("by_agency_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["by_agency_id"], ["agency.id"], name=op.f("fk_minutes_part_by_agency_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_minutes_part_case_id")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_part_minutes_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_minutes_part_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_part")),
    )
    op.create_index("ix_minutes_part_case", "minutes_part", ["case_id"], unique=False)
    op.create_index("ix_minutes_part_minutes", "minutes_part", ["minutes_id", "place"], unique=False)
    op.create_table(
        "minutes_print",
        sa.Column("id", sa.UUID(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("minutes_id", sa.UUID(), nullable=False),
        sa.Column("worker_id", sa.UUID(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("whole", sa.BigInteger(), nullable=False),
        sa.Column("case_ids", postgresql.ARRAY(sa.UUID()), server_default="{}", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_print_minutes_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_minutes_print_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_print")),
        sa.UniqueConstraint("reference", name=op.f("uq_minutes_print_reference")),
        info={"private_working_state": True},
    )
