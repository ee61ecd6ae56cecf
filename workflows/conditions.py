"""Which conditions hold, which questions apply, and what is wrong with the answers given so far.

Pure: answers and facts go in as plain values (text, lists of text, numbers, ISO dates and times), sentences come out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workflows import shapes
from workflows.scores import band_of
from workflows.truth import Calendar, Known, rows_of, truth, years_on
from workflows.vocabulary import (
    AllOf,
    AnswerTo,
    AnyOf,
    Attribute,
    Check,
    Condition,
    FactOf,
    Pathway,
    Question,
    Refuse,
    Topic,
    Warn,
)
from workflows.wordwalk import every

Faults = list[tuple[str, str]]


def holds(
    condition: Condition,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    today: date,
    *,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
    bands: Mapping[str, str] | None = None,
) -> bool:
    """Whether the condition holds. What cannot be told yet does not hold."""
    known = Known(
        answers=answers, facts=facts, today=today, settings=settings or {}, bands=bands or {}, calendar=calendar
    )
    return truth(condition, known) is True


def known_of(
    pathway: Pathway,
    answers: Mapping[str, Any],
    today: date,
    *,
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
    reads: frozenset[str] | None = None,
) -> Known:
    """All that the pathway's conditions may read: the facts given, over those that the answers themselves state.

    While a form is being filled there is no history yet, so a question that sets a dated fact stands for it.
    """
    stated: dict[str, Any] = {}
    for question in pathway.stating:
        value = answers.get(question.code)
        if question.sets_fact and value:
            value = years_on(value, question.sets_fact.years)
            kept = pathway.fact(question.sets_fact.fact)
            further = kept.kind_origins.get(question.sets_fact.kind or "")
            stated.update({code: value for code in (kept.code, kept.origin, further) if code})
    known = Known(
        answers=answers,
        facts={**stated, **(facts or {})},
        today=today,
        settings={**pathway.defaults, **(settings or {})},
        calendar=calendar,
        reads=reads,
    )
    bands = {score.code: band_of(score, known) for score in pathway.scores}
    return replace(known, bands=bands) if bands else known


def applies(question: Question, topic: Topic | None, known: Known) -> bool:
    """Whether the question is asked now, its page included."""
    if topic is not None and not _page_applies(topic, known):
        return False
    return question.when is None or truth(question.when, known) is True


def asked(
    pathway: Pathway,
    answers: Mapping[str, Any],
    today: date,
    *,
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
) -> tuple[Question, ...]:
    """The questions of the referral that apply now, in the order of its pages. Those of repeated pages are left out:
    ask for each of their rows with `applies`."""
    known = known_of(pathway, answers, today, facts=facts, calendar=calendar, settings=settings)
    return tuple(
        question
        for topic in _pages(pathway)
        if topic.repeat is None
        for question in topic.questions
        if not question.later and applies(question, topic, known)
    )


def names_nobody(pathway: Pathway, known: Known) -> bool:
    """Whether what is known makes a case about nobody by name."""
    rule = pathway.nobody_named
    return rule is not None and truth(rule.when, known) is True


def left_out(pathway: Pathway, known: Known) -> frozenset[str]:
    """The questions whose answers are not kept, whatever was typed, because the case is about nobody by name."""
    rule = pathway.nobody_named
    return frozenset(rule.identifies) if rule is not None and names_nobody(pathway, known) else frozenset()


def that_apply(
    pathway: Pathway,
    answers: Mapping[str, Any],
    today: date,
    *,
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The answers without those to questions that are no longer asked, because another answer has been changed.

    This is what is sent. An answer left over from before must neither be kept on the case nor decide anything.
    """
    return dict(_known_now(pathway, answers, today, facts, calendar, settings).answers)


