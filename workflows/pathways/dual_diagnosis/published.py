"""What is published of complex needs: referrals accepted, and those of them with a joint plan three closes later."""

from workflows.phrases import ALL, became, published, reaching, share_of_all
from workflows.vocabulary import PublishedMeasure

PUBLISHED = published(
    became(
        "joint-care",
        "Accepted, and a joint plan",
        reaching("accepted", "Accepted", "referral-accepted"),
        reaching("planned", "A lead was named and a joint plan made", "lead-named"),
        measures=(
            ALL,
            share_of_all("accepted", "Accepted for the group", accepted="yes"),
            PublishedMeasure(
                code="planned",
                label="With a joint plan",
                holds={"accepted": ("yes",), "planned": ("yes",)},
                of="accepted",
            ),
        ),
        # the third close after a month's own comes about three months after the month
        wait_days=92,
    )
)
