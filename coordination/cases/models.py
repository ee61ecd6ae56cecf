"""What: cases, their lines and people, who takes part and may see what, answers, facts, hand-overs, milestones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, SmallInteger, Text, cast, column, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, criminal, free_text, key, personal, plain, refers, special


class CaseFile(Base):
    """The work. One responsible partnership at a time; finishes on the pathway version it began with."""

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("(ended_at is null) = (outcome is null)", name="an_ending_has_an_outcome"),
        Index("ix_case_file_linked", "linked_from_id", postgresql_where=text("linked_from_id is not null")),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    pathway: Mapped[str] = plain()
    pathway_version: Mapped[int] = plain()
    subject_kind: Mapped[str] = plain()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    opened_by_id: Mapped[UUID] = refers("worker.id")
    opened_by_agency_id: Mapped[UUID] = refers("agency.id")
    opened_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()
    outcome: Mapped[str | None] = special()
    # set when somebody has died: nothing automatic goes out about this case any more
    silent_since: Mapped[datetime | None] = special()
    linked_from_id: Mapped[UUID | None] = refers("case_file.id")
    version: Mapped[int] = plain(server_default="1")


class CasePartnership(Base):
    """Which partnership was responsible for a case, from when until when."""

    __tablename__ = "case_partnership"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    from_at: Mapped[datetime] = plain()
    until_at: Mapped[datetime | None] = plain()


class CaseLine(Base):
    """Where one line of a case stands. A projection of events: stored equals rebuilt."""

    __tablename__ = "case_line"
    case_id: Mapped[UUID] = refers("case_file.id", primary_key=True)
    line: Mapped[str] = plain(primary_key=True)
    stage: Mapped[str] = plain()
    since: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()


class ReleaseSpell(Base):
    """One person, one custody, one release. It may have several referrals, or none yet."""

    __tablename__ = "release_spell"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    follows_id: Mapped[UUID | None] = refers("release_spell.id")
    # a person found that another case is about the same release: there it is counted, here it is not
    same_as_id: Mapped[UUID | None] = refers("release_spell.id", index=True)
    prison: Mapped[str | None] = criminal()
    planned_date: Mapped[date | None] = criminal()
    planned_kind: Mapped[str | None] = criminal()
    confidence: Mapped[str | None] = criminal()
    actual_at: Mapped[datetime | None] = criminal()
    from_prison_list: Mapped[bool] = plain(server_default="false")
    ended_at: Mapped[datetime | None] = plain()


class PersonOnCase(Base):
    """Somebody named in a case, with a part and a category of their own. Never one row for two cases."""

    __tablename__ = "person_on_case"
    __table_args__ = (
        Index(
            "ix_person_on_case_name",
            "name_folded",
            postgresql_using="gin",
            postgresql_ops={"name_folded": "gin_trgm_ops"},
        ),
        Index("ix_person_on_case_folded", "name_folded"),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    part: Mapped[str] = plain()
    category: Mapped[str] = plain()
    name: Mapped[str] = personal()
    # lower case, without accents, apostrophes and hyphens: what search and matching compare
    name_folded: Mapped[str] = personal()
    name_hidden_since: Mapped[datetime | None] = personal()


class Place(Base):
    """An address on a case: a UPRN or typed lines. A protected one is masked until opened with a reason."""

    __tablename__ = "place"
    __table_args__ = (
        Index("ix_place_uprn", "uprn", postgresql_where=text("uprn is not null")),
        Index("ix_place_postcode", "postcode", postgresql_where=text("postcode is not null")),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    part: Mapped[str] = plain()
    category: Mapped[str] = plain()
    uprn: Mapped[str | None] = personal()
    address: Mapped[str | None] = personal()
    unit: Mapped[str | None] = personal()
    postcode: Mapped[str | None] = personal()
    # unit and address as they are compared, however they were spelt
    folded: Mapped[str | None] = personal(index=True)
    protected: Mapped[bool] = personal(server_default="false")


# What somebody may say of two people.
SAME, DIFFERENT, NOT_SURE = "same", "different", "not-sure"
VERDICTS = (SAME, DIFFERENT, NOT_SURE)


class SamePerson(Base):
    """A verdict that two people on cases are the same, are not, or that nobody is sure. It can be undone."""

    __tablename__ = "same_person"
    id: Mapped[UUID] = key()
    one_id: Mapped[UUID] = refers("person_on_case.id", index=True)
    other_id: Mapped[UUID] = refers("person_on_case.id", index=True)
    verdict: Mapped[str] = personal()
    by_id: Mapped[UUID] = refers("worker.id")
    at: Mapped[datetime] = plain()
    undone_at: Mapped[datetime | None] = plain()
    undone_by_id: Mapped[UUID | None] = refers("worker.id")


class PersonKey(Base):
    """By what somebody on a case is found who may be the same person: hashes with a secret that is not in here.

    Nobody reads this table; one function compares it. `asked` are the keys that this person is looked up by,
    `made_with` tells which secret they were made with.
    """

    __tablename__ = "person_key"
    __table_args__ = (
        Index("ix_person_key_keys", "keys", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    person_id: Mapped[UUID] = refers("person_on_case.id", primary_key=True)
    keys: Mapped[list[int]] = personal()
    asked: Mapped[list[int]] = personal()
    made_with: Mapped[int] = plain()
    made_at: Mapped[datetime] = plain()


class DatedFact(Base):
    """One value of a fact with a history: a release date, an age. Never overwritten; the newest is in force."""

    __tablename__ = "dated_fact"
    __table_args__ = (Index("ix_dated_fact_case", "case_id", "fact", "recorded_at"),)
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id")
    spell_id: Mapped[UUID | None] = refers("release_spell.id")
    fact: Mapped[str] = plain()
    category: Mapped[str] = plain()
    kind: Mapped[str | None] = criminal()
    value: Mapped[dict[str, Any]] = special()
    source: Mapped[str | None] = criminal()
    confidence: Mapped[str | None] = plain()
    by_id: Mapped[UUID] = refers("worker.id")
    by_agency_id: Mapped[UUID] = refers("agency.id")
    recorded_at: Mapped[datetime] = plain()


class AnswersGiven(Base):
    """The answers of one category that one worker gave at one time: as few rows as the rules about them allow.

    A later answer to the same question supersedes: the field is then named in `superseded`, with when. What was given
    is never changed. `Answer` reads the single answers.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_case", "case_id"),
        Index("ix_answer_nhs_number", text("(given ->> 'nhs_number')"), postgresql_where=text("given ? 'nhs_number'")),
        Index(
            "ix_answer_prison_number",
            text("(given ->> 'prison_number')"),
            postgresql_where=text("given ? 'prison_number'"),
        ),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id")
    author_id: Mapped[UUID] = refers("worker.id")
    author_agency_id: Mapped[UUID] = refers("agency.id")
    at: Mapped[datetime] = plain()
    repeat: Mapped[int] = plain(SmallInteger, server_default="0")
    in_preview: Mapped[bool] = plain(server_default="false")
    level_only: Mapped[bool] = plain(server_default="false")
    protected: Mapped[bool] = plain(server_default="false")
    category: Mapped[str] = plain()
    given: Mapped[dict[str, Any]] = special()
    superseded: Mapped[dict[str, Any] | None] = plain(JSONB)
    referral_id: Mapped[UUID | None] = plain()
    person_id: Mapped[UUID | None] = refers("person_on_case.id")
    place_id: Mapped[UUID | None] = refers("place.id")


