"""Whoever may not listen any longer hears nothing more, whatever ended it: no place, no kind, no notice, no sign."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.access import SignedIn
from coordination.db import NOBODY, writing
from coordination.identity.commands import signing_in, workers
from coordination.identity.doors import Door
from coordination.live.streams import ENDED
from tests.cases import stories
from tests.identity.accounts import Accounts, hash_of
from tests.live.conftest import Listening, say
from tests.panels.meetings import listed, sitting
from tests.patience import PATIENCE
from tests.plain_client import SECRET

ENDS = ("suspended", "moved to another agency", "taken off the team", "given another password", "signed out everywhere")


def happens(world: Any, what: str, who: SignedIn, team: str) -> None:
    """Let this happen to a worker of this team, by the commands that the pages call."""
    administrator = world.worker(team, "administrator", name="Ad Example")
    if what == "given another password":
        with writing(NOBODY) as session:
            signing_in.set_password(session, Door(SECRET), who.id, hash_of("another pear gravel lantern"))
        return
    if what == "signed out everywhere":
        elsewhere = world.sign_in(who.id)
        with writing(elsewhere) as session:
            signing_in.end(session, elsewhere.token, elsewhere.agency_id, everywhere=True)
        return
    with writing(administrator) as session:
        if what == "suspended":
            workers.suspend(session, administrator.agency_id, who.id)
        elif what == "moved to another agency":
            workers.move_away(session, administrator.agency_id, who.id, world.worker("hav-probation").agency_id)
        else:
            workers.place(session, administrator.agency_id, who.id, [])


def last_word(hearing: Listening) -> str:
    """What a stream says from here on until it has ended."""
    hearing._thread.join(PATIENCE)
    assert not hearing._thread.is_alive(), "it listens still"
    return hearing.said


@pytest.mark.parametrize("what", ENDS)
def test_a_case_and_a_queue_fall_silent(world: Any, listen: Any, ears: Any, what: str) -> None:
    story, waiting = stories.accepted(world), stories.referred(world)
    who = world.sign_in(Accounts(world, SECRET).make(stories.CONTACT)["id"])
    case, queue = listen(who, f"/cases/{story.reference}/stream"), listen(who, f"/queues/{stories.CONTACT}/stream")
    assert case.next("case") and queue.next("team")
    happens(world, what, who, stories.CONTACT)
    # the end may have been told by now: it is the last word all the same
    heard = {each: each.said.removesuffix(ENDED) for each in (case, queue)}
    say(story, story.nurse, "After they had gone")
    waiting.move(waiting.spoc, "accept")
    for hearing, before in heard.items():
        after = last_word(hearing).removeprefix(before)
        # a look that fell between is a sign of life, and tells nothing
        assert after.replace(": ping\n\n", "") == ENDED


# a member sits at the table by name for their agency, whatever team they work in
@pytest.mark.parametrize("what", [each for each in ENDS if each != "taken off the team"])
def test_a_meeting_falls_silent(world: Any, listen: Any, ears: Any, what: str) -> None:
    sit = sitting(world)
    listed(sit, 20)
    sit.plan()
    hearing = listen(sit.housing, f"/panels/meetings/{sit.meeting}/stream")
    assert hearing.next("meeting")
    happens(world, what, sit.housing, "hav-housing-options")
    before = hearing.said.removesuffix(ENDED)
    sit.publish()
    assert last_word(hearing).removeprefix(before).replace(": ping\n\n", "") == ENDED
