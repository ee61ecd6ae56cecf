"""A referral by chat: the same draft as the form's, one question at a time."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.documents.queries.attached import attached_to
from coordination.forms.chat import dialogue
from coordination.forms.chat.dialogue import Step
from coordination.forms.chat.meanings import AskAgain, AskBack, Meaning, Understood
from coordination.forms.chat.replies import LEAVING, could_be_answer, picked, read_reply, wish_in
from coordination.forms.pages import Sent
from coordination.forms.values import mark
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.forms import ReplyForm
from coordination.referrals.queries import drafts
from coordination.referrals.queries.talk import Talk, talk_at
from coordination.referrals.queries.written import Kept
from coordination.referrals.views.bubbles import ANOTHER, Bubble, address, asked_there, bubble, places

bp = Blueprint("chat", __name__)
ONE_OR_OTHER = "Choose with the buttons or type your answer, not both."
NOT_ASKED_NOW = "That question is not asked any more: an answer before it was changed. Your reply was not kept."


@bp.get("/refer/<reference>/chat")
@needs("referral.write")
def resume(reference: str) -> ResponseReturnValue:
    """Go on where the last answer was given, by chat or on the form; with `at`, on that page of the form."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    talk = Talk(draft)
    at = talk.first_in(request.args.get("at", ""))
    step, left = (at, False) if at else talk.resumed()
    return redirect(address(draft, step, left=left, added=request.args.get("added") == "yes"))


@bp.get("/refer/<reference>/chat/all-asked")
@needs("referral.write")
def all_asked(reference: str) -> ResponseReturnValue:
    """Everything was asked: what is still missing, what was said, and the way to sending it."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        attached = attached_to(session, draft.id)
    talk = Talk(draft)
    return render_template(
        "referrals/chat_end.html", draft=draft, attached=attached, talk=talk, places=places(talk, None), **_raised(talk)
    )


@bp.route("/refer/<reference>/chat/<place>", methods=["GET", "POST"])
@needs("referral.write")
def ask(reference: str, place: str) -> ResponseReturnValue:
    """One question. The reply is kept as the form would keep it; what could be meant otherwise is said back first."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    talk = talk_at(draft, place)
    step = talk.step(place)
    if request.method == "GET":
        return _page(talk, bubble(talk, step)) if step else redirect(url_for("chat.resume", reference=draft.reference))
    form = ReplyForm()
    if not form.validate():
        return _refused(talk, step, form)
    if step is None:
        instead, _ = talk.resumed()
        if instead is None:
            return redirect(address(draft, None))
        return _page(talk, bubble(talk, instead, problem=NOT_ASKED_NOW)), 409
    said = form.reply.data or ""
    wish = wish_in(said)
    meant = step.question is not None and could_be_answer(step.question, said, draft.begun_on)
    if wish and "surely" not in request.form and not meant:
        return _granted(talk, step, wish)
    if form.pressed == "remove" and step.question is not None and step.question.required == "no":
        return _keep(talk, step, form, Understood(None, None))
    meaning = _meaning(talk, step, form)
    if isinstance(meaning, AskAgain | AskBack):
        typed = form.reply.data or request.form.get("surely", "")
        page = _page(talk, bubble(talk, step, meaning=meaning, typed=typed, picks=form.pick.data))
        return page, 422 if isinstance(meaning, AskAgain) else 200
    if step.question is None:
        onward = talk.next_row(step.topic) if meaning.value == "yes" else places(talk, step).following
        return redirect(address(draft, onward, left=places(talk, step).left, then=places(talk, step).then))
    return _keep(talk, step, form, meaning)


def _meaning(talk: Talk, step: Step, form: ReplyForm) -> Meaning:
    question, on, today = step.question or ANOTHER, talk.draft.begun_on, clock.today()
    if form.pressed == "surely":
        return read_reply(question, request.form["surely"], on, today, surely=True)
    if form.pick.data and form.reply.data:
        return AskAgain(ONE_OR_OTHER)
    if form.pick.data:
        return picked(question, form.pick.data, on)
    return read_reply(question, form.reply.data or "", on, today)


def _keep(talk: Talk, step: Step, form: ReplyForm, meaning: Understood) -> ResponseReturnValue:
    draft, question = talk.draft, step.question
    assert question is not None
    version, drawn = form.drawn
    sent = Sent(question.code, meaning.value, None, version, drawn, mark(meaning.boxes))
    with writing(g.worker) as session:
        outcome = keep_answers(session, g.worker, draft.reference, [sent], repeat=step.row)
    with reading(g.worker) as session:
        after = talk_at(drafts.get(session, draft.reference), step.place)
    if outcome.differing:
        newer: Kept = outcome.differing[question.code]
        return _page(after, bubble(after, step, newer=newer, typed=form.reply.data or "")), 409
    going = places(after, step)
    if after.state(step) == "wrong":
        return redirect(address(after.draft, step, left=going.left, then=going.then))
    onward, left = going.after_answer
    return redirect(address(after.draft, onward, left=left, after=step))


def _granted(talk: Talk, step: Step, wish: str) -> ResponseReturnValue:
    going = places(talk, step)
    if wish == "explain":
        return _page(talk, bubble(talk, step, explain=True))
    if wish == "stop":
        return _page(talk, bubble(talk, step, meaning=AskBack(LEAVING, ())))
    to = going.following if wish == "skip" else dialogue.before(talk.order, step) or step
    return redirect(address(talk.draft, to, left=going.left_following if wish == "skip" else going.left))


def _refused(talk: Talk, step: Step | None, form: ReplyForm) -> ResponseReturnValue:
    sentences = [*form.form_errors, *form.reply.errors]
    shown = step or talk.resumed()[0]
    if shown is None:
        return redirect(address(talk.draft, None))
    return _page(talk, bubble(talk, shown, problem=str(sentences[0]), typed=form.reply.typed)), 422


def _page(talk: Talk, drawn: Bubble) -> str:
    return render_template(
        "referrals/chat.html",
        draft=talk.draft,
        talk=talk,
        bubble=drawn,
        places=places(talk, drawn.step),
        **_raised(talk),
    )


def _raised(talk: Talk) -> dict[str, object]:
    """What the answer just given called for; the rest of the advice is kept at hand under it."""
    after = asked_there(talk, request.args.get("after", ""))
    raised = talk.raised_by(after)
    return {
        "after": talk.said(after) if after else None,
        "raised": raised,
        "standing_advice": [each for each in talk.draft.advice if each not in raised],
    }
