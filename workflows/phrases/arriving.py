"""How a referral is received: taken on, asked about, passed on, declined, withdrawn, sent by mistake, or too late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.phrases.asking import ask, ask_choice
from workflows.phrases.ending import WORKING, ends_of_every_kind
from workflows.phrases.timing import Deadline, deadline
from workflows.phrases.working import stage, task
from workflows.vocabulary import (
    GrantsPosition,
    HandOverKind,
    Move,
    OpensHandOver,
    Stage,
    TaskKind,
    Tells,
    TellsFirstSender,
)

MORE, PASSED = "more-asked", "passed-on"
LEAD, SENDER = ("lead",), ("referrer",)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What the first part of every case is made of."""

    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    tasks: tuple[TaskKind, ...]
    hand_overs: tuple[HandOverKind, ...]


def decision_deadline(kind: str, label: str, *, length: int, **more: Any) -> Deadline:
    """By when whoever receives a referral decides on it. It stands still while the sender is asked."""
    return deadline(kind, "decide", label, origin="submitted", length=length, pauses=(MORE,), **more)


def arriving(
    *,
    first: Stage,
    taken: str,
    decide: Deadline,
    preview: tuple[str, ...],
    why_not: Mapping[str, str],
    taking_label: str = "Accept this referral",
    taking_asks: tuple[Any, ...] = (),
    taking_guards: tuple[Any, ...] = (),
    taking_effects: tuple[Any, ...] = (),
    taking_says: str = "Your referral has been accepted.",
    taking_done: str = "Accepted.",
    taking_drops: tuple[str, ...] = (),
    then: tuple[str, ...] = (),
    outside: bool = False,
    more_answers: Mapping[str, str] | None = None,
    never_declined: tuple[Any, ...] = (),
) -> Arrival:
    """From the referral, waiting in `first`, to `taken`, where the receiving team has it; `then` are the tasks that it
    gets. `why_not` are the reasons for which it may decline, unless a guard of `never_declined` refuses that. With
    `outside` it may go to an organisation without accounts, whose answer one of `more_answers` records."""
    waiting = (first.code, MORE)
    accepted: dict[str, Any] = {
        "opens": then,
        "by": LEAD,
        "writes": ("referral-accepted",),
        "done": taking_done,
        "weight": "primary",
        "asks": taking_asks,
        "guards": taking_guards,
    }
    effects = (GrantsPosition(position="lead", to="accepting-team"), *taking_effects)
    moves = (
        Move(
            code="accept",
            label=taking_label,
            from_=waiting,
            to=taken,
            hand_over="referral",
            hand_over_answer="accepted",
            closes=("decide",),
            drops=("answer-questions", *taking_drops),
            effects=(*effects, TellsFirstSender(say=taking_says)),
            **accepted,
        ),
        _ask_for_more(first.code),
        _send_more(first.code),
        _pass_on(waiting),
        Move(
            code="other_team_accepts",
            label=f"{taking_label} from the other team",
            from_=(PASSED,),
            to=taken,
            hand_over="redirect",
            hand_over_answer="accepted",
            closes=("answer-redirect",),
            drops=taking_drops,
            effects=(*effects, TellsFirstSender(say="The other team has taken on your referral.")),
            **accepted,
        ),
        _sent_back(first.code),
        _taken_back(first.code),
        _taken_elsewhere(),
        _decline(waiting, why_not, never_declined),
    )
    return Arrival(
        stages=(
            first,
            stage(
                MORE, "Waiting for the referrer's answer", "More is being asked", owner="referrer",
                clock="answer-questions",
            ),
            stage(PASSED, "Passed on, waiting for the other team", "Received", clock=decide.code, waits_on="redirect"),
            *ends_of_every_kind(),
        ),
        moves=moves,
        tasks=(
            task("decide", decide.clock.label, decide.code),
            task("answer-questions", "Answer what was asked", "answer-questions", position="referrer"),
            task("answer-redirect", "Accept from the other team, or send it back", decide.code),
        ),
        hand_overs=_hand_overs(decide.code, preview, outside, more_answers or {}),
    )  # fmt: skip


def _ask_for_more(first: str) -> Move:
    return Move(
        code="ask_for_more",
        label="Ask for more information",
        from_=(first,),
        to=MORE,
        by=LEAD,
        asks=(
            ask(
                "information_wanted",
                "What do you need to know?",
                kind="long-text",
                preview=True,
                category="core",
                by=LEAD,
                max_length=500,
                hint="Name no diagnosis here: everybody who joins the case later can read it.",
                missing="Enter what you need to know.",
                why="The referrer can answer a clear question at once.",
            ),
        ),
        hand_over="referral",
        hand_over_answer="more-information",
        opens=("answer-questions",),
        effects=(TellsFirstSender(say="The receiving team asks for more information about your referral."),),
        writes=("more-information-asked",),
        done="Sent. Your own deadline stands still until they answer.",
    )


def _send_more(first: str) -> Move:
    return Move(
        code="send_more",
        label="Answer what was asked",
        from_=(MORE,),
        to=first,
        by=SENDER,
        asks=(
            ask(
                "information_given",
                "Your answer",
                read_as="The answer",
                kind="long-text",
                preview=True,
                category=WORKING,
                by=SENDER,
                max_length=2000,
                missing="Enter your answer.",
                why="The receiving team needs it to decide.",
            ),
        ),
        closes=("answer-questions",),
        effects=(Tells(positions=LEAD, say="The referrer has answered what you asked."),),
        done="Sent. They decide next.",
        weight="primary",
    )


