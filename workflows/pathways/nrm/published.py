"""What is published of modern slavery each month: worries raised, and what the council sent to the national system.

A case ends in a national referral or in a Duty to Notify, never in both: they are kinds of one count. So is our own
county lines flag, as it stands at the close. How many assessments were completed hangs on the same answers on another
day, and is published nowhere.
"""

from workflows.vocabulary import EventCount, EventKind, Published

PUBLISHED = Published(
    booked_by="concern-raised",
    undone_by=("cancelled",),
    by_receiver=False,
    events=(
        EventCount(
            code="national",
            label="Sent to the national system by the council",
            kinds=(
                EventKind(
                    code="referral-child-county-lines",
                    label="National referral of a child, county lines",
                    milestone="nrm-submitted",
                    where={"child": ("yes",), "county-lines": ("yes",)},
                    by_council="sent-for",
                ),
                EventKind(
                    code="referral-child",
                    label="National referral of a child, not flagged as county lines",
                    milestone="nrm-submitted",
                    where={"child": ("yes",)},
                    by_council="sent-for",
                ),
                EventKind(
                    code="referral-adult-county-lines",
                    label="National referral of an adult, county lines",
                    milestone="nrm-submitted",
                    where={"child": ("no",), "county-lines": ("yes",)},
                    by_council="sent-for",
                ),
                EventKind(
                    code="referral-adult",
                    label="National referral of an adult, not flagged as county lines",
                    milestone="nrm-submitted",
                    where={"child": ("no",)},
                    by_council="sent-for",
                ),
                EventKind(code="notified", label="Duty to Notify", milestone="dtn-submitted", by_council="sent-for"),
            ),
            changed_by={"county-lines": "county-lines-changed"},
        ),
    ),
)
