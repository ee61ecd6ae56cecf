"""Modern slavery: what is counted. Assessments, referrals and Duties to Notify are three counts, never one.

A count goes by the day of what is named, not by the day of its writing. A figure as it was first published is the same
call with `known_by`: what was written down later, a changed county lines flag too, is then left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from workflows.measures.rates import Period, Rate

NAMES_MILESTONES: dict[str, tuple[str, ...]] = {
    "M-B1": ("assessment-completed",),
    "M-B2": ("nrm-submitted", "referred-by-others"),
    "M-B3": ("dtn-submitted",),
    "M-B4": ("nrm-submitted", "county-lines-changed"),
    "M-B5": ("nrm-submitted", "reasonable-grounds-positive", "reasonable-grounds-negative"),
    "M-B6": ("nrm-submitted", "reasonable-grounds-positive", "conclusive-grounds-positive"),
    "M-B7": ("reasonable-grounds-negative", "conclusive-grounds-negative"),
    "M-B8": ("safeguarding-made", "nrm-submitted"),
    "M-B9": ("crime-recorded", "nrm-submitted"),
    "M-B10": ("choice-at-18",),
    "M-B11": ("reconsideration-asked",),
    "M-B12": ("concern-raised", "referral-accepted", "referral-declined"),
    "M-B14": ("concern-raised", "treatment-referred"),
}
# a conclusion by a first responder; somebody who was not found, or no worry left, is none
NO_CONCLUSION = frozenset({"person-not-found", "no-concern"})


class Counted(Protocol):
    """A milestone as it is kept."""

    case_id: Any
    kind: str
    on_date: date
    attributes: Mapping[str, Any]
    recorded_at: datetime


@dataclass(frozen=True)
class Split:
    """A count with its parts; the parts add up to it."""

    total: int
    child: int
    adult: int
    repeat: int = 0
    by_organisation: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CountyLines:
    """M-B4: the share with our own flag on yes, and beside it how many are suspected."""

    yes: Rate
    suspected: int


def assessments(milestones: Iterable[Counted], period: Period, *, known_by: datetime | None = None) -> Split:
    """M-B1: cases that a first responder brought to a conclusion in the period, each once."""
    there = _once(milestones, "assessment-completed", period, known_by)
    return _split([each for each in there if each.attributes.get("assessed-as") not in NO_CONCLUSION])


def referrals(
    milestones: Iterable[Counted], period: Period, organisation: str, *, known_by: datetime | None = None
) -> Split:
    """M-B2: national referrals that this organisation sent, with a reference. A later one of the same person counts
    again, and is told apart as a repeat."""
    there = _once(milestones, "nrm-submitted", period, known_by)
    return _split([each for each in there if each.attributes.get("sent-for") == organisation])


def referrals_by_others(
    milestones: Iterable[Counted], period: Period, organisation: str, *, known_by: datetime | None = None
) -> int:
    """M-B2x: referrals about people here that somebody else sent. Shown beside M-B2 and never added to it."""
    every = list(milestones)
    sent = _once(every, "nrm-submitted", period, known_by)
    elsewhere = [each for each in sent if each.attributes.get("sent-for") != organisation]
    return len(elsewhere) + len(_once(every, "referred-by-others", period, known_by))


def notifications(milestones: Iterable[Counted], period: Period, *, known_by: datetime | None = None) -> int:
    """M-B3: Duties to Notify sent in the period."""
    return len(_once(milestones, "dtn-submitted", period, known_by))


def county_lines(
    milestones: Iterable[Counted], period: Period, organisation: str, *, known_by: datetime | None = None
) -> CountyLines:
    """M-B4: of the referrals of M-B2, those whose flag is yes, by the newest that was known."""
    every = list(milestones)
    sent = [
        each
        for each in _once(every, "nrm-submitted", period, known_by)
        if each.attributes.get("sent-for") == organisation
    ]
    flags = [_flag_of(each, every, known_by) for each in sent]
    return CountyLines(Rate(flags.count("yes"), len(flags), "referrals"), flags.count("suspected"))


def in_treatment(milestones: Iterable[Counted], period: Period) -> int:
    """M-B14, first part: worries about people who are in drug or alcohol treatment."""
    there = _once(milestones, "concern-raised", period, None)
    return sum(each.attributes.get("treatment") == "in-treatment" for each in there)


def children_to_treatment(milestones: Iterable[Counted], period: Period) -> int:
    """M-B14, second part: children who were referred to young people's treatment, by the day of that referral."""
    there = _once(milestones, "treatment-referred", period, None)
    return sum(each.attributes.get("child") == "yes" for each in there)


def _flag_of(sent: Counted, every: Iterable[Counted], known_by: datetime | None) -> Any:
    later = [
        each
        for each in every
        if each.kind == "county-lines-changed" and each.case_id == sent.case_id and _known(each, known_by)
    ]
    newest = max(later, key=lambda each: each.recorded_at, default=None)
    return (newest or sent).attributes.get("county-lines")


def _once(milestones: Iterable[Counted], kind: str, period: Period, known_by: datetime | None) -> list[Counted]:
    """The first of this kind in each case, where it lies in the period."""
    first: dict[Any, Counted] = {}
    for each in sorted((one for one in milestones if one.kind == kind), key=lambda one: one.recorded_at):
        if _known(each, known_by):
            first.setdefault(each.case_id, each)
    return [each for each in first.values() if each.on_date in period]


def _known(milestone: Counted, known_by: datetime | None) -> bool:
    return known_by is None or milestone.recorded_at <= known_by


def _split(there: list[Counted]) -> Split:
    child = sum(each.attributes.get("child") == "yes" for each in there)
    by: dict[str, int] = {}
    for each in there:
        name = each.attributes.get("sent-for")
        if name:
            by[name] = by.get(name, 0) + 1
    repeat = sum(each.attributes.get("repeat") == "yes" for each in there)
    return Split(len(there), child, len(there) - child, repeat, by)
