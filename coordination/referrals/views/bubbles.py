"""What one question of the conversation is drawn from, and the addresses around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from wtforms import Form

from coordination.errors import NotVisible
from coordination.forms.asking import field_for
from coordination.forms.chat import dialogue
from coordination.forms.chat.dialogue import Step
from coordination.forms.chat.meanings import AskAgain, AskBack, Offer
from coordination.forms.chat.replies import standing
from coordination.forms.words import in_words
from coordination.referrals.forms import ReplyForm
from coordination.referrals.queries.talk import Talk
from coordination.referrals.queries.written import Kept, Writing
from workflows.vocabulary import Choice, Question

ANOTHER = Question(code="another", label="Is there another?", kind="yes-no", category="core", missing="Say yes or no.")
# How to type what has boxes of its own on the form.
HOW = {
    "date": "Type it as you say it: 12/3/26, 12 March or next Friday.",
    "date_time": "Type it as you say it, with the time: yesterday at 9:15am, or 12/3/26 at 14:30.",
}


@dataclass(frozen=True)
class Box:
    """The one input under a question, of the kind that its field has on the form."""

    label: str
    long: bool
    input_type: str
    input_mode: str | None
    how: str


@dataclass(frozen=True)
class Bubble:
    """One question as it is drawn: its words, its quick replies or box, and what to say about the reply."""

    step: Step
    words: str
    question: Question
    form: ReplyForm
    box: Box
    choices: tuple[Choice, ...]
    many: bool
    chosen: tuple[str, ...]
    typed: str
    problem: str | None
    say: str | None
    offers: tuple[Offer, ...]
    newer: str | None
    newer_at: Any
    explain: bool
    given: bool


@dataclass(frozen=True)
class Places:
    """Where to go from here. `then` is the question to come back to after one answer was changed."""

    then: Step | None
    left: bool
    following: Step | None
    left_following: bool
    after_answer: tuple[Step | None, bool]
    before: Step | None
    form: str


def bubble(
    talk: Talk,
    step: Step,
    *,
    meaning: AskAgain | AskBack | None = None,
    problem: str | None = None,
    typed: str | None = None,
    picks: list[str] | None = None,
    newer: Kept | None = None,
    explain: bool = False,
) -> Bubble:
    """The question as it stands: with the answer that is kept, or with what was typed and what to do about it."""
    question, on, kept = step.question or ANOTHER, talk.draft.begun_on, talk.kept(step)
    field: Any = field_for(question, on).bind(form=Form(), name=question.code)
    text, of = standing(question, on, kept.value if kept else None, kept.as_typed if kept else None)
    form = ReplyForm(formdata=None)
    form.seen.data = f"{kept.version if kept else 0}:{of}"
    state = talk.state(step)
    problem = problem or (meaning.say if isinstance(meaning, AskAgain) else None)
    if meaning is None and problem is None and newer is None and state == "wrong":
        problem = talk.fault(step)
    choices = question.offered(on)
    chosen = picks if picks is not None else (kept.value if choices and kept and kept.value else [])
    return Bubble(
        step=step,
        words=talk.words(step),
        question=question,
        form=form,
        box=Box(
            label=("Or type its number or its words" if choices else "Your answer"),
            long=field.draws_as == "long_text",
            input_type=getattr(field, "input_type", "text"),
            input_mode=getattr(field, "input_mode", None),
            how=HOW.get(field.draws_as, ""),
        ),
        choices=choices,
        many=field.draws_as == "checkboxes",
        chosen=tuple([chosen] if isinstance(chosen, str) else chosen),
        typed=text if typed is None and newer is None else (typed or ""),
        problem=problem,
        say=meaning.say if isinstance(meaning, AskBack) else None,
        offers=meaning.offers if isinstance(meaning, AskBack) else (),
        newer=_newer_words(question, newer) if newer else None,
        newer_at=newer.at if newer else None,
        explain=explain,
        given=state in ("given", "wrong"),
    )


def places(talk: Talk, step: Step | None) -> Places:
    """The addresses around a question, given how the worker came to it."""
    left = request.args.get("left") == "1"
    then = asked_there(talk, request.args.get("then", ""))
    if step is None:
        first = url_for("writing.tasks", reference=talk.draft.reference)
        return Places(None, left, None, left, (None, left), talk.order[-1] if talk.order else None, first)
    following = talk.next(step, left=left)
    after_answer = following
    if then and then.place != step.place:
        after_answer, following = (talk.opened_by(step, then) or then, left), (then, left)
    return Places(
        then=then,
        left=left,
        following=following[0],
        left_following=following[1],
        after_answer=after_answer,
        before=dialogue.before(talk.order, step),
        form=_on_the_form(talk.draft, step),
    )


def address(
    draft: Writing,
    step: Step | None,
    *,
    left: bool = False,
    after: Step | None = None,
    then: Step | None = None,
    added: bool = False,
) -> str:
    """Where a question is asked; without one, the page that says that everything was. `added`: a document just was."""
    more = {name: each.place for name, each in (("after", after), ("then", then)) if each is not None}
    if added:
        more["added"] = "yes"
    if step is None:
        return url_for("chat.all_asked", reference=draft.reference, **more)  # type: ignore[arg-type]
    if left:
        more["left"] = "1"
    # Quick replies stand between the question and its box: without them the box has the focus by itself.
    anchor = "asked" if step.question is None or step.question.offered(draft.begun_on) else None
    return url_for("chat.ask", reference=draft.reference, place=step.place, _anchor=anchor, **more)  # type: ignore[arg-type]


def asked_there(talk: Talk, place: str) -> Step | None:
    """What is asked at a place that came in an address; None for anything else, so that an odd address does no harm."""
    try:
        return talk.step(place) if place else None
    except NotVisible:
        return None


def _on_the_form(draft: Writing, step: Step) -> str:
    if step.topic.repeat is None:
        page = url_for("writing.page", reference=draft.reference, code=step.topic.code)
        return f"{page}#{step.question.code}" if step.question else page
    if step.question is None or step.row not in draft.rows_of(step.topic):
        return url_for("rows.rows", reference=draft.reference, code=step.topic.code)
    return url_for("rows.row", reference=draft.reference, code=step.topic.code, number=step.row)


def _newer_words(question: Question, newer: Kept) -> str:
    if newer.as_typed is not None:
        return " ".join(each for values in newer.as_typed.values() for each in values)
    return in_words(question, newer.value)
