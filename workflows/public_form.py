"""The form that somebody without an account fills in: the referral's own questions, in words for anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workflows.conditions import applies, faults_in_move, known_of
from workflows.truth import Known, truth
from workflows.vocabulary import AskedOfAnybody, Pathway, Question, WithoutAccount
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
# why something that was marked is cleared away, whatever kind of concern it would be
NOT_TRUE: Mapping[str, str] = {
    "program": "A program sent it",
    "again": "The same came before, and that one is dealt with",
    "nonsense": "Somebody tried the page, or wrote nonsense",
}


def public_part(pathway: Pathway) -> WithoutAccount:
    """What the pathway says of senders without an account. Raises LookupError when it takes nothing from them."""
    if pathway.without_account is None:
        raise LookupError(pathway.code)
    return pathway.without_account


def public_questions(pathway: Pathway) -> tuple[Question, ...]:
    """The questions of the public page, each under the code of the question that its answer becomes."""
    return tuple(_in_plain_words(pathway.question(each.of), each) for each in public_part(pathway).asks)


def known_to_sender(pathway: Pathway, answers: Mapping[str, Any], today: date) -> Known:
    """What conditions may read of a public form."""
    return known_of(pathway, answers, today, calendar=CALENDAR)


def wrong_in_public(
    pathway: Pathway, questions: tuple[Question, ...], answers: Mapping[str, Any], today: date
) -> list[tuple[str, str]]:
    """What has to be put right before this can be sent: question and sentence, in the order of the page."""
    return faults_in_move(questions, answers, known_to_sender(pathway, answers, today), today.isoformat())


def asked_of_sender(
    pathway: Pathway, questions: tuple[Question, ...], answers: Mapping[str, Any], today: date
) -> frozenset[str]:
    """The codes of the questions that are asked, given these answers: what a later answer made superfluous is not."""
    known = known_to_sender(pathway, answers, today)
    return frozenset(question.code for question in questions if applies(question, None, known))


def is_urgent(pathway: Pathway, answers: Mapping[str, Any], today: date) -> bool:
    """Whether somebody has to look at once."""
    return truth(public_part(pathway).urgent, known_to_sender(pathway, answers, today)) is True


def service_for(pathway: Pathway, answers: Mapping[str, Any], today: date) -> str | None:
    """Which service's team receives this, by the pathway's own routes; None where they end in advice alone."""
    known = known_to_sender(pathway, answers, today)
    route = next((each for each in pathway.routes if each.when is None or truth(each.when, known) is True), None)
    return None if route is None or route.stop else route.service


def services(pathway: Pathway) -> tuple[str, ...]:
    """Every service that a concern of this kind can go to."""
    return tuple(dict.fromkeys(route.service for route in pathway.routes if not route.stop))


def _in_plain_words(question: Question, asked: AskedOfAnybody) -> Question:
    offered = question.choices
    if asked.says:
        offered = tuple(
            replace(choice, label=asked.says[choice.code], hint="") for choice in offered if choice.code in asked.says
        )
    return replace(
        question,
        label=asked.label,
        hint=asked.hint,
        missing=asked.missing,
        why="",
        required="yes" if asked.missing else "no",
        choices=offered,
    )
