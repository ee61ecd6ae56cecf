"""What the agreed description of each smaller kind says, block by block, in its own words and under our codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Block:
    """`fields` and `moves` are the words of the block and the codes that hold them. `stages` stand in their order.
    `deadlines` are lengths of clocks, `shorter` those that hold for some. `counts` say what each is counted of."""

    fields: Mapping[str, str]
    stages: str
    moves: str
    deadlines: Mapping[str, str]
    outcomes: str
    counts: Mapping[str, str]
    shorter: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


BLOCKS = {
    "dual-diagnosis": Block(
        fields={
            "both services' status": "mental_health_status treatment_status",
            "last contact": "mental_health_last treatment_last",
            "diagnoses or suspected": "diagnoses",
            "substances": "substances",
            "risk to self and others": "risks",
            "admissions, section 136, A&E in 12 months": "admissions section_136 emergency_visits",
            "offending": "offending",
            "safeguarding": "safeguarding",
            "who has refused and why": "why_group refused_by",
            "what is asked of the group": "asked_of_group",
            "consent, and the person's view": "consent_referral persons_view",
            "person and advocate": "advocate",
            "proposed lead": "proposed_lead",
            "crisis plan": "crisis_plan",
            "severity of both, housing and risk, before the lead": "severity_mental_health severity_use "
            "screened_housing screened_risk",
            "named lead": "lead_service lead_name",
        },
        stages="referred screened listed discussed joint-plan review closed",
        moves="accept advise ask_for_more put_on_list record_discussed name_lead record_review go_on close",
        deadlines={
            "decide": "5 working-days",
            "name-lead": "2 working-days",
            "review": "42 days",
            "meeting": "36 days",
        },
        outcomes="joint-plan single-service psychological inpatient-detox marm declined disengaged advice",
        counts={
            "D1-1": "discussed",
            "D1-2": "discussed to lead-named in 2 working days",
            "D1-3": "referral-received",
            "D1-4": "reviewed",
            "D1-5": "outcome-recorded",
        },
    ),
    "young-people": Block(
        fields={
            "date of birth, school": "date_of_birth school",
            "own use, affected, or both": "whose_use",
            "substances, days in 28": "substances days_in_28 days_in_28_at_end",
            "who knows": "who_knows",
            "consent of the young person, competence, parent told": "consent_referral competence parent_told",
            "exploitation signs": "exploitation_signs",
            "social worker, order": "social_worker social_worker_name youth_justice_order",
            "safe contact, never through a parent's phone": "contact_phone whose_phone safe_to_message",
            "to 25 where agreed": "transition_agreed",
        },
        stages="received triaged contacted assessed in-support transition closed",
        moves="accept record_contact record_assessment begin_support begin_transition tell_mash close",
        deadlines={"contact": "5 working-days"},
        shorter={"contact": "2 working-days"},
        outcomes="brief-advice structured-treatment group mash adult-transfer declined no-contact",
        counts={
            "D2-1": "referral-received",
            "D2-2": "referral-received to support-begun",
            "D2-3": "support-begun",
            "D2-4": "outcome-recorded",
            "D2-5": "outcome-recorded",
            "D2-6": "outcome-recorded",
            "D2-7": "referral-received",
            "D2-8": "referral-received to more-information-asked",
        },
    ),
    "family-support": Block(
        fields={
            "relation to the person who uses, who may know": "relation person_aware",
            "children, caring hours": "children caring_hours",
            "safety: domestic abuse asked alone": "abuse_asked abuse child_worry",
            "support wanted": "support_wanted",
            "consent; may they be mentioned": "consent_referral may_mention",
            "language, access": "interpreter interpreter_language access_needs",
        },
        stages="referred taken-on contacted assessed offered in-support closed",
        moves="accept record_contact record_assessment offer begin_support tell_mash close",
        deadlines={"contact": "5 working-days"},
        outcomes="family-group one-to-one carers-assessment parent-champion young-carers camhs mash declined "
        # what the field has no word for, and a case needs: they were never reached
        "no-contact",
        counts={
            "D3-1": "support-begun",
            "D3-2": "offered to support-begun",
            "D3-3": "referral-received to contacted in 5 working days",
        },
    ),
    "school-concern": Block(
        fields={
            "school, year group": "school year_group",
            "about me, a friend, family or a place": "about",
            "free text": "words",
            "am I safe now": "safe_now",
            "name optional; who told it": "named child_name told_by",
            "wants reply and how": "wants_reply reply_how reply_contact",
            "safeguarding lead, system used": "referrer_name system",
            "clear summary; action, with reasons": "summary action action_why",
            "link to a referral": "referral_made",
            "theme tags": "themes",
        },
        stages="received dsl-review action feedback-to-child closed",
        moves="accept record_safe act tell_child no_reply_wanted close",
        deadlines={"decide": "0 working-days", "now": "0 days"},
        outcomes="support-in-school young-people early-help mash police place-passed-on no-action",
        counts={"D5-1": "referral-received", "D5-2": "acted", "D5-3": "referral-received to child-told"},
    ),
    "rough-sleeper-outreach": Block(
        fields={
            "name or alias, CHAIN number": "known_as chain_number",
            "bedded-down spot, first seen": "spot first_seen_on last_seen_on seen_doing",
            "nationality or eligibility if volunteered": "eligibility",
            "substances, red flags, pregnancy": "substances red_flags pregnant",
            "dogs, partner, phone": "with_them contact_phone",
            "consent by stage, spoken is enough": "consent_stage agrees",
            "naloxone, next check": "naloxone naloxone_given next_check_on",
        },
        stages="seen contact-attempted engaged assessed in-treatment accommodated closed",
        moves="accept record_attempt record_engaged record_assessment record_treatment record_accommodated "
        "record_check close close_not_found",
        deadlines={"decide": "1 working-days", "find": "14 days"},
        outcomes="treatment detox-or-rehab accommodation reconnection hospital declined not-found "
        # after they were found: in prison, or lost again
        "prison lost-touch",
        counts={
            "D6-1": "treatment-begun",
            "D6-2": "referral-received to engaged",
            "D6-3": "street-checked",
            "D6-4": "accommodated",
        },
    ),
    "hospital-liaison": Block(
        fields={
            "hospital number, dates": "hospital_number admitted_on discharge_on discharge_now",
            "AUDIT-C and full score": "audit_c audit_full dependence",
            "withdrawal regime, dose at discharge": "withdrawal_regime dose_at_discharge",
            "diagnosis, thiamine": "diagnosis thiamine",
            "consent, safeguarding of child or adult": "consent_referral safeguarding_for safeguarding_done",
            "phone, ward contact": "contact_phone ward ward_contact",
        },
        stages="identified seen-on-ward referred accepted first-appointment closed",
        moves="accept refer_on treatment_accepts treatment_declines make_appointment close",
        deadlines={"reply": "1 working-days before discharge", "first-appointment": "5 working-days"},
        outcomes="attended did-not-attend inpatient-detox-done declined readmitted died "
        # seen and helped on the ward, or gone before the treatment service had them
        "advice-enough no-contact",
        counts={
            "D8-1": "referred-to-treatment",
            "D8-2": "referred-to-treatment to treatment-accepted",
            "D8-3": "referred-to-treatment to appointment-attended",
            "D8-4": "referral-received",
        },
    ),
    "home-fire-safety": Block(
        fields={
            "name, address, safe phone": "first_name surname home_address contact_phone safe_to_message",
            "lives alone, mobility, smoking": "lives_alone mobility smokes",
            "alcohol or drugs, alarm": "drugs_or_alcohol alarm_works",
            "emollients, oxygen, mattress": "burns_easily",
            "hoarding level, burn marks": "hoarding_level burn_marks",
            "worker safety, consent": "worker_safety worker_safety_detail consent_referral",
            "trigger": "fire_signs",
            "sorted by risk": "risk_level",
        },
        stages="referred triaged booked no-access done refused returned checker",
        moves="accept book record_done record_no_access record_refused give_back give_checker",
        deadlines={"visit": "7 days"},
        shorter={"visit": "4 hours, 31 days"},
        outcomes="alarms-fitted bedding-given safeguarding-raised advice no-access refused online-checker",
        counts={
            "D9-1": "referral-received",
            "D9-2": "visit-done",
            "D9-3": "referral-accepted to visit-done in 7 days",
            "D9-4": "referral-accepted to visit-done in 0 days",
            "D9-5": "referral-accepted to visit-done in 31 days",
        },
    ),
    "housing-duty-to-refer": Block(
        fields={
            "name, date of birth, contact": "first_name surname date_of_birth contact_phone",
            "consent to refer and to details being passed": "consent_referral consent_contact consent_date",
            "council chosen by the person": "area",
            "listed authority": "referring_body",
            "reason, date of homelessness, current place": "homeless_reason homeless_on current_place",
            "safe contact, risk, support needs": "safe_to_message risks support_needs",
            "drug or alcohol need, only if they agree": "share_need drug_need",
        },
        stages="sent acknowledged contacted duty settled closed",
        moves="accept chase record_contact record_duty record_settled record_two_years close",
        deadlines={"chase": "5 working-days", "decide": "5 working-days", "two-years": "731 days"},
        settings={"within-days": 56, "send-working-days": 1},
        outcomes="prevention-ended relief-ended main-duty no-duty refused no-contact other-area sustained "
        "not-sustained",
        counts={
            "D11-1": "duty-owed",
            "D11-2": "two-years-known",
            "D11-3": "consented to referral-received in 1 working days",
            "D11-4": "referral-received to referral-accepted in 5 working days",
            "D11-5": "outcome-recorded",
        },
    ),
    "debt-support": Block(
        fields={
            "debts by type and amount at start": "debt_types debt_total debt_type debt_amount",
            "priority debt, eviction date": "priority_total eviction_on",
            "benefit, dependants, adviser": "benefits dependants adviser_now",
            "breathing space, dates": "breathing_space breathing_space_from space_sort space_from",
            "professional's confirmation; only a provider starts it": "amhp started_by",
            "consent; informal or drug debt": "consent_referral drug_debt",
            "amount at review": "total_at_review plan_holds",
        },
        stages="referred taken-on contacted plan review closed",
        moves="accept record_contact make_plan start_breathing_space crisis_ended record_review record_drug_debt close",
        deadlines={
            "contact": "5 working-days",
            "breathing-space": "60 days",
            "crisis-space": "30 days",
            "review": "56 days",
        },
        shorter={"contact": "0 working-days"},
        settings={"eviction-days": 14},
        outcomes="reduced managed breathing-space debt-relief no-change declined "
        # what the field has no word for, and a case needs: they were never reached
        "no-contact",
        counts={
            "D12-1": "reviewed",
            "D12-2": "breathing-space",
            "D12-3": "referral-received to contacted in 5 working days",
            "D12-4": "drug-debt-passed-on",
        },
    ),
}
