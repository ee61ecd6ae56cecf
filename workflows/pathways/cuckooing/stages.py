"""The stages of a cuckooing case: the main line, enforcement and safeguarding beside it."""

from workflows.vocabulary import Line, Stage

# From the first checks until the case ends; and from the first meeting on.
WORKING = ("checking", "meeting", "active", "monitoring", "stepped_down")
PLANNED = ("meeting", "active", "monitoring", "stepped_down")

# What the lines beside the main one still ask for when a case ends, with the deadlines that they had.
OUTLASTS_THE_CASE = ("still-in-force", "order-last-warning", "decide-safeguarding", "end-enquiry")

LINES = (
    Line(code="main", label="Cuckooing", category="band", starts_in="submitted"),
    Line(code="enforcement", label="Enforcement", category="concern"),
    Line(code="safeguarding", label="Safeguarding", category="safeguarding"),
)

STAGES = (
    Stage(
        code="submitted",
        label="Waiting to be looked at",
        outside_label="Received",
        owner="lead",
        clock="triage",
        waits_on="referral",
    ),
    Stage(
        code="info_requested",
        label="More information asked for",
        outside_label="Received",
        owner="referrer",
        clock="answer-questions",
        waits_on="referral",
    ),
    Stage(
        code="checking",
        label="Partners are asked what they know",
        outside_label="Taken up",
        owner="lead",
        clock="checks",
    ),
    Stage(code="meeting", label="Waiting for a meeting", outside_label="Taken up", owner="lead", clock="agree-plan"),
    Stage(code="active", label="Plan under way", outside_label="Taken up", owner="lead", clock="plan-under-way"),
    Stage(code="monitoring", label="The home is watched", outside_label="Taken up", owner="lead", clock="monitoring"),
    Stage(code="stepped_down", label="Stepped down", outside_label="Taken up", owner="lead", clock="last-check"),
    Stage(code="closed", label="Closed", outside_label="Closed", ends=True),
    Stage(code="closed_died", label="Closed: the occupier has died", outside_label="Closed", ends=True),
    Stage(code="not_cuckooing", label="Not cuckooing", outside_label="Closed", ends=True),
    Stage(code="joined", label="Joined with a case that is open", outside_label="Taken up", ends=True),
    Stage(code="cancelled", label="Cancelled: sent by mistake", outside_label="Closed", ends=True),
    Stage(
        code="notice_authorised",
        label="Notice authorised",
        outside_label="Taken up",
        line="enforcement",
        owner="police",
        clock="serve-notice",
    ),
    Stage(
        code="notice_served",
        label="Notice served",
        outside_label="Taken up",
        line="enforcement",
        owner="police",
        clock="hearing",
    ),
    Stage(
        code="order_applied",
        label="Order applied for",
        outside_label="Taken up",
        line="enforcement",
        owner="police",
        clock="court-answer",
    ),
    Stage(
        code="partial_order",
        label="Partial closure order in force",
        outside_label="Taken up",
        line="enforcement",
        owner="police",
        clock="order-end",
    ),
    Stage(
        code="full_order",
        label="Full closure order in force",
        outside_label="Taken up",
        line="enforcement",
        owner="police",
        clock="order-end",
    ),
    Stage(code="order_refused", label="Order refused", outside_label="Taken up", line="enforcement", ends=True),
    Stage(code="enforcement_ended", label="Enforcement ended", outside_label="Taken up", line="enforcement", ends=True),
    Stage(
        code="decision_asked",
        label="Waiting for the safeguarding decision",
        outside_label="Taken up",
        line="safeguarding",
        owner="adult-social-care",
        clock="safeguarding-decision",
    ),
    Stage(
        code="statutory_enquiry",
        label="Safeguarding enquiry under section 42",
        outside_label="Taken up",
        line="safeguarding",
        owner="adult-social-care",
        clock="safeguarding-enquiry",
    ),
    Stage(
        code="other_enquiry",
        label="Enquiry outside section 42",
        outside_label="Taken up",
        line="safeguarding",
        owner="adult-social-care",
        clock="safeguarding-enquiry",
    ),
    Stage(
        code="safeguarding_done", label="Safeguarding decided", outside_label="Taken up", line="safeguarding", ends=True
    ),
)
