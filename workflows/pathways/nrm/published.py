"""What is published of modern slavery each month: worries raised, and what was sent to the national system.

A case ends in a national referral or in a Duty to Notify, never in both: they are kinds of one count.
"""

from workflows.vocabulary import EventCount, EventKind, Published

PUBLISHED = Published(
    booked_by="concern-raised",
    undone_by=("cancelled",),
    by_receiver=False,
    events=(
        EventCount(
            code="national",
            label="Sent to the national system by us",
            kinds=(
                EventKind(
                    code="referral-child",
                    label="National referral of a child",
                    milestone="nrm-submitted",
                    where={"child": ("yes",)},
                ),
                EventKind(
                    code="referral-adult",
                    label="National referral of an adult",
                    milestone="nrm-submitted",
                    where={"child": ("no",)},
                ),
                EventKind(code="notified", label="Duty to Notify", milestone="dtn-submitted"),
            ),
        ),
    ),
)
