"""A case of every kind goes wherever chance takes it: no step that its page shows is ever refused as out of place."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.cases.commands.permitting import known_move
from coordination.errors import Invalid
from tests.cases import families, homes
from tests.cases.any_kind import AnyCase, given_to, sent
from tests.cases.passing_time import Time, machines_stop, time_of
from tests.cases.what_holds import BrowserOf, Look, pages_open
from tests.cases.what_pages_offer import Pages
from tests.kinds import ALL, only_in_the_long_run
from workflows import pathways
from workflows.vocabulary import Pathway

# What a whole referral says where plain answers would not do.
SAYS = {"cuckooing": homes.answers, "hidden-harm": families.answers}


@pytest.fixture(scope="module", autouse=True)
def _jobs(does_jobs_here: None) -> Iterator[None]:
    """Jobs are done in this process."""
    yield
    machines_stop()


@pytest.fixture(scope="module")
def raised(app) -> Iterator[list[str]]:
    """What the application raised and nobody caught: its page tells nobody."""
    told: list[str] = []
    handlers = app.error_handler_spec[None][None]
    answers = handlers[Exception]

    def note(error: Exception) -> ResponseReturnValue:
        told.append("".join(traceback.format_exception(error)))
        return answers(error)

    handlers[Exception] = note
    yield told
    handlers[Exception] = answers


class Wanderer:
    """Makes whatever is offered on one case, by chance, and looks after each of it whether all still holds."""

    def __init__(
        self, case: AnyCase, pathway: Pathway, chance: Random, time: Time, browser_of: BrowserOf, steps: int
    ) -> None:
        self.case, self.pathway, self.chance, self.time, self.browser_of = case, pathway, chance, time, browser_of
        self.ends = {stage.code for stage in pathway.stages if stage.ends and stage.line == "main"}
        self.steps = steps
        self.done: list[str] = []
        self.now = Look(case, pathway)

    def wander(self) -> None:
        """Go on until the case has ended or nothing is left to do."""
        for turn in range(self.steps):
            if self.chance.random() < 0.3:
                self.done.append(self.time.passes(self.chance, self.case.case_id))
                self.case.again()
                self.look()
            for _ in range(self.chance.choice((0, 0, 1, 2))):
                self.press()
                self.look()
            if not self.step(turn):
                break
            self.look()
            if self.case.stage() in self.ends:
                self.done.append(self.time.passes(self.chance, self.case.case_id))
                self.case.again()
                self.look()
                if self.chance.random() < 0.4:
                    break

    def step(self, turn: int) -> bool:
        """Make one of the steps that somebody is shown. False when there is none that can be made."""
        shown = list(self.now.shown)
        while shown:
            # An end comes late, so that there is a way to go before it.
            going_on = [each for each in shown if each[2].to not in self.ends] if turn < self.steps // 2 else []
            chosen = self.chance.choice(going_on or shown)
            shown.remove(chosen)
            who, standing, move = chosen
            move = known_move(standing, move.code)
            said = given_to(self.case, self.pathway, move, standing, self.chance.randrange(6))
            try:
                self.case.move(who, move.code, **said)
            except Invalid:  # a guard or an answer holds it back, with a sentence
                continue
            except Exception as wrong:
                wrong.add_note(f"after {self.done}, {move.code} by {sorted(standing.positions)} with {said}")
                raise
            self.done.append(move.code)
            return True
        return False

    def press(self) -> None:
        """Do something else that a page of somebody on the case offers."""
        who = self.chance.choice([page.worker for page in self.now.pages])
        pages = Pages(self.browser_of(who), self.case.reference, self.chance)
        queues = [f"/queues/{team}" for team in self.now.queues_of(who)]
        try:
            if self.chance.random() < 0.15:
                self.done.append(f"{who.name} {pages.press_in(self.chance.choice([*queues, '/my-work']))}")
            else:
                self.done.append(f"{who.name} {pages.press_something()}")
        except Exception as wrong:
            wrong.add_note(f"after {self.done}, pressed by {sorted(self.case.standing(who).positions)}")
            raise

    def look(self) -> None:
        """Everything still holds, and everybody on the case can open it."""
        self.now = Look(self.case, self.pathway)
        found = self.now.faults()
        if self.chance.random() < 0.2:
            found += pages_open(self.now, self.browser_of, everywhere=self.chance.random() < 0.1)
        assert not found, f"after {self.done}: {found}"


@pytest.mark.parametrize("code", ALL)
def test_no_step_that_is_shown_is_refused_as_out_of_place(
    world, browser_of, raised, request, chance, how_many, figure, code
):
    only_in_the_long_run(request, code)
    pathway, done, wrong = pathways.newest(code), 0, []
    with clock.at("2026-03-02T10:00"):
        start = clock.now()
    for turn in range(how_many(1, 20)):
        with time_of(world, start + timedelta(days=turn)) as time:
            case = sent(world, pathway, **SAYS.get(code, dict)())
            wanderer = Wanderer(case, pathway, chance, time, browser_of, how_many(7, 14))
            try:
                wanderer.wander()
            except Exception as no:  # the others are walked as well: one run is to find what it can
                told = [*traceback.format_exception(no)[-2:], *getattr(no, "__notes__", []), *raised]
                wrong.append("\n".join(told))
                raised.clear()
            done += len(wanderer.done)
    assert not wrong, "\n\n".join(wrong)
    assert done
    figure(f"done by chance: {code}", done)
