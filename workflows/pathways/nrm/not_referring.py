"""What was decided about an urgent worry: who decides and when, and who looks at it again."""

from workflows.phrases import decide_urgent, review_fact, review_task

DECIDE_URGENT = decide_urgent(
    at=("screening", "conversation", "preparing", "notifying", "acknowledgement", "referred", "notified", "suspended"),
    by=("first-responder", "alternate-first-responder"),
    category="safeguarding",
)
REVIEW_FACT = review_fact("safeguarding")
REVIEW_TASK = review_task("first-responder", "safeguarding")
