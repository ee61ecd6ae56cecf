"""The stages of a prison release: the main line from the referral to day 28, and the panel's line beside it."""

from workflows.vocabulary import Line, Stage

LINES = (
    Line(code="main", label="Prison release", category="custody", starts_in="submitted"),
    Line(code="panel", label="Resettlement panel", category="custody"),
)

STAGES = (
    Stage(
        code="submitted",
        label="Waiting for a decision",
        outside_label="Received",
        owner="spoc",
        clock="decide",
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
        code="redirected",
        label="Passed on, waiting for the other area",
        outside_label="Received",
        owner="spoc",
        clock="answer-redirect",
        waits_on="redirect",
    ),
    Stage(
        code="accepted",
        label="Accepted",
        outside_label="Being planned",
        owner="spoc",
        clock="allocate",
    ),
    Stage(
        code="pre_release_contact",
        label="Met before release",
        outside_label="Being planned",
        owner="key-worker",
        clock="appointment-set",
    ),
    Stage(
        code="appointment_set",
        label="First appointment fixed",
        outside_label="Being planned",
        owner="key-worker",
        clock="confirm-release",
    ),
    Stage(
        code="release_confirmed",
        label="Left prison",
        outside_label="Left prison",
        owner="key-worker",
        clock="first-contact",
    ),
    Stage(
        code="contact_made",
        label="Seen after release",
        outside_label="Being supported",
        owner="key-worker",
        clock="start-by",
    ),
    Stage(
        code="engaged",
        label="In structured treatment",
        outside_label="Being supported",
        owner="spoc",
        clock="day-28",
    ),
    Stage(code="closed_engaged", label="Closed: in treatment", outside_label="Closed", ends=True),
    Stage(code="closed_not_engaged", label="Closed: no treatment started", outside_label="Closed", ends=True),
    Stage(code="closed_returned_custody", label="Closed: back in prison", outside_label="Closed", ends=True),
    Stage(code="closed_died", label="Closed: they have died", outside_label="Closed", ends=True),
    Stage(code="closed_elsewhere", label="Closed: taken on by another area", outside_label="Closed", ends=True),
    Stage(code="declined", label="Declined", outside_label="Closed", ends=True),
    Stage(code="withdrawn", label="Consent withdrawn", outside_label="Closed", ends=True),
    Stage(code="cancelled_error", label="Cancelled: sent by mistake", outside_label="Closed", ends=True),
    Stage(
        code="panel_listed",
        label="Listed at panel",
        outside_label="Being planned",
        line="panel",
        owner="panel",
        clock="panel-first",
    ),
    Stage(
        code="panel_reviewed",
        label="Plan agreed at panel",
        outside_label="Being planned",
        line="panel",
        owner="panel",
        clock="panel-again",
    ),
    Stage(code="panel_finished", label="Done at panel", outside_label="Being planned", line="panel", ends=True),
)
