"""Filling a draft: its list of pages, one page at a time, and each answer kept as it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.documents.queries.attached import attached_to
from coordination.errors import NotVisible
from coordination.forms.pages import TopicForm, asked_now, asked_on, form_for, shown
from coordination.forms.values import mark, typed
from coordination.forms.words import in_words
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.queries import drafts
from coordination.referrals.queries.carrying import carried_over
from coordination.referrals.queries.ordering import next_page, urgent_first
from coordination.referrals.queries.sender import sent_for
from coordination.referrals.queries.suggesting import PLANNED, hint_for
from coordination.referrals.queries.written import Kept, Writing
from coordination.referrals.views.urgent import sends_or_says_why
from coordination.web.filters import time_of_day
from workflows.vocabulary import Topic

bp = Blueprint("writing", __name__)
# how often a page that is filled several times can be begun in one draft
HIGHEST = 999


@bp.get("/refer/<reference>")
@needs("referral.write")
def tasks(reference: str) -> ResponseReturnValue:
    """The pages of the form, the urgent ones first, and how far each is."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        attached = attached_to(session, draft.id)
        team = sent_for(session, g.worker, draft.team_id)
    return render_template(
        "referrals/tasks.html",
        draft=draft,
        sent_for=team,
        attached=attached,
        groups=urgent_first(draft),
        carried=carried_over(draft),
    )


