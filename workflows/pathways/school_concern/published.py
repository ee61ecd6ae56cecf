"""What is published of schools' concerns: reports by children, and what they led to within four weeks.

Which service was told decides who takes part, so that it is the only column.
"""

from workflows.phrases import became, published, share_of_all
from workflows.vocabulary import Cut, PublishedColumn, PublishedMeasure

ACTION = PublishedColumn(
    code="action",
    label="What was done",
    attribute="action",
    written_with="acted",
    cuts=(
        Cut(code="young-people", label="Young people's service", values=("young-people",)),
        Cut(code="early-help-or-mash", label="Early help or children's social care", values=("early-help", "mash")),
        Cut(code="school", label="Support in school", values=("school",)),
        Cut(code="other", label="Police, a place passed on, or nothing needed", values=("police", "place", "none")),
    ),
)
PUBLISHED = published(
    became(
        "led-to",
        "What concerns led to",
        ACTION,
        measures=(
            share_of_all("young-people", "Led to the young people's service", action="young-people"),
            PublishedMeasure(
                code="referral",
                label="Led to the young people's service, early help or children's social care",
                holds={"action": ("young-people", "early-help-or-mash")},
                of="all",
            ),
        ),
        wait_days=28,
    )
)
