"""What is published of hidden harm each month: referrals, and home visits to families that are new to treatment.

Whether a family is new to treatment, and the ages of its children, decide which visits count. So they are no columns.
"""

from workflows.vocabulary import EventCount, EventKind, Published

PUBLISHED = Published(
    booked_by="referral-received",
    undone_by=("cancelled",),
    by_receiver=False,
    events=(
        EventCount(
            code="visits",
            label="Home visits to families new to treatment with a child under five",
            kinds=(
                EventKind(
                    code="completed",
                    label="Visits completed",
                    milestone="visit-completed",
                    where={
                        "first-time": ("first-ever", "first-here", "back-after-year"),
                        "child-counts": ("yes",),
                    },
                ),
            ),
            many=True,
        ),
    ),
)
