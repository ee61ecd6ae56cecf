"""First names that are one name: short forms in English, and the ways one name is written in our letters.

English short forms come from the `nicknames` package, a list kept by hand by genealogists (Apache licence). It knows
little of names from elsewhere. The rows below are ours: names common among people in London that are carried over from
other alphabets, or that have a short form of their own. A row says only that two names may be the same.
"""

from functools import cache

from nicknames import NickNamer

WRITTEN_ALIKE = (
    "mohammed muhammad mohamed mohammad mohamad muhammed mohamud mehmet md mo",
    "ahmed ahmad ahmet",
    "hussein hussain husein hossein hossain",
    "hassan hasan",
    "yusuf yousuf youssef yousef yusef josef joseph",
    "ibrahim ebrahim abraham",
    "ismail ismael ishmael",
    "abdullah abdallah abdulla",
    "abdulrahman abdirahman abdurrahman abdelrahman",
    "khaled khalid",
    "omar umar",
    "osman usman uthman othman",
    "sayed syed said saeed saied",
    "tariq tarik tarek",
    "jamal gamal jamaal",
    "fatima fatema fatimah fatma",
    "aisha ayesha aysha aicha",
    "khadija khadijah hadija",
    "maryam mariam miriam maria mary",
    "zaynab zainab zeinab",
    "sean shaun shawn shane",
    "catherine katherine kathryn katarzyna kasia katya ekaterina",
    "stephen steven stefan steve",
    "john jan ivan ioan sean ion juan",
    "michael mikhail michal mihai misha",
    "andrew andrzej andrei andriy andrea",
    "alexander aleksander alexandru oleksandr sasha",
    "dmitry dmitri dmytro dima",
    "sergei sergey serhiy",
    "yuri yuriy iurii",
    "thomas tomasz tomas",
    "paul pawel pavel",
    "peter piotr petr",
    "christopher krzysztof krzysiek",
    "george gheorghe jerzy giorgos",
    "nicholas nikolai mykola nicolae nikos",
    "elizabeth elzbieta elisabeta elisaveta",
    "agnieszka aga agnes",
    "malgorzata gosia margaret",
    "joanna asia joanne",
    "lucasz lukasz lukas lucas luke",
    "matthew mateusz matei",
    "oluwaseun seun",
    "oluwatobi tobi",
    "chukwuemeka emeka",
    "chidiebere chidi",
    "gurpreet gurprit",
    "harpreet harprit harry",
    "siobhan shivaun chevonne",
    "niamh neve neave",
    "aoife eefa",
    "eoin owen eoghan ewan euan",
)

_ENGLISH = NickNamer()
_ROWS: dict[str, set[int]] = {}
for _number, _row in enumerate(WRITTEN_ALIKE):
    for _name in _row.split():
        _ROWS.setdefault(_name, set()).add(_number)


@cache
def may_be_one_name(one: str, other: str) -> bool:
    """Whether one is a short form of the other, both are of a third, or both write one name. Folded first names."""
    if _ROWS.get(one, set()) & _ROWS.get(other, set()):
        return True
    short, long = _ENGLISH.nicknames_of(one), _ENGLISH.nicknames_of(other)
    if one in long or other in short:
        return True
    return bool(_ENGLISH.canonicals_of(one) & _ENGLISH.canonicals_of(other))


@cache
def forms_of(name: str) -> frozenset[str]:
    """One mark for each name that this may be a form of, so that two that may be one name share a mark."""
    ours = {f"#{row}" for row in _ROWS.get(name, ())}
    return frozenset(ours | {name} | set(_ENGLISH.canonicals_of(name)))
