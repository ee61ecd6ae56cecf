"""Two people of one team bring the same file in and have it carried out at the same moment."""

from __future__ import annotations

from uuid import uuid4

from coordination.db import writing
from coordination.lists.commands import carrying
from coordination.lists.commands.bringing import bring_in, confirm
from tests.at_once import begun
from tests.cases import stories
from tests.lists.files import PRISON, prison_row
from tests.lists.test_prison_list import contact, named
from tests.patience import PATIENCE


def confirmed(worker, row):
    with writing(worker) as session:
        reference = bring_in(session, worker, "prison-list", f"{PRISON}\n{row}".encode(), once=uuid4().hex)
    with writing(worker) as session:
        confirm(session, worker, reference)
        (number,) = carrying.waiting(session, reference)
    return reference, number


def carry_out(worker, reference, number):
    with writing(worker) as session:
        carrying.carry_out(session, worker, reference, number)


def test_two_who_have_the_same_list_carried_out_at_once_open_one_case(world, app, clock_at):
    clock_at("2026-09-16T11:00")
    ana, sam = contact(world), contact(world)
    row = prison_row(number="Z9117TX", surname="Twiceover", forename="Bo", born="17/11/1961")
    first, second = confirmed(ana, row), confirmed(sam, row)
    with writing(ana) as session:
        carrying.carry_out(session, ana, *first)
        waits = begun(world, lambda: carry_out(sam, *second))
    waits.result(timeout=PATIENCE)
    assert len(named(world, "Z9117TX")) == 1, "one person on one list is one case, whoever pressed first"


def test_the_lists_of_two_areas_do_not_wait_for_one_another(world, app, clock_at):
    clock_at("2026-09-16T11:00")
    ana = contact(world)
    elsewhere = world.worker(stories.OTHER_CONTACT, "triage", "team-lead", name="Jo Example")
    here = confirmed(ana, prison_row(number="Z9118TX", surname="Hereabout", forename="Cy", born="19/12/1962"))
    there = confirmed(
        elsewhere,
        prison_row(number="Z9119TX", surname="Thereabout", forename="Di", born="23/01/1963", area="Waltham Forest"),
    )
    with writing(ana) as session:
        carrying.carry_out(session, ana, *here)
        goes = begun(world, lambda: carry_out(elsewhere, *there))
        assert goes.done(), "another area's list has nothing to wait for"
    goes.result(timeout=PATIENCE)
