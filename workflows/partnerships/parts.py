"""Turns the tables of a partnership file into the values of `shape`, one function for each kind of table."""

from collections.abc import Callable
from typing import TypeVar

from workflows.partnerships import shape
from workflows.partnerships.codes import WEEKDAYS
from workflows.partnerships.reading import Row, UnreadableFile

Part = TypeVar("Part")


def agency(row: Row) -> shape.Agency:
    """An agency of the shared list."""
    return shape.Agency(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        mark=row.text("mark"),
        source=row.text("source"),
        powers=row.texts("powers"),
    )


def membership(row: Row) -> shape.Membership:
    """A line of the members' list."""
    return shape.Membership(
        row.text("agency"), row.day("from"), row.day_if_any("until"), row.text("part"), row.text("mark")
    )


def outward_code(row: Row) -> shape.OutwardCode:
    """A postcode area of the borough."""
    return shape.OutwardCode(row.text("code"), row.texts("shared_with"))


def panel(row: Row) -> shape.Panel:
    """A standing panel."""
    return shape.Panel(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        chair=row.text("chair"),
        deputy=row.text("deputy"),
        core_members=row.texts("core_members"),
        invited=row.texts("invited"),
        quorum=row.texts("quorum"),
        quorum_one_of=row.texts("quorum_one_of"),
        mark=row.text("mark"),
        source=row.text("source"),
    )


def panel_kind(row: Row) -> shape.PanelKind:
    """A kind of panel of the shared list, with the pathways that feed it."""
    return shape.PanelKind(
        code=row.text("code"),
        name=row.text("name"),
        about=row.text("about"),
        every_days=row.whole_number("every_days"),
        length_minutes=row.whole_number("length_minutes"),
        minutes_each=row.whole_number("minutes_each"),
        updates_working_days=row.whole_number("updates_working_days"),
        statement=row.text("statement"),
        actions=row.texts("actions"),
        feeds=tuple(whole(panel_feed, each) for each in row.rows("feed")),
        mark=row.text("mark"),
    )


def panel_feed(row: Row) -> shape.PanelFeed:
    """How cases of one pathway come to a kind of panel."""
    return shape.PanelFeed(
        pathway=row.text("pathway"),
        position=row.text("position"),
        category=row.text("category"),
        brings=row.text("brings"),
        takes=row.text("takes", "") or None,
        line=row.text("line", "") or None,
        stages=row.texts("stages"),
        first=row.text("first", "") or None,
        decisions=tuple(whole(panel_decision, each) for each in row.rows("decision")),
    )


def panel_decision(row: Row) -> shape.PanelDecision:
    """One thing that a panel may decide."""
    return shape.PanelDecision(
        code=row.text("code"),
        label=row.text("label"),
        move=row.text("move", "") or None,
        gives=row.texts_by_name("gives"),
        needs_quorum=row.yes_or_no("needs_quorum", default=True),
        next_meeting=row.yes_or_no("next_meeting", default=False),
        with_actions=row.yes_or_no("with_actions", default=False),
    )


def partnership(row: Row) -> shape.Partnership:
    """The partnership itself, with its postcode areas and panels."""
    contact = row.row("contact")
    answer = shape.Partnership(
        code=row.text("code"),
        name=row.text("name"),
        borough=row.text("borough"),
        reference_prefix=row.text("reference_prefix"),
        accent=row.text("accent"),
        contact_name=contact.text("name"),
        contact_email=contact.text("email"),
        contact_phone=contact.text("phone"),
        outward_codes=tuple(whole(outward_code, each) for each in row.rows("outward_code")),
        panels=tuple(whole(panel, each) for each in row.rows("panel")),
    )
    contact.finish()
    return answer


def team(row: Row) -> shape.Team:
    """A team with its hours, phone and cover."""
    hours, closed_contact, cover = row.row("hours"), row.row("out_of_hours"), row.row_if_any("cover")
    answer = shape.Team(
        code=row.text("code"),
        agency=row.text("agency"),
        name=row.text("name"),
        does=row.text("does"),
        positions=row.texts("positions"),
        areas=row.texts("areas"),
        hours=shape.OpeningHours(tuple(hours.hours(weekday) for weekday in WEEKDAYS)),
        phone=row.text("phone"),
        out_of_hours=shape.OutOfHours(closed_contact.text("name"), closed_contact.text("phone")),
        deputies=row.texts("deputies"),
        cover=whole(cover_rota, cover) if cover else None,
    )
    hours.finish()
    closed_contact.finish()
    return answer


def cover_rota(row: Row) -> shape.CoverRota:
    """Who takes turns; refused when it names nobody or turns last no time, because no day could be answered."""
    rota = shape.CoverRota(row.day("from"), row.whole_number("turn_days"), row.texts("order"))
    if rota.turn_days < 1 or not rota.order:
        raise UnreadableFile(f"{row.where}: name at least one team in “order” and give “turn_days” of 1 or more.")
    return rota


def lawful_basis(row: Row) -> shape.LawfulBasis:
    """A lawful basis of the shared list."""
    return shape.LawfulBasis(row.text("code"), row.text("text"), row.text("mark"))


def agreements(row: Row) -> tuple[shape.Agreement, ...]:
    """The sharing agreements for one pathway: what stands above the first of them holds for all, but
    for the givers, which an agreement may name itself."""
    pathway, givers, mark = row.text("pathway"), row.texts("givers"), row.text("mark")
    starts, ends = row.day("from"), row.day_if_any("until")

    def agreement(each: Row) -> shape.Agreement:
        return shape.Agreement(
            code=each.text("code"),
            givers=each.texts("givers") or givers,
            takers=each.texts("takers"),
            pathway=pathway,
            categories=each.texts("categories"),
            purpose=each.text("purpose"),
            basis=each.text("basis"),
            starts=starts,
            ends=ends,
            mark=mark,
        )

    return tuple(whole(agreement, each) for each in row.rows("agreement"))


def setting(row: Row) -> shape.Setting:
    """A value of this partnership alone."""
    return shape.Setting(
        code=row.text("code"),
        value=row.plain_value("value"),
        unit=row.text("unit"),
        starts=row.day("from"),
        mark=row.text("mark"),
        source=row.text("source"),
        meaning=row.text("meaning"),
    )


def outside_organisation(row: Row) -> shape.OutsideOrganisation:
    """An area or body without accounts."""
    return shape.OutsideOrganisation(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        areas=row.texts("areas"),
        phone=row.text("phone"),
        how_to_send=row.text("how_to_send"),
    )


def demo_worker(row: Row) -> shape.DemoWorker:
    """A fictional worker."""
    return shape.DemoWorker(
        row.text("name"), row.text("email"), row.text("agency"), row.texts("teams"), row.texts("roles")
    )


def whole(read: Callable[[Row], Part], row: Row) -> Part:
    """Read a table and refuse whatever it has that `read` did not ask for."""
    answer = read(row)
    row.finish()
    return answer
