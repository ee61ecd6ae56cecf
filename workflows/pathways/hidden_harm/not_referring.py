"""What was decided about an urgent worry: who decides and when, and who looks at it again."""

from workflows.phrases import decide_urgent, review_fact, review_task

DECIDE_URGENT = decide_urgent(
    at=("asking", "refused", "checks", "ready", "visited"),
    by=("lead", "worker"),
    category="family",
)
REVIEW_FACT = review_fact("family")
REVIEW_TASK = review_task("lead", "family")
