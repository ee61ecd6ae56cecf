"""The form: every question can be asked, understood, answered and read by somebody."""

from collections.abc import Iterator

from workflows import vocabulary as words
from workflows.identifiers import FOUND_BY
from workflows.vocabulary import Pathway, Question
from workflows.wordwalk import every, inside

CHOOSING = frozenset({"choice", "choices"})
FREE = frozenset({"yes-no", "yes-no-unknown", "consent"})
COMPARING = (words.Is, words.AnyIs, words.Has, words.HasAny, words.NotBoth)


def faults(pathway: Pathway) -> Iterator[str]:
    for question in pathway.questions.values():
        yield from _of_question(question)
        yield from _of_grid(pathway, question)
    for question in pathway.asked_at_referral:
        name = FOUND_BY.get(question.kind, question.code)
        if question.code != name:
            yield f"The question “{question.code}” asks for a number by which cases are found: call it {name}."
    yield from _values(pathway)
    yield from _never_asked(pathway)
    for kind in pathway.hand_overs:
        yield from (
            f"The hand-over “{kind.code}” previews “{code}”, which is not marked as preview."
            for code in kind.preview
            if code in pathway.questions and kind.sort == "pass-ownership" and not pathway.questions[code].preview
        )
    yield from _before_acceptance(pathway)
    for move in pathway.moves:
        for question in move.asks:
            writers = [category.write for category in pathway.categories if category.code == question.category]
            yield from (
                f"The move “{move.code}” needs “{question.code}” of {position}, who may not write it."
                for position in move.by
                if question.required == "yes" and writers and position not in writers[0]
            )
    for card in pathway.cards:
        yield from _of_card(pathway, card)
        for code in card.questions:
            asked = pathway.questions.get(code)
            for position in card.asked_of if asked else ():
                if asked and position not in _writers(pathway, asked):
                    yield f"The card “{card.code}” asks {position} for “{code}”, which they may not write."


def _before_acceptance(pathway: Pathway) -> Iterator[str]:
    """What is written while a team has still to decide has to be read by it, and it sees no more than the preview."""
    for kind in pathway.hand_overs:
        if kind.sort != "pass-ownership":
            continue
        undecided = {stage.code for stage in pathway.stages if stage.waits_on == kind.code}
        ends = {stage.code for stage in pathway.stages if stage.ends}
        for move in pathway.moves:
            takes = any(isinstance(effect, words.GrantsPosition) for effect in move.effects)
            answers = move.hand_over == kind.code and not takes and move.to is not None and move.to not in ends
            if answers or move.to in undecided:
                yield from (
                    f"The move “{move.code}” asks “{question.code}” of a team that decides on a preview, and it is not "
                    "marked as preview."
                    for question in move.asks
                    if not question.preview
                )


def _of_card(pathway: Pathway, card: words.FormCard) -> Iterator[str]:
    asked = [pathway.questions[code] for code in card.questions if code in pathway.questions]
    if not asked:
        yield f"The card “{card.code}” asks nothing."
    if len({question.category for question in asked}) > 1:
        yield f"The card “{card.code}” asks for more than one kind of information, and one may be read by fewer."
    repeated = {q.code for topic in pathway.topics.values() if topic.repeat for q in topic.questions}
    for question in asked:
        if question.code in repeated:
            yield f"The card “{card.code}” asks “{question.code}”, which has an answer for each of several people."


def _of_question(question: Question) -> Iterator[str]:
    name = f"The question “{question.code}”"
    if question.required != "no" and not question.missing:
        yield f"{name} must be answered, and has no sentence for when it is not."
    if question.required != "no" and not question.why:
        yield f"{name} must be answered, and does not say why."
    if (question.kind in CHOOSING) != bool(question.choices):
        yield f"{name} is a {question.kind} question and has {len(question.choices)} choices."
    codes = [choice.code for choice in question.choices]
    if len(codes) != len(set(codes)):
        yield f"{name} offers the same choice twice."
    if (question.kind == "consent") != (question.recipient is not None):
        yield f"{name} must say whom the consent is for, and only a consent does."
    if question.kind == "consent" and question.later:
        yield f"{name} is a consent that is asked for by a step: ask it on the referral, where it can be put right."
    if question.later and not question.written_by:
        yield f"{name} is asked later, and nobody may answer it."
    if question.when is not None and any(each.field == question.code for each in every(question.when, words.AnswerTo)):
        yield f"{name} waits for its own answer, so it can never be asked."


def _writers(pathway: Pathway, question: Question) -> tuple[str, ...]:
    found = [category.write for category in pathway.categories if category.code == question.category]
    return question.written_by or (found[0] if found else ())


def _of_grid(pathway: Pathway, question: Question) -> Iterator[str]:
    for category in pathway.categories:
        if category.code == question.category:
            yield from (
                f"{position} answers “{question.code}”, but may not write the category “{category.code}”."
                for position in question.written_by
                if position not in category.write
            )
            if question.level and not category.level:
                yield f"The question “{question.code}” is a level, and nobody reads a level of “{category.code}”."


def _values(pathway: Pathway) -> Iterator[str]:
    """A condition that waits for an answer that cannot be given can never hold."""
    for word in inside(pathway):
        if not isinstance(word, COMPARING):
            continue
        question = pathway.questions.get(word.source.field) if isinstance(word.source, words.AnswerTo) else None
        if question is None:
            continue
        if not (question.choices or question.kind in FREE):
            yield f"A condition compares “{question.code}” with a word, but it has no choices."
            continue
        offered = {choice.code for choice in (*question.choices, *question.offered("0001-01-01"))}
        yield from (
            f"A condition waits for “{value}” as the answer to “{question.code}”, which is not offered."
            for value in _compared(word)
            if value not in offered
        )


def _compared(word: words.Is | words.AnyIs | words.Has | words.HasAny | words.NotBoth) -> tuple[str, ...]:
    if isinstance(word, words.NotBoth):
        return (word.one, word.other)
    return word.values if isinstance(word, words.AnyIs | words.HasAny) else (word.value,)


def _never_asked(pathway: Pathway) -> Iterator[str]:
    """A page or question of the form that waits for one which only comes later can never be asked."""
    order = {question.code: place for place, question in enumerate(pathway.asked_at_referral)}
    for section in pathway.sections:
        for topic in section.topics:
            own = {question.code for question in topic.questions}
            if topic.when is not None:
                yield from (
                    f"The page “{topic.code}” waits for the answer “{each.field}” on itself or on no page."
                    for each in every(topic.when, words.AnswerTo)
                    if each.field in own or each.field not in order
                )
            for question in topic.questions:
                for each in every(question.when, words.AnswerTo) if question.when else ():
                    if not question.later and order.get(each.field, len(order)) >= order[question.code]:
                        yield f"The question “{question.code}” waits for “{each.field}”, which is asked after it."
