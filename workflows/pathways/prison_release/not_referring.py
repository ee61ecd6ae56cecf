"""What was decided about an urgent worry: who decides and when, and who looks at it again."""

from workflows.phrases import decide_urgent, review_fact, review_task

DECIDE_URGENT = decide_urgent(
    at=("accepted", "pre_release_contact", "appointment_set", "release_confirmed", "contact_made", "engaged"),
    by=("spoc", "safeguarding"),
    category="safeguarding",
)
REVIEW_FACT = review_fact("safeguarding")
REVIEW_TASK = review_task("spoc", "safeguarding")
