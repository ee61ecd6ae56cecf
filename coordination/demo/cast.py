"""Who plays in the demonstration, and whose story goes how: the one page to read or to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coordination.demo.people import MARK, Person
from coordination.demo.stories import (
    alike,
    beside,
    exploitation,
    families,
    homes,
    kind_ends,
    kinds,
    panels,
    planning,
    released,
    waiting,
)
from coordination.demo.telling import Borough, Teller

HAVERING = Borough(
    code="havering",
    outward_code="RM3",
    prison="pentonville",
    referrer="asha.brightwater@havering.example",
    triage="tom.underhill@havering.example",
    lead="grace.larkspur@havering.example",
    key_worker="devon.thistlewick@havering.example",
    probation="samir.pebbleton@havering.example",
    housing="joan.fernsby@havering.example",
    place="The Lantern, Example Street",
    school="wilfred.chalkwell@havering.example",
    hidden_harm="miriam.oakhollow@havering.example",
    mash="odile.harrowbank@havering.example",
    safety="ruth.quillfeather@havering.example",
    police="leon.hartsease@havering.example",
    care="kofi.marblethorpe@havering.example",
)
WALTHAM_FOREST = Borough(
    code="waltham-forest",
    outward_code="E17",
    prison="thameside",
    referrer="bela.riverstone@waltham-forest.example",
    triage="marcus.applegarth@waltham-forest.example",
    lead="yetunde.copperfield@waltham-forest.example",
    key_worker="hugh.lanternby@waltham-forest.example",
    probation="imran.hollowdale@waltham-forest.example",
    housing="dorothy.windlestraw@waltham-forest.example",
    place="The Orchard Rooms, Example Road",
    school="tabitha.inkwell@waltham-forest.example",
    hidden_harm="sofia.meadowsweet@waltham-forest.example",
    mash="rafe.elmstead@waltham-forest.example",
    safety="anna.bramblewick@waltham-forest.example",
    police="jude.otterbourne@waltham-forest.example",
    care="kwame.silverbirch@waltham-forest.example",
)
BOROUGHS = (HAVERING, WALTHAM_FOREST)

Story = Callable[[Teller, Person], Any]
# whose case an urgent alert was raised on, which a person answered, or nobody has yet
ANSWERED, CLIMBING = f"Cowslip Merrowdown {MARK}", f"Aster Thimbleroot {MARK}"


def told_in(borough: Borough) -> Iterator[tuple[Story, Person]]:
    """Each story of a borough with the person whose it is."""
    p = _numbered(401 if borough.code == HAVERING.code else 451)
    first, second, third = _at_panel(borough, p)
    # the agenda of a meeting fills itself with what is listed by then
    yield lambda t, who: panels.two_meetings(t, who, second), first
    yield from _in_havering() if borough.code == HAVERING.code else _in_waltham_forest()
    yield from homes.told_in(
        _numbered(201 if borough.code == HAVERING.code else 251), all_of_them=borough.code == HAVERING.code
    )
    yield from kinds.told_in(_numbered(401 if borough.code == HAVERING.code else 451), borough.code)
    if borough.code == HAVERING.code:
        yield from kind_ends.told_in(_numbered(431))
        yield beside.a_fire_visit_out_of_a_home, _numbered(440)("Jonah", "Cindercote", 66)
    yield from exploitation.told_in(
        _numbered(301 if borough.code == HAVERING.code else 351), all_of_them=borough.code == HAVERING.code
    )
    yield panels.next_agenda, third


def _at_panel(borough: Borough, p: Callable[..., Person]) -> tuple[Person, Person, Person]:
    """Three whom the resettlement panel talks about."""
    if borough.code == HAVERING.code:
        return (
            p("Ambrose", "Tidewell", 37),
            p("Bryony", "Lockhartdale", 33, "female"),
            p("Cedric", "Wainfleet-Moss", 45),
        )
    return (
        p("Delphi", "Harkwood", 29, "female"),
        p("Evander", "Pinchbeck-Lea", 41),
        p("Flora", "Stanemoor", 36, "female"),
    )


def _in_havering() -> Iterator[tuple[Story, Person]]:
    p = _numbered(1)
    yield waiting.late, p("Alder", "Quickthorn", 41)
    yield waiting.near_release, p("Basil", "Farrowgate", 29)
    yield waiting.new, p("Clover", "Hatherleaf", 34, "female")
    yield waiting.taken, p("Dorian", "Millwhistle", 52)
    yield waiting.asked_about, p("Ellery", "Penhallow-Finch", 38)
    yield lambda t, who: waiting.passed_on(t, who, "waf-treatment-contact"), p("Fern", "Oakenshade", 27, "female")
    yield lambda t, who: waiting.taken_on_elsewhere(t, who, "barnet"), p("Garnet", "Tumbledown", 45)
    yield waiting.no_need, p("Hollis", "Brackenbury-Vale", 24)
    yield waiting.does_not_want_it, p("Isolde", "Marchbanksia", 31, "female")
    yield waiting.sent_by_mistake, p("Jory", "Wintergreen-Stile", 36)
    yield planning.accepted, p("Kester", "Featherstonehill", 47)
    yield planning.met, p("Linden", "Sparrowgate", 39)
    yield planning.safe_address, p("Marigold", "Honeythorne", 30, "female")
    yield planning.appointment_fixed, p("Nye", "Larkrise-Dell", 33)
    yield lambda t, who: planning.at_panel(t, who, "havering-resettlement-panel"), p("Orson", "Willowbarrow", 43)
    yield lambda t, who: planning.probation_helps(t, who, "hav-probation"), p("Peregrine", "Dapplewood", 50)
    yield planning.moved_prison, p("Quentin", "Thistlebeck", 28)
    yield released.just_out, p("Rowan", "Applewhistle", 35)
    yield released.missed_once, p("Sorrel", "Nightingarth", 26, "female")
    yield released.seen, p("Tamsin", "Copperhollow", 44, "female")
    yield released.in_treatment, p("Ursa", "Fiddlewick", 37, "female")
    yield released.in_treatment_on_day_28, p("Vale", "Goldenrood", 48)
    yield released.no_treatment, p("Wilder", "Hobblethwaite", 32)
    yield released.recalled, p("Xavi", "Bellweather-Moss", 29)
    yield released.died, p("Yarrow", "Stillwater-Reed", 55)
    yield families.referred, p("Zinnia", "Larkmeadow", 31, "female")
    yield families.at_risk, p("Aster", "Thimbleroot", 28, "female")
    yield families.asking, p("Bramble", "Coppergate-Lee", 36)
    yield families.refused, p("Celandine", "Widdershaw", 26, "female")
    yield families.nobody_opened, p("Dill", "Hawkmoor-Penn", 33)
    yield families.visited, p("Elowen", "Brightmarsh", 29, "female")
    yield families.with_social_care, p("Furze", "Lowerbeck", 38)
    yield families.closed, p("Gorse", "Appletreewick", 41)
    yield alike.spelt_once, p("Josephine", "Tansy-Wicker", 33, "female")
    yield alike.spelt_otherwise, p("Josie", "Tansey Wicker", 33, "female")
    yield alike.twin, p("Larch", "Duskywing", 33)
    yield alike.twin, p("Linnet", "Duskywing", 33)
    yield planning.nobody_heard, p("Moss", "Fernhollow", 34)
    yield families.at_risk, p("Cowslip", "Merrowdown", 30, "female")
    yield beside.with_the_mother, p("Dahlia", "Kestleway", 34, "female")
    yield beside.with_the_father, p("Ewan", "Saltburnley", 37)


def _in_waltham_forest() -> Iterator[tuple[Story, Person]]:
    p = _numbered(101)
    yield waiting.new, p("Ash", "Pennywhistle", 33)
    yield waiting.answered, p("Briar", "Underhedge", 46, "female")
    yield lambda t, who: waiting.area_unknown(t, who, "waf-treatment-contact"), p("Cosmo", "Drizzlecombe", 40)
    yield waiting.taken, p("Delphine", "Rushlight-Mere", 37, "female")
    yield waiting.consent_withdrawn, p("Emrys", "Copsewood-Lane", 42)
    yield planning.accepted, p("Flint", "Oatridge-Hay", 25)
    yield planning.children_in_touch, p("Ginevra", "Pebblebrook", 35, "female")
    yield planning.probation_refused, p("Heron", "Marshgate-Quill", 31)
    yield planning.met, p("Ivo", "Candlebeam", 49)
    yield lambda t, who: planning.done_at_panel(t, who, "waltham-forest-resettlement-panel"), p("Juniper", "Sloe", 38)
    yield planning.not_released, p("Kit", "Hazelmoor-Gate", 44)
    yield released.missed_three_times, p("Lark", "Emberfield", 30)
    yield released.seen, p("Merle", "Saltmarsh-Wren", 41)
    yield released.in_treatment, p("Nell", "Bramblecote", 28, "female")
    yield lambda t, who: released.in_treatment_on_day_28(t, who, 75), p("Osric", "Tallowgate", 53)
    yield released.start_known_late, p("Primrose", "Dewberry-Hall", 34, "female")
    yield families.referred, p("Quince", "Mossgarth", 30)
    yield families.agreed, p("Rowan", "Hollowbrook-Tye", 27, "female")
    yield families.to_be_visited, p("Senna", "Fallowfield-Row", 35, "female")
    yield families.visited, p("Thyme", "Ashenquill", 24, "female")
    yield families.declined, p("Umber", "Stonecrop-Dale", 44)
    yield families.sent_by_mistake, p("Violet", "Harebell-Moss", 32, "female")


def drafts_in(borough: Borough) -> Iterator[tuple[Story, Person]]:
    """The referrals that the prison worker of this borough has not finished."""
    p = _numbered(51 if borough.code == HAVERING.code else 151)
    yield waiting.half_written, p("Robin", "Foxglove-Ashe", 39)
    yield waiting.hardly_begun, p("Wren", "Ivygate", 26, "female")


def _numbered(first: int) -> Callable[..., Person]:
    """Invented people, each with the next number."""
    numbers = iter(range(first, first + 50))

    def person(first_name: str, surname: str, age: int, sex: str = "male") -> Person:
        return Person(first_name, surname, age, next(numbers), sex)

    return person
