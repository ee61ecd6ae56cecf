"""What is published of modern slavery each month: worries raised, and what the council sent to the national system.

A case ends in a national referral or in a Duty to Notify, never in both: they are kinds of one count. So is our own
county lines flag, as it stands at the close. How many assessments were completed hangs on the same answers on another
day, and is published nowhere.
"""

from workflows.vocabulary import EventCount, EventKind, Published


def _referral(code: str, whom: str, **holds: tuple[str, ...]) -> EventKind:
    return EventKind(
        code=f"referral-{code}",
        label=f"National referral of {whom}",
        milestone="nrm-submitted",
        where={name.replace("_", "-"): values for name, values in holds.items()},
        by_council="sent-for",
    )


PUBLISHED = Published(
    booked_by="concern-raised",
    undone_by=("cancelled",),
    by_receiver=False,
    events=(
        EventCount(
            code="national",
            label="Sent to the national system by the council",
            kinds=(
                _referral("child-county-lines", "a child, county lines", child=("yes",), county_lines=("yes",)),
                _referral("child", "a child, not flagged as county lines", child=("yes",)),
                _referral("adult-county-lines", "an adult, county lines", child=("no",), county_lines=("yes",)),
                _referral("adult", "an adult, not flagged as county lines", child=("no",)),
                EventKind(code="notified", label="Duty to Notify", milestone="dtn-submitted", by_council="sent-for"),
            ),
            changed_by={"county-lines": "county-lines-changed"},
        ),
    ),
)