def _pass_on(waiting: tuple[str, ...]) -> Move:
    return Move(
        code="pass_on",
        label="Pass on to another team or area",
        from_=waiting,
        to=PASSED,
        by=LEAD,
        asks=(
            ask(
                "redirected_to",
                "Which team or area takes it?",
                kind="team",
                preview=True,
                category="core",
                by=LEAD,
                hint="If that area is not here, choose it among outside organisations, and write down what it answers.",
                missing="Select the team or area that it is passed on to.",
                why="Somebody has to say yes before you let go of it.",
            ),
            ask(
                "redirect_reason",
                "Why does it belong there?",
                kind="long-text",
                preview=True,
                category="core",
                by=LEAD,
                max_length=300,
                missing="Enter why it belongs there.",
                why="So that it is not sent back.",
            ),
        ),
        hand_over="referral",
        hand_over_answer="redirected",
        closes=("decide",),
        drops=("answer-questions",),
        opens=("answer-redirect",),
        effects=(
            OpensHandOver(kind="redirect", to="redirected_to"),
            TellsFirstSender(say="Your referral was passed on to another team. It stays open here until they accept."),
        ),
        writes=("referral-passed-on",),
        whose_no="area",
        confirm="It stays with you until the other team accepts. The deadline goes on running.",
        done="Passed on. It stays open here until they accept.",
    )


def _sent_back(first: str) -> Move:
    return Move(
        code="other_team_declines",
        label="Send back",
        from_=(PASSED,),
        to=first,
        by=LEAD,
        asks=(
            ask(
                "redirect_declined_reason",
                "Why does it not belong with you?",
                kind="long-text",
                preview=True,
                category="core",
                by=LEAD,
                max_length=300,
                missing="Enter why it does not belong with you.",
                why="Between two teams somebody is easily lost, so both have to know why.",
            ),
        ),
        hand_over="redirect",
        hand_over_answer="declined",
        whose_no="area",
        closes=("answer-redirect",),
        opens=("decide",),
        effects=(Tells(positions=LEAD, say="The other team has sent the referral back to you.", urgent=True),),
        done="Sent back.",
    )


def _taken_back(first: str) -> Move:
    return Move(
        code="take_back",
        label="Take it back from the other team",
        from_=(PASSED,),
        to=first,
        by=LEAD,
        hand_over="redirect",
        hand_over_answer="taken-back",
        closes=("answer-redirect",),
        opens=("decide",),
        effects=(TellsFirstSender(say="The other team did not answer. Your referral is with the first team again."),),
        confirm="The other team can no longer accept it, and you decide what becomes of it.",
        done="It is yours again. Decide what becomes of it.",
    )


def _taken_elsewhere() -> Move:
    return Move(
        code="taken_on_elsewhere",
        label="Record that an area without this service has taken it",
        from_=(PASSED,),
        to="closed-elsewhere",
        by=LEAD,
        asks=(
            ask(
                "taken_on_by",
                "Who there said yes?",
                kind="text",
                category="core",
                by=LEAD,
                hint="Name, team and number.",
                missing="Enter who there said yes.",
                why="So that the referrer knows whom to ring.",
            ),
        ),
        hand_over="redirect",
        hand_over_answer="accepted-outside",
        closes=("answer-redirect",),
        effects=(TellsFirstSender(say="The other area has taken on your referral."),),
        writes=("outcome-recorded",),
        done="Closed here. The other area has it.",
    )


def _decline(waiting: tuple[str, ...], why_not: Mapping[str, str], guards: tuple[Any, ...]) -> Move:
    return Move(
        code="decline",
        label="Decline this referral",
        from_=waiting,
        to="declined",
        by=LEAD,
        asks=(
            ask_choice(
                "decline_reason",
                "Why?",
                why_not,
                read_as="Why it was declined",
                category="core",
                by=LEAD,
                missing="Select why it is declined.",
                why="The referrer hears of it, and the partnership learns what is missing.",
            ),
            ask(
                "decline_advice",
                "What can the referrer do instead?",
                kind="long-text",
                category="core",
                by=LEAD,
                max_length=500,
                missing="Enter what the referrer can do instead.",
                why="A no without a way on leaves somebody with nothing.",
            ),
        ),
        guards=guards,
        hand_over="referral",
        hand_over_answer="declined",
        whose_no="receiver",
        closes=("decide",),
        effects=(TellsFirstSender(say="Your referral was declined. Open it to read why and what you can do instead."),),
        writes=("referral-declined",),
        confirm="The referrer hears at once, with your reason.",
        done="Declined. The referrer has been told.",
        weight="warning",
    )


# what either side writes until somebody has accepted: whoever decides sees no more than the preview
UNTIL_ACCEPTED = (
    "information_wanted", "information_given", "redirected_to", "redirect_reason", "redirect_declined_reason",
)  # fmt: skip


def _hand_overs(
    decide: str, preview: tuple[str, ...], outside: bool, more: Mapping[str, str]
) -> tuple[HandOverKind, ...]:
    return (
        HandOverKind(
            code="referral",
            label="Referral",
            sort="pass-ownership",
            from_=SENDER,
            to="lead",
            preview=(*preview, *UNTIL_ACCEPTED),
            clock=decide,
            answers={
                "accepted": "accept",
                "more-information": "ask_for_more",
                "redirected": "pass_on",
                "declined": "decline",
                "withdrawn": "cancel",
                "person-declined": "withdraw",
                "died": "record_death",
                **more,
            },
            outside=outside,
        ),
        HandOverKind(
            code="redirect",
            label="Passed on to another team",
            sort="pass-ownership",
            from_=LEAD,
            to="lead",
            preview=(*preview, *UNTIL_ACCEPTED),
            clock=decide,
            answers={
                "accepted": "other_team_accepts",
                "declined": "other_team_declines",
                "accepted-outside": "taken_on_elsewhere",
                "taken-back": "take_back",
            },
            outside=True,
        ),
    )
