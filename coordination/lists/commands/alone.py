"""Somebody whom the prison passed to this area and nobody referred: a case, its deadlines, and a task for today."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases import queries as cases
from coordination.cases.commands import facts
from coordination.cases.commands.opening import Opened, Opening, open_case
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile, ReleaseSpell
from coordination.cases.queries.copies import copies_of
from coordination.errors import Invalid
from coordination.identity.models import Team
from coordination.lists.models import BroughtList
from coordination.lists.queries import PATHWAY
from coordination.lists.queries.matching import PrisonRow
from workflows import pathways
from workflows.lists.columns import plain
from workflows.vocabulary import Pathway

# the stage of somebody who has left prison, and the move that would have brought them there
STARTS_IN, AS_AFTER, TASK = "release_confirmed", "confirm_release", "prison-record"
AS_GIVEN = (
    "first_name", "surname", "date_of_birth", "sex", "prison_number", "reception_date",
    "exit_reason", "discharge_reason", "exit_destination", "referral_on_release",
)  # fmt: skip
DRUGS = ("drug_1", "drug_2", "drug_3")


def open_alone(session: Session, worker: SignedIn, brought: BroughtList, looked: PrisonRow) -> Opened:
    """Open the case with what the prison's list says. It counts as no referral."""
    pathway = pathways.newest(PATHWAY)
    given = looked.given
    if given["exit_reason"] != "released" or given["discharge_reason"] != "transferred-not-in-custody":
        raise Invalid("No case fits, and the prison did not pass them to the community. Nothing was opened.")
    team = session.get_one(Team, brought.team_id)
    if team.partnership_id is None:
        raise Invalid("Your team belongs to no partnership, so no case can be opened here.")
    opened = open_case(
        session,
        worker,
        Opening(
            pathway=pathway,
            partnership_id=team.partnership_id,
            answers=_answers(pathway, given),
            sender_team_id=team.id,
            starts_in=STARTS_IN,
            from_prison_list=True,
        ),
        referral_id=None,
    )
    session.flush()  # what it opened is read again
    case = session.get_one(CaseFile, opened.case_id)
    spell = session.scalar(select(ReleaseSpell).where(ReleaseSpell.case_id == case.id))
    facts.record_fact(session, worker, case, fact="prison_list", value="same", spell=spell)
    facts.record_fact(
        session, worker, case, fact="release_date", value=given["exit_date"], kind="actual", source="prison",
        confidence="confirmed", spell=spell,
    )  # fmt: skip
    now = cases.standing(session, worker, case)
    work = Work(
        session,
        worker,
        case,
        pathway,
        now.known,
        copies_of(session, case, pathway, now.known, worker.agency_name),
    )
    for code in pathway.move(AS_AFTER).starts:
        if code != pathway.stage(STARTS_IN).clock:
            work.clock(code, line="main")
    work.open((TASK,))
    return opened


def _answers(pathway: Pathway, given: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {code: given[code] for code in AS_GIVEN if given.get(code)}
    answers |= {"already_released": "yes", "area_on_release": given["exit_destination"]}
    for code in DRUGS:
        words = plain(given.get(code) or "")
        # The prison's words for a substance are kept when they are one of ours; nobody guesses at others.
        for choice in pathway.question(code).choices if words else ():
            if words in (plain(choice.label), plain(choice.code)):
                answers[code] = choice.code
    return answers
