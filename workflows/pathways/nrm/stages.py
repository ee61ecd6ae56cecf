"""The stages: from a worry to the national form or a Duty to Notify, with three lines beside them."""

from workflows.vocabulary import Line, Stage

LINES = (
    Line(code="main", label="Possible modern slavery", category="national-form", starts_in="raised"),
    Line(code="safeguarding", label="Safeguarding", category="safeguarding"),
    Line(code="police", label="Police", category="police"),
    Line(code="decision", label="National decision", category="grounds-decision"),
)

STAGES = (
    Stage(
        code="raised",
        label="Waiting for a first responder",
        outside_label="Received",
        owner="first-responder",
        clock="screen",
        waits_on="referral",
    ),
    Stage(
        code="screening",
        label="Being looked at",
        outside_label="Being assessed",
        owner="first-responder",
        clock="assess",
    ),
    Stage(
        code="conversation",
        label="Asking the adult what they want",
        outside_label="Being assessed",
        owner="first-responder",
        clock="conversation",
    ),
    Stage(
        code="preparing",
        label="Preparing the national form",
        outside_label="Being assessed",
        owner="first-responder",
        clock="submit",
    ),
    Stage(
        code="notifying",
        label="Preparing a Duty to Notify",
        outside_label="Being assessed",
        owner="first-responder",
        clock="submit",
    ),
    Stage(
        code="acknowledgement",
        label="Submitted, waiting for the reference",
        outside_label="Being assessed",
        owner="first-responder",
        clock="acknowledgement",
    ),
    Stage(
        code="referred",
        label="Referred to the Home Office",
        outside_label="Being assessed",
        owner="first-responder",
        clock="chase",
    ),
    Stage(
        code="notified",
        label="Duty to Notify sent",
        outside_label="Being assessed",
        owner="first-responder",
        clock="chase",
    ),
    Stage(
        code="suspended",
        label="Suspended: no consent to stay",
        outside_label="Being assessed",
        owner="first-responder",
        clock="chase",
    ),
    Stage(code="closed", label="Closed", outside_label="Closed", ends=True),
    Stage(code="declined", label="Declined", outside_label="Closed", ends=True),
    Stage(code="cancelled", label="Cancelled: sent by mistake", outside_label="Closed", ends=True),
    Stage(
        code="concern_open",
        label="Waiting for a decision on safeguarding",
        outside_label="Being assessed",
        line="safeguarding",
        owner="first-responder",
        clock="safeguard",
    ),
    Stage(
        code="safeguarding_open",
        label="Safeguarding referral made",
        outside_label="Being assessed",
        line="safeguarding",
        owner="first-responder",
        clock="duties",
    ),
    Stage(
        code="safeguarding_done", label="Safeguarding closed", outside_label="Closed", line="safeguarding", ends=True
    ),
    Stage(
        code="crime_wanted",
        label="A crime record is wanted",
        outside_label="Being assessed",
        line="police",
        owner="police",
        clock="crime",
    ),
    Stage(code="crime_recorded", label="Recorded as a crime", outside_label="Closed", line="police", ends=True),
    Stage(code="crime_none", label="No crime record", outside_label="Closed", line="police", ends=True),
    Stage(
        code="awaiting_rg",
        label="Waiting for the reasonable-grounds decision",
        outside_label="Being assessed",
        line="decision",
        owner="first-responder",
        clock="reasonable-grounds",
    ),
    Stage(
        code="information_asked",
        label="The authority has asked for more",
        outside_label="Being assessed",
        line="decision",
        owner="first-responder",
        clock="information",
    ),
    Stage(
        code="recovery",
        label="Recovery, waiting for the conclusive-grounds decision",
        outside_label="Being assessed",
        line="decision",
        owner="first-responder",
        clock="chase-decision",
    ),
    Stage(
        code="negative",
        label="Negative decision",
        outside_label="Being assessed",
        line="decision",
        owner="first-responder",
        clock="reconsideration",
    ),
    Stage(
        code="reconsidering",
        label="Being reconsidered",
        outside_label="Being assessed",
        line="decision",
        owner="first-responder",
        clock="chase-decision",
    ),
    Stage(code="positive", label="Conclusive grounds: yes", outside_label="Closed", line="decision", ends=True),
    Stage(
        code="negative_stands", label="The negative decision stands", outside_label="Closed", line="decision", ends=True
    ),
    Stage(code="left", label="Left before a decision", outside_label="Closed", line="decision", ends=True),
)

BEFORE_SENDING = ("screening", "conversation", "preparing", "notifying")
PREPARING = ("preparing", "acknowledgement")
OPEN = (
    "raised",
    "screening",
    "conversation",
    "preparing",
    "notifying",
    "acknowledgement",
    "referred",
    "notified",
    "suspended",
)
TAKEN_UP = (
    "screening",
    "conversation",
    "preparing",
    "notifying",
    "acknowledgement",
    "referred",
    "notified",
    "suspended",
)
