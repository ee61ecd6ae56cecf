"""Reading the grid: what a position may do with an answer."""

from typing import Literal

from workflows.vocabulary import BringsIn, Category, GrantsPosition, Pathway, Question

Sight = Literal["read", "level", "once", "nothing"]


def sight(pathway: Pathway, position: str, question: Question) -> Sight:
    """What a position sees of an answer: all of it, the level only, all of it once the work is done, or nothing."""
    category = pathway.category(question.category)
    if position in category.read:
        return "read"
    if position in category.level:
        return "level" if question.level else "nothing"
    return "once" if position in category.once else "nothing"


def readers(pathway: Pathway, question: Question) -> tuple[str, ...]:
    """The positions that read the whole answer, in the order of the pathway's positions."""
    return tuple(each.code for each in pathway.positions if sight(pathway, each.code, question) == "read")


def may_write(pathway: Pathway, position: str, question: Question) -> bool:
    """Whether a position may answer this question on an open case: named on the question, else by its category."""
    return position in (question.written_by or pathway.category(question.category).write)


def categories_read_by(pathway: Pathway, position: str) -> tuple[Category, ...]:
    """The categories that a position reads in full: what is written on its grant."""
    return tuple(category for category in pathway.categories if position in category.read)


def bring_others_in(pathway: Pathway) -> frozenset[str]:
    """The positions that let others take part. Whoever owns a stage may: the work would stand still otherwise; so may
    whoever referred, and whoever makes a move that brings somebody in."""
    owners = {stage.owner for stage in pathway.stages if stage.owner} | {"referrer"}
    for move in pathway.moves:
        if any(isinstance(effect, BringsIn | GrantsPosition) for effect in move.effects):
            owners.update(move.by)
    return frozenset(owners)


def grant(pathway: Pathway, position: str, *, done: bool = False) -> dict[str, list[str]]:
    """What a position reads, reads the level of, and writes, as codes of categories: what its grant says.

    What it reads once the work is done belongs to the grant only when the case is `done`.
    """
    return {
        "reads": [
            each.code for each in pathway.categories if position in each.read or (done and position in each.once)
        ],
        "reads_levels": [each.code for each in pathway.categories if position in each.level],
        "writes": [each.code for each in pathway.categories if position in each.write],
    }
