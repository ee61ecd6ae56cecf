"""Prison release measures M-A2 to M-A11, each against small cases counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.workflows.prison_spells import HAVERING, LATER, QUARTER, missed, released, started
from workflows.measures import prison_activity as activity
from workflows.measures.prison_spells import Appointment, PanelAction, Referral
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
THURSDAY = date(2026, 7, 2)


def counts(rate):
    return rate.numerator, rate.denominator


def referred(days_before, on=THURSDAY):
    return released(on, referrals=(Referral(submitted_on=on - timedelta(days=days_before), source="prison"),))


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (120, "84 days or more"),
        (84, "84 days or more"),
        (83, "56 to 83 days"),
        (56, "56 to 83 days"),
        (55, "28 to 55 days"),
        (28, "28 to 55 days"),
        (27, "14 to 27 days"),
        (14, "14 to 27 days"),
        (13, "3 to 13 days"),
        (3, "3 to 13 days"),
        (2, "0 to 2 days"),
        (0, "0 to 2 days"),
        (-1, "after release"),
    ],
)
def test_lead_time_bands(days, band):
    assert activity.lead_time_band(referred(days)) == band


def test_lead_times_name_every_band_and_leave_out_who_was_never_referred():
    found = activity.lead_times([referred(90), referred(1), released(THURSDAY, referrals=())], QUARTER, LATER)
    assert found == {
        "84 days or more": 1,
        "56 to 83 days": 0,
        "28 to 55 days": 0,
        "14 to 27 days": 0,
        "3 to 13 days": 0,
        "0 to 2 days": 1,
        "after release": 0,
    }


def test_seen_by_the_next_working_day_reaches_over_a_weekend():
    friday = date(2026, 7, 3)
    spells = [
        released(friday, contacts_attended=(date(2026, 7, 6),)),
        released(friday, contacts_attended=(date(2026, 7, 7),)),
        released(friday, contacts_attended=(date(2026, 7, 2),)),  # before release
        released(friday, accepted_by_area=None, contacts_attended=(friday,)),
        released(date(2026, 9, 30), contacts_attended=(date(2026, 9, 30),)),
    ]
    rate = activity.seen_by_next_working_day(spells, QUARTER, date(2026, 10, 1), CALENDAR)
    assert counts(rate) == (1, 3)
    assert rate.pending == 1


def test_an_appointment_is_known_before_release_to_the_minute():
    walked_out = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)

    def spell(set_at, released_at=walked_out):
        appointment = Appointment(on=THURSDAY, set_at=set_at)
        return released(THURSDAY, released_at=released_at, appointments=(appointment,))

    before, after = walked_out - timedelta(minutes=1), walked_out
    rate = activity.appointment_known_before_release([spell(before), spell(after)], QUARTER, LATER)
    assert counts(rate) == (1, 2)
    only_the_date = activity.appointment_known_before_release([spell(before, released_at=None)], QUARTER, LATER)
    assert counts(only_the_date) == (0, 1)


def test_days_to_structured_start_show_the_distribution():
    spells = [released(THURSDAY, starts=started(THURSDAY + timedelta(days=days))) for days in (0, 4, 21, 30)]
    found = activity.days_to_structured_start([*spells, released(THURSDAY)], QUARTER, LATER)
    assert found.median == 12.5
    assert {day: counts(rate) for day, rate in found.by_day.items()} == {
        0: (1, 4),
        1: (1, 4),
        7: (2, 4),
        14: (2, 4),
        21: (3, 4),
        28: (3, 4),
    }
    nothing = activity.days_to_structured_start([], QUARTER, LATER)
    assert nothing.median is None
    assert nothing.by_day[21].sentence == "no starts"


def test_dont_know_is_not_yes_for_naloxone():
    spells = [released(THURSDAY, opioid_use=True, naloxone=answer) for answer in ("yes", "no", "dont-know", None)]
    spells += [released(THURSDAY, on_ost=True, naloxone="yes"), released(THURSDAY, naloxone="yes")]
    rate = activity.naloxone_at_the_gate(spells, QUARTER, LATER)
    assert (counts(rate), rate.not_known) == ((2, 5), 2)


def test_gap_in_substitute_medication():
    def spell(**facts):
        return released(THURSDAY, on_ost=True, last_dose_on=THURSDAY, **facts)

    spells = [
        spell(first_community_dose_on=date(2026, 7, 3)),
        spell(first_community_dose_on=date(2026, 7, 4)),
        spell(bridging_ends=date(2026, 7, 12), first_community_dose_on=date(2026, 7, 13)),
        spell(bridging_ends=date(2026, 7, 12)),
        spell(returned_to_custody_on=date(2026, 7, 3)),
        released(THURSDAY, on_ost=True),
        released(THURSDAY, last_dose_on=THURSDAY),
    ]
    rate = activity.gap_in_substitute_medication(spells, QUARTER, LATER)
    assert (counts(rate), rate.not_known) == ((2, 6), 1)


def test_missed_appointments_leave_out_what_the_service_cancelled():
    set_at = datetime(2026, 6, 1, tzinfo=UTC)
    others = tuple(
        Appointment(on=date(2026, 7, 9), set_at=set_at, outcome=outcome)
        for outcome in ("attended", "cancelled-by-service", "cancelled-by-person", None)
    )
    spell = released(THURSDAY, appointments=missed(date(2026, 7, 3), date(2026, 12, 1)) + others)
    rate = activity.missed_appointments([spell], QUARTER, LATER)
    assert (counts(rate), rate.not_known) == ((1, 4), 1)


@pytest.mark.parametrize(
    ("reception", "sent", "in_time"),
    [
        (date(2026, 1, 5), date(2026, 5, 7), 1),  # 56 days before 2 July
        (date(2026, 1, 5), date(2026, 5, 8), 0),
        (date(2026, 6, 19), date(2026, 6, 23), 1),  # a short stay: two working days from a Friday
        (date(2026, 6, 19), date(2026, 6, 24), 0),
        (None, date(2026, 5, 7), 1),
        (date(2026, 1, 5), None, 0),
    ],
)
def test_duty_to_refer_in_time(reception, sent, in_time):
    spell = released(
        THURSDAY,
        homeless_or_at_risk=True,
        duty_to_refer_consent=True,
        received_into_prison_on=reception,
        duty_to_refer_sent_on=sent,
    )
    assert counts(activity.duty_to_refer_in_time([spell], QUARTER, LATER, CALENDAR)) == (in_time, 1)


def test_nobody_is_counted_for_the_duty_to_refer_without_consent():
    spell = released(THURSDAY, homeless_or_at_risk=True, duty_to_refer_sent_on=date(2026, 5, 1))
    assert activity.duty_to_refer_in_time([spell], QUARTER, LATER, CALENDAR).percent is None


def test_panel_reach_and_actions():
    action = PanelAction(due_on=date(2026, 7, 10), done_on=date(2026, 7, 10))
    late = PanelAction(due_on=date(2026, 7, 10), done_on=date(2026, 7, 11))
    spells = [
        released(THURSDAY, panel_listed=True, panel_reviewed_on=date(2026, 6, 18), panel_actions=(action, late)),
        released(
            THURSDAY,
            panel_listed=True,
            panel_reviewed_on=date(2026, 6, 19),
            panel_actions=(PanelAction(due_on=date(2026, 7, 10)),),
        ),
        released(THURSDAY),
    ]
    assert counts(activity.panel_reach(spells, QUARTER, LATER)) == (1, 2)
    assert counts(activity.panel_actions_on_time(spells, QUARTER, LATER)) == (1, 3)
    assert activity.panel_actions_on_time(spells, QUARTER, date(2026, 7, 10)).percent is None


def test_the_prompt_ends_with_a_start_here_but_not_elsewhere():
    seen = (date(2026, 7, 3),)
    elsewhere = released(THURSDAY, contacts_attended=seen, starts=started(date(2026, 7, 4), area="waltham-forest"))
    here = released(THURSDAY, contacts_attended=seen, starts=started(date(2026, 7, 4)))
    assert activity.contacts_without_start(elsewhere, HAVERING, date(2026, 7, 16)) == "1 contact, no structured start"
    assert activity.contacts_without_start(here, HAVERING, date(2026, 7, 16)) is None
