"""A made-up register with known truth: people, then second records of some of them as other offices would write them.

Names are drawn as unevenly as they are in a city, so that many people share one. Among the people are twins, brothers
and sisters at one address, and parents and children of one name. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from workflows.likeness import Described


def _words(text: str) -> list[str]:
    return text.split()


WOMEN = _words(
    """mary fatima sarah jessica emily aisha catherine elizabeth olivia joanna patricia susan margaret deborah
    rebecca samantha victoria alexandra christine jennifer khadija maryam grace chloe sophie hannah amy kelly
    michelle tracey lisa karen angela nicola donna natasha agnieszka magdalena ewa olena irina priya anjali
    sunita harpreet ngozi amina folake temitope blessing esther leila yasmin zainab siobhan niamh bronwen
    rhian carys"""
)
MEN = _words(
    """mohammed james john david michael robert william thomas daniel christopher matthew anthony joseph andrew
    stephen nicholas richard edward alexander benjamin samuel jonathan timothy gregory ahmed ali hussein
    yusuf ibrahim abdullah khaled omar hassan tariq jamal piotr krzysztof tomasz andrei mihai ionut dmitry
    oleksandr raj sanjay gurpreet amit kwame kofi emeka oluwaseun tunde babatunde sean liam patrick connor
    declan kevin darren wayne lee craig dean gary terence leonard kenneth ronald"""
)
COMMON = _words(
    """smith jones khan ahmed williams brown taylor ali hussain patel singh begum davies evans thomas johnson
    roberts walker wright robinson thompson white hughes edwards green hall wood harris lewis martin jackson
    clarke clark turner hill moore cooper morris ward watson morrison okafor adeyemi mensah popescu kowalski
    nowak silva santos nguyen o'brien o'connor mcdonald al-rashid kaur shah"""
)
FRONT = _words(
    """ash brad brook burn carl clay cran dal east fair grim hart hazel hol ken lang mar nor oak pem rad red
    shel stan sut thorn up wal west whit win yar"""
)
BACK = _words(
    """bridge brook bury by combe croft dale field ford ham hurst ley low man more ridge stead ton well wick
    wood worth"""
)
RARE = [front + back for front in FRONT for back in BACK]
SHORT = {"robert": "bob", "william": "bill", "elizabeth": "liz", "catherine": "kate", "margaret": "peggy",
         "mohammed": "muhammad", "christopher": "chris", "stephen": "steven", "james": "jim", "deborah": "debbie",
         "daniel": "danny", "michael": "mick", "anthony": "tony", "ahmed": "ahmad", "hussein": "hussain",
         "sean": "shaun", "piotr": "peter", "joanna": "asia", "thomas": "tommy", "samantha": "sam",
         "yusuf": "yousef", "alexander": "alex", "andrew": "andy", "rebecca": "becky", "victoria": "vicky",
         "patricia": "pat", "edward": "ted", "richard": "dick", "jennifer": "jen", "susan": "sue"}  # fmt: skip
HEARD = (("ph", "f"), ("ck", "k"), ("y", "ie"), ("ll", "l"), ("tt", "t"), ("ee", "ea"), ("c", "k"), ("s", "z"))


@dataclass(frozen=True)
class Register:
    """The people, and records to look up: each with the place of the person it is of, None for somebody new."""

    people: list[Described]
    asked: list[tuple[Described, int | None, tuple[str, ...]]]


def made(people: int, variants: int, newcomers: int, chance: random.Random) -> Register:
    """A register of that many people; second records of some, and records of people who are not in it."""
    register = [_person(chance) for _ in range(people * 9 // 10)]
    while len(register) < people:
        register.append(_relative(chance.choice(register), chance))
    asked: list[tuple[Described, int | None, tuple[str, ...]]] = []
    for place in chance.sample(range(people), variants):
        record, how = _written_again(register[place], chance)
        asked.append((record, place, how))
    # half of those who are new are close to somebody: the hardest to keep apart
    for number in range(newcomers):
        new = _relative(chance.choice(register), chance) if number % 2 else _person(chance)
        asked.append((new, None, ("new",)))
    return Register(register, asked)


def nhs_number(chance: random.Random) -> str:
    """Ten digits from the range that is kept for tests (999), with a right check digit."""
    while True:
        digits = "999" + "".join(chance.choices("0123456789", k=6))
        check = (11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            return digits + str(check)


def _person(chance: random.Random) -> Described:
    sex = chance.choice(("female", "male"))
    born = date(1945, 1, 1) + timedelta(days=int(chance.triangular(0, 22_600, 15_000)))
    names = [f"{_first(sex, chance)} {_last(chance)}".title()]
    if chance.random() < 0.15:  # a middle name
        first, last = names[0].split(" ", 1)
        names = [f"{first} {_first(sex, chance).title()} {last}"]
    if chance.random() < 0.05:  # somebody who also goes by another name
        names.append(f"{_first(sex, chance)} {names[0].split()[-1]}".title())
    return Described(
        names=tuple(names),
        born=born,
        sex=sex,
        nhs_number=nhs_number(chance) if chance.random() < 0.7 else None,
        prison_number=_prison_number(chance) if chance.random() < 0.4 else None,
        postcodes=frozenset({_postcode(chance)}) if chance.random() < 0.9 else frozenset(),
    )


def _relative(other: Described, chance: random.Random) -> Described:
    """A twin, a brother or sister, or a parent or child of the same name, at the same address."""
    new = _person(chance)
    surname = other.names[0].split()[-1]
    first = new.names[0].split()[0]
    kind = chance.random()
    if kind < 0.5:
        if first == other.names[0].split()[0]:
            first = "Zebedee"
        return replace(new, names=(f"{first} {surname}",), born=other.born, postcodes=other.postcodes)
    born = other.born or date(1980, 1, 1)
    if kind < 0.8:
        return replace(new, names=(f"{first} {surname}",), born=born + timedelta(days=chance.randint(300, 2_500)),
                       postcodes=other.postcodes)  # fmt: skip
    return replace(new, names=other.names[:1], sex=other.sex, born=born + timedelta(days=chance.randint(6_500, 13_000)),
                   postcodes=other.postcodes)  # fmt: skip


def _written_again(person: Described, chance: random.Random) -> tuple[Described, tuple[str, ...]]:
    """The same person as another office has them: gaps, another address, and one slip or two."""
    again = person
    if again.nhs_number and chance.random() < 0.5:
        again = replace(again, nhs_number=None)
    if again.prison_number and chance.random() < 0.5:
        again = replace(again, prison_number=None)
    if chance.random() < 0.4:
        earlier = again.postcodes if chance.random() < 0.3 else frozenset()
        again = replace(again, postcodes=frozenset({_postcode(chance)}) | earlier)
    slips = chance.sample(SLIPS, 2 if chance.random() < 0.3 else 1)
    for slip in slips:
        again = slip(again, chance)
    return again, tuple(slip.__name__.strip("_") for slip in slips)


def _nickname(person: Described, chance: random.Random) -> Described:
    first, _, rest = person.names[0].partition(" ")
    return replace(person, names=(f"{SHORT.get(first.lower(), first)} {rest}".title(),))


def _misspelt(person: Described, chance: random.Random) -> Described:
    words = person.names[0].split()
    which = chance.choice((0, len(words) - 1))
    words[which] = _one_slip(words[which].lower(), chance)
    return replace(person, names=(" ".join(words).title(),))


def _misheard(person: Described, chance: random.Random) -> Described:
    words = person.names[0].lower().split()
    for old, new in chance.sample(HEARD, len(HEARD)):
        if old in words[-1][1:]:
            words[-1] = words[-1][0] + words[-1][1:].replace(old, new, 1)
            break
    return replace(person, names=(" ".join(words).title(),))


def _day_and_month_swapped(person: Described, chance: random.Random) -> Described:
    born = person.born
    if born is None or born.day > 12:
        return _one_digit_of_birth(person, chance)
    return replace(person, born=date(born.year, born.day, born.month))


def _one_digit_of_birth(person: Described, chance: random.Random) -> Described:
    assert person.born is not None
    for _ in range(50):
        text = list(person.born.isoformat())
        text[chance.choice((3, 6, 9, 8))] = chance.choice("0123456789")
        try:
            born = date.fromisoformat("".join(text))
        except ValueError:
            continue
        if born != person.born:
            return replace(person, born=born)
    return person


def _order_swapped(person: Described, chance: random.Random) -> Described:
    words = person.names[0].split()
    return replace(person, names=(" ".join([words[-1], *words[:-1]]),))


def _double_barrelled(person: Described, chance: random.Random) -> Described:
    return replace(person, names=(f"{person.names[0]}-{_last(chance)}".title(),))


def _new_surname(person: Described, chance: random.Random) -> Described:
    words = person.names[0].split()
    former = person.names[0] if chance.random() < 0.5 else None
    new = " ".join([*words[:-1], _last(chance).title()])
    return replace(person, names=(new, former) if former else (new,))


def _known_as(person: Described, chance: random.Random) -> Described:
    return replace(person, names=person.names[1:] or person.names)


def _accents_and_hyphens(person: Described, chance: random.Random) -> Described:
    table = str.maketrans({"e": "é", "o": "ö", "'": "’", "a": "á"})
    return replace(person, names=tuple(name.translate(table) for name in person.names))


def _number_mistyped(person: Described, chance: random.Random) -> Described:
    if not person.nhs_number:
        return _misspelt(person, chance)
    place = chance.randrange(3, 10)
    other = chance.choice([digit for digit in "0123456789" if digit != person.nhs_number[place]])
    return replace(person, nhs_number=person.nhs_number[:place] + other + person.nhs_number[place + 1 :])


SLIPS: list[Callable[[Described, random.Random], Described]] = [
    _nickname, _misspelt, _misheard, _day_and_month_swapped, _one_digit_of_birth, _order_swapped, _double_barrelled,
    _new_surname, _known_as, _accents_and_hyphens, _number_mistyped,
]  # fmt: skip


def _one_slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word)) if len(word) > 1 else 0
    kind = chance.choice(("drop", "double", "swap", "other"))
    if kind == "drop" and len(word) > 3:
        return word[:place] + word[place + 1 :]
    if kind == "swap" and place + 1 < len(word):
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "double":
        return word[:place] + word[place] + word[place:]
    return word[:place] + chance.choice("aeiorstln") + word[place + 1 :]


def _first(sex: str, chance: random.Random) -> str:
    return _uneven(WOMEN if sex == "female" else MEN, chance)


def _last(chance: random.Random) -> str:
    return _uneven(COMMON, chance) if chance.random() < 0.45 else chance.choice(RARE)


def _uneven(names: list[str], chance: random.Random) -> str:
    """The first of a list is some eight times as common as the last: at most one in twenty-five has the same."""
    return chance.choices(names, cum_weights=_weights(len(names)))[0]


@cache
def _weights(many: int) -> list[float]:
    return list(accumulate(1 / (rank + 10) for rank in range(1, many + 1)))


def _prison_number(chance: random.Random) -> str:
    return (
        f"{chance.choice('ABCDEF')}{chance.randrange(10_000):04}{''.join(chance.choices('ABCDEFGHJKLMNPRTVWXYZ', k=2))}"
    )


def _postcode(chance: random.Random) -> str:
    outward = f"{chance.choice(('RM', 'E', 'IG', 'N'))}{chance.randrange(1, 19)}"
    return f"{outward} {chance.randrange(1, 10)}{''.join(chance.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
