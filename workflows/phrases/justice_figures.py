"""What is published of criminal justice referrals to treatment: who is counted, and treatment within three weeks.

Who sent a referral, which harm it names, whether they are 16 to 25 and when treatment began make one attribute, so that
measures of the whole family are sums over its kinds.
"""

from workflows.phrases.publishing import AGE_AT_REFERRAL, ALL, became, published, reaching, share_of_all
from workflows.vocabulary import YES_OR_NO, Cut, EventCount, EventKind, Published, PublishedColumn, PublishedMeasure

JUSTICE = ("police-north-east", "police-other", "court-or-custody", "probation", "youth-justice")
SOURCE = PublishedColumn(
    code="source",
    label="Who referred",
    attribute="source",
    written_with="referral-received",
    cuts=(
        Cut(code="police-north-east", label="Police, North East command", values=("met-ne",)),
        Cut(code="police-other", label="Other police", values=("met-ea",)),
        Cut(code="court-or-custody", label="Court, or liaison and diversion", values=("court", "liaison")),
        Cut(code="probation", label="Probation", values=("probation",)),
        Cut(code="youth-justice", label="Youth justice", values=("youth-justice",)),
        Cut(code="council", label="Council", values=("council-asb",)),
        Cut(code="other", label="Another organisation", values=("other",)),
    ),
)
HARM = PublishedColumn(
    code="harm",
    label="A harm to the community is named",
    rule="harm-was-stated",
    rests_on=("harm-basis",),
    cuts=YES_OR_NO,
)


def published_of_justice(begun: str, *, events: tuple[EventCount, ...] = (), harm: bool = True) -> Published:
    """The figures of one kind of the family, in which treatment begins with the milestone `begun`."""
    started = reaching("started", "Treatment begun within 21 days", begun, within_days=21)
    from_justice = PublishedMeasure(
        code="from-justice", label="From police, courts and probation", holds={"source": JUSTICE}, of="all"
    )
    started_of_them = PublishedMeasure(
        code="started",
        label="From police, courts and probation, treatment begun within 21 days",
        holds={"source": JUSTICE, "started": ("yes",)},
        of="from-justice",
    )
    causing_harm = PublishedMeasure(
        code="harm",
        label="From council or North East police, with a harm to the community",
        holds={"source": ("council", "police-north-east"), "harm": ("yes",)},
        of="all",
    )
    young = share_of_all("16-to-25", "Aged 16 to 25", age="16-25")
    return published(
        became(
            "justice",
            "Who referred, and treatment within three weeks",
            SOURCE,
            *((HARM,) if harm else ()),
            started,
            AGE_AT_REFERRAL,
            measures=(ALL, from_justice, started_of_them, *((causing_harm,) if harm else ()), young),
            wait_days=21,
        ),
        events,
    )


def requirements_that_ended(
    *, completed: tuple[str, ...], otherwise: tuple[str, ...], not_in_rate: tuple[str, ...]
) -> EventCount:
    """How requirements of each sort ended, as kinds of one count: an order with both has one of each."""
    return EventCount(
        code="requirements-ended",
        label="Requirements that ended",
        kinds=tuple(
            EventKind(
                code=f"{code}-{kind}",
                label=f"{name}: {words}",
                milestone=f"{code}-ended",
                where={f"{code}-end": ends},
            )
            for code, name in (("drr", "Drug rehabilitation"), ("atr", "Alcohol treatment"))
            for kind, words, ends in (
                ("completed", "completed", completed),
                ("otherwise", "ended in another way", otherwise),
                ("not-in-rate", "transferred, ended by a death or recorded in error", not_in_rate),
            )
        ),
        many=True,
    )
