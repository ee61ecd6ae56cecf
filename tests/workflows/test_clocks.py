"""Deadlines, and the sentences that explain them, against a table of dates."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workflows.clocks import due
from workflows.local_time import LONDON
from workflows.vocabulary import Always, Bound, Clock, Is, Shorter, answer
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


RECEIVED = local("2026-11-25T14:00")
ACCEPT = Clock(code="accept", label="Accept or decline", origin="submitted", length=1, unit="working-days")


def clock(**changes):
    words = {"code": "c", "label": "Do it", "origin": "submitted", "length": 1, "unit": "working-days"}
    return Clock(**(words | changes))


def work_out(rule, received=RECEIVED, **more):
    given = {"origins": {"submitted": received}, "started": received, "calendar": CALENDAR}
    return due(rule, **(given | more))


def due_on(rule, received, **more):
    return work_out(rule, received, **more).at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


def test_the_sentence_names_both_days_in_full():
    assert work_out(ACCEPT).sentence == (
        "Accept or decline by the end of Thursday 26 November 2026: "
        "one working day after it was received on Wednesday 25 November 2026."
    )


@pytest.mark.parametrize(
    ("words", "received", "expected"),
    [
        # a working day runs to the end of the local day, whatever the hour it was received
        ({}, "2026-11-25T00:01", "2026-11-26T23:59:59"),
        ({}, "2026-11-25T23:59", "2026-11-26T23:59:59"),
        ({}, "2026-11-27T10:00", "2026-11-30T23:59:59"),
        ({}, "2026-11-28T10:00", "2026-11-30T23:59:59"),
        # bank holidays, year end, leap day
        ({}, "2026-04-02T10:00", "2026-04-07T23:59:59"),
        ({"length": 5}, "2026-12-23T10:00", "2027-01-04T23:59:59"),
        ({"length": 2}, "2028-02-28T10:00", "2028-03-01T23:59:59"),
        ({"length": 1, "unit": "days"}, "2028-02-28T10:00", "2028-02-29T23:59:59"),
        ({"length": 1, "unit": "days"}, "2027-02-28T10:00", "2027-03-01T23:59:59"),
        # the same day
        ({"length": 0}, "2026-11-25T10:00", "2026-11-25T23:59:59"),
        ({"length": 0, "on_working_day": "next"}, "2026-11-28T10:00", "2026-11-30T23:59:59"),
        ({"length": 3, "unit": "days", "on_working_day": "next"}, "2026-11-25T10:00", "2026-11-30T23:59:59"),
        ({"length": 3, "unit": "days", "on_working_day": "previous"}, "2026-11-25T10:00", "2026-11-27T23:59:59"),
        ({"time_of_day": "14:00"}, "2026-11-25T10:00", "2026-11-26T14:00:00"),
        # hours count on the clock of the world: 24 of them are 25 on the wall in spring, 23 in autumn
        ({"length": 24, "unit": "hours"}, "2026-03-28T12:00", "2026-03-29T13:00:00"),
        ({"length": 24, "unit": "hours"}, "2026-10-24T12:00", "2026-10-25T11:00:00"),
        ({"length": 24, "unit": "hours"}, "2026-12-31T16:10", "2027-01-01T16:10:00"),
        # a day is a day on both nights
        ({"length": 1, "unit": "days"}, "2026-03-28T12:00", "2026-03-29T23:59:59"),
        ({"length": 1, "unit": "days"}, "2026-10-24T12:00", "2026-10-25T23:59:59"),
    ],
)
def test_table_of_dates(words, received, expected):
    assert due_on(clock(**words), local(received)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_end_of_a_day_follows_the_change_of_the_clocks(day, expected):
    assert work_out(clock(length=1, unit="days"), day, started=RECEIVED).at == expected


def test_a_time_of_day_in_the_lost_hour_and_in_the_doubled_hour():
    half_past_one = clock(length=1, unit="days", time_of_day="01:30")
    assert work_out(half_past_one, date(2027, 3, 27), started=RECEIVED).at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert work_out(half_past_one, date(2026, 10, 24), started=RECEIVED).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_case_06_released_from_court_day_21():
    engaged = clock(label="Start structured treatment", origin="release", length=21, unit="days")
    released = local("2026-07-14T16:10")
    worked_out = work_out(
        engaged,
        origins={"release": released},
        started=local("2026-07-14T17:30"),
        labels={"release": "they left prison"},
    )
    assert worked_out.at == local("2026-08-04T23:59:59")
    assert worked_out.sentence == (
        "Start structured treatment by the end of Tuesday 4 August 2026: 21 days after they left prison on Tuesday "
        "14 July 2026."
    )


def test_case_06_the_planned_date_may_be_blank():
    plan = clock(
        label="Plan the release",
        origin="release",
        length=7,
        unit="days",
        direction="before",
        while_unknown=Bound(origin="submitted"),
    )
    worked_out = work_out(plan, origins={"release": None, "submitted": RECEIVED})
    assert worked_out.at == local("2026-11-25T23:59:59")
    assert worked_out.sentence == (
        "Plan the release by the end of Wednesday 25 November 2026: the day it was received, "
        "while it is not known when they are due to leave prison."
    )


def test_case_07_a_day_out_on_temporary_licence_starts_no_clock():
    engaged = clock(label="Start structured treatment", origin="release", length=21, unit="days")
    worked_out = work_out(engaged, origins={"temporary_release": local("2026-07-08T08:00")})
    assert worked_out.at is None
    assert worked_out.sentence == (
        "Start structured treatment: no date until it is known when they are due to leave prison."
    )


def test_case_25_day_21_of_a_prison_record_without_referral():
    engaged = clock(origin="release", length=21, unit="days")
    worked_out = work_out(engaged, origins={"release": date(2026, 9, 10)}, started=local("2026-09-14T09:00"))
    assert worked_out.at == local("2026-10-01T23:59:59")


def test_before_the_release_counts_backwards():
    listed = clock(
        label="Review at panel", origin="release", length=28, unit="days", direction="before", on_working_day="previous"
    )
    worked_out = work_out(listed, origins={"release": date(2026, 12, 27)})
    assert worked_out.at == local("2026-11-27T23:59:59")
    assert worked_out.sentence == (
        "Review at panel by the end of Friday 27 November 2026: 28 days before they are due to leave prison on "
        "Sunday 27 December 2026, moved to the previous working day."
    )


def test_a_setting_replaces_the_length_and_is_named():
    rule = clock(setting="accept_days")
    assert work_out(rule, settings={"accept_days": 3}).setting == "accept_days"
    assert due_on(rule, RECEIVED, settings={"accept_days": 3}) == "2026-11-30T23:59:59"
    assert work_out(rule, settings={"another": 3}).setting is None
    assert due_on(rule, RECEIVED, settings={"another": 3}) == "2026-11-26T23:59:59"


def test_the_first_shorter_length_that_holds_wins_with_its_reason():
    rule = clock(
        label="Accept or decline",
        length=3,
        shorter=(
            Shorter(when=Is(answer("risk"), "high"), length=1, say="the risk is high"),
            Shorter(when=Always(), length=0, say="because release is within 3 working days"),
        ),
    )
    worked_out = work_out(rule, holds=lambda condition: isinstance(condition, Always))
    assert worked_out.at == local("2026-11-25T23:59:59")
    assert worked_out.sentence == (
        "Accept or decline by the end of Wednesday 25 November 2026: the day it was received, "
        "because release is within 3 working days."
    )
    both = work_out(rule, holds=lambda condition: True)
    assert "because the risk is high" in both.sentence
    cannot_be_told = work_out(rule, holds=lambda condition: None)
    assert cannot_be_told.at == local("2026-11-30T23:59:59")


def test_never_before_the_earliest_nor_after_the_latest():
    rule = clock(
        origin="release",
        length=7,
        unit="days",
        direction="before",
        earliest=Bound(origin="submitted", length=2),
        latest=Bound(origin="release", length=1, direction="before"),
    )

    def at(release):
        return work_out(rule, origins={"submitted": RECEIVED, "release": release}).at

    assert at(date(2026, 12, 25)) == local("2026-12-18T23:59:59")
    assert at(date(2026, 12, 1)) == local("2026-11-27T23:59:59")
    assert at(date(2026, 11, 27)) == local("2026-11-26T23:59:59")


def test_bounds_are_said():
    rule = clock(length=10, latest=Bound(origin="release", length=1, direction="before"))
    worked_out = work_out(rule, origins={"submitted": RECEIVED, "release": date(2026, 12, 1)})
    assert worked_out.sentence.endswith(
        "but no later than one working day before they are due to leave prison on Tuesday 1 December 2026."
    )


def test_what_was_already_past_when_it_began_gets_a_date_that_can_be_kept():
    rule = clock(
        label="Review at panel",
        origin="release",
        length=28,
        unit="days",
        direction="before",
        when_past=Bound(origin="started", length=1),
    )
    worked_out = work_out(rule, origins={"release": date(2026, 12, 4)})
    assert worked_out.at == local("2026-11-26T23:59:59")
    assert worked_out.sentence == (
        "Review at panel by the end of Thursday 26 November 2026: one working day after this deadline was set on "
        "Wednesday 25 November 2026, because Friday 6 November 2026 (28 days before they are due to leave "
        "prison on Friday 4 December 2026) had already passed."
    )


def test_a_new_date_for_what_was_past_still_keeps_to_the_latest_moment():
    rule = clock(
        origin="release",
        length=28,
        unit="days",
        direction="before",
        when_past=Bound(origin="started", length=5),
        latest=Bound(origin="release", length=1, direction="before"),
    )
    assert work_out(rule, origins={"release": date(2026, 11, 27)}).at == local("2026-11-26T23:59:59")
    # A latest moment that has gone by as well cannot be kept: the new date stands.
    assert work_out(rule, origins={"release": date(2026, 11, 25)}).at == local("2026-12-02T23:59:59")


def test_short_notice_decides_before_the_earliest_moment():
    rule = clock(
        label="Meet them",
        origin="release",
        length=14,
        unit="days",
        direction="before",
        earliest=Bound(origin="submitted", length=2),
        when_past=Bound(origin="release", length=1, unit="days", direction="before"),
    )
    origins = {"submitted": RECEIVED, "release": date(2026, 11, 27)}
    assert work_out(rule, origins=origins).at == local("2026-11-26T23:59:59")
    assert work_out(rule, origins=origins | {"release": date(2026, 12, 10)}).at == local("2026-11-27T23:59:59")
    # Past only because the latest moment is.
    late = clock(
        length=5,
        latest=Bound(origin="release", length=1, unit="days", direction="before"),
        when_past=Bound(origin="started", length=1),
    )
    assert work_out(late, origins=origins | {"release": date(2026, 11, 25)}).at == local("2026-11-26T23:59:59")


def test_the_time_that_it_stood_still_is_added():
    rule = clock(label="Accept or decline", length=2, pauses=("info_requested",))
    wait = (local("2026-11-26T10:00"), local("2026-12-01T09:00"))
    worked_out = work_out(rule, paused=[wait])
    assert worked_out.at == local("2026-12-02T23:59:59")
    assert worked_out.sentence == (
        "Accept or decline by the end of Wednesday 2 December 2026: two working days after it was received on "
        "Wednesday 25 November 2026, and three working days more for the time it stood still."
    )


def test_hours_stand_still_to_the_minute():
    rule = clock(length=24, unit="hours", pauses=("info_requested",))
    wait = (local("2026-11-25T15:00"), local("2026-11-25T17:30"))
    worked_out = work_out(rule, paused=[wait])
    assert worked_out.at == local("2026-11-26T16:30")
    assert "and two hours and 30 minutes more" in worked_out.sentence


def test_while_it_stands_still_it_has_no_date_unless_a_latest_moment_holds():
    open_wait = [(local("2026-11-26T10:00"), None)]
    rule = clock(pauses=("info_requested",))
    worked_out = work_out(rule, paused=open_wait)
    assert worked_out.at is None
    assert worked_out.standing_still_since == local("2026-11-26T10:00")
    assert "stands still since Thursday 26 November 2026" in worked_out.sentence
    bounded = clock(pauses=("info_requested",), latest=Bound(origin="release", length=1, direction="before"))
    worked_out = work_out(bounded, origins={"submitted": RECEIVED, "release": date(2026, 12, 4)}, paused=open_wait)
    assert worked_out.at == local("2026-12-03T23:59:59")
    assert worked_out.standing_still_since == local("2026-11-26T10:00")


def test_a_wait_after_the_deadline_cannot_undo_lateness():
    rule = clock(pauses=("info_requested",))
    wait = (local("2026-11-27T10:00"), local("2026-12-04T10:00"))
    assert work_out(rule, paused=[wait]).at == local("2026-11-26T23:59:59")


def test_only_the_part_of_a_wait_after_the_beginning_counts():
    rule = clock(pauses=("info_requested",))
    wait = (local("2026-11-20T10:00"), local("2026-11-26T10:00"))
    assert work_out(rule, paused=[wait]).at == local("2026-11-27T23:59:59")
    before_it_all = (local("2026-11-20T10:00"), local("2026-11-24T10:00"))
    assert work_out(rule, paused=[before_it_all]).at == local("2026-11-26T23:59:59")


def test_a_date_that_lies_ahead_does_not_wait():
    rule = clock(origin="release", length=7, unit="days", direction="before", pauses=("info_requested",))
    release = datetime(2026, 12, 18, tzinfo=UTC)
    wait = (local("2026-11-26T10:00"), local("2026-12-30T10:00"))
    assert work_out(rule, origins={"release": release}, paused=[wait]).at == local("2026-12-11T23:59:59")
    already_out = {"release": local("2026-11-24T09:00")}
    assert work_out(rule, origins=already_out, paused=[(local("2026-11-16T10:00"), None)]).standing_still_since is None


def test_a_clock_that_names_no_wait_never_stands_still():
    wait = (local("2026-11-25T15:00"), local("2026-12-04T10:00"))
    assert work_out(clock(), paused=[wait]).at == work_out(clock()).at


def test_a_date_past_the_known_holidays_carries_a_warning():
    after = datetime.combine(CALENDAR.known_until, datetime.min.time(), tzinfo=LONDON) + timedelta(days=30)
    assert "check this date" in work_out(clock(), after).warning
    assert work_out(clock()).warning is None


@pytest.mark.parametrize("words", [{}, {"unit": "hours", "length": 48}, {"direction": "before"}])
@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_mistyped_year_gives_a_sentence_and_stops_nothing(words, day):
    worked_out = work_out(clock(**words), day, started=RECEIVED)
    assert worked_out.at is not None or "cannot be right" in worked_out.sentence


def test_the_year_that_cannot_be_right_is_named_by_its_origin():
    assert work_out(clock(), date(9999, 12, 31), started=RECEIVED).sentence == (
        "Do it: no date, because the year it was received cannot be right."
    )


def test_the_words_of_the_pathway_name_its_own_origins():
    rule = clock(label="Refer to MASH", origin="strategy_discussion", length=15)
    worked_out = work_out(
        rule,
        origins={"strategy_discussion": date(2026, 11, 2)},
        labels={"strategy_discussion": "the strategy discussion was held"},
    )
    assert worked_out.sentence.endswith("after the strategy discussion was held on Monday 2 November 2026.")
    without_label = work_out(rule, origins={"strategy_discussion": date(2026, 11, 2)})
    assert without_label.sentence.endswith("after strategy discussion happened on Monday 2 November 2026.")


def test_worked_out_again_later_it_is_still_one_that_can_be_kept():
    rule = clock(
        origin="release", length=7, unit="days", direction="before", when_past=Bound(origin="accepted", length=0)
    )
    worked_out = work_out(rule, origins={"release": date(2026, 11, 27), "accepted": date(2026, 11, 2)})
    assert worked_out.at == local("2026-11-25T23:59:59")
    assert "the day this deadline was set, because Friday 20 November 2026" in worked_out.sentence
    never_accepted = work_out(rule, origins={"release": date(2026, 11, 27)})
    assert never_accepted.at == local("2026-11-25T23:59:59")
