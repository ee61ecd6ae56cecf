"""The answers of a whole prison-release referral, about somebody invented."""

from datetime import date
from typing import Any

TODAY = date(2026, 6, 8)


def whole(**changed: Any) -> dict[str, Any]:
    """Everything that must be answered about Kelly Marsh, due to leave on Monday 6 July 2026; None leaves one out."""
    answers = {
        "first_name": "Kelly", "surname": "Marsh", "date_of_birth": "1990-03-31", "prison_number": "Z9001TX",
        "sex": "female", "gender": "woman", "area_on_release": "havering", "outward_code": "RM3",
        "ethnicity": "prefers-not-to-say", "disability": "no", "language": "english", "interpreter": "no",
        "veteran": "no", "care_experienced": "not-known", "prison": "bronzefield", "reception_date": "2026-03-02",
        "sentence_type": "standard-determinate", "sentence_date": "2026-03-02", "served_under_28_days": "no",
        "already_released": "no", "release_type": ["crd"], "release_date_known": "yes",
        "planned_release_date": "2026-07-06", "release_date_kind": "conditional", "release_date_source": "prison",
        "release_date_confidence": "likely", "drug_1": "heroin", "drug_1_route": "smoked",
        "drug_1_frequency": "daily", "uses_in_custody": "no", "past_misuse": "no", "drug_issue": "yes",
        "alcohol_issue": "no", "engaged_in_custody": "yes", "intends_referral": "yes",
        "service_name": "The community service in Romford", "support_status": "in-progress", "on_ost": "no",
        "alcohol_dependence": "none", "alcohol_withdrawal_risk": "no", "alcohol_medication": "none",
        "overdose_last_year": "no", "naloxone": "yes", "naloxone_kit": "nasal", "naloxone_trained": "yes",
        "risk_children": "low", "risk_public": "low", "risk_known_adult": "low", "risk_staff": "low",
        "self_harm_concern": "no", "acct_open": "no", "safeguarding_concern": "no", "exploitation": ["none"],
        "children_contact": "none", "domestic_abuse": ["none"], "mappa_level": "none", "exclusion_zone": "no",
        "lone_worker_warning": "no", "accommodation": "family", "duty_to_refer_sent": "no",
        "crs_referral_sent": "no", "on_licence": "yes", "probation_practitioner": "Not allocated",
        "probation_office": "Romford", "probation_backup": "The duty desk", "licence_conditions": ["none"],
        "probation_appointment": "on-release", "gate_pickup": "provider", "safe_to_message": "yes",
        "contact_phone": "07700 900123", "consent_provider": "yes", "consent_probation": "yes",
        "consent_housing": "yes", "consent_gp": "yes", "consent_reconnect": "yes", "consent_panel": "yes",
        "consent_ndtms": "yes", "consent_date": "2026-06-08", "consent_how": "signed",
        "consent_taken_by": "Ana Reyes", "referrer_name": "Ana Reyes", "referrer_role": "Recovery worker",
        "referrer_team": "Psychosocial team", "referrer_email": "ana.reyes@example.net",
        "referrer_phone": "020 7946 0123", "referrer_deputy": "Sam Obi, 020 7946 0124",
    }  # fmt: skip
    return {field: value for field, value in (answers | changed).items() if value is not None}
