"""What is published of debt support: referrals, and families whose debt a review found smaller or managed.

These are counted on the day of the review, as the strategy asks, and once in a financial year. A family that is counted
in two years needs two families that are out, like any two. No outcome stands beside them: it would say the same twice.
"""

from workflows.phrases import published
from workflows.vocabulary import EventCount, EventKind

PUBLISHED = published(
    events=(
        EventCount(
            code="lowered",
            label="Debt smaller or managed, once in a financial year",
            kinds=(
                EventKind(
                    code="lowered",
                    label="Families whose debt a review found smaller or managed",
                    milestone="reviewed",
                    where={"effective": ("yes",)},
                ),
            ),
            once_a_year=True,
        ),
    )
)
