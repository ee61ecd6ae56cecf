"""What a cuckooing case asks of people."""

from workflows.pathways.cuckooing.meeting import OCCUPIER_SEEN
from workflows.pathways.cuckooing.not_referring import REVIEW_TASK
from workflows.phrases import TOLD_FIRST
from workflows.vocabulary import AllOf, Answered, AnyIs, AnyOf, Is, MadeAtLeast, Not, TaskKind, fact

# A notice was authorised, and nobody has said that it came to nothing or is over, or it began anew after that.
ENFORCEMENT_GOES_ON = AllOf(
    MadeAtLeast("begin_enforcement", 1),
    AnyOf(
        Not(
            AnyOf(
                MadeAtLeast("end_without_order", 1),
                MadeAtLeast("end_enforcement", 1),
                MadeAtLeast("record_order_refused", 1),
            )
        ),
        MadeAtLeast("notice_again", 1),
        MadeAtLeast("appeal_allowed", 1),
    ),
)

# An order was made, and nobody has said that it is over.
ORDER_IN_FORCE = AllOf(
    ENFORCEMENT_GOES_ON,
    AnyOf(MadeAtLeast("record_partial_order", 1), MadeAtLeast("record_full_order", 1)),
)

# What adult social care is asked for. Police who record a death do not read it: then it is judged by the steps made,
# and once the decision was asked for again, social care is rather asked once too often than not at all.
ASKED_AGAIN = MadeAtLeast("ask_safeguarding_again", 1)
ENQUIRY_BEGAN = AnyOf(MadeAtLeast("section_42_met", 1), MadeAtLeast("section_42_not_met_enquiry", 1))
DECISION_WAITS = AnyOf(
    Is(fact("safeguarding_waits"), "decision"),
    AllOf(
        Not(Answered(fact("safeguarding_waits"))),
        MadeAtLeast("ask_safeguarding", 1),
        AnyOf(Not(AnyOf(ENQUIRY_BEGAN, MadeAtLeast("section_42_not_met_support", 1))), ASKED_AGAIN),
    ),
)
ENQUIRY_WAITS = AnyOf(
    Is(fact("safeguarding_waits"), "enquiry"),
    AllOf(
        Not(Answered(fact("safeguarding_waits"))),
        ENQUIRY_BEGAN,
        AnyOf(Not(MadeAtLeast("end_enquiry", 1)), ASKED_AGAIN),
    ),
)

# Somebody who visits does not read the level of concern: what they leave to be done is as if the home were red.
RED_OR_NOT_READ = AnyOf(Is(fact("band"), "red"), Not(Answered(fact("band"))))
WHERE_THEY_MAY_BE = "If nobody knows where the occupier is, ring the police today: they may be missing or hurt."

