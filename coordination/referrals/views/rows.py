"""A page that is filled once for each of several people or places: the list of its rows, and one row at a time."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.forms.pages import TopicForm, asked_on, form_for, shown
from coordination.forms.values import mark, typed
from coordination.forms.words import in_words
from coordination.referrals.commands.drafting import drop_row, keep_answers
from coordination.referrals.forms import RowForm
from coordination.referrals.queries import drafts
from coordination.referrals.queries.ordering import next_page
from coordination.referrals.queries.written import Writing
from coordination.referrals.views.urgent import sends_or_says_why
from coordination.referrals.views.writing import HIGHEST
from workflows.vocabulary import Topic

bp = Blueprint("rows", __name__)


@bp.get("/refer/<reference>/<code>/each")
@needs("referral.write")
def rows(reference: str, code: str) -> ResponseReturnValue:
    """The rows so far, with a way to add, change and take out."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    topic = _topic(draft, code)
    listed = [
        (number, [(question.label, in_words(question, row.get(question.code))) for question in asked_on(topic)])
        for number, row in sorted(draft.rows_of(topic).items())
    ]
    return render_template(
        "referrals/rows.html",
        draft=draft,
        topic=topic,
        listed=listed,
        new=max(draft.rows_of(topic), default=0) + 1,
        following=next_page(draft, topic),
        form=RowForm(),
    )


@bp.route("/refer/<reference>/<code>/each/<int:number>", methods=["GET", "POST"])
@needs("referral.write")
def row(reference: str, code: str, number: int) -> ResponseReturnValue:
    """One row. Its answers are kept as they are given, like those of any page."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    topic = _topic(draft, code)
    if not 1 <= number <= HIGHEST:
        raise NotVisible("There is no such part.")
    if request.method == "GET":
        return _page(draft, topic, number, _drawn(draft, topic, number))
    form = form_for(asked_on(topic), draft.begun_on)()
    if not form.accepted():
        return _page(draft, topic, number, form), 422
    with writing(g.worker) as session:
        outcome = keep_answers(session, g.worker, draft.reference, form.sent(), repeat=number)
    with reading(g.worker) as session:
        after = drafts.get(session, draft.reference)
    if outcome.differing:
        form.form_errors.append("Part of this was changed in another window. What stands there now is shown below.")
        newest = _drawn(after, topic, number)
        newest.form_errors = form.form_errors
        return _page(after, topic, number, newest), 409
    if form.pressed == "send_part":
        return sends_or_says_why(draft.reference, form.once.data or "")
    if form.pressed == "save_for_later":
        return redirect(url_for("writing.tasks", reference=draft.reference))
    if form.pressed == "add_document":
        return redirect(url_for("attaching.new", reference=draft.reference, page=topic.code))
    place = sorted(after.rows_of(topic)).index(number) if number in after.rows_of(topic) else 0
    faults = [
        (field.split(".")[2], sentence)
        for field, sentence in after.faults_on(topic)
        if field.startswith(f"{topic.code}.{place}.")
    ]
    form.show_faults(faults)
    if form.errors:
        return _page(after, topic, number, form), 422
    return redirect(url_for("rows.rows", reference=draft.reference, code=code))


@bp.post("/refer/<reference>/<code>/each/<int:number>/remove")
@needs("referral.write")
def remove(reference: str, code: str, number: int) -> ResponseReturnValue:
    """Take a row out."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    topic = _topic(draft, code)
    if RowForm().validate_on_submit():
        with writing(g.worker) as session:
            drop_row(session, g.worker, reference, [question.code for question in topic.questions], number)
    return redirect(url_for("rows.rows", reference=draft.reference, code=code))


def _drawn(draft: Writing, topic: Topic, number: int) -> TopicForm:
    form = form_for(asked_on(topic), draft.begun_on)(formdata=None)
    for code, _ in form.asks_and_fields():
        kept = draft.kept.get((code, number))
        if kept is not None:
            form.fill(code, kept.value, kept.as_typed)
    form.show_faults(())
    return form


def _page(draft: Writing, topic: Topic, number: int, form: TopicForm) -> str:
    questions = shown(topic, draft.known)
    form.keep_seen(
        {
            question.code: (
                draft.kept[question.code, number].version if (question.code, number) in draft.kept else 0,
                mark(typed(form[question.code])),
            )
            for question in questions
        }
    )
    return render_template(
        "referrals/page.html",
        draft=draft,
        topic=topic,
        form=form,
        shown=[question.code for question in questions],
        by_code=draft.pathway.questions,
        warnings=[],
        advice=draft.advice,
        hint=None,
        hint_at=None,
        other={},
        from_check=False,
    )


def _topic(draft: Writing, code: str) -> Topic:
    topic = draft.topic(code)
    if topic.repeat is None:
        raise NotVisible("There is no such page in this form.")
    return topic