def _known_now(
    pathway: Pathway,
    answers: Mapping[str, Any],
    today: date,
    facts: Mapping[str, Any] | None,
    calendar: Calendar | None,
    settings: Mapping[str, Any] | None,
) -> Known:
    """What is known by the answers to what is asked now, and by no others."""
    left = dict(answers)
    while True:
        known = known_of(pathway, left, today, facts=facts, calendar=calendar, settings=settings)
        never = left_out(pathway, known)
        hidden = {topic.code for topic in _pages(pathway) if not _page_applies(topic, known)}
        gone = [
            field
            for field in left
            if field in never
            or (field in hidden and pathway.topics[field].repeat)
            or (
                field in pathway.page_of
                and (pathway.page_of[field].code in hidden or not applies(pathway.questions[field], None, known))
            )
        ]
        if not gone:
            return known
        left = {field: value for field, value in left.items() if field not in gone}


def faults_in(
    answers: Mapping[str, Any],
    pathway: Pathway,
    today: date,
    *,
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
    begun: date | None = None,
    only: str | None = None,
) -> Faults:
    """What must be put right before the referral can be sent: (field, sentence), in the order of the form.

    `begun` is the day on which the form was begun (today when it is left out), `only` the code of the one page to
    look at. A row of a repeated page is named TOPIC.ROW.QUESTION. Answers to questions that do not apply are left
    alone, because a changed answer further up may hide them; answers to questions that do not exist are refused.
    """
    known = _known_now(pathway, answers, today, facts, calendar, settings)
    on = (begun or today).isoformat()
    found: Faults = []
    pages = [topic for topic in _pages(pathway) if only in (None, topic.code)]
    for topic in pages:
        found += _faults_of_page(topic, known, on)
    if only is None:
        found += _said(pathway.checks, Refuse, known, "")
        expected = {question.code for question in pathway.asked_at_referral} | {
            topic.code for topic in _pages(pathway) if topic.repeat
        }
        found += [(field, "Remove this: the form has no such question.") for field in answers if field not in expected]
    return _first_for_each_field(found)