TASKS = (
    TaskKind(code="triage", label="Take it up, or say why not", position="lead", clock="triage"),
    TaskKind(code="answer-questions", label="Answer what was asked", position="referrer", clock="answer-questions"),
    TaskKind(
        code="collect-checks",
        label="Collect what partners know",
        position="lead",
        clock="checks",
        when=Is(fact("urgency"), "standard"),
    ),
    TaskKind(
        code="collect-checks-urgently",
        label="Collect what partners know",
        position="lead",
        clock="urgent-checks",
        when=Is(fact("urgency"), "urgent"),
    ),
    TaskKind(
        code="police-check",
        label="Say what the police know",
        position="police",
        clock="partner-check",
        category="concern",
    ),
    TaskKind(
        code="care-check",
        label="Say what adult social care knows",
        position="adult-social-care",
        clock="partner-check",
    ),
    TaskKind(
        code="urgent-talk",
        label="Speak together with the other agencies",
        position="lead",
        clock="urgent-talk",
        when=Is(fact("urgency"), "urgent"),
    ),
    TaskKind(
        code="visit-red",
        label="Visit together with another agency",
        position="lead",
        clock="visit-red",
        category="band",
    ),
    TaskKind(code="visit-amber", label="Visit the home", position="lead", clock="visit-amber", category="band"),
    TaskKind(
        code="visit-green",
        label="Visit the home once",
        position="lead",
        clock="visit-green",
        category="band",
        help="Give advice, visit once, and watch.",
    ),
    TaskKind(
        code="meeting-red", label="Hold a meeting between panels", position="lead", clock="meeting-red", category="band"
    ),
    TaskKind(
        code="meeting-amber",
        label="Bring it to the next panel",
        position="lead",
        clock="meeting-amber",
        category="band",
    ),
    TaskKind(
        code="panel-action",
        label="Do what the panel agreed",
        position="lead",
        clock="panel-action",
        category="concern",
        help="Each action carries its own day, as the panel set it.",
    ),
    TaskKind(
        code="panel-update",
        label="Tell the panel what is new",
        position="lead",
        clock="panel-update",
        category="concern",
    ),
    TaskKind(
        code="ask-safeguarding",
        label="Ask adult social care for the safeguarding decision",
        position="lead",
        clock="visit-red",
        category="band",
    ),
    TaskKind(
        code="next-visit-red",
        label="Visit again",
        position="lead",
        clock="contact-red",
        category="band",
        when=AllOf(OCCUPIER_SEEN, RED_OR_NOT_READ),
    ),
    TaskKind(
        code="next-visit-amber",
        label="Visit again",
        position="lead",
        clock="contact-amber",
        category="band",
        when=AllOf(OCCUPIER_SEEN, Is(fact("band"), "amber")),
    ),
    TaskKind(
        code="next-visit-green",
        label="Visit again",
        position="lead",
        clock="contact-green",
        category="band",
        when=AllOf(OCCUPIER_SEEN, Is(fact("band"), "green")),
    ),
    TaskKind(
        code="try-again-red",
        label="Try again: nobody saw the occupier",
        position="lead",
        clock="try-again-red",
        category="band",
        when=AllOf(Not(OCCUPIER_SEEN), RED_OR_NOT_READ),
        help=WHERE_THEY_MAY_BE,
    ),
    TaskKind(
        code="try-again",
        label="Try again: nobody saw the occupier",
        position="lead",
        clock="try-again",
        category="band",
        when=AllOf(Not(OCCUPIER_SEEN), AnyIs(fact("band"), ("amber", "green"))),
        help=WHERE_THEY_MAY_BE,
    ),
    TaskKind(
        code="report-missing",
        label="Report the occupier missing to the police, or record where they are",
        position="lead",
        clock="report-missing",
        category="concern",
        before_the_end="Nobody knows where the occupier is. Report them missing to the police, and record that, first.",
    ),
    TaskKind(
        code="plan-return",
        label="Find out when they come home, and make the home safe before",
        position="lead",
        clock="plan-return",
        category="accommodation",
        when=AllOf(Answered(fact("whereabouts")), Not(Is(fact("whereabouts"), "home"))),
        help="Then record where they are, also if nothing has changed.",
    ),
    TaskKind(
        code="visit-returned",
        label="Visit: they have come home",
        position="lead",
        clock="visit-returned",
        category="concern",
        when=Is(fact("whereabouts"), "home"),
    ),
    TaskKind(
        code="review-red",
        label="Look at it together again",
        position="lead",
        clock="review-red",
        category="band",
        when=Is(fact("band"), "red"),
    ),
    TaskKind(
        code="review-amber",
        label="Look at it together again",
        position="lead",
        clock="review-amber",
        category="band",
        when=Is(fact("band"), "amber"),
    ),
    TaskKind(
        code="manager-red",
        label="Look at it as manager",
        position="coordinator",
        clock="manager-red",
        category="band",
        asks_outcome="What do you say as manager?",
    ),
    TaskKind(
        code="manager-amber",
        label="Look at it as manager",
        position="coordinator",
        clock="manager-amber",
        category="band",
        asks_outcome="What do you say as manager?",
    ),
    TaskKind(
        code="manager-green",
        label="Look at it as manager",
        position="coordinator",
        clock="manager-green",
        category="band",
        asks_outcome="What do you say as manager?",
    ),
    TaskKind(
        code="decide-safeguarding",
        label="Decide about safeguarding",
        position="adult-social-care",
        clock="safeguarding-decision",
        category="safeguarding",
        when=DECISION_WAITS,
    ),
    TaskKind(
        code="plan-enquiry",
        label="Plan the enquiry",
        position="adult-social-care",
        clock="safeguarding-strategy",
        category="safeguarding",
    ),
    TaskKind(
        code="end-enquiry",
        label="End the enquiry",
        position="adult-social-care",
        clock="safeguarding-enquiry",
        category="safeguarding",
        when=ENQUIRY_WAITS,
    ),
    TaskKind(
        code="serve-notice", label="Serve the notice", position="police", clock="serve-notice", category="concern"
    ),
    TaskKind(
        code="hearing",
        label="Bring it before the court",
        position="police",
        clock="hearing",
        category="concern",
        help="Courts may not sit at weekends or on bank holidays: ring the court now.",
    ),
    TaskKind(
        code="court-answer",
        label="Record what the court decided",
        position="police",
        clock="court-answer",
        category="concern",
    ),
    TaskKind(
        code="court-answer-later",
        label="Record what the court decided",
        position="police",
        clock="court-answer-later",
        category="concern",
        help="The court put the hearing off.",
    ),
    TaskKind(
        code="appeal-answer",
        label="Record what became of the appeal",
        position="police",
        clock="appeal-answer",
        category="concern",
        help="Ask the court if you have heard nothing.",
    ),
    TaskKind(
        code="order-first-warning",
        label="Look at what follows when the order ends",
        position="lead",
        clock="order-first-warning",
        category="concern",
        asks_outcome="What follows when the order ends?",
    ),
    TaskKind(
        code="order-last-warning",
        label="Extend the order, or let it end",
        position="police",
        clock="order-last-warning",
        category="concern",
        when=ORDER_IN_FORCE,
    ),
    TaskKind(
        code="still-in-force",
        label="Say what becomes of the notice or order",
        position="police",
        clock="still-in-force",
        category="concern",
        help="The case has ended. A notice or an order on the home holds until it is cancelled, runs out or the court "
        "ends it.",
        when=ENFORCEMENT_GOES_ON,
    ),
    TaskKind(
        code="tell-hub",
        label="Tell children's social care, where the home is and where the child lives",
        position="lead",
        clock="tell-hub",
        category="children",
        help="Ask also whether the exploitation panel for children should hear of it. Nothing is sent by itself.",
        before_the_end=TOLD_FIRST,
    ),
    TaskKind(
        code="tell-other-borough",
        label="Tell the borough where the home is",
        position="lead",
        clock="tell-other-borough",
        help="Ring its community safety team or police. Nothing is sent by itself.",
        before_the_end="The home is in another borough, and nobody has written down that it was told. Do that first.",
    ),
    TaskKind(
        code="recheck-suspicions",
        label="Look again at what is only suspected",
        position="lead",
        clock="soon",
        category="concern",
        asks_outcome="What is still only suspected, and what is known by now?",
    ),
    TaskKind(code="help", label="Answer a request for help", position="landlord", clock="help-asked"),
    TaskKind(code="death-review", label="Begin a review of the death", position="death-review", clock="death"),
    REVIEW_TASK,
)
