"""What has to be said beside figures so that they do not mislead, in the same words on the page and in every file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from coordination.statistics.asking import in_words, month_words
from coordination.statistics.dictionary import counted_words
from coordination.statistics.files.document import Definition
from coordination.statistics.grids import Grid, Laid, Measured
from coordination.statistics.queries.frozen import LEAST_FOR_A_SHARE, Answer, Question
from coordination.statistics.queries.menu import Menu, publishing
from workflows.dates_in_words import in_full, moment_in_full, number
from workflows.local_time import moment_on

IN_FIVES = "Figures are in fives. 0 means none or a few."
NOT_OUT = "not out yet"
TOO_FEW = f"not given under {LEAST_FOR_A_SHARE}"
HOW_FIVES = (
    "When a month is closed, its referrals are counted once, in whole fives, for each group of agencies by itself. "
    "What is left over is carried to a later month, so nothing is lost and nobody can be picked out, however many "
    "figures are put together. A figure that is out never changes."
)
USE = (
    "You may copy these figures and pass them on, whole or in part, if you say that they are in fives and when they "
    "were frozen. Do not use them to look for a person. They are no record of any case and no measure of one "
    "worker’s work."
)


def as_at_of(question: Question, answer: Answer) -> datetime:
    """When the newest figure was frozen; where nothing is out, the first moment of the last month asked about."""
    return answer.as_at or moment_on(question.months[-1], time(0))


def as_at_words(answer: Answer) -> str:
    """When the newest figure was frozen, as a sentence."""
    if answer.as_at is None:
        return "Nothing that you asked for is out yet."
    return f"As at {moment_in_full(answer.as_at)}, when the newest of these figures was frozen."


def margin_words(answer: Answer) -> str:
    """How far a figure may be from the truth, as sentences."""
    groups = "one group" if answer.groups == 1 else f"{number(answer.groups)} groups"
    return (
        f"Each figure is within about {answer.margin} of the true count, up or down, 97 times in 100. It is put "
        f"together from {groups} of agencies, and five times the square root of their number is the margin."
    )


def waiting_words(grid: Grid) -> str | None:
    """Why some months of a grid are not out, or None where all are."""
    if not grid.waiting:
        return None
    names = ", ".join(month_words(month) for month in sorted(grid.waiting))
    if not grid.wait_days:
        return f"Not out yet: {names}. It comes with a later close."
    return (
        f"Not out yet: {names}. What became of a referral is known {number(grid.wait_days)} days after its month, and "
        "comes out with the first close after that."
    )


def left_out_words(answer: Answer) -> str | None:
    """Which groups are in no figure of the answer, or None where all are."""
    if not answer.left_out:
        return None
    names = ", ".join(f"“{group.name}”" for group in answer.left_out)
    return (
        f"Referrals of {names} are in none of these figures: there, sender and receiver are not counted together with "
        "anything else. Ask about referrals alone, or about all agencies, to have them in."
    )


def keeps_not_words(question: Question, laid: Laid) -> str | None:
    """Which pathways asked for are not counted in this way, or only in part, or None where all are."""
    said = []
    if len(laid.keeps_not) > len(laid.kept) > 0:
        of = "only this one is" if len(laid.kept) == 1 else "only these are"
        said.append(f"Of the pathways asked for, {of} counted in this way: {', '.join(laid.kept)}.")
    elif laid.keeps_not:
        said.append(f"Not counted in this way: {', '.join(laid.keeps_not)}.")
    if question.receivers:
        partly = [
            one.title
            for one in publishing()
            if one.published and not one.published.by_receiver
            if not question.pathways or one.code in question.pathways
        ]
        if partly:
            said.append(
                f"Of {' and '.join(partly)}, only referrals of two agencies alone: where several agencies can open a "
                "case, who received it is not counted."
            )
    return " ".join(said) or None


def definitions(question: Question, menu: Menu, answer: Answer, laid: Laid) -> Iterator[Definition]:
    """Everything that the reader of a file needs to know, most needed first."""
    yield Definition("What was asked", f"{in_words(question, menu)}.")
    yield Definition(
        "As at", f"{as_at_words(answer)} The same question gives the same figures until a month is closed."
    )
    yield Definition("In fives", f"{IN_FIVES} {HOW_FIVES}")
    yield Definition("Margin", margin_words(answer))
    yield Definition("Not out yet", "The month is closed, and this can only be known later. It is no nought.")
    yield Definition(
        "Share",
        f"Worked out from the figures in fives themselves, and not given where all together are under "
        f"{LEAST_FOR_A_SHARE}.",
    )
    if words := left_out_words(answer):
        yield Definition("Left out", words)
    if words := keeps_not_words(question, laid):
        yield Definition("Not counted so", words)
    asked = [one for one in publishing() if not question.pathways or one.code in question.pathways]
    for pathway in asked:
        yield Definition(f"A referral: {pathway.title}", counted_words(pathway))
    for grid in laid.grids:
        if grid.code == "referrals":
            continue
        wait = f" {words}" if (words := waiting_words(grid)) else ""
        if grid.counts_events:
            how = "These are events, each counted on its own date. They need not add up to the referrals."
        else:
            how = "Each referral stands in exactly one row; together they are all referrals."
        yield Definition(grid.title, how + wait)
        if measured := laid.measured.get(grid.code):
            yield from _measures(measured)
    yield Definition("Using these figures", USE)


def _measures(measured: Measured) -> Iterator[Definition]:
    for row in measured.grid.rows:
        of = measured.of.get(row.code)
        share = f", also as a share of: {of.label[:1].lower()}{of.label[1:]}" if of else ""
        yield Definition("A measure", f"{row.label[:1].upper()}{row.label[1:]}{share}.")


def first_close_words(closes: date) -> str:
    """When the first figures are to be expected."""
    return f"The first month that can be closed is closed on {in_full(closes)}, and its figures are here from then on."
