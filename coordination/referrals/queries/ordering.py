"""In which order the pages of a form are offered: what the receiving team needs to begin comes first."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.forms.pages import asked_on
from coordination.referrals.queries.written import Writing
from workflows.vocabulary import Topic

URGENT_TITLE = "First, what cannot wait"
URGENT_WORDS = "Who it is about, when and where, and what the receiving team needs on the first day."


@dataclass(frozen=True)
class Group:
    """Pages under one heading of the task list, each with how far it is."""

    title: str
    about: str
    pages: tuple[tuple[Topic, str], ...]


def is_urgent(topic: Topic) -> bool:
    """Whether a page is read before anybody accepts the referral, so that it comes first."""
    return any(question.preview and question.required == "yes" for question in asked_on(topic))


def urgent_first(draft: Writing) -> list[Group]:
    """The pages that apply now: the urgent ones together, then the rest in the sections of the form."""
    urgent = tuple((topic, draft.state_of(topic)) for topic in draft.topics if is_urgent(topic))
    groups = [Group(URGENT_TITLE, URGENT_WORDS, urgent)] if urgent else []
    for section, topics in draft.sections:
        rest = tuple((topic, draft.state_of(topic)) for topic in topics if not is_urgent(topic))
        if rest:
            groups.append(Group(section.title, "", rest))
    return groups


def in_order(draft: Writing) -> tuple[Topic, ...]:
    """The pages that apply now, in the order of `urgent_first`."""
    return (*filter(is_urgent, draft.topics), *(topic for topic in draft.topics if not is_urgent(topic)))


def next_page(draft: Writing, topic: Topic) -> Topic | None:
    """The next page that is not done, looking on from this one; then any before it that still lacks something that
    must be given; None when nothing does."""
    order = [each for group in urgent_first(draft) for each in group.pages]
    here = next((place for place, (each, _) in enumerate(order) if each.code == topic.code), -1)
    after = (each for each, state in order[here + 1 :] if state != "done")
    before = (each for each, state in order[: max(here, 0)] if state not in ("done", "optional"))
    return next(after, None) or next(before, None)
