"""What is published of the housing duty to refer: referrals, and duties that a council recorded on their own day."""

from workflows.phrases import published
from workflows.vocabulary import EventCount, EventKind

PUBLISHED = published(
    events=(
        EventCount(
            code="duties",
            label="Duties owed",
            kinds=(
                EventKind(
                    code="with-drug-need",
                    label="With a drug dependency need",
                    milestone="duty-owed",
                    where={"drug-need": ("drugs", "both")},
                ),
                EventKind(
                    code="without-drug-need",
                    label="With another need or none",
                    milestone="duty-owed",
                    where={"drug-need": ("alcohol", "none")},
                ),
            ),
        ),
    )
)
