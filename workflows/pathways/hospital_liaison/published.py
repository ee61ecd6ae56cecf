"""What is published of hospital liaison: people identified, and those referred on to treatment on their own day.

No outcome stands beside it: whether somebody was referred on would say the same twice.
"""

from workflows.phrases import published
from workflows.vocabulary import EventCount, EventKind

PUBLISHED = published(
    events=(
        EventCount(
            code="referred-on",
            label="Referred on to a treatment service",
            kinds=(
                EventKind(
                    code="referred-16-25",
                    label="People aged 16 to 25 referred on",
                    milestone="referred-to-treatment",
                    where={"age": tuple(range(16, 26))},
                ),
                EventKind(
                    code="referred",
                    label="People of another age, or of none that is known, referred on",
                    milestone="referred-to-treatment",
                ),
            ),
        ),
    )
)
