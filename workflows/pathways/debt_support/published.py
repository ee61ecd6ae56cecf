"""What is published of debt support: referrals, and those whose debt a review found smaller or managed."""

from workflows.phrases import became, published, share_of_all
from workflows.vocabulary import YES_OR_NO, PublishedColumn

EFFECTIVE = PublishedColumn(
    code="effective",
    label="The last review found the debt smaller or managed",
    attribute="effective",
    written_with="reviewed",
    cuts=YES_OR_NO,
)
PUBLISHED = published(
    became(
        "debt",
        "What a review found",
        EFFECTIVE,
        measures=(share_of_all("effective", "Debt smaller or managed three months later", effective="yes"),),
        # contact, a plan and its eight weeks
        wait_days=92,
    )
)
