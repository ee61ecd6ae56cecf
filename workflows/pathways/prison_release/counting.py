"""What a prison release counts: its milestones with their coded attributes, and the ways in which it can end."""

from workflows.pathways.prison_release.form_living import AT_RISK_OF_HOMELESSNESS
from workflows.pathways.prison_release.form_substances import OPIOID_NEED
from workflows.vocabulary import Answered, Attribute, Is, Milestone, Outcome, OutcomeAttribute, answer, fact

ATTRIBUTES = (
    Attribute(
        code="age-at-release",
        label="Age on the day of release",
        age_of=answer("date_of_birth"),
        at="actual_release",
    ),
    Attribute(code="sex", label="Sex", of=answer("sex")),
    Attribute(code="prison", label="Prison", of=answer("prison")),
    Attribute(code="area-on-release", label="Area they will live in", of=answer("area_on_release")),
    Attribute(code="accommodation", label="Home on release", of=answer("accommodation")),
    Attribute(code="main-substance", label="Main substance", of=answer("drug_1")),
    Attribute(code="opioid-need", label="Opioid use or substitute medication", holds=OPIOID_NEED),
    Attribute(code="on-substitute-medication", label="Substitute medication", of=answer("on_ost")),
    Attribute(code="naloxone", label="Naloxone at the gate", of=answer("naloxone")),
    Attribute(code="homeless-or-at-risk", label="Homeless or at risk of it", holds=AT_RISK_OF_HOMELESSNESS),
    Attribute(code="housing-consent", label="Agreed to a housing referral", of=answer("consent_housing")),
    Attribute(code="exit-reason", label="Why they left that prison", of=answer("exit_reason")),
    Attribute(code="discharge-reason", label="How prison treatment ended", of=answer("discharge_reason")),
    Attribute(code="exit-destination", label="Area the prison recorded", of=answer("exit_destination")),
    Attribute(
        code="referral-on-release",
        label="Referral that the prison recorded",
        of=answer("referral_on_release"),
    ),
    Attribute(code="engaged-by-day-21", label="Started by day 21", of=fact("outcome")),
    Attribute(code="outcome", label="Outcome", of=fact("outcome")),
    Attribute(code="appointment-outcome", label="What came of the appointment", of=fact("appointment_outcome")),
    Attribute(code="whose-no", label="Whose no it was", of=fact("whose_no")),
    Attribute(code="return-kind", label="Recall or new custody", of=answer("return_kind")),
    Attribute(code="panel-decision", label="What the panel decided", of=answer("panel_decision")),
    Attribute(code="start-area", label="Area where treatment started", of=answer("start_area")),
)

MILESTONES = (
    Milestone(
        code="referral-received",
        label="Referral received",
        once="spell",
        attributes=("prison", "sex", "area-on-release", "accommodation", "main-substance"),
    ),
    Milestone(code="referral-added", label="Another referral for the same release"),
    Milestone(code="more-information-asked", label="More information asked for"),
    Milestone(
        code="referral-accepted",
        label="Referral accepted",
        once="spell",
        attributes=("area-on-release",),
    ),
    Milestone(code="referral-redirected", label="Passed on to another area", attributes=("area-on-release",)),
    Milestone(code="referral-declined", label="Referral declined", attributes=("whose-no",)),
    Milestone(
        code="prison-listed",
        label="Named on the prison's own list",
        once="spell",
        attributes=("discharge-reason", "exit-destination"),
    ),
    Milestone(
        code="appointment-set",
        label="Appointment set",
        attributes=("area-on-release",),
    ),
    Milestone(
        code="appointment-due",
        label="Appointment due",
        attributes=("appointment-outcome",),
    ),
    Milestone(
        code="released",
        label="Left prison",
        once="spell",
        dated_by="actual_release",
        attributes=(
            "age-at-release",
            "sex",
            "prison",
            "opioid-need",
            "on-substitute-medication",
            "homeless-or-at-risk",
            "housing-consent",
        ),
    ),
    Milestone(
        code="exit-recorded",
        label="How the prison closed its part",
        once="spell",
        on=Answered(answer("exit_reason")),
        attributes=("exit-reason", "discharge-reason", "exit-destination", "referral-on-release"),
    ),
    Milestone(
        code="naloxone-recorded",
        label="Naloxone at the gate recorded",
        on=Answered(answer("naloxone")),
        attributes=("naloxone", "opioid-need"),
    ),
    Milestone(
        code="community-dose-started",
        label="First dose from a community prescriber",
        once="spell",
        on=Answered(answer("first_community_dose_on")),
        dated_by="first_community_dose_on",
        attributes=("on-substitute-medication",),
    ),
    Milestone(
        code="duty-to-refer-sent",
        label="Housing referral sent to a council",
        once="spell",
        on=Is(answer("duty_to_refer_sent"), "yes"),
        dated_by="duty_to_refer_date",
        attributes=("homeless-or-at-risk", "housing-consent"),
    ),
    Milestone(code="contact-attended", label="Seen after release"),
    Milestone(
        code="treatment-started",
        label="Structured treatment started",
        dated_by="treatment_started_on",
        attributes=("start-area",),
    ),
    Milestone(code="panel-listed", label="Listed at panel", once="spell"),
    Milestone(
        code="panel-reviewed",
        label="Reviewed at panel",
        attributes=("panel-decision",),
    ),
    Milestone(code="panel-action-due", label="Panel action given"),
    Milestone(code="panel-action-done", label="Panel action done"),
    Milestone(
        code="returned-to-custody",
        label="Back in prison",
        dated_by="returned_on",
        attributes=("return-kind",),
    ),
    Milestone(code="died", label="Died", once="case", dated_by="died_on"),
    Milestone(code="consent-withdrawn", label="Consent withdrawn", dated_by="consent_withdrawn_on"),
    Milestone(code="cancelled", label="Cancelled"),
    Milestone(
        code="outcome-recorded",
        label="Outcome recorded",
        once="spell",
        attributes=("outcome",),
    ),
)

OUTCOMES = (
    Outcome(
        code="structured_start",
        label="Started structured treatment",
        hint="Not a phone call, a first talk, needle exchange or naloxone alone.",
    ),
    Outcome(code="contact_only", label="Seen, no structured start"),
    Outcome(code="recovery_support_only", label="Recovery support only"),
    Outcome(code="dna_all", label="Missed every appointment"),
    Outcome(code="declined_after_release", label="Declined after release"),
    Outcome(code="not_released", label="Not released: the date moved beyond the period"),
    Outcome(code="recalled_before_start", label="Recalled before treatment started"),
    Outcome(code="new_custody_before_start", label="In prison for something new before treatment started"),
    Outcome(code="moved_out_of_area_started_there", label="Moved to another area and started there"),
    Outcome(code="moved_out_of_area_unknown", label="Moved to another area, not known whether started"),
    Outcome(code="hospital", label="In hospital"),
    Outcome(code="died", label="Died"),
    Outcome(code="lost_contact", label="Lost contact"),
    Outcome(code="wrong_area", label="Sent to the wrong area"),
    Outcome(code="unmatched_under_review", label="Possible match still being checked"),
)

OUTCOME_ATTRIBUTE = OutcomeAttribute(
    code="continuity-of-care",
    label="Continuity of care",
    parts=("age-at-release", "exit-reason", "discharge-reason", "exit-destination", "engaged-by-day-21"),
)
