"""A whole kind of referral that is received, worked on and closed in the ordinary way, from what is its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.phrases.alarming import minutes_to_answer
from workflows.phrases.arriving import MORE, PASSED, arriving
from workflows.phrases.deciding import REVIEW_CLOCK, REVIEW_ORIGIN, decide_urgent, review_fact, review_task
from workflows.phrases.ending import WORKING, ending_moves
from workflows.phrases.owning import owned
from workflows.phrases.person import PERSON_FIELDS
from workflows.phrases.publishing import published_plainly
from workflows.phrases.timing import Deadline, drafts_of
from workflows.vocabulary import (
    Advice,
    Attribute,
    Category,
    Choosing,
    ConsentRecord,
    Declaration,
    FactKind,
    Is,
    Line,
    Listing,
    Milestone,
    NextStep,
    Origin,
    Part,
    Pathway,
    Position,
    Printing,
    Published,
    Reaching,
    Route,
    SafetyWarning,
    Section,
    Setting,
    Stage,
    answer,
    fact,
)

ORIGINS = (
    Origin(code="submitted", label="the referral was sent"),
    Origin(code="stage_entered", label="the case came to this stage"),
    Origin(code="task_opened", label="the task was opened"),
)
MILESTONES = (
    Milestone(code="more-information-asked", label="More information asked for"),
    Milestone(code="referral-passed-on", label="Referral passed on"),
    Milestone(code="cancelled", label="Cancelled"),
    Milestone(code="died", label="Died", once="case"),
)
OF_APPOINTMENTS = (
    Milestone(code="appointment-attended", label="Appointment attended"),
    Milestone(code="appointment-missed", label="Appointment missed"),
    Milestone(code="appointment-cancelled", label="Appointment cancelled"),
)
DEATH = FactKind(code="death_date", label="Death", category="core", value="date", written_by=("lead", "referrer"))


def referral_kind(
    *,
    code: str,
    title: str,
    said_as: str,
    about: str,
    choosing: Choosing,
    service: str,
    receiver: str,
    goes: str,
    first: Stage,
    taken: str,
    decide: Deadline,
    answer_questions: Deadline,
    stages: tuple[Stage, ...],
    moves: tuple[Any, ...],
    sections: tuple[Section, ...],
    categories: tuple[Category, ...],
    why_not: Mapping[str, str],
    received_with: tuple[str, ...] = (),
    ended_with: tuple[str, ...] = ("outcome",),
    positions: tuple[Position, ...] = (),
    deadlines: tuple[Deadline, ...] = (),
    settings: tuple[Setting, ...] = (),
    origins: tuple[Origin, ...] = (),
    facts: tuple[FactKind, ...] = (),
    attributes: tuple[Attribute, ...] = (),
    milestones: tuple[Milestone, ...] = (),
    tasks: tuple[Any, ...] = (),
    hand_overs: tuple[Any, ...] = (),
    appointments: tuple[Any, ...] = (),
    advice: tuple[Advice, ...] = (),
    urgent_in: str = WORKING,
    urgent_by: tuple[str, ...] = ("lead",),
    warnings: tuple[SafetyWarning, ...] = (),
    next_steps: tuple[NextStep, ...] = (),
    first_tasks: tuple[str, ...] = (),
    contact: str | None = "contact",
    readers: tuple[str, ...] = (),
    route_when: tuple[Route, ...] = (),
    listing: Listing | None = None,
    points: tuple[str, ...] = (),
    consented: bool = True,
    carries: Mapping[str, str] | None = None,
    parts: tuple[Part, ...] = (Part(code="subject", label="The person", category="core"),),
    taking: Mapping[str, Any] | None = None,
    line_category: str = "core",
    subject_kind: Any = "person",
    published: Published | None = None,
    **more: Any,
) -> Pathway:
    """The kind of referral. It is received by the team of `service` in the area, here called `receiver`; `goes` says
    so to the sender. `readers` are the positions, beside the lead, that read how to reach the person. A kind that says
    nothing of its figures has the ordinary ones `published`. What `urgent_by` decide about an urgent worry is written
    in the category `urgent_in`. Everything else is as the words of the same name say."""
    preview = tuple(
        question.code
        for section in sections
        for topic in section.topics
        if topic.repeat is None
        for question in topic.questions
        if question.preview
    )
    arrival = arriving(first=first, taken=taken, decide=decide, preview=preview, why_not=why_not, **dict(taking or {}))
    own = tuple(stage for stage in stages if not stage.ends)
    waiting = (first.code, MORE)
    open_stages = (*waiting, PASSED, *(stage.code for stage in own))
    draft, draft_settings = drafts_of(code)
    timed = (decide, answer_questions, *deadlines)
    everybody = ("referrer", "lead", *(position.code for position in positions))
    by_consent = tuple(position.code for position in positions if position.basis == "consent")
    asked = {question.code for section in sections for topic in section.topics for question in topic.questions}
    ending = ending_moves(
        waiting=waiting,
        open_stages=open_stages,
        appointments=tuple(each.code for each in appointments),
        others=by_consent,
        working=tuple(dict.fromkeys(who for move in moves for who in move.by)),
    )
    all_stages = (arrival.stages[0], *own, *arrival.stages[1:], *(stage for stage in stages if stage.ends))
    clocks = (*(each.clock for each in timed), REVIEW_CLOCK)
    # from the day on which it is taken on: whoever has only a preview could not read what they wrote
    deciding = decide_urgent(at=tuple(stage.code for stage in own), by=urgent_by, category=urgent_in)
    all_moves, all_tasks = owned(
        all_stages,
        (*arrival.moves, *moves, deciding, *ending),
        (*arrival.tasks, *tasks, review_task("lead", urgent_in)),
        clocks,
    )
    alerting = (minutes_to_answer(code),) if any(each.alert for each in advice) else ()
    return Pathway(
        code=code,
        version=1,
        family=more.pop("family", code),
        title=title,
        said_as=said_as,
        about=about,
        choosing=choosing,
        subject_kind=subject_kind,
        published=published or published_plainly(),
        starts_in=first.code,
        parts=parts,
        positions=(
            Position(code="referrer", label="Referrer", held_by=("team", "worker"), many=True),
            Position(code="lead", label=receiver),
            *positions,
        ),
        categories=(
            Category(code="core", label="Core", read=everybody, write=everybody),
            *(
                (
                    Category(
                        code=contact,
                        label="How to reach them",
                        read=("lead", *readers),
                        write=("referrer", "lead", *readers),
                    ),
                )
                if contact and contact not in {category.code for category in categories}
                else ()
            ),
            *categories,
            Category(code=WORKING, label="The work", read=("lead", *readers), write=everybody),
        ),
        sections=sections,
        lines=(Line(code="main", label=title, category=line_category, starts_in=first.code),),
        stages=all_stages,
        moves=all_moves,
        tasks=all_tasks,
        hand_overs=(*arrival.hand_overs, *hand_overs),
        settings=(
            *draft_settings,
            *(setting for each in timed for setting in each.settings),
            *alerting,
            *settings,
        ),
        origins=(*ORIGINS, REVIEW_ORIGIN, *origins),
        clocks=clocks,
        facts=(DEATH, review_fact(urgent_in), *facts),
        appointments=appointments,
        routes=(
            *route_when,
            Route(code="area", service=service, position="lead", hand_over="referral", area=answer("area"), say=goes),
        ),
        milestones=(
            Milestone(code="referral-received", label="Referral received", once="case", attributes=received_with),
            Milestone(code="referral-accepted", label="Referral accepted", once="case", attributes=received_with),
            Milestone(code="referral-declined", label="Referral declined", attributes=("declined-for",)),
            Milestone(
                code="referral-withdrawn", label="They did not want it", once="case", attributes=received_with
            ),
            Milestone(code="outcome-recorded", label="Outcome recorded", once="case", attributes=ended_with),
            *MILESTONES,
            *(each for each in OF_APPOINTMENTS if each.code in _written_by(appointments)),
            *milestones,
        ),
        attributes=(
            Attribute(code="outcome", label="Outcome", of=fact("outcome")),
            Attribute(code="declined-for", label="Why it was declined", of=answer("decline_reason")),
            *attributes,
        ),
        advice=advice,
        warnings=(
            *(
                (
                    SafetyWarning(
                        code="no-message",
                        say="Do not leave a message or send a letter",
                        when=Is(answer("safe_to_message"), "no"),
                        category=contact or "core",
                        urgent=True,
                    ),
                )
                if "safe_to_message" in asked
                else ()
            ),
            *warnings,
        ),
        next_steps=(
            NextStep(say=f"{receiver} answers: takes it on, asks you, or tells you why not.", clock=decide.code,
                     who="lead"),
            *next_steps,
            NextStep(say="You hear when it is taken on and how it ended.", who="lead"),
        ),
        submission=("referral-received",),
        first_tasks=("decide", *first_tasks),
        first_hand_over="referral",
        draft=draft,
        consents=ConsentRecord(on="consent_date", how="consent_how", by="consent_taken_by")
        if "consent_referral" in asked
        else None,
        declaration=Declaration(
            title="Before you send this",
            points=(
                "What I have written is true as far as I know, and is no more than is needed.",
                *points,
                "If somebody is in danger now I have rung 999, or do so before I send this.",
            ),
            agree="I agree, and send this referral",
            missing="Tick the box to say that you agree before you send this.",
        ),
        reaching=Reaching(
            category=contact or "core",
            no_message_when=Is(answer("safe_to_message"), "no"),
            number="contact_phone" if "contact_phone" in asked else None,
        )
        if "safe_to_message" in asked
        else None,
        printing=Printing(
            note="Keep this where nobody who should not see it can find it. Nothing is sent until it is entered in the "
            "service.",
        ),
        listing=listing
        or Listing(
            name=("first_name", "surname"),
            area="area",
            born="date_of_birth",
        ),
        carries=carries if carries is not None else {each: each for each in PERSON_FIELDS if each in asked},
        **more,
    )  # fmt: skip


def _written_by(appointments: tuple[Any, ...]) -> set[str]:
    return {code for kind in appointments for outcome in kind.outcomes for code in outcome.writes}
