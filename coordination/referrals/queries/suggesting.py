"""The likely earlier day of release, said beside the planned date. Never kept: the prison's own word is the date."""

from __future__ import annotations

from coordination.referrals.queries.written import CALENDAR, Writing
from workflows.friday import ADULT, PlannedRelease, suggest
from workflows.truth import local_day, whole_years
from workflows.vocabulary import Topic

PLANNED = "planned_release_date"
SERVED_UNDER_28_DAYS = {"yes": True, "no": False}


def hint_for(draft: Writing, topic: Topic) -> str | None:
    """The sentence to show under the planned date, or None where the rule does not apply or too little is known."""
    if not any(question.code == PLANNED for question in topic.questions):
        return None
    answers = draft.answers
    planned, born = local_day(answers.get(PLANNED)), local_day(answers.get("date_of_birth"))
    sentence, releases = answers.get("sentence_type"), answers.get("release_type")
    if planned is None or sentence is None or not releases:
        return None
    known = PlannedRelease(
        date=planned,
        sentence_type=str(sentence),
        release_types=frozenset(releases),
        served_under_28_days=SERVED_UNDER_28_DAYS.get(str(answers.get("served_under_28_days"))),
        # a form for adults: without a date of birth the rule for adults is the one that is said
        age=whole_years(born, planned) if born else ADULT,
        confirmed=answers.get("release_date_kind") == "confirmed",
    )
    found = suggest(known, CALENDAR)
    return found.sentence if found else None
