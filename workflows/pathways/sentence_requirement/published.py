"""What is published of sentence requirements: referrals and treatment begun, and requirements that ended."""

from workflows.pathways.sentence_requirement.counting import NOT_IN_RATE, SUCCESS
from workflows.phrases import published_of_justice, requirements_that_ended

ENDED = requirements_that_ended(
    completed=SUCCESS,
    otherwise=("revoked-breach", "revoked-new-offence", "revoked-unworkable", "expired-not-completed"),
    not_in_rate=NOT_IN_RATE,
)
PUBLISHED = published_of_justice("requirement-begun", events=(ENDED,), harm=False)
