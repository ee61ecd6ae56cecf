"""Which stories a load of many cases is mixed from, about whom, and when. The same seed gives the same mixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from coordination.demo.people import Person
from coordination.demo.stories import planning, released, waiting
from coordination.demo.telling import Teller

Story = Callable[[Teller, Person], Any]

OPEN: tuple[Story, ...] = (
    waiting.new,
    waiting.taken,
    waiting.late,
    waiting.asked_about,
    planning.accepted,
    planning.children_in_touch,
    planning.met,
    planning.probation_refused,
    planning.appointment_fixed,
    released.just_out,
    released.missed_once,
    released.seen,
    released.in_treatment,
)
CLOSED: tuple[Story, ...] = (
    waiting.no_need,
    waiting.does_not_want_it,
    waiting.consent_withdrawn,
    planning.not_released,
    released.in_treatment_on_day_28,
    released.in_treatment_on_day_28,
    released.no_treatment,
)
FIRST = (
    "Alder Amity Basil Briar Cassia Cedar Clove Dill Dorian Ember Fennel Fern Flint Garnet Hazel Heron Indigo Ivo "
    "Jasper Juniper Kestrel Lark Linden Lupin Maple Merle Nettle Oak Olive Onyx Perry Pine Quill Reed Rowan Rue Sage "
    "Sorrel Tansy Teal Thorn Umber Vale Vesper Willow Wren Yarrow Zinnia"
)
LAST_BEGINS = (
    "Amber Apple Badger Barley Bell Bramble Briar Candle Copper Dapple Dew Ember Fair Feather Finch Fox Gale Gold "
    "Gorse Harrow Hay Hobble Honey Ivy Kettle Lantern Lark Marsh Meadow Mill Moon Moss Nettle Oaken Otter Pebble Penny "
    "Plum Quill Reed Rush Saffron Silver Snow Sparrow Star Still Tallow Thimble Thistle Under Velvet Wander "
    "Whistle Winter"
)
LAST_ENDS = (
    "barrow beam beck bourne brook combe cote croft dale dell down fall fell field ford garth gate glade grove ham hay "
    "hill hollow holt hurst lane ley low mead mere moor nook ridge rise shaw side stead stile thorpe vale wade well "
    "wick wood worth yard"
)


@dataclass(frozen=True)
class Planned:
    """One story that will be told: whose it is, and from which day it counts."""

    story: Story
    person: Person
    told_from: date


def mixture(cases: int, months: int, seed: int, today: date) -> Iterator[Planned]:
    """So many stories. A third is still open; the others ended in this and the months before, to the last evenly."""
    chance = Random(seed)  # noqa: S311
    for place in range(cases):
        person = somebody(chance, 10_000 + place)
        if place % 3 == 0:
            yield Planned(chance.choice(OPEN), person, today)
        else:
            back = timedelta(days=chance.randrange(max(1, months * 30)))
            yield Planned(chance.choice(CLOSED), person, today - back)


def patterns(months: int, seed: int, today: date) -> Iterator[Planned]:
    """Each story as often as a bulk load needs it: the open ones once, the closed ones twice a month."""
    chance = Random(seed)  # noqa: S311
    planned = [(story, today) for story in OPEN]
    for back in range(0, max(1, months * 30), 15):
        planned += [(story, today - timedelta(days=back)) for story in dict.fromkeys(CLOSED)]
    for place, (story, day) in enumerate(planned):
        yield Planned(story, somebody(chance, 10_000 + place), day)


def somebody(chance: Random, number: int) -> Person:
    """An invented person whose name says so once it is marked."""
    surname = chance.choice(LAST_BEGINS.split()) + chance.choice(LAST_ENDS.split())
    sex = chance.choice(("male", "male", "male", "female"))
    return Person(chance.choice(FIRST.split()), surname, chance.randrange(19, 66), number, sex)
