"""The likely earlier day of release, said beside the planned date. Never kept: the prison's own word is the date."""

from __future__ import annotations

from datetime import date

from coordination.referrals.queries.drafts import CALENDAR, Writing
from workflows.friday import PlannedRelease, suggest
from workflows.truth import local_day, whole_years
from workflows.vocabulary import Topic

PLANNED = "planned_release_date"
FEWEST_DAYS = 28


def hint_for(draft: Writing, topic: Topic) -> str | None:
    """The sentence to show under the planned date, or None where the rule does not apply or too little is known."""
    if not any(question.code == PLANNED for question in topic.questions):
        return None
    answers = draft.answers
    planned, born = local_day(answers.get(PLANNED)), local_day(answers.get("date_of_birth"))
    sentence, releases = answers.get("sentence_type"), answers.get("release_type")
    served = _days_served(answers.get("served_under_28_days"), local_day(answers.get("sentence_date")), planned)
    if planned is None or sentence is None or not releases or served is None:
        return None
    known = PlannedRelease(
        date=planned,
        sentence_type=str(sentence),
        release_types=frozenset(releases),
        days_served=served,
        # a form for adults: without a date of birth the rule for adults is the one that is said
        age=whole_years(born, planned) if born else 18,
    )
    found = suggest(known, CALENDAR)
    return found.sentence if found else None


def _days_served(under_28: object, since: date | None, planned: date | None) -> int | None:
    if under_28 in ("yes", "no"):
        return FEWEST_DAYS if under_28 == "no" else 0
    return (planned - since).days if planned and since else None
