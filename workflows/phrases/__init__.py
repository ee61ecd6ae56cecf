"""Phrases: several words of the vocabulary at once, said the same way by many kinds of referral.

A phrase takes names and text and gives words, nothing else: what comes of it is checked, derived and walked like any
definition that was written out. No phrase knows a pathway by name.
"""

from workflows.phrases.alarming import alarm
from workflows.phrases.arriving import Arrival, arriving, decision_deadline
from workflows.phrases.asking import ask, ask_choice, ask_ticks, ask_yes_no, choices, page, section
from workflows.phrases.dating import any_positive, ask_listed, drug_results
from workflows.phrases.deciding import REVIEW_CLOCK, REVIEW_ORIGIN, decide_urgent, review_fact, review_task
from workflows.phrases.ending import closing, closing_plainly
from workflows.phrases.grouping import together
from workflows.phrases.justice_figures import published_of_justice, requirements_that_ended
from workflows.phrases.meeting import appointment, missed_tasks
from workflows.phrases.person import (
    agreement_page,
    area_question,
    contact_page,
    names_page,
    sender_section,
)
from workflows.phrases.publishing import AGE_AT_REFERRAL, ALL, became, one_way, published, reaching, share_of_all
from workflows.phrases.referral import referral_kind
from workflows.phrases.timing import Deadline, deadline
from workflows.phrases.working import TOLD_FIRST, outcomes, stage, step, task

__all__ = [
    "AGE_AT_REFERRAL",
    "ALL",
    "REVIEW_CLOCK",
    "REVIEW_ORIGIN",
    "TOLD_FIRST",
    "Arrival",
    "Deadline",
    "agreement_page",
    "alarm",
    "any_positive",
    "appointment",
    "area_question",
    "arriving",
    "ask",
    "ask_choice",
    "ask_listed",
    "ask_ticks",
    "ask_yes_no",
    "became",
    "choices",
    "closing",
    "closing_plainly",
    "contact_page",
    "deadline",
    "decide_urgent",
    "decision_deadline",
    "drug_results",
    "missed_tasks",
    "names_page",
    "one_way",
    "outcomes",
    "page",
    "published",
    "published_of_justice",
    "reaching",
    "referral_kind",
    "requirements_that_ended",
    "review_fact",
    "review_task",
    "section",
    "sender_section",
    "share_of_all",
    "stage",
    "step",
    "task",
    "together",
]
