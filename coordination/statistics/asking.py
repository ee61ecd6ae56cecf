"""A question to the figures as an address, in words and as the name of a file: each made of it alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from coordination.statistics.queries.frozen import RECEIVER, SENDER, Question
from coordination.statistics.queries.menu import Menu, Offered
from workflows.quintets.ledger import TOTAL

MONTHS_AT_FIRST = 12


def month_code(month: date) -> str:
    """2026-04"""
    return f"{month:%Y-%m}"


def month_words(month: date) -> str:
    """April 2026"""
    return f"{month:%B %Y}"


def months_between(months: Iterable[date], since: date, until: date) -> tuple[date, ...]:
    """Those of the months that are not before the one and not after the other, in order."""
    return tuple(month for month in sorted(months) if since <= month <= until)


def question_of(
    menu: Menu,
    since: date,
    until: date,
    pathways: Sequence[str] = (),
    senders: Sequence[str] = (),
    receivers: Sequence[str] = (),
    by: str = TOTAL,
) -> Question:
    """The question, said in one way only: naming every choice is the same as naming none."""

    def narrowed(chosen: Sequence[str], offered: Sequence[Offered]) -> tuple[str, ...]:
        found = tuple(one.code for one in offered if one.code in chosen)
        return () if len(found) == len(offered) else found

    return Question(
        partnership=menu.partnership.code,
        months=months_between(menu.months, since, until),
        pathways=narrowed(pathways, menu.pathways),
        senders=narrowed(senders, menu.senders),
        receivers=narrowed(receivers, menu.receivers),
        attribute=by,
    )


def first_question(menu: Menu) -> Question:
    """What the page shows before anything is chosen: the newest twelve months of everything."""
    newest = sorted(menu.months)[-MONTHS_AT_FIRST:]
    return question_of(menu, newest[0], newest[-1])


def address_of(question: Question) -> str:
    """The question as it stands in an address, always in the same order."""
    said = [
        ("partnership", question.partnership),
        ("since", month_code(question.months[0])),
        ("until", month_code(question.months[-1])),
        *(("pathway", code) for code in question.pathways),
        *(("sender", code) for code in question.senders),
        *(("receiver", code) for code in question.receivers),
        ("by", question.attribute),
    ]
    return urlencode(said)


def file_name(question: Question) -> str:
    """What a file of the answer is called, without its ending: made of the question, never of the answer."""
    parts = [
        question.partnership,
        "referrals",
        month_code(question.months[0]),
        *(["to", month_code(question.months[-1])] if len(question.months) > 1 else []),
        *(["by", question.attribute.replace(":", "-")] if question.attribute != TOTAL else []),
    ]
    if question.pathways or question.senders or question.receivers:
        # narrowed in a way that is too long to write out: names of two questions still differ
        parts.append(sha256(address_of(question).encode()).hexdigest()[:8])
    return "-".join(parts)


def in_words(question: Question, menu: Menu) -> str:
    """The question as a sentence without its full stop, its partnership named."""
    return _sentence(question, menu, f", {menu.partnership.label}")


def in_words_here(question: Question, menu: Menu) -> str:
    """The same where the partnership is named already."""
    return _sentence(question, menu, "")


def _sentence(question: Question, menu: Menu, named: str) -> str:
    first, last = question.months[0], question.months[-1]
    span = month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"
    where = [f"Referrals to {_named(question.pathways, menu.pathways) or 'all pathways'}"]
    if question.senders:
        where.append(f"from {_named(question.senders, menu.senders)}")
    if question.receivers:
        where.append(f"received by {_named(question.receivers, menu.receivers)}")
    how = "" if question.attribute == TOTAL else f", by {attribute_words(question.attribute, menu)}"
    return f"{' '.join(where)}{named}, {span}{how}"


def attribute_words(attribute: str, menu: Menu) -> str:
    """The name of an attribute inside a sentence."""
    if attribute in (SENDER, RECEIVER):
        return attribute
    label = next(one.label for one in menu.attributes if one.code == attribute)
    return label[:1].lower() + label[1:]


def _named(codes: Sequence[str], offered: Sequence[Offered]) -> str:
    names = [one.label for one in offered if one.code in codes]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)
