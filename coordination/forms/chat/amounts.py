"""A number as people type it. Only plain figures are taken; anything beside them is asked back."""

from __future__ import annotations

import re

from coordination.forms.chat.meanings import AskAgain, AskBack, Offer

PLAIN = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,9})?")
POINT_OR_THOUSAND = re.compile(r"[1-9][0-9]{0,2}\.000")
NUMBER = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,9})?(?!,?[0-9])")
FRACTION = re.compile(r"(?i)\b(?:half|quarter|third|couple|few)\b|[½¼¾⅓⅔/]")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
IN_WORDS = re.compile(rf"(?i)\b(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(WORDS[1:10])}))?|{'|'.join(WORDS)})\b")
SHORT = {
    "mcg": "microgram", "mg": "milligram", "g": "gram", "kg": "kilogram", "kilo": "kilogram", "ml": "millilitre",
    "l": "litre", "min": "minute", "hr": "hour", "wk": "week", "yr": "year",
}  # fmt: skip
MEASURES = "|".join((*SHORT, *sorted({*SHORT.values(), "pint", "unit", "day", "month"})))
MEASURED = re.compile(rf"(?i)(?<=[0-9½¼¾])\s*({MEASURES})s?\b")
MOST_OFFERED = 4


def amount(text: str, unit: str) -> str | AskBack | AskAgain:
    """The figures that were typed, where nothing but the question's own unit stands beside them.

    “about 20”, a pound sign or a number in words is said back. Another unit, or a part of something, is not worked out.
    """
    said = " ".join(text.split())
    bare = MEASURED.sub(lambda found: "" if _measure(found[1]) == _measure(unit) else found[0], said)
    bare = bare[: -len(unit)].strip() if unit and bare.lower().endswith(unit.lower()) else bare.strip()
    of_what = f" {unit}" if unit else ""
    if POINT_OR_THOUSAND.fullmatch(bare):
        # a thousand to whoever learnt to write it so, and one to anybody else
        both = (bare.partition(".")[0], bare.replace(".", ""))
        either = tuple(Offer(f"{int(each):,}{of_what}", each) for each in both)
        return AskBack(f"You wrote “{said}”. Which is it?", either)
    if PLAIN.fullmatch(bare):
        return bare
    other = [measure for measure in MEASURED.findall(said) if _measure(measure) != _measure(unit)]
    if unit and other:
        # Never turned into the question's own unit: a dose ten or a thousand times too large harms somebody.
        return AskAgain(f"You wrote “{said}”. Work it out and give it in figures as a number of{of_what}.")
    if FRACTION.search(said):
        return AskAgain(f"Work it out and give it in figures{' as a number of' + of_what if unit else ''}.")
    found = [*NUMBER.findall(said), *(str(_figures(each)) for each in IN_WORDS.findall(said))]
    offers = tuple(Offer(f"{each}{of_what}", each) for each in dict.fromkeys(found))
    if not offers or len(offers) > MOST_OFFERED:
        return AskAgain(f"Give it in figures{' as a number of' + of_what if unit else ''}.")
    if len(offers) > 1:
        return AskBack(f"One number is needed here{', in' + of_what if unit else ''}. Which one?", offers)
    return AskBack(f"You wrote “{said}”. Is that {offers[0].words}?", offers)


def _measure(said: str) -> str:
    one = said.lower().removesuffix("s")
    return SHORT.get(one, one)


def _figures(words: str) -> int:
    whole = words.lower().replace("-", " ")
    if whole in WORDS:
        return WORDS.index(whole)
    tens, _, ones = whole.partition(" ")
    return 20 + 10 * TENS.index(tens) + (WORDS.index(ones) if ones else 0)
