"""What the agreed description of the four criminal justice kinds says, block by block."""

from __future__ import annotations

from tests.workflows.blocks import Block

REFERRED = {
    "source organisation": "source",
    "harm basis": "harm_basis",
    "person and numbers": "first_name surname date_of_birth nhs_number pnc crn",
    "substances of concern": "substances",
    "consent to referral": "consent_given",
    "safe contact, interpreter, adjustments": "contact_phone safe_to_message interpreter access_needs",
    "risk to staff": "staff_risk",
    "bail or next court date": "next_court_on",
}
BLOCKS = {
    "drug-test-on-arrest": Block(
        fields={
            **REFERRED,
            "custody record, station, arrest time": "custody_record station arrested_at",
            "ground, with who authorised it and when": "ground trigger_offence authority_name authority_rank "
            "authority_at",
            "stage": "test_stage",
            "sample result for each drug": "cocaine_result opiate_result",
            "outcome": "test_outcome",
            "disputed, sample sent, laboratory result": "disputed sample_sent_on lab_result_on",
            "RA1 given, appointment": "ra1_at ra1_appointment_at ra1_place",
            "RA2: new time, reason, by whom": "ra2_at ra2_why ra2_by",
            "RA3 attendance": "initial_result started_at ended_at excuse_evidence followup_ended_at",
            "RA4 or RA5": "follow_up ra4_at",
            "assessment outcome, and “completed” for the police": "case_outcome assessment_done",
        },
        stages="tested ra-required initial-booked initial-held followup-booked assessed failed breach-notified lapsed "
        "closed",
        moves="accept book_initial record_attended record_left_early record_failed excuse change_time lab_negative "
        "lab_positive book_followup record_followup followup_not_needed excuse_followup change_followup_time "
        "notify_police police_excuse police_decide close",
        deadlines={
            "initial": "5 working-days",
            "notify-police": "1 working-days",
            "police-decide": "10 working-days",
            "offer": "21 days",
        },
        settings={"disputed-working-days": 5, "test-to-treatment-days": 42, "breach-decision-working-days": 10},
        outcomes="structured-treatment brief-intervention already-in-treatment no-need refused-treatment good-cause "
        "charged no-further-action",
        counts={
            "CJ1-tests": "tested",
            "CJ1-positive": "tested",
            "CJ1-reported": "tested",
            "CJ1-positive-of-reported": "tested",
            "CJ1-refused": "tested",
            "CJ1-insufficient": "tested",
            "CJ2-imposed": "ra-imposed",
            "CJ2-attended": "ra-imposed to initial-attended",
            "CJ2-followup-required": "ra-imposed to followup-required",
            "CJ2-followup-attended": "ra-imposed to followup-attended",
            "CJ2-breach-notified": "ra-imposed to breach-notified",
            "CJ2-good-cause": "breach-decided",
            "CJ2-charged": "breach-decided",
            "CJ2-lapsed": "ra-lapsed",
            "CJ3": "tested to treatment-began in 42 days",
            "CJ4": "referral-received",
            "CJ4-people": "referral-received",
            "CJ8": "breach-notified to breach-decided in 10 working days",
        },
    ),
    "liaison-and-diversion": Block(
        fields={
            **REFERRED,
            "where met": "met_where",
            "screen: need, risk, urgency": "screen_needs screen_risk screen_urgent",
            "consent to share, at the screening": "consent_to_share",
            "assessed, referred, shared with consent": "assessment referred_to_kind shared_what",
        },
        stages="identified screened assessed referred first-appointment closed",
        moves="accept record_assessment refer_on record_shared record_first close",
        deadlines={"decide": "1 working-days", "assess": "5 working-days"},
        outcomes="attended not-attended no-need declined custody "
        # what the field has no word for, and a case needs: they were not reached again
        "no-contact",
        counts={
            "CL-1": "referral-received",
            "CL-2": "referral-received to referred-on",
            "CL-3": "referred-on to appointment-attended",
        },
    ),
    "out-of-court-disposal": Block(
        fields={
            **REFERRED,
            "flow: disposal, voluntary or antisocial behaviour": "sort",
            "offence type, disposal": "offence disposal",
            "condition text and end": "condition_text condition_end",
            "sessions required and attended": "sessions_required sessions_attended",
            "booking mode": "booking_mode",
            "completion, told to police, their result": "completion told_police_on police_result",
        },
        stages="offered accepted booked started to-report reported person-declined closed",
        moves="accept book_session record_started person_declines record_result extend report finish_disposal "
        "close_voluntary",
        deadlines={"contact": "5 working-days", "report": "0 days"},
        settings={"two-tier-from": ""},
        outcomes="disposal-finalised prosecuted no-further-action treatment advice left declined-offer "
        # what the field has no word for, and a case needs: they were never reached
        "no-contact",
        counts={
            "CJ4": "referral-received",
            "CJ4-people": "referral-received",
            "CJ9-offered": "referral-received",
            "CJ9-accepted": "referral-accepted",
            "CJ9-started": "referral-accepted to started",
            "CJ9-completed": "result-known",
        },
    ),
    "sentence-requirement": Block(
        fields={
            **REFERRED,
            "suitability": "suitability suitability_why",
            "order, court, date, length": "order court sentenced_on order_months",
            "requirements, the length of each, resident": "requirements drr_months atr_months mhtr_months aamr_days "
            "resident",
            "consent recorded in court, with its day": "consent_in_court consent_in_court_on",
            "treatment director, place, interval": "treatment_director treatment_place",
            "review hearings: date, report due, attended": "review_on review_report_due review_attended",
            "appointments": "appointment_at missed_on",
            "drug tests: date, drug, result or refused": "test_on test_drug test_result",
            "warning: date, breach described, by whom": "warned_on breach_described warned_by",
            "enforcement: date, decision, hearing, result": "enforcement_on not_to_court_why hearing_on court_result",
            "end: date, reason of each requirement, treatment": "ended_on drr_end atr_end mhtr_end aamr_end "
            "case_outcome",
        },
        stages="requested suitability-assessed sentenced in-progress warned breach-referred back-in-court not-made "
        "ended",
        moves="accept record_sentence not_imposed record_start book record_unacceptable report_to_probation "
        "accept_excuse warn refer_to_enforcement not_to_court lay_information record_court_result record_review "
        "record_test end",
        deadlines={"begin": "5 working-days", "report-missed": "1 working-days"},
        settings={"early-end-from": "", "breach-decision-working-days": 10},
        outcomes="not-imposed completed-free completed-occasional still-in-treatment dropped-out transferred died "
        "never-started",
        counts={
            "CJ5-drr-ended": "drr-ended",
            "CJ5-drr": "drr-ended",
            "CJ5-atr-ended": "atr-ended",
            "CJ5-atr": "atr-ended",
            "CJ6-drr": "drr-ended",
            "CJ6-atr": "atr-ended",
            "CJ7": "order-made",
            "CJ8": "breach-reported to breach-decided in 10 working days",
            "CJ10": "order-made",
        },
    ),
}
# Allowed values that the description lists once for all.
VALUES = {
    "suitability": "suitable conditions not-dependent no-consent risk no-time",
    "court_result": "no-action fine more-onerous resentenced custody activated withdrawn",
    "drr_end": "completed-full-term completed-early revoked-good-progress revoked-breach revoked-new-offence "
    "revoked-unworkable expired-not-completed transferred-out died recorded-in-error",
    "order": "co sso",
    "requirements": "drr atr mhtr-p mhtr-s aamr",
}
