"""Three lists laid side by side: releases that the prison and a referral told of, and those that only one told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.cases.models import Answer, CaseFile, Participant, PersonOnCase, ReleaseSpell
from coordination.identity.models import Team
from coordination.lists.queries import CONTACT, PATHWAY
from coordination.referrals.models import Referral
from workflows.local_time import day_of
from workflows.measures import prison_spells
from workflows.measures.prison_release import Rules, reconcile
from workflows.measures.rates import Period

LOOKS_BACK = timedelta(days=182)
FIELDS = ("date_of_birth", "exit_reason", "discharge_reason", "exit_destination")


@dataclass(frozen=True)
class Released:
    """One release in one of the lists."""

    case_id: UUID
    reference: str
    name: str
    left_on: date
    referrals: int


@dataclass(frozen=True)
class ThreeLists:
    """Newest release first in each. `since` is the first day that is looked at."""

    area: str
    since: date
    both: list[Released]
    referral_only: list[Released]
    prison_record_only: list[Released]

    @property
    def all(self) -> list[Released]:
        return [*self.both, *self.referral_only, *self.prison_record_only]


def three_lists(session: Session, team: Team) -> list[ThreeLists]:
    """The three lists of each area that the team serves."""
    today = clock.today()
    since = today - LOOKS_BACK
    spells, shown = _spells(session, team, since)
    found = []
    for area in team.areas:
        three = reconcile(spells, Rules(area, Period(since, today)), today)
        found.append(
            ThreeLists(
                area,
                since,
                _rows(shown, three.both),
                _rows(shown, three.referral_only),
                _rows(shown, three.prison_record_only),
            )
        )
    return found


def _rows(shown: dict[str, Released], names: Sequence[str]) -> list[Released]:
    return sorted((shown[name] for name in names), key=lambda row: (row.left_on, row.reference), reverse=True)


def _spells(session: Session, team: Team, since: date) -> tuple[list[prison_spells.ReleaseSpell], dict[str, Released]]:
    ours = select(Participant.case_id).where(
        Participant.holder == team.id,
        Participant.position == CONTACT,
        Participant.until_at.is_(None),
        Participant.pathway == PATHWAY,
    )
    rows = session.execute(
        select(ReleaseSpell, CaseFile)
        .join(CaseFile, CaseFile.id == ReleaseSpell.case_id)
        .where(
            ReleaseSpell.case_id.in_(ours),
            ReleaseSpell.same_as_id.is_(None),
            ReleaseSpell.actual_at >= clock.now() - LOOKS_BACK - timedelta(days=1),
        )
    ).all()
    ids, later = {case.id for _, case in rows}, aliased(ReleaseSpell)
    answers: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for case_id, field, value in session.execute(
        select(Answer.case_id, Answer.field, Answer.value).where(
            Answer.case_id.in_(ids), Answer.field.in_(FIELDS), Answer.superseded_at.is_(None)
        )
    ):
        answers[case_id][field] = value
    sent: dict[UUID, list[prison_spells.Referral]] = defaultdict(list)
    joined = session.execute(
        select(later.case_id, ReleaseSpell.case_id)
        .join(ReleaseSpell, ReleaseSpell.id == later.same_as_id)
        .where(ReleaseSpell.case_id.in_(ids))
    )
    goes_on: dict[UUID, UUID] = {row[0]: row[1] for row in joined}
    for case_id, at, agency in session.execute(
        select(Referral.case_id, Referral.submitted_at, Referral.sender_agency_id).where(
            Referral.case_id.in_(ids | goes_on.keys())
        )
    ):
        sent[goes_on.get(case_id, case_id)].append(prison_spells.Referral(submitted_on=day_of(at), source=str(agency)))
    names = {
        row.case_id: row.name
        for row in session.execute(
            select(PersonOnCase.case_id, PersonOnCase.name).where(
                PersonOnCase.case_id.in_(ids), PersonOnCase.part == "subject", PersonOnCase.name_hidden_since.is_(None)
            )
        )
    }
    spells, shown = [], {}
    for spell, case in rows:
        said = answers[case.id]
        born = said.get("date_of_birth")
        if spell.actual_at is None or not born:
            continue
        left = day_of(spell.actual_at)
        spells.append(
            prison_spells.ReleaseSpell(
                spell=str(spell.id),
                person=str(case.id),
                born=date.fromisoformat(born),
                released_on=left,
                exit_reason=said.get("exit_reason"),
                discharge_reason=said.get("discharge_reason"),
                exit_area=said.get("exit_destination"),
                referrals=tuple(sent[case.id]),
            )
        )
        shown[str(spell.id)] = Released(case.id, case.reference, names.get(case.id, ""), left, len(sent[case.id]))
    return spells, shown
