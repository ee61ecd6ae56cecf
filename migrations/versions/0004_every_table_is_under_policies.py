"""Every table is under policies for every role: seen = live grant, live agreement, grid, not blocked."""

from alembic import op

from migrations.policies import ANYBODY, MINE, SIGNED_IN, has_role, protect, takes_part

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AGREED = """(p.agency_id = {giver} or (select true from agreement a where a.giver_id = {giver}
    and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id and a.pathway = p.pathway
    and a.category = {category} and a.ended_at is null limit 1))"""

# one's own live rows first: only for the rows of others is the function called
PARTICIPANT = """(holder = any((select my_holders())::uuid[]) and until_at is null
    and not case_id = any((select my_blocked_cases())::uuid[])
    and (agency_id = giver_id or (select true from agreement a where a.giver_id = participant.giver_id
         and a.taker_id = participant.agency_id and a.partnership_id = participant.partnership_id
         and a.pathway = participant.pathway and a.category = 'core' and a.ended_at is null limit 1)))
    or takes_part(case_id)"""


def by_category(table: str, giver: str | None = None, *, grid: str | None = None) -> str:
    """Seen by those on the case whose grant names the row's category, below the live agreement with its giver."""
    category = f"{table}.category"
    grid = grid or f"(p.sees = 'full' or {category} = 'core') and {category} = any(p.reads)"
    agreed = " and " + AGREED.format(giver=f"{table}.{giver}", category=category) if giver else ""
    return f"(select true from participant p where p.case_id = {table}.case_id and {MINE} and ({grid}){agreed} limit 1)"


ANSWER_GRID = """answer.author_id = (select my_worker()) or case when p.sees = 'full'
    then answer.category = any(p.reads) or (answer.level_only and answer.category = any(p.reads_levels))
    else answer.in_preview end"""

OWN_WORKER = "worker_id = (select my_worker())"
TEAM_TASK = "(team_id = any((select my_teams())::uuid[]) and not case_id = any((select my_blocked_cases())::uuid[]))"
AUDITOR = has_role("governance")


