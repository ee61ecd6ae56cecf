"""An address as it is compared: the same home, however it was spelt. Pure."""

import re

# How people shorten the words at the end of a street's name.
SHORTENED = {
    "apt": "", "apartment": "", "ave": "avenue", "av": "avenue", "bldgs": "buildings", "cl": "close",
    "clo": "close", "cres": "crescent", "ct": "court", "crt": "court", "dr": "drive", "est": "estate", "flat": "",
    "gdns": "gardens", "gdn": "garden", "gr": "grove", "grv": "grove", "hse": "house", "ln": "lane", "mt": "mount",
    "no": "", "number": "", "pde": "parade", "pk": "park", "pl": "place", "rd": "road", "room": "", "rm": "",
    "sq": "square", "ter": "terrace", "terr": "terrace", "unit": "", "wk": "walk", "wy": "way",
}  # fmt: skip
WHOLE_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
FIRST_WORDS_OF_STREETS = frozenset({"st"})  # “St Marys Road”: Saint at the front, Street at the end


def folded(*parts: str | None) -> str:
    """The parts of an address as one line to compare: lower case, shortened words written out, no “flat” or commas."""
    words = [word for part in parts for word in re.findall(r"[a-z0-9]+", (part or "").casefold().replace("'", ""))]
    said = [_whole(word, last=place == len(words) - 1) for place, word in enumerate(words)]
    return " ".join(word for word in said if word)


def folded_postcode(postcode: str | None) -> str:
    """A whole postcode as it is compared: capitals, no spaces. Half of one, or other words, tell no two homes apart."""
    bare = re.sub(r"[^A-Z0-9]", "", (postcode or "").upper())
    return bare if WHOLE_POSTCODE.fullmatch(bare) else ""


def property_number(uprn: str | None) -> str:
    """The number of a property as it is compared: digits without zeros before them. Other words number no home: two
    with “n/a” there are not the same."""
    bare = re.sub(r"[\s-]", "", uprn or "")
    return bare.lstrip("0") if re.fullmatch(r"[0-9]{1,12}", bare) else ""


def _whole(word: str, *, last: bool) -> str:
    if word in FIRST_WORDS_OF_STREETS:
        return "street" if last else "saint"
    return SHORTENED.get(word, word)
