"""Rounds of the self-assessment: what was asked, how it was rated and by whom, and what became of the gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.models import Agency, Partnership, Worker
from coordination.outcomes.models import AssessmentRating, AssessmentRound, PlanAction
from coordination.outcomes.queries.actions import added
from workflows import self_assessment
from workflows.delivery_plan import Action
from workflows.self_assessment import GAPS, RATINGS, Area, Statement

NO_ROUND = "There is no round of a self-assessment with that reference that you can see."


@dataclass(frozen=True)
class Rated:
    """How far a statement is true, as somebody said for their agency."""

    statement: str
    revision: int
    rating: str
    evidence: str
    works: str
    gap: str
    by: str
    agency: str
    at: datetime

    @property
    def words(self) -> str:
        """The rating in words."""
        return RATINGS[self.rating][0]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return RATINGS[self.rating][1]

    @property
    def is_gap(self) -> bool:
        """Whether something is missing, or nobody knows."""
        return self.rating in GAPS


@dataclass(frozen=True)
class Round:
    """One round as it stands, with the rating of each statement that holds now."""

    id: UUID
    reference: str
    partnership_id: UUID
    number: int
    told: tuple[Mapping[str, object], ...]
    due_on: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    ratings: Mapping[str, Rated]

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """What it asks, in the words of the day on which it was opened."""
        return self_assessment.areas_in(self.told)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its code."""
        return {each.code: each for area in self.areas for each in area.statements}

    @property
    def unrated(self) -> int:
        """How many statements nobody has rated."""
        return sum(code not in self.ratings for code in self.statements)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many statements are rated how: in words, with the colour, those that occur."""
        found = Counter(one.rating for one in self.ratings.values())
        return [(*RATINGS[code], found[code]) for code in RATINGS if found[code]]

    def statement(self, code: str) -> Statement:
        """One statement of this round. Raises NotVisible for none of that code."""
        if code not in self.statements:
            raise NotVisible("This round asks nothing of that name. Go to the round and choose a statement.")
        return self.statements[code]


@dataclass(frozen=True)
class Beside:
    """One statement in two rounds."""

    say: str
    before: Rated | None
    now: Rated | None

    @property
    def changed(self) -> str:
        """Better, worse or the same; empty where one of the two is not known."""
        return self_assessment.changed(
            self.before.rating if self.before else None, self.now.rating if self.now else None
        )


def rounds_of(session: Session, partnership: Partnership) -> list[Round]:
    """Every round of a partnership, the newest first."""
    query = _rounds().where(AssessmentRound.partnership_id == partnership.id)
    rows = session.execute(query.order_by(AssessmentRound.number.desc())).all()
    ratings = _newest(session, [row.id for row, _ in rows])
    return [_round(row, by, ratings.get(row.id, {})) for row, by in rows]


def round_of(session: Session, reference: str) -> Round:
    """One round by its reference. Raises NotVisible, which does not say whether it exists."""
    found = session.execute(_rounds().where(AssessmentRound.reference == reference)).one_or_none()
    if found is None:
        raise NotVisible(NO_ROUND)
    row, by = found
    return _round(row, by, _newest(session, [row.id]).get(row.id, {}))


def partnership_of(session: Session, found: Round) -> Partnership:
    """Whose round it is."""
    return session.get_one(Partnership, found.partnership_id)


def history(session: Session, found: Round, statement: str) -> list[Rated]:
    """Every rating of one statement in a round, the newest first."""
    query = _ratings().where(AssessmentRating.round_id == found.id, AssessmentRating.statement == statement)
    rows = session.execute(query.order_by(AssessmentRating.revision.desc()))
    return [_rated(row, by, agency) for row, by, agency in rows]


def actions_from(session: Session, partnership: Partnership, found: Round) -> dict[str, Action]:
    """The actions of the plan that the gaps of this round became, by statement."""
    rows = session.execute(select(PlanAction.statement, PlanAction.code).where(PlanAction.round_id == found.id))
    codes = {row.code: row.statement for row in rows}
    return {codes[action.code]: action for action in added(session, partnership) if action.code in codes}


def beside(before: Round, now: Round) -> list[tuple[str, list[Beside]]]:
    """Two rounds statement by statement, under the areas of the later one; what only the earlier asked stands last."""
    found = [
        (
            area.title,
            [Beside(each.say, before.ratings.get(each.code), now.ratings.get(each.code)) for each in area.statements],
        )
        for area in now.areas
    ]
    gone = [each for each in before.statements.values() if each.code not in now.statements]
    if gone:
        found.append(
            (
                "Asked in the earlier round alone",
                [Beside(each.say, before.ratings.get(each.code), None) for each in gone],
            )
        )
    return found


def _rounds() -> Select[AssessmentRound, str]:
    return select(AssessmentRound, Worker.name).join(Worker, Worker.id == AssessmentRound.opened_by_id)


def _ratings() -> Select[AssessmentRating, str, str]:
    return (
        select(AssessmentRating, Worker.name, Agency.name)
        .join(Worker, Worker.id == AssessmentRating.given_by_id)
        .join(Agency, Agency.id == AssessmentRating.agency_id)
    )


def _newest(session: Session, round_ids: list[UUID]) -> dict[UUID, dict[str, Rated]]:
    query = (
        _ratings()
        .where(AssessmentRating.round_id.in_(round_ids))
        .ext(distinct_on(AssessmentRating.round_id, AssessmentRating.statement))
        .order_by(AssessmentRating.round_id, AssessmentRating.statement, AssessmentRating.revision.desc())
    )
    found: dict[UUID, dict[str, Rated]] = {}
    for row, by, agency in session.execute(query):
        found.setdefault(row.round_id, {})[row.statement] = _rated(row, by, agency)
    return found


def _round(row: AssessmentRound, by: str, ratings: Mapping[str, Rated]) -> Round:
    return Round(
        row.id, row.reference, row.partnership_id, row.number, tuple(row.areas), row.due_on, row.opened_at, by,
        row.closed_at, ratings,
    )  # fmt: skip


def _rated(row: AssessmentRating, by: str, agency: str) -> Rated:
    return Rated(row.statement, row.revision, row.rating, row.evidence, row.works, row.gap, by, agency, row.given_at)