@bp.route("/refer/<reference>/<code>", methods=["GET", "POST"])
@needs("referral.write")
def page(reference: str, code: str) -> ResponseReturnValue:
    """One page of the form. Every answer on it is kept, also one that has to be put right later."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    topic = _topic(draft, code)
    if topic.repeat is not None:
        return redirect(url_for("rows.rows", reference=reference, code=code))
    if request.method == "GET":
        if topic not in draft.topics:
            return redirect(url_for("writing.tasks", reference=draft.reference))
        form = _drawn(draft, topic)
        return _page(draft, topic, form)
    return _keep_page(draft, topic)


@bp.post("/refer/<reference>/<code>/keep/<field>", defaults={"number": 0})
@bp.post("/refer/<reference>/<code>/each/<int:number>/keep/<field>")
@needs("referral.write")
def keep(reference: str, code: str, field: str, number: int) -> ResponseReturnValue:
    """Keep one answer while the page is still being filled. Answers with what the page should now say.

    `number` is the row of a page that is filled several times, 0 on any other page.
    """
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    topic = _topic(draft, code)
    question = next((each for each in asked_on(topic) if each.code == field), None)
    if question is None or (topic.repeat is None) != (number == 0) or number > HIGHEST:
        raise NotVisible("There is no such question.")
    form = form_for((question,), draft.begun_on)()
    if not form.accepted():
        return jsonify(problem=form.form_errors[0]), 422
    with writing(g.worker) as session:
        outcome = keep_answers(session, g.worker, reference, form.sent(), repeat=number)
    with reading(g.worker) as session:
        after = drafts.get(session, reference)
    if outcome.differing:
        return jsonify(problem="This answer was changed in another window. Save the page to compare the two."), 409
    return jsonify(
        saved=time_of_day(after.saved_at) if after.saved_at else None,
        seen=f"{field}:{outcome.versions.get(field, 0)}:{mark(typed(form[field]))}",
        advice=[{"title": each.title, "say": each.say} for each in after.advice],
        urgent=any(each.alert for each in after.advice),
        warnings=dict(after.warnings_on(topic)),
        hint=hint_for(after, topic),
    )


def _keep_page(draft: Writing, topic: Topic) -> ResponseReturnValue:
    form = form_for(asked_on(topic), draft.begun_on)()
    if not form.accepted():
        return _page(draft, topic, form, drawn=form.drawn), 422
    sent = form.sent()
    if form.pressed == "take":
        taken = request.form["take"]
        sent = [replace(each, now=each.drawn) if each.code == taken else each for each in sent]
    with writing(g.worker) as session:
        outcome = keep_answers(session, g.worker, draft.reference, sent)
    with reading(g.worker) as session:
        after = drafts.get(session, draft.reference)
    for each in sent:
        kept = after.kept.get((each.code, 0))
        if kept is not None and not each.changed:
            form.fill(each.code, kept.value, kept.as_typed)
    if outcome.differing:
        return _page(after, topic, form, differing=outcome.differing), 409
    if form.pressed == "send_part":
        return sends_or_says_why(draft.reference, form.once.data or "")
    if form.pressed == "save_for_later":
        return redirect(url_for("writing.tasks", reference=draft.reference))
    if form.pressed == "add_document":
        return redirect(url_for("attaching.new", reference=draft.reference, page=topic.code))
    if form.pressed == "take":
        return redirect(_here(draft, topic))
    if after.faults_on(topic):
        form.show_faults(after.faults_on(topic), asked_now(topic, after.known))
        return _page(after, topic, form), 422
    if _newly_said(draft, after, topic):
        return redirect(_here(draft, topic) + "#said")
    if request.args.get("from") == "check":
        return redirect(url_for("sending.check", reference=draft.reference))
    following = next_page(after, topic)
    if following is None:
        return redirect(url_for("sending.check", reference=draft.reference))
    return redirect(url_for("writing.page", reference=draft.reference, code=following.code))


def _newly_said(before: Writing, after: Writing, topic: Topic) -> bool:
    """Whether these answers raised advice or a warning that was not on the page when it was sent."""
    said = {advice.code for advice in before.advice}
    warned = set(before.warnings_on(topic))
    hinted = hint_for(before, topic)
    return (
        any(advice.code not in said for advice in after.advice)
        or any(warning not in warned for warning in after.warnings_on(topic))
        or hint_for(after, topic) not in (None, hinted)
    )


def _drawn(draft: Writing, topic: Topic) -> TopicForm:
    form = form_for(asked_on(topic), draft.begun_on)(formdata=None)
    for code, _ in form.asks_and_fields():
        kept = draft.kept.get((code, 0))
        if kept is not None:
            form.fill(code, kept.value, kept.as_typed)
    form.show_faults((), [code for (code, repeat), each in draft.kept.items() if each.as_typed and repeat == 0])
    return form


def _page(
    draft: Writing,
    topic: Topic,
    form: TopicForm,
    *,
    differing: Mapping[str, Kept] | None = None,
    drawn: dict[str, tuple[int, str]] | None = None,
) -> str:
    differing = differing or {}
    questions = shown(topic, draft.known)
    if drawn is not None:
        form.keep_seen(drawn)
    else:
        stands = _drawn(draft, topic)
        versions = {code: kept.version for (code, repeat), kept in draft.kept.items() if repeat == 0}
        form.keep_seen(
            {
                question.code: (
                    versions.get(question.code, 0),
                    mark(typed((stands if question.code in differing else form)[question.code])),
                )
                for question in questions
            }
        )
    other = {code: _as_stands(draft, code, kept) for code, kept in differing.items()}
    return render_template(
        "referrals/page.html",
        draft=draft,
        topic=topic,
        form=form,
        shown=[question.code for question in questions],
        by_code=draft.pathway.questions,
        warnings=draft.warnings_on(topic),
        advice=draft.advice,
        hint=hint_for(draft, topic),
        hint_at=_outermost(form, PLANNED),
        other=other,
        from_check=request.args.get("from") == "check",
    )


def _outermost(form: TopicForm, code: str) -> str:
    """The question in which this one is drawn: itself, or the one that it opens under."""
    while code in form.hangs and form.hangs[code].under:
        code = form.hangs[code].under[0]  # type: ignore[index]
    return code


def _as_stands(draft: Writing, code: str, kept: Kept) -> tuple[str, Kept]:
    if kept.as_typed is not None:
        return " ".join(each for values in kept.as_typed.values() for each in values), kept
    return in_words(draft.pathway.question(code), kept.value), kept


def _topic(draft: Writing, code: str) -> Topic:
    for section in draft.pathway.sections:
        for topic in section.topics:
            if topic.code == code and asked_on(topic):
                return topic
    raise NotVisible("There is no such page in this form.")


def _here(draft: Writing, topic: Topic) -> str:
    came_from = request.args.get("from")
    return url_for(
        "writing.page",
        reference=draft.reference,
        code=topic.code,
        **({"from": "check"} if came_from == "check" else {}),  # type: ignore[arg-type]
    )
