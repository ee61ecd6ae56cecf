"""A policy that asked after one's own part twice, once for each of two ways to read a row, asks once for both.

Each asking is a plan of its own in every statement that reads the table, whether or not it is ever carried out. Nothing
else changes: what is read by which way stays as it was.
"""

from alembic import op

revision = "0281"
down_revision = "0280"
branch_labels = None
depends_on = None


def told_of(table: str, giver: str) -> str:
    """The part `p` is told in full of this row's category by the agency that wrote it."""
    return f"""p.sees = 'full' and {table}.category = any (p.reads)
        and (p.agency_id = {table}.{giver} or (select true from agreement a
            where a.giver_id = {table}.{giver} and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
              and a.pathway = p.pathway and a.category = {table}.category and a.ended_at is null
              and a.from_date <= p.today and (a.until_date is null or a.until_date >= p.today) limit 1))"""


def of_my_agency_or_told(table: str) -> str:
    """News of one's own agency for whoever takes part; of another's, what the part is told of."""
    return f"""(select true from my_part p where p.case_id = {table}.case_id
        and ({table}.agency_id = (select my_agency()) or ({told_of(table, "agency_id")})) limit 1)"""


READS = {
    # what everybody on the case may know is told to a preview if it is core; the rest, to its audience
    "event": f"""(select true from my_part p where p.case_id = event.case_id
            and case when event.audience_id is null
                     then (p.sees = 'full' or event.category = 'core') and event.category = any (p.reads)
                     else {told_of("event", "actor_agency_id")} end limit 1)
            and (audience_id is null or in_audience(audience_id))
        or actor_id = (select my_worker())
        or ((select my_roles()) && array['governance'] and (actor_agency_id = (select my_agency())
            or (case_id is not null and agency_takes_part(case_id)
                and (audience_id is null or in_audience(audience_id)))))""",
    "form_card_form": f"""(select true from form_card c where c.id = form_card_form.card_id
        and (c.author_id = (select my_worker()) or c.team_id = any ((select my_holders())::uuid[])
            or (select true from my_part p where p.case_id = form_card_form.case_id
                and {told_of("form_card_form", "author_agency_id")} limit 1)) limit 1)""",
    "form_card_news": of_my_agency_or_told("form_card_news"),
    "agency_update": of_my_agency_or_told("agency_update"),
}


def upgrade() -> None:
    for table, reads in READS.items():
        for role in ("app", "worker"):
            op.execute(f"alter policy {role}_reads on {table} using ({reads})")