def statements() -> list[str]:
    made: list[str] = []

    def table(name: str, **rules: object) -> None:
        made.extend(protect(name, **rules))  # type: ignore[arg-type]

    # who
    for name in ("partnership", "agency", "membership", "team", "outside_organisation"):
        table(
            name,
            read=SIGNED_IN,
            statistics=name in ("partnership", "agency"),
            change=has_role("administrator") if name == "team" else None,
        )
    table("worker", read=SIGNED_IN, read_columns="(id, reference, agency_id, name, job_title, suspended_at)")
    table("post", read=f"{OWN_WORKER} or agency_id = (select my_agency())")
    table("role_grant", read=f"{OWN_WORKER} or {has_role('administrator', 'governance')}")
    for name in ("sign_in", "sign_in_failure", "one_time_link", "acting", "door_key"):
        table(name)
    # rules
    governs = has_role("governance")
    table("setting", read=SIGNED_IN, insert=f"{governs} and set_by_id = (select my_worker())", statistics=True)
    table(
        "agreement",
        read=SIGNED_IN,
        insert=governs,
        change=governs,
        change_columns="(until_date, ended_at, ended_by_id)",
        sweep=ANYBODY,
    )
    table(
        "consent",
        read=takes_part("consent"),
        insert=takes_part("consent"),
        change=takes_part("consent"),
        change_columns="(withdrawn_at)",
    )
    # what
    own_case = "opened_by_id = (select my_worker())"
    seen_case = f"(select true from participant p where p.case_id = case_file.id and {MINE} limit 1)"
    table(
        "case_file",
        read=seen_case,
        insert=own_case,
        change=seen_case,
        change_columns="(ended_at, outcome, silent_since, partnership_id, version)",
        sweep=ANYBODY,
    )
    for name in ("case_partnership", "case_line", "release_spell"):
        table(name, read=takes_part(name), insert=takes_part(name), change=takes_part(name))
    table(
        "person_on_case",
        read=by_category("person_on_case"),
        insert=takes_part("person_on_case"),
        change=takes_part("person_on_case"),
    )
    table("place", read=by_category("place"), insert=takes_part("place"), change=takes_part("place"))
    table(
        "same_person",
        read="(select true from person_on_case s where s.id = same_person.one_id limit 1) "
        "and (select true from person_on_case s where s.id = same_person.other_id limit 1)",
        insert="by_id = (select my_worker())",
        change="true",
        change_columns="(undone_at, undone_by_id)",
    )
    table(
        "dated_fact",
        read=by_category("dated_fact", "by_agency_id"),
        insert=f"by_id = (select my_worker()) and {takes_part('dated_fact')}",
    )
    table(
        "answer",
        read=by_category("answer", "author_agency_id", grid=ANSWER_GRID),
        insert=f"author_id = (select my_worker()) and {takes_part('answer')}",
        change=takes_part("answer"),
        change_columns="(superseded_by_id, superseded_at)",
    )
    table(
        "participant",
        read=PARTICIPANT,
        insert="takes_part(case_id) or opens_case(case_id)",
        change="takes_part(case_id)",
        change_columns="(until_at, sees, stage, key_date, case_ended)",
    )
    table("last_looked", read=OWN_WORKER, insert=OWN_WORKER, change=OWN_WORKER)
    table(
        "case_block",
        read=f"{has_role('governance', 'team-lead')} and worker_id <> (select my_worker()) and takes_part(case_id)",
        insert=f"{has_role('governance', 'team-lead')} and takes_part(case_id) and by_id = (select my_worker())",
        change=f"{has_role('governance', 'team-lead')} and takes_part(case_id) and worker_id <> (select my_worker())",
        change_columns="(ended_at)",
    )
    for name in ("audience", "audience_member"):
        table(name, read=takes_part(name), insert=takes_part(name))
    # work
    table(
        "hand_over",
        read=takes_part("hand_over"),
        insert=takes_part("hand_over"),
        change=takes_part("hand_over"),
        sweep=ANYBODY,
    )
    table(
        "task",
        read=f"{TEAM_TASK} or {takes_part('task')}",
        insert=takes_part("task"),
        change=f"{TEAM_TASK} or {takes_part('task')}",
        sweep=ANYBODY,
    )
    table("clock", read=takes_part("clock"), insert=takes_part("clock"), change=takes_part("clock"), sweep=ANYBODY)
    for name in ("appointment", "contact"):
        table(name, read=by_category(name), insert=takes_part(name), change=takes_part(name))
    table(
        "referral",
        read=f"sender_id = (select my_worker()) or {takes_part('referral')}",
        insert=f"sender_id = (select my_worker()) and {takes_part('referral')}",
        change=takes_part("referral"),
        change_columns="(outcome, outcome_at)",
    )
    # one's own unfinished work
    table("draft", read=OWN_WORKER, insert=OWN_WORKER, change=OWN_WORKER, sweep=ANYBODY)
    own_draft = "(select true from draft d where d.id = draft_answer.draft_id limit 1)"
    table("draft_answer", read=own_draft, insert=own_draft, change=own_draft)
    made.append("grant delete on draft_answer to app")
    made.append(f"create policy app_deletes on draft_answer for delete to app using ({own_draft})")
    machine = "(select my_kind()) in ('job', 'sweep')"
    table(
        "notice", read=OWN_WORKER, change=OWN_WORKER, change_columns="(read_at, acknowledged_at)", worker_reads=machine
    )
    # proof
    seen_event = (
        f"{by_category('event')} or actor_id = (select my_worker()) or ({AUDITOR} and "
        "(actor_agency_id = (select my_agency()) or (case_id is not null and agency_takes_part(case_id))))"
    )
    table("event", read=seen_event)
    table("event_detail", read="(select true from event e where e.id = event_detail.event_id limit 1)")
    table(
        "read_event",
        read=f"{OWN_WORKER} or ({has_role('team-lead', 'governance')} and agency_id = (select my_agency()))",
    )
    table("chain_head")
    table("checkpoint", read=AUDITOR)
    table("once", read=OWN_WORKER, insert=OWN_WORKER, change=OWN_WORKER, change_columns="(answer, case_id)")
    table("outbox", insert="worker_id = (select my_worker())", worker_reads=ANYBODY)
    table("slot", worker_reads=ANYBODY)
    # counts
    table("milestone", read=by_category("milestone"), insert=takes_part("milestone"))
    return made


def upgrade() -> None:
    for statement in statements():
        op.execute(statement)
    op.execute("revoke delete, truncate, update on event, read_event, checkpoint from guard")