_rows = AnswersGiven.__table__
_each = func.jsonb_each(_rows.c.given).table_valued(column("key", Text), column("value", JSONB), joins_implicitly=True)


class Answer(Base):
    """One answer to a pathway's question, read out of the row it was given in. To be read, never written."""

    __table__ = (
        select(
            *(each for each in _rows.c if each.name not in ("given", "superseded")),
            _each.c.key.label("field"),
            _each.c.value.label("value"),
            cast(_rows.c.superseded[_each.c.key].astext, DateTime(timezone=True)).label("superseded_at"),
        )
    ).subquery("answers")
    __mapper_args__ = {"primary_key": [__table__.c.id, __table__.c.field]}
    id: Mapped[UUID]
    case_id: Mapped[UUID]
    referral_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    place_id: Mapped[UUID | None]
    field: Mapped[str]
    repeat: Mapped[int]
    category: Mapped[str]
    in_preview: Mapped[bool]
    level_only: Mapped[bool]
    protected: Mapped[bool]
    value: Mapped[Any]
    author_id: Mapped[UUID]
    author_agency_id: Mapped[UUID]
    at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class Participant(Base):
    """Who takes part in a case and may see what.

    This row is the access itself: row-level security reads it, and every list is driven by it.
    """

    __tablename__ = "participant"
    __table_args__ = (
        CheckConstraint("holder_kind in ('team', 'agency', 'panel', 'worker')", name="a_holder_is_of_a_known_kind"),
        CheckConstraint("sees in ('preview', 'full')", name="a_participant_sees_the_preview_or_all_of_its_categories"),
        Index("ix_participant_list", "holder", "opened_at", "id", postgresql_where=text("until_at is null")),
        Index("ix_participant_case", "case_id", "holder"),
        Index(
            "ix_participant_key_date",
            "holder",
            "pathway",
            "key_date",
            postgresql_where=text("until_at is null and not case_ended"),
        ),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id")
    holder: Mapped[UUID] = plain()
    holder_kind: Mapped[str] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    # the agency whose case it was when access was given: the agreement between the two is the ceiling
    giver_id: Mapped[UUID] = refers("agency.id")
    partnership_id: Mapped[UUID] = refers("partnership.id")
    pathway: Mapped[str] = plain()
    position: Mapped[str] = plain()
    reads: Mapped[list[str]] = plain()
    reads_levels: Mapped[list[str]] = plain(server_default="{}")
    writes: Mapped[list[str]] = plain(server_default="{}")
    sees: Mapped[str] = plain()
    basis: Mapped[str] = plain()
    consent_id: Mapped[UUID | None] = refers("consent.id", may_come_later=True)
    since: Mapped[datetime] = plain()
    until_at: Mapped[datetime | None] = plain()
    # copies that lists sort and filter by, written in the same transaction as what they copy
    opened_at: Mapped[datetime] = plain()
    stage: Mapped[str] = plain()
    key_date: Mapped[date | None] = criminal()
    case_ended: Mapped[bool] = plain(server_default="false")


class LastLooked(Base):
    """When a worker last opened a case, so that the page can mark what changed since."""

    __tablename__ = "last_looked"
    __table_args__ = PRIVATE_WORKING_STATE
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id", primary_key=True)
    at: Mapped[datetime] = plain()


class CaseBlock(Base):
    """A worker who must not see a case: everywhere the same answer as if there were no such case."""

    __tablename__ = "case_block"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id")
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    by_id: Mapped[UUID] = refers("worker.id")
    reason: Mapped[str] = free_text()
    at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()


class Audience(Base):
    """The readers of a message or card: a fixed set, or everyone on the case at the time of reading."""

    __tablename__ = "audience"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    kind: Mapped[str] = plain()


class AudienceMember(Base):
    """One holder in a fixed audience."""

    __tablename__ = "audience_member"
    audience_id: Mapped[UUID] = refers("audience.id", primary_key=True)
    holder: Mapped[UUID] = plain(primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id")


class HandOver(Base):
    """Both sides of a hand-over, its clock and its end. It alone says whether a team has the work."""

    __tablename__ = "hand_over"
    __table_args__ = (
        CheckConstraint("(to_team_id is null) <> (to_outside_id is null)", name="a_hand_over_goes_to_one_place"),
        CheckConstraint("(answer is null) = (answered_at is null)", name="an_answer_has_a_time"),
        Index("ix_hand_over_case", "case_id", "asked_at"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    referral_id: Mapped[UUID | None] = plain()
    line: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    position: Mapped[str] = plain()
    from_agency_id: Mapped[UUID] = refers("agency.id")
    from_team_id: Mapped[UUID | None] = refers("team.id")
    from_worker_id: Mapped[UUID] = refers("worker.id")
    to_team_id: Mapped[UUID | None] = refers("team.id")
    to_agency_id: Mapped[UUID | None] = refers("agency.id")
    to_outside_id: Mapped[UUID | None] = refers("outside_organisation.id")
    clock_id: Mapped[UUID | None] = refers("clock.id")
    redirected_from_id: Mapped[UUID | None] = refers("hand_over.id")
    asked_at: Mapped[datetime] = plain()
    answer: Mapped[str | None] = plain()
    answered_at: Mapped[datetime | None] = plain()
    answered_by_id: Mapped[UUID | None] = refers("worker.id")
    whose_no: Mapped[str | None] = special()
    reason: Mapped[str | None] = special()
    note: Mapped[str | None] = free_text()
    returned_count: Mapped[int] = plain(server_default="0")


class Milestone(Base):
    """Something that counts: kind, date, coded attributes, no free text.

    It outlives the case until its month closes.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        Index("ix_milestone_month", "partnership_id", "pathway", "kind", "on_date"),
        Index("ix_milestone_new", "partnership_id", "pathway", "on_date", postgresql_where=text("not is_settled")),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = plain(index=True)
    spell_id: Mapped[UUID | None] = plain()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    pathway: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    category: Mapped[str] = plain(server_default="core")
    on_date: Mapped[date] = special()
    attributes: Mapped[dict[str, Any]] = special(server_default="{}")
    recorded_at: Mapped[datetime] = plain()
    # whether the close of a month has looked at its case since this was written
    is_settled: Mapped[bool] = plain(default=False, server_default="false")
