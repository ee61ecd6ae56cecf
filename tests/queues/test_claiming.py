"""Taking a task, handing it back, giving it to a colleague: who may, who is told what, what the log keeps."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from coordination import clock
from coordination.db import writing
from coordination.errors import MovedOn, NotAllowed, NotVisible
from coordination.queues.commands.claiming import claim, claim_next, hand_back
from coordination.queues.commands.nudging import nudge
from coordination.queues.commands.sharing_out import assign, assign_many, hand_back_many
from tests.patience import PATIENCE
from tests.queues.conftest import NOW


def take(worker, reference, once="1"):
    with writing(worker) as session:
        return claim(session, worker, reference, once=once)


def test_a_worker_takes_a_task_and_the_case_s_chain_tells(team):
    ana, task = team.worker(), team.task()
    claimed = take(ana, task)
    holder, name, since, *_ = team.stands(task)
    assert (holder, name, since) == (ana.id, "Ana Reyes", NOW)
    assert claimed.asks == "Accept or decline"
    assert [(kind, who) for kind, who, _ in team.events(task)] == [("task.claimed", ana.id)]


def test_the_second_is_told_who_has_it_and_since_when(team):
    ana, sam, task = team.worker(), team.worker("Sam Okafor"), team.task()
    take(ana, task)
    told = pytest.raises(MovedOn, match="Ana Reyes took this task 12 minutes ago")
    with clock.at(NOW + timedelta(minutes=12)), told as no:
        take(sam, task)
    assert no.value.kept["holder"] == "Ana Reyes"
    assert len(team.events(task)) == 1


def test_the_same_press_twice_is_one_claim(team):
    ana, task = team.worker(), team.task()
    assert take(ana, task) == take(ana, task)
    assert take(ana, task, once="another page").reference == task
    assert len(team.events(task)) == 1


def test_a_task_of_another_team_is_not_seen_at_all(team, building):
    stranger = building.team(name="Housing").worker("Stranger")
    task = team.task()
    with pytest.raises(NotVisible):
        take(stranger, task)
    assert team.stands(task)[0] is None


def test_a_team_on_the_same_case_cannot_take_the_other_team_s_task_not_even_by_raw_sql(team, building):
    housing = building.team(name="Housing")
    visitor, task = housing.worker("Priya Shah"), team.task()
    building.agree(team.agency_id, housing.agency_id, "core")
    housing.joins(team.stands(task)[3], giver_id=team.agency_id)
    with pytest.raises(NotAllowed, match="Only somebody in that team can take it"):
        take(visitor, task)
    with pytest.raises(ProgrammingError, match="Only the team that a task waits for"), writing(visitor) as session:
        session.execute(
            text("update task set holder_id = :me, holder_name = 'x', claimed_at = :now where reference = :which"),
            {"me": visitor.id, "now": NOW, "which": task},
        )


def test_a_blocked_worker_meets_no_such_task(team, building):
    ana, task = team.worker(), team.task()
    building.sql(
        "insert into case_block (id, case_id, worker_id, by_id, reason, at) "
        "values (uuidv7(), %s, %s, %s, 'a relative', %s)", team.stands(task)[3], ana.id, ana.id, NOW,
    )  # fmt: skip
    with pytest.raises(NotVisible):
        take(ana, task)


def test_a_case_that_is_no_longer_shared_is_refused_in_words(team, building):
    giver = building.agency("Prison healthcare")
    ana, task = team.worker(), team.task()
    building.sql("update participant set giver_id = %s where case_id = %s", giver, team.stands(task)[3])
    with pytest.raises(NotAllowed, match="not shared with your agency at the moment"):
        take(ana, task)
    assert team.stands(task)[0] is None


def test_take_the_next_one_takes_the_most_pressing_that_nobody_has(team):
    ana, sam = team.worker(), team.worker("Sam Okafor")
    team.task(due=NOW + timedelta(days=1))
    team.task(due=NOW - timedelta(days=2), held_by=sam)
    urgent = team.task(due=NOW - timedelta(days=1))
    with writing(ana) as session:
        first = claim_next(session, ana, team.id, once="1")
    with writing(ana) as session:
        again = claim_next(session, ana, team.id, once="1")
    assert first.reference == urgent
    assert again == first


def test_the_next_one_passes_over_what_somebody_is_taking_at_this_moment(team):
    ana, sam = team.worker(), team.worker("Sam Okafor")
    first, second = (team.task(due=NOW + timedelta(hours=hours)) for hours in (1, 2))
    with writing(ana) as hers:
        assert claim_next(hers, ana, team.id, once="1").reference == first
        with writing(sam) as his:
            assert claim_next(his, sam, team.id, once="1").reference == second


def test_there_is_no_next_one_in_an_empty_queue(team):
    ana = team.worker()
    with writing(ana) as session:
        assert claim_next(session, ana, team.id, once="1") is None


def test_a_task_handed_back_waits_again_and_can_be_taken_by_a_colleague(team):
    ana, sam, task = team.worker(), team.worker("Sam Okafor"), team.task()
    take(ana, task)
    with writing(ana) as session:
        hand_back(session, ana, task, once="1")
    assert team.stands(task)[:3] == (None, None, None)
    take(sam, task)
    assert [kind for kind, *_ in team.events(task)] == ["task.claimed", "task.handed-back", "task.claimed"]
    with pytest.raises(MovedOn, match="Sam Okafor has it"), writing(ana) as session:
        hand_back(session, ana, task, once="2")


def test_a_lead_gives_many_tasks_and_each_has_its_own_answer(team, building):
    lead, sam = team.worker("Lena Lead", "team-lead"), team.worker("Sam Okafor")
    free, held = team.task(due=NOW), team.task(due=NOW + timedelta(hours=1), held_by=lead)
    already = team.task(due=NOW + timedelta(hours=2), held_by=sam)
    foreign = building.team(name="Housing").task()
    shut_out = team.task(due=NOW + timedelta(hours=3))
    building.sql(
        "insert into case_block (id, case_id, worker_id, by_id, reason, at) "
        "values (uuidv7(), %s, %s, %s, 'a relative', %s)", team.stands(shut_out)[3], sam.id, lead.id, NOW,
    )  # fmt: skip
    every = [free, held, already, shut_out, foreign]
    with writing(lead) as session:
        outcomes = assign_many(session, lead, every, sam.reference, once="1")
    with writing(lead) as session:
        assert assign_many(session, lead, every, sam.reference, once="1") == outcomes
    assert [(one.reference, one.done) for one in outcomes.each] == [
        (free, True), (held, True), (already, False), (shut_out, False), (foreign, False),
    ]  # fmt: skip
    assert "has this task already" in outcomes.each[2].sentence
    assert "Choose somebody else" in outcomes.each[3].sentence
    assert "no task here that you can see" in outcomes.each[4].sentence
    assert [team.stands(task)[0] for task in (free, held, already, shut_out)] == [sam.id, sam.id, sam.id, None]
    assert [(kind, who, detail["to"]) for kind, who, detail in team.events(free)] == [
        ("task.assigned", lead.id, str(sam.id))
    ]


def test_only_a_lead_gives_and_only_to_somebody_in_the_team(team, building):
    ana, lead, task = team.worker(), team.worker("Lena Lead", "team-lead"), team.task()
    outsider = building.team(team.agency_id, "Another team").worker("Omar Other")
    with pytest.raises(NotAllowed, match="Only a team lead"), writing(ana) as session:
        assign(session, ana, task, ana.reference, once="1")
    with pytest.raises(NotAllowed, match="does not work in the team"), writing(lead) as session:
        assign(session, lead, task, outsider.reference, once="1")
    with pytest.raises(ProgrammingError, match="held by somebody in its team"), writing(lead) as session:
        session.execute(
            text("update task set holder_id = :who, holder_name = 'x', claimed_at = :now where reference = :which"),
            {"who": outsider.id, "now": NOW, "which": task},
        )


def test_a_worker_hands_back_own_tasks_only_and_a_lead_a_leaver_s(team):
    ana, sam, lead = team.worker(), team.worker("Sam Okafor"), team.worker("Lena Lead", "team-lead")
    mine, his = team.task(held_by=ana), team.task(held_by=sam)
    with writing(ana) as session:
        outcomes = hand_back_many(session, ana, [mine, his], once="1")
    assert {one.reference: one.done for one in outcomes.each} == {mine: True, his: False}
    with writing(lead) as session:
        assert hand_back_many(session, lead, [his], once="1").done == 1
    assert team.stands(his)[0] is None


def test_asking_again_is_possible_once_a_working_day(team, building):
    prison = building.team(name="Prison healthcare")
    sender = prison.worker("Nia Nurse", "frontline")
    task = team.task(opened_by=sender)
    building.agree(team.agency_id, prison.agency_id, "core")
    prison.joins(team.stands(task)[3], giver_id=team.agency_id)

    def ask(once):
        with writing(sender) as session:
            return nudge(session, sender, task, once=once)

    assert ask("1").team == team.name
    assert ask("1").team == team.name
    waiting = building.sql("select job, ids from outbox where worker_id = %s", sender.id)
    assert [job for job, _ in waiting] == ["tell_of_event"]
    assert [kind for kind, *_ in team.events(task)] == ["task.nudged"]
    sunday, monday = NOW + timedelta(days=2), NOW + timedelta(days=3)
    with clock.at(sunday), pytest.raises(MovedOn, match="next on Monday 23 November"):
        ask("2")
    with clock.at(monday):
        ask("3")
    with pytest.raises(NotAllowed, match="your own team"), writing(ana := team.worker()) as session:
        nudge(session, ana, task, once="1")


def test_no_task_has_two_owners_however_many_race(team, how_many, figure):
    """Everybody goes for the same task at the same moment, task after task, each with a connection of their own."""
    racers, tasks = 32, how_many(20, 200)
    workers = [team.worker(f"Racer {number}") for number in range(racers)]
    references = [team.task() for _ in range(tasks)]
    start = threading.Barrier(racers)
    won, told, faults = [], [], []

    def race(worker):
        for reference in references:
            start.wait(timeout=PATIENCE)
            try:
                take(worker, reference)
                won.append((reference, worker.id))
            except MovedOn as no:
                told.append((reference, no.kept["holder"]))
            except Exception as fault:
                faults.append(fault)

    threads = [threading.Thread(target=race, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figure("workers who raced", racers)
    figure("tasks", tasks)
    figure("tasks with two owners", len(won) - len({reference for reference, _ in won}))
    figure("losers told who has it", len(told))
    assert not faults
    assert len(won) == len({reference for reference, _ in won}) == tasks
    assert len(told) == tasks * (racers - 1)
    names = {worker.id: worker.name for worker in workers}
    owner = {reference: names[worker_id] for reference, worker_id in won}
    assert all(holder == owner[reference] for reference, holder in told)
    for reference in references:
        assert [kind for kind, *_ in team.events(reference)] == ["task.claimed"]
        assert team.stands(reference)[1] == owner[reference]
