"""What an invented prison worker answers on the prison-release form: all of it, in the plainest way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from coordination.demo.people import MARK, Person

PRISON_PHONE = "020 7946 0501"


def prison_release(
    person: Person, sent: date, release: date | None, sender: Mapping[str, str], more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A whole set of answers as kept by the form, sent on this day; `more` says what is different about this story.

    An answer that the others make superfluous may be among them: the form does not ask for it, so it is not sent.
    """
    answers: dict[str, Any] = {
        **_person(person, sent),
        **_custody(sent, release),
        **TREATMENT,
        **RISK,
        **LIVING,
        **_agreement(sent, sender),
        "contact_phone": person.phone,
        **person.more,
        **(more or {}),
    }
    return {code: value for code, value in answers.items() if value is not None}


def _person(person: Person, sent: date) -> dict[str, Any]:
    return {
        "first_name": person.first_name,
        "surname": f"{person.surname} {MARK}",
        "date_of_birth": person.born(sent).isoformat(),
        "prison_number": person.prison_number,
        "nhs_number": person.nhs_number,
        "sex": person.sex,
        "gender": {"male": "man", "female": "woman"}.get(person.sex),
        "ethnicity": "white",
        "disability": "no",
        "language": "english",
        "interpreter": "no",
        "veteran": "no",
        "care_experienced": "no",
    }


def _custody(sent: date, release: date | None) -> dict[str, Any]:
    came = sent - timedelta(days=140)
    dated = {
        "release_date_known": "yes",
        "planned_release_date": release.isoformat(),
        "release_date_kind": "conditional",
        "release_date_source": "prison",
        "release_date_confidence": "likely",
    } if release else {"release_date_known": "no"}  # fmt: skip
    return {
        "reception_date": came.isoformat(),
        "sentence_type": "standard-determinate",
        "sentence_date": (came + timedelta(days=7)).isoformat(),
        "served_under_28_days": "no",
        "already_released": "no",
        "release_type": ["crd"],
        **dated,
    }


TREATMENT: dict[str, Any] = {
    "drug_1": "heroin",
    "drug_1_route": "smoked",
    "drug_1_frequency": "daily",
    "drug_2": "crack",
    "drug_2_route": "smoked",
    "drug_2_frequency": "some-days",
    "uses_in_custody": "no",
    "past_misuse": "no",
    "drug_issue": "yes",
    "alcohol_issue": "no",
    "engaged_in_custody": "yes",
    "intends_referral": "yes",
    "service_name": "The community treatment service",
    "support_status": "in-progress",
    "on_ost": "no",
    "alcohol_dependence": "none",
    "alcohol_withdrawal_risk": "no",
    "alcohol_medication": "none",
    "overdose_last_year": "no",
    "overdose_in_custody": "no",
    "naloxone": "yes",
    "naloxone_kit": "nasal",
    "naloxone_trained": "yes",
}

RISK: dict[str, Any] = {
    "risk_children": "low",
    "risk_public": "low",
    "risk_known_adult": "low",
    "risk_staff": "low",
    "self_harm_concern": "no",
    "safety_plan": "none",
    "acct_open": "no",
    "safeguarding_concern": "no",
    "exploitation": ["none"],
    "children_contact": "none",
    "domestic_abuse": ["none"],
    "mappa_level": "none",
    "exclusion_zone": "no",
    "lone_worker_warning": "no",
}

LIVING: dict[str, Any] = {
    "accommodation": "family",
    "duty_to_refer_sent": "no",
    "crs_referral_sent": "no",
    "on_licence": "yes",
    "probation_practitioner": f"Wren Alderby {MARK}",
    "probation_office": "The local probation office",
    "probation_backup": "The office's duty number, 020 7946 0110",
    "licence_conditions": ["testing"],
    "probation_appointment": "on-release",
    "gate_pickup": "none",
    "safe_to_message": "yes",
}


def _agreement(sent: date, sender: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{f"consent_{to}": "yes" for to in ("provider", "probation", "housing", "gp", "reconnect", "panel", "ndtms")},
        "consent_date": (sent - timedelta(days=2)).isoformat(),
        "consent_how": "signed",
        "consent_taken_by": sender["name"],
        "referrer_name": sender["name"],
        "referrer_role": "Release co-ordinator",
        "referrer_team": sender["team"],
        "referrer_email": sender["email"],
        "referrer_phone": PRISON_PHONE,
        "referrer_deputy": f"The duty desk, {PRISON_PHONE}",
    }


# On methadone to the day of release, and covered until the community prescriber's first appointment.
def on_methadone(sent: date, release: date) -> dict[str, Any]:
    """The answers about a substitute that is prescribed without a gap."""
    return {
        "on_ost": "yes",
        "ost_medication": "methadone",
        "dose": 40,
        "last_dose_at": f"{sent.isoformat()}T08:30",
        "dose_supervised": "yes",
        "bridging_prescription": "yes",
        "bridging_start": release.isoformat(),
        "bridging_end": (release + timedelta(days=5)).isoformat(),
        "pharmacy": f"Bluebell Pharmacy {MARK}",
        "prescriber_slot": f"{(release + timedelta(days=2)).isoformat()}T11:00",
    }
