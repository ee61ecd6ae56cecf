"""What is published of an ordinary kind of referral: each counted once when it comes, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.vocabulary import (
    YES_OR_NO,
    Cut,
    EventCount,
    OutcomeAttribute,
    Published,
    PublishedColumn,
    PublishedMeasure,
)

ALL = PublishedMeasure(code="all", label="Referrals", holds={})
AGE_AT_REFERRAL = PublishedColumn(
    code="age",
    label="Age at the referral",
    attribute="age",
    written_with="referral-received",
    cuts=(
        Cut(code="under-16", label="Under 16", least=0, most=15),
        Cut(code="16-25", label="16 to 25", least=16, most=25),
        Cut(code="26-over", label="26 and over", least=26),
    ),
)


def reaching(code: str, label: str, *milestones: str, within_days: int | None = None) -> PublishedColumn:
    """A part that says whether one of these milestones was reached."""
    return PublishedColumn(code=code, label=label, reaches=milestones, within_days=within_days, cuts=YES_OR_NO)


def share_of_all(code: str, label: str, **holds: str) -> PublishedMeasure:
    """The referrals that stand in these cuts of these parts, as a share of all."""
    held = {part.replace("_", "-"): (cut,) for part, cut in holds.items()}
    return PublishedMeasure(code=code, label=label, holds=held, of="all")


def became(
    code: str,
    label: str,
    *parts: PublishedColumn,
    measures: tuple[PublishedMeasure, ...],
    wait_days: int = 0,
) -> OutcomeAttribute:
    """What became of the referrals of a month, filled so many days after it. Shares of all need no more than that."""
    every = measures if any(one.code == ALL.code for one in measures) else (ALL, *measures)
    return OutcomeAttribute(code=code, label=label, parts=parts, measures=every, wait_days=wait_days)


def published(outcome: OutcomeAttribute | None = None, events: tuple[EventCount, ...] = ()) -> Published:
    """The figures of an ordinary kind: booked when the referral comes, taken back when it was sent by mistake.

    Who receives it follows from the area and other answers, so that it is no column of its own.
    """
    return Published(
        booked_by="referral-received",
        undone_by=("cancelled",),
        by_receiver=False,
        outcome=outcome,
        events=events,
    )


def published_plainly(answered_in_days: int = 14) -> Published:
    """For a kind that says nothing more of its figures: how many were taken on, and how many declined."""
    taken_on = reaching("taken-on", "Taken on", "referral-accepted")
    declined = reaching("declined", "Declined", "referral-declined")
    return published(
        became(
            "answer",
            "How referrals were answered",
            taken_on,
            declined,
            measures=(
                share_of_all("taken-on", "Taken on", taken_on="yes"),
                share_of_all("declined", "Declined", taken_on="no", declined="yes"),
            ),
            wait_days=answered_in_days,
        )
    )


def one_way(label: str, code: str, *milestones: str, wait_days: int, within_days: int | None = None) -> Published:
    """For a kind whose one question is whether a step was reached: how many referrals came so far."""
    part = reaching(code, label, *milestones, within_days=within_days)
    held: Mapping[str, tuple[str, ...]] = {code: ("yes",)}
    measure = PublishedMeasure(code=f"is-{code}", label=label, holds=held, of="all")
    return published(became(code, label, part, measures=(measure,), wait_days=wait_days))
