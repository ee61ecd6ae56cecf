"""The numbers of this work that a partnership may change. Those marked I are our proposal, K ordinary knowledge."""

from workflows.vocabulary import DraftRule, Setting

SETTINGS = (
    Setting(
        code="hidden-harm.alert-minutes",
        default=15,
        mark="I",
        unit="minutes",
        meaning="In how many minutes somebody answers an urgent alert before it goes on to the next in turn.",
    ),
    Setting(
        code="hidden-harm.draft-remind-working-days",
        default=1,
        mark="I",
        unit="working days",
        meaning="How long a half-filled form may lie before its writer is reminded.",
    ),
    Setting(
        code="hidden-harm.draft-expires-days",
        default=30,
        mark="I",
        unit="days",
        meaning="How long a half-filled form is kept.",
    ),
    Setting(
        code="hidden-harm.draft-warn-days",
        default=3,
        mark="I",
        unit="days",
        meaning="How long before a half-filled form is cleared away its writer is warned.",
    ),
    Setting(
        code="hidden-harm.decide-working-days",
        default=1,
        mark="I",
        unit="working days",
        meaning="By when a referral is accepted or declined.",
    ),
    Setting(
        code="hidden-harm.agreement-working-days",
        default=3,
        mark="I",
        unit="working days",
        meaning="By when the parent has been asked about a visit.",
    ),
    Setting(
        code="hidden-harm.lead-view-working-days",
        default=1,
        mark="I",
        unit="working days",
        meaning="By when the lead gives a view after a refusal.",
    ),
    Setting(
        code="hidden-harm.visit-working-days",
        default=10,
        mark="I",
        unit="working days",
        meaning="By when the family is visited, counted from the referral.",
    ),
    Setting(
        code="hidden-harm.visit-take-home-working-days",
        default=5,
        mark="I",
        unit="working days",
        meaning="The same with an opioid medicine taken home and a child who crawls or walks.",
    ),
    Setting(
        code="hidden-harm.visit-baby-working-days",
        default=2,
        mark="I",
        unit="working days",
        meaning="The same with a baby under one who shares a bed or may be in withdrawal.",
    ),
    Setting(
        code="hidden-harm.next-visit-days",
        default=84,
        mark="I",
        unit="days",
        meaning="By when the family is visited again.",
    ),
    Setting(
        code="hidden-harm.next-visit-storage-working-days",
        default=10,
        mark="I",
        unit="working days",
        meaning="The same when there is medicine at home and how it is stored was not seen.",
    ),
    Setting(
        code="hidden-harm.no-access-lead-working-days",
        default=1,
        mark="I",
        unit="working days",
        meaning="By when the lead looks at a visit where nobody opened.",
        source="Knowsley: the manager within 24 hours.",
    ),
    Setting(
        code="hidden-harm.second-attempt-working-days",
        default=5,
        mark="I",
        unit="working days",
        meaning="By when a second attempt is made after nobody opened.",
        source="Knowsley: the child is seen within 5 working days.",
    ),
    Setting(
        code="hidden-harm.mash-reply-working-days",
        default=1,
        mark=None,
        unit="working days",
        meaning="By when children's social care (MASH) says what it decided.",
        source="London safeguarding children procedures: a decision within one working day of the referral.",
    ),
    Setting(
        code="hidden-harm.disagreement-working-days",
        default=5,
        mark="I",
        unit="working days",
        meaning="By when a disagreement with children's social care is settled.",
    ),
)

DRAFT = DraftRule(
    remind_after="hidden-harm.draft-remind-working-days",
    expires_after="hidden-harm.draft-expires-days",
    warn_before="hidden-harm.draft-warn-days",
)
