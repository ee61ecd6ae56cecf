"""What a cuckooing case counts, how its score is made, and how it can end."""

from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    Attribute,
    Band,
    Has,
    Is,
    Milestone,
    Not,
    Outcome,
    Override,
    Points,
    Score,
    Since,
    answer,
    fact,
)

ATTRIBUTES = (
    Attribute(code="borough", label="Borough", of=answer("borough")),
    Attribute(code="source", label="How it came to light", of=answer("source")),
    Attribute(code="tenure", label="Whose home it is", of=answer("tenure")),
    Attribute(
        code="address-repeat",
        label="An earlier case at this address ended within a year",
        holds=AllOf(
            Answered(fact("earlier_here")), Not(Since("earlier_ended", days=366, setting="cuckooing.repeat-days"))
        ),
    ),
    Attribute(
        code="person-repeat",
        label="An earlier case of the same person",
        holds=Answered(fact("earlier_of_occupier")),
    ),
    Attribute(code="visit-result", label="What came of the visit", of=fact("visit_result")),
    Attribute(code="confirmed", label="Whether it is cuckooing", of=fact("confirmed")),
    Attribute(code="outcome", label="Outcome", of=fact("outcome")),
)

MILESTONES = (
    Milestone(code="flag-received", label="Worry received", once="case", attributes=("borough", "tenure")),
    Milestone(
        code="flag-triaged", label="Looked at", once="case", attributes=("source", "address-repeat", "person-repeat")
    ),
    Milestone(code="flag-joined", label="Added to a case that was open", once="case"),
    Milestone(code="evidence-added", label="Another worry about the same home"),
    Milestone(code="meeting-held", label="Meeting held", attributes=("confirmed",)),
    Milestone(code="visit-made", label="Welfare visit", attributes=("visit-result",)),
    Milestone(code="disruption-visit", label="Disruption visit made", dated_by="disruption_on"),
    Milestone(code="safeguarding-asked", label="Safeguarding decision asked for"),
    Milestone(code="safeguarding-decided", label="Safeguarding decided", dated_by="safeguarding_decided_on"),
    Milestone(code="enquiry-opened", label="Section 42 enquiry opened", dated_by="safeguarding_decided_on"),
    Milestone(code="notice-served", label="Closure notice served", dated_by="notice_served"),
    Milestone(code="partial-order", label="Partial closure order", dated_by="order_from"),
    Milestone(code="full-order", label="Full closure order", dated_by="order_from"),
    Milestone(code="order-extended", label="Closure order extended"),
    Milestone(code="closed-flag", label="Case ended", once="case", attributes=("outcome",)),
    Milestone(code="cancelled", label="Cancelled as sent by mistake"),
)

OUTCOMES = (
    Outcome(code="safeguarded_at_home", label="Safe in their own home"),
    Outcome(code="moved_permanently", label="Moved for good"),
    Outcome(code="moved_and_returned", label="Moved for a time, then came back"),
    Outcome(code="vacated_unplanned", label="Left the home without a plan"),
    Outcome(code="in_custody", label="In custody"),
    Outcome(code="occupier_died", label="The occupier has died"),
    Outcome(code="not_substantiated", label="It did not prove true"),
    Outcome(code="other_borough", label="Passed to another borough"),
    Outcome(code="merged_duplicate", label="Taken up"),
    Outcome(code="declined_risks_managed", label="They did not want this; risks are managed without"),
    Outcome(code="no_contact", label="Closed without contact"),
    Outcome(code="cancelled", label="Sent by mistake"),
)

SCORES = (
    Score(
        code="concern",
        label="Level of concern",
        category="band",
        points=(
            Points(
                source=answer("property_signs"),
                values=("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"),
                each=1,
                each_setting="cuckooing.points-property",
            ),
            Points(
                source=answer("control_signs"),
                values=("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"),
                each=2,
                each_setting="cuckooing.points-control",
            ),
            Points(
                source=answer("vulnerability_signs"),
                values=("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10"),
                each=1,
                cap=6,
                each_setting="cuckooing.points-vulnerability",
                cap_setting="cuckooing.cap-vulnerability",
            ),
            Points(
                source=answer("harm_signs"),
                values=("H1", "H2", "H3", "H4", "H5", "H6"),
                each=4,
                each_setting="cuckooing.points-harm",
            ),
        ),
        bands=(
            Band(code="green", label="Green", least=0, opens=("visit-green", "manager-green")),
            Band(
                code="amber",
                label="Amber",
                least=8,
                setting="cuckooing.amber-from",
                opens=("visit-amber", "meeting-amber", "manager-amber"),
            ),
            Band(
                code="red",
                label="Red",
                least=20,
                setting="cuckooing.red-from",
                opens=("visit-red", "meeting-red", "ask-safeguarding", "manager-red"),
            ),
        ),
        overrides=(
            Override(
                when=Has(answer("harm_signs"), "H3"), band="red", say="weapon", setting="cuckooing.override-weapon"
            ),
            Override(
                when=AnyOf(
                    Has(answer("harm_signs"), "H5"),
                    Is(answer("children_there"), "yes"),
                    Is(answer("visit_child"), "yes"),
                ),
                band="red",
                say="child",
                setting="cuckooing.override-child",
            ),
            Override(
                when=AllOf(Has(answer("harm_signs"), "H1"), Is(answer("hospital_treatment"), "yes")),
                band="red",
                say="injury treated in hospital",
                setting="cuckooing.override-hospital",
            ),
            Override(
                when=Since("occupier_seen", days=7, setting="cuckooing.unseen-days"),
                band="red",
                say="nobody has seen the occupier",
                setting="cuckooing.override-unseen",
            ),
            Override(
                when=Is(fact("capacity"), "lacks"),
                band="red",
                say="lacks capacity to decide who is in the home",
                setting="cuckooing.override-capacity",
            ),
        ),
        judged="judged",
        kept_as="band",
    ),
)
