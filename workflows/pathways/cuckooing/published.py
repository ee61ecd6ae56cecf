"""What is published of cuckooing each month: whose home it is, the first contact in time, notices and orders."""

from workflows.vocabulary import (
    Cut,
    EventCount,
    EventKind,
    OutcomeAttribute,
    Published,
    PublishedColumn,
    PublishedMeasure,
)

TENURE = PublishedColumn(
    code="tenure",
    label="Whose home it is",
    attribute="tenure",
    written_with="flag-received",
    cuts=(
        Cut(code="council", label="Rented from the council", values=("council",)),
        Cut(code="registered-provider", label="Rented from a housing association", values=("registered-provider",)),
        Cut(code="private", label="Rented privately or owned", values=("private-rent", "owner")),
        Cut(
            code="other",
            label="Temporary, supported or other",
            values=("temporary", "supported", "hostel", "caravan-boat-tent"),
        ),
    ),
)
SEEN = PublishedColumn(
    code="seen",
    label="The occupier was seen within five working days",
    rule="seen-within-five-working-days",
    reads=("visit-made",),
    rests_on=("visit-result",),
    cuts=(Cut(code="yes", label="Yes", values=("yes",)), Cut(code="no", label="No", values=("no",))),
)

PUBLISHED = Published(
    booked_by="flag-received",
    # a worry that joined an open case is evidence there, and no case of its own
    undone_by=("cancelled", "flag-joined"),
    by_receiver=False,
    columns=(TENURE,),
    outcome=OutcomeAttribute(
        code="first-contact",
        label="First contact",
        parts=(SEEN,),
        measures=(
            PublishedMeasure(code="all", label="Homes", holds={}),
            PublishedMeasure(
                code="seen",
                label="Occupier seen within five working days",
                holds={"seen": ("yes",)},
                of="all",
            ),
        ),
        # five working days may span the Christmas holidays
        wait_days=11,
    ),
    events=(
        EventCount(
            code="notices-and-orders",
            label="Closure notices and orders",
            kinds=(
                EventKind(code="notice", label="Notice served", milestone="notice-served"),
                EventKind(code="partial-order", label="Partial order", milestone="partial-order"),
                EventKind(code="full-order", label="Full order", milestone="full-order"),
            ),
            many=True,
        ),
    ),
)
