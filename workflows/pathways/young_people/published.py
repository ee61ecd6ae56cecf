"""What is published of the young people's service: who takes it up, how complete referrals are, and how old people are.

All of it is one attribute: whether somebody was asked about, accepted and seen are steps of one way.
"""

from workflows.phrases import AGE_AT_REFERRAL, ALL, became, published, reaching, share_of_all
from workflows.vocabulary import PublishedMeasure

PUBLISHED = published(
    became(
        "first-steps",
        "First steps",
        AGE_AT_REFERRAL,
        reaching("decided", "Accepted or declined", "referral-accepted", "referral-declined"),
        reaching("accepted", "Accepted", "referral-accepted"),
        reaching("asked", "More was asked", "more-information-asked"),
        reaching("taken-up", "A first appointment was kept", "appointment-attended"),
        measures=(
            ALL,
            share_of_all("16-to-25", "Aged 16 to 25", age="16-25"),
            share_of_all("taken-up", "First appointment kept by the close", taken_up="yes"),
            PublishedMeasure(code="decided", label="Accepted or declined", holds={"decided": ("yes",)}, of="all"),
            PublishedMeasure(
                code="complete",
                label="Accepted without being asked for more",
                holds={"decided": ("yes",), "accepted": ("yes",), "asked": ("no",)},
                of="decided",
            ),
        ),
    )
)
