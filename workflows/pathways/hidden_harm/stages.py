"""The stages of this work: referred, agreed with the parent, checked, visited, and visited again until it can close."""

from workflows.vocabulary import Line, Stage

LINES = (Line(code="main", label="Hidden harm", category="family", starts_in="referred"),)

STAGES = (
    Stage(
        code="referred",
        label="Waiting for a decision",
        outside_label="Received",
        owner="lead",
        clock="decide",
        waits_on="referral",
    ),
    Stage(
        code="asking",
        label="Accepted, asking the parent",
        outside_label="Taken up",
        owner="lead",
        clock="agreement",
    ),
    Stage(
        code="refused",
        label="A visit was refused",
        outside_label="Taken up",
        owner="lead",
        clock="lead-view",
    ),
    Stage(
        code="checks",
        label="Checks before the visit",
        outside_label="Taken up",
        owner="lead",
        clock="visit",
    ),
    Stage(
        code="ready",
        label="To be visited",
        outside_label="Taken up",
        owner="lead",
        clock="visit",
    ),
    Stage(
        code="visited",
        label="Visited",
        outside_label="Being helped",
        owner="lead",
        clock="next-visit",
    ),
    Stage(code="closed", label="Closed", outside_label="Closed", ends=True),
    Stage(code="declined", label="Declined", outside_label="Closed", ends=True),
    Stage(code="cancelled", label="Cancelled: sent by mistake", outside_label="Closed", ends=True),
)

OPEN_STAGES = ("referred", "asking", "refused", "checks", "ready", "visited")
TAKEN_UP = ("asking", "refused", "checks", "ready", "visited")