def warnings_in(
    answers: Mapping[str, Any],
    pathway: Pathway,
    today: date,
    *,
    facts: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Faults:
    """What a worker should look at again, and may leave as it is: (field, sentence), in the order of the form."""
    known = _known_now(pathway, answers, today, facts, calendar, settings)
    found: Faults = []
    for topic in _pages(pathway):
        for question in topic.questions:
            if not question.later and applies(question, topic, known):
                found += _said(question.checks, Warn, known, question.code)
        if _page_applies(topic, known):
            found += _said(topic.checks, Warn, known, topic.code)
    return found + _said(pathway.checks, Warn, known, "")


def faults_in_move(questions: Sequence[Question], given: Mapping[str, Any], known: Known, on: str) -> Faults:
    """What is wrong with the answers to a move's or a card's questions. `known` holds the case's answers with those
    given now over them; questions that were not asked are refused."""
    found: Faults = []
    for question in questions:
        if applies(question, None, known):
            found += _faults_of_answer(question, known, on)
    codes = {question.code for question in questions}
    found += [(field, "Remove this: it is not asked here.") for field in given if field not in codes]
    return _first_for_each_field(found)


def faults_in_rows(topic: Topic, known: Known, on: str) -> Faults:
    """What is wrong with a topic that is filled in for each row of the one that it is about. `known` holds the rows
    given now. A question that does not apply to somebody, such as an unborn child, is not asked of them."""
    assert topic.repeat is not None
    assert topic.repeat.of is not None
    found: Faults = []
    given, about = known.answers.get(topic.code) or [], known.answers.get(topic.repeat.of) or []
    if len(given) > len(about):
        return [(topic.code, f"Fill this in once for each {topic.repeat.label}, and no more.")]
    for place, of_row in enumerate(rows_of(known, (topic.repeat.of, topic.code))):
        row = given[place] if place < len(given) else {}
        # answers of this page alone: what an earlier page said of the same question does not stand for today
        here = {**of_row.answers, **{question.code: row.get(question.code) for question in topic.questions}}
        wrong = faults_in_move(topic.questions, row, replace(of_row, answers=here), on)
        found += [(f"{topic.code}.{place}.{field}", sentence) for field, sentence in wrong]
    return found


def refused(guards: Sequence[Check], known: Known) -> list[str]:
    """The sentences of the guards that refuse a move now. A guard whose `instead` was answered lets it pass."""
    return [sentence for _, sentence in _said(guards, Refuse, known, "")]


def may_be_told(
    pathway: Pathway, condition: Condition | Attribute, reads: Collection[str], *, in_preview: bool = False
) -> bool:
    """Whether who reads these categories, and what the preview shows if asked so, can tell that the condition holds,
    or what the attribute of a milestone is."""
    if isinstance(condition, AllOf):
        return all(may_be_told(pathway, each, reads, in_preview=in_preview) for each in condition.conditions)
    if isinstance(condition, AnyOf):
        return any(may_be_told(pathway, each, reads, in_preview=in_preview) for each in condition.conditions)
    asked = (pathway.questions.get(each.field) for each in every(condition, AnswerTo))
    kept = {fact.code: fact.category for fact in pathway.facts}
    return all(each is None or (in_preview and each.preview) or each.category in reads for each in asked) and all(
        kept.get(each.kind) in (None, *reads) for each in every(condition, FactOf)
    )


def kept_from(pathway: Pathway, condition: Condition, known: Known, reads: Collection[str]) -> bool:
    """Whether who reads these categories and knows this cannot tell, because it is not theirs to read."""
    return truth(condition, known) is None and not may_be_told(pathway, condition, reads)


def _pages(pathway: Pathway) -> Iterator[Topic]:
    return (topic for section in pathway.sections for topic in section.topics)


def _page_applies(topic: Topic, known: Known) -> bool:
    return topic.when is None or truth(topic.when, known) is True


def _faults_of_page(topic: Topic, known: Known, on: str) -> Faults:
    if not _page_applies(topic, known):
        return []
    if topic.repeat is not None:
        return _faults_of_rows(topic, known, on)
    found: Faults = []
    for question in topic.questions:
        if not question.later and applies(question, None, known):
            found += _faults_of_answer(question, known, on)
    return found + _said(topic.checks, Refuse, known, topic.code)


def _faults_of_rows(topic: Topic, known: Known, on: str) -> Faults:
    assert topic.repeat is not None
    rows = known.answers.get(topic.code) or []
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        return [(topic.code, f"Give each {topic.repeat.label} on its own.")]
    found: Faults = []
    if len(rows) < topic.repeat.least:
        found.append((topic.code, f"Add at least {topic.repeat.least}: {topic.repeat.label}."))
    if len(rows) > topic.repeat.most:
        found.append((topic.code, f"Keep to {topic.repeat.most} or fewer: {topic.repeat.label}."))
    for number, row in enumerate(rows):
        of_row = Known(
            answers={**known.answers, **row},
            facts=known.facts,
            today=known.today,
            settings=known.settings,
            bands=known.bands,
            calendar=known.calendar,
        )
        for field, sentence in faults_in_move(topic.questions, row, of_row, on):
            found.append((f"{topic.code}.{number}.{field}", sentence))
    return found


def _faults_of_answer(question: Question, known: Known, on: str) -> Faults:
    value = known.answers.get(question.code)
    if value in (None, "", [], ()):
        return [(question.code, question.missing)] if question.required != "no" else []
    wrong = shapes.wrong_with(question, value, on)
    return [(question.code, wrong)] if wrong else _said(question.checks, Refuse, known, question.code)


def _said(checks: Sequence[Check], kind: type[Refuse] | type[Warn], known: Known, at: str) -> Faults:
    return [
        (check.at or at, check.say)
        for check in checks
        if isinstance(check, kind) and truth(check.unless, known) is False and not _let_pass(check, known)
    ]


def _let_pass(check: Check, known: Known) -> bool:
    return isinstance(check, Refuse) and check.instead is not None and bool(known.answers.get(check.instead))


def _first_for_each_field(found: Faults) -> Faults:
    seen: dict[str, tuple[str, str]] = {}
    for field, sentence in found:
        seen.setdefault(field or sentence, (field, sentence))
    return list(seen.values())
