"""What is counted about modern slavery, against a quarter worked out by hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from workflows.measures import nrm, nrm_times
from workflows.measures.nrm_times import Cases
from workflows.measures.nrm_told import told
from workflows.measures.rates import Period
from workflows.measures.rule import Asking
from workflows.pathways import newest
from workflows.working_days import WorkingDays

HAV, MET = "london-borough-of-havering", "metropolitan-police"
Q2, Q4 = Period(date(2026, 4, 1), date(2026, 6, 30)), Period(date(2026, 10, 1), date(2026, 12, 31))
CALENDAR = WorkingDays.england_and_wales()
AS_OF = date(2027, 1, 10)


@dataclass(frozen=True)
class Mark:
    case_id: str
    kind: str
    on_date: date
    attributes: dict = field(default_factory=dict)
    recorded_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


def on(case, kind, day, *, written=None, **said):
    at = written or datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    return Mark(case, kind, day, {code.replace("_", "-"): value for code, value in said.items()}, at)


def oct_(day):
    return date(2026, 10, day)


# A: a child, safe first, sent Thu 1 Oct, due Thu 8 Oct, yes on the 8th; crime reference next day.
# B: an adult, sent Mon 5 Oct, due Mon 12 Oct, no on the 14th; reconsideration asked 13 Nov, the 30th day.
# C: a child, safeguarding a day after the form (2 Oct), sent to a panel: 45 days end on 15 Nov; not decided.
# D: an adult, sent by the police. E: an adult's no, notified. F: not found. G: not indicated.
# H: sent on the last day before the quarter.
# A and C, children, were referred to young people's treatment: A on 12 Oct and, written twice, again on the 13th; C on
# 2 Jan, after the quarter. B, an adult, on 12 Oct: not counted.
MARKS = (
    on("A", "concern-raised", oct_(1), treatment="in-treatment"), on("A", "referral-accepted", oct_(2)),
    on("A", "safeguarding-made", oct_(1)), on("A", "assessment-completed", oct_(1), child="yes"),
    on("A", "nrm-submitted", oct_(1), child="yes", county_lines="yes", sent_for=HAV, route="single"),
    on("A", "reasonable-grounds-positive", oct_(8)), on("A", "crime-recorded", oct_(2)),
    on("A", "conclusive-grounds-positive", date(2026, 11, 9)),
    on("B", "concern-raised", oct_(1)), on("B", "referral-accepted", oct_(5)),
    on("B", "assessment-completed", oct_(5), child="no"),
    on("B", "nrm-submitted", oct_(5), child="no", county_lines="no", sent_for=HAV, route="single", repeat="yes"),
    on("B", "reasonable-grounds-negative", oct_(14)), on("B", "reconsideration-asked", date(2026, 11, 13)),
    on("C", "assessment-completed", oct_(1), child="yes"), on("C", "safeguarding-made", oct_(2)),
    on("C", "nrm-submitted", oct_(1), child="yes", county_lines="suspected", sent_for=HAV, route="local-panel"),
    on("D", "referred-by-others", oct_(20), child="no"),
    on("E", "assessment-completed", oct_(21), child="no"), on("E", "dtn-submitted", oct_(22), sent_for=HAV),
    on("F", "assessment-completed", oct_(23), assessed_as="person-not-found"),
    on("G", "assessment-completed", oct_(23), child="yes", assessed_as="indicators-not-met"),
    on("A", "treatment-referred", oct_(12), child="yes"), on("A", "treatment-referred", oct_(13), child="yes"),
    on("C", "treatment-referred", date(2027, 1, 2), child="yes"), on("B", "treatment-referred", oct_(12), child="no"),
    on("H", "nrm-submitted", date(2026, 9, 30), child="no", county_lines="yes", sent_for=HAV, route="single"),
)  # fmt: skip
CASES = Cases(MARKS, CALENDAR)


def test_assessments_are_conclusions_and_somebody_not_found_is_none():
    found = nrm.assessments(MARKS, Q4)
    assert (found.total, found.child, found.adult) == (5, 3, 2)


def test_edge_20_referrals_are_ours_and_those_of_others_stand_beside_them():
    found = nrm.referrals(MARKS, Q4, HAV)
    assert (found.total, found.child, found.adult, found.repeat) == (3, 2, 1, 1)
    assert nrm.referrals_by_others(MARKS, Q4, HAV) == 1
    assert nrm.referrals(MARKS, Q4, MET).total == 0


def test_edge_3_a_notification_is_never_a_referral():
    assert nrm.notifications(MARKS, Q4) == 1
    assert nrm.in_treatment(MARKS, Q4) == 1


def test_children_referred_to_young_peoples_treatment_by_the_day_of_that_referral():
    assert nrm.children_to_treatment(MARKS, Q4) == 1
    assert nrm.children_to_treatment(MARKS, Period(date(2027, 1, 1), date(2027, 3, 31))) == 1
    assert nrm.children_to_treatment(MARKS, Q2) == 0


def test_edge_21_a_published_share_stays_and_its_revision_is_shown():
    sent = on("X", "nrm-submitted", date(2026, 6, 10), county_lines="suspected", sent_for=HAV)
    later = on("X", "county-lines-changed", date(2026, 10, 5), county_lines="yes")
    published = nrm.county_lines((sent, later), Q2, HAV, known_by=datetime(2026, 7, 15, tzinfo=UTC))
    assert (published.yes.numerator, published.suspected) == (0, 1)
    revised = nrm.county_lines((sent, later), Q2, HAV)
    assert (revised.yes.numerator, revised.yes.denominator, revised.suspected) == (1, 1, 0)


def test_county_lines_share_of_the_quarter():
    found = nrm.county_lines(MARKS, Q4, HAV)
    assert (found.yes.sentence, found.suspected) == ("33.3% (1 of 3 referrals)", 1)


def test_grounds_in_time_and_the_panel_apart():
    # due in the quarter: A (8 Oct, in time), B (12 Oct, late), H (7 Oct, not decided)
    assert nrm_times.grounds_in_time(CASES, Q4, AS_OF).sentence == "33.3% (1 of 3 decisions that were due)"
    assert nrm_times.grounds_in_time(CASES, Q4, AS_OF, panel=True).sentence == "0.0% (0 of 1 decisions that were due)"
    assert nrm_times.grounds_in_time(CASES, Q4, date(2026, 10, 8)).denominator == 1, "nothing is late on its last day"


def test_days_and_the_ages_of_what_is_still_open():
    found = nrm_times.days_to_grounds(CASES, Q4, AS_OF)
    # A took 7 days and B 9; C has waited 101, D 82 and H 102
    assert (found.middle, found.nine_in_ten, found.decided, found.open) == (8.0, 9, 2, (82, 101, 102))
    assert nrm_times.days_to_conclusion(CASES, Q4, AS_OF).middle == 32


def test_shares_of_decisions_and_of_safety_and_crime_records():
    assert nrm_times.positive_share(CASES, Q4).percent == 50.0
    assert nrm_times.positive_share(CASES, Q4, conclusive=True).sentence == "100.0% (1 of 1 decisions)"
    assert nrm_times.safety_first(CASES, Q4).sentence == "50.0% (1 of 2 children referred)"
    assert nrm_times.crime_reference_held(CASES, Q4, AS_OF).sentence == "33.3% (1 of 3 referrals)"


def test_turning_18_reconsideration_and_screening():
    # E was never referred; nobody wrote down what B chose
    assert nrm_times.choice_at_18(CASES, {"B", "E"}).sentence == "0.0% (0 of 1 people who turned 18)"
    assert nrm_times.reconsidered_in_time(CASES, Q4).percent == 100.0
    # both raised on Thursday: A was taken up on Friday, B on Monday
    assert nrm_times.screened_in_time(CASES, Q4, AS_OF).percent == 50.0


def test_every_count_is_said_in_words():
    said = [(one.number, one.said) for one in told(MARKS, Asking("havering", Q4, AS_OF), ["B"])]
    assert [number for number, _ in said] == [
        "M-B1", "M-B2", "M-B2x", "M-B3", "M-B4", "M-B14", "M-B14", "M-B5", "M-B5", "M-B6", "M-B6", "M-B7", "M-B7",
        "M-B8", "M-B9", "M-B10", "M-B11", "M-B12",
    ]  # fmt: skip
    words = dict(reversed(said))
    assert words["M-B2"] == "3: 2 children, 1 adults; 1 referred before"
    assert words["M-B5"] == "33.3% (1 of 3 decisions that were due)"
    assert words["M-B6"] == "half within 8 days, nine in ten within 9 (2 decided)"
    now = {one.label: one.said for one in told(MARKS, Asking("havering", Q4, date(2026, 12, 31)), [])}
    assert "; 3 waiting, the longest for 92 days" in now["From sending to reasonable grounds"], "told by their age"
    by_mistake = on("A", "cancelled", oct_(30))
    assert told((*MARKS, by_mistake), Asking("havering", Q4, AS_OF), [])[1].said.startswith("2: 1 child")


def test_every_milestone_that_a_count_names_is_one_of_the_pathway():
    known = {milestone.code for milestone in newest("nrm").milestones}
    assert {code for codes in nrm.NAMES_MILESTONES.values() for code in codes} <= known
