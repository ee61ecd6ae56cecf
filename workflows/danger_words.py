"""Words of a message that may tell of danger now. A careful ear, not a judge: it would rather hear too much than too
little, and leaves out only what is plainly said not to be so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Danger:
    """What is heard, what whoever wrote it does now, what it means that a team was alerted, and what that team is
    alerted with: fixed words, no names."""

    title: str
    say: str
    alerted: str
    alert: str


# where it was written on a closed case, or nobody is in the teams that would hear
NOBODY_HEARS = "Nobody is alerted by what you wrote here, so ring now and tell somebody yourself."


DANGERS: Mapping[str, Danger] = {
    "life": Danger(
        title="Is somebody's life in danger?",
        say="Ring 999 now. For an overdose give naloxone if you have it, and stay with them.",
        alerted="The team on this case has been alerted; an alert does not call an ambulance.",
        alert="A message on this case may tell of danger to somebody's life. Read the conversation now.",
    ),
    "child": Danger(
        title="Is a child being harmed, or about to be?",
        say="Ring 999 if it is now. Otherwise ring children's social care (MASH) at once and tell them yourself.",
        alerted="The team on this case has been alerted; that is not a referral.",
        alert="A message on this case may tell of a child being harmed. Read the conversation now.",
    ),
    "violence": Danger(
        title="Is somebody threatened?",
        say="Ring 999 if it is now. Do not go there alone.",
        alerted="The team on this case has been alerted.",
        alert="A message on this case may tell of violence or a weapon. Read the conversation now.",
    ),
}
_CHILD = r"(?:child|children|baby|toddler|boy|girl)"
_WEAPON = r"(?:a |the |his |her |their )?(?:knife|knives|gun|machete|weapon)s?"
_HEARD = {
    "life": (
        r"suicid\w*",
        r"kill(?:ing)? (?:him|her|them)sel(?:f|ves)",
        r"end(?:ing)? (?:his|her|their) (?:own )?li(?:fe|ves)",
        r"overdos\w+",
        r"unconscious",
        r"(?:not|stopped) breathing",
        r"wants? to die",
    ),
    "child": (
        rf"{_CHILD} (?:\w+ ){{0,3}}(?:hit|hurt|beaten|harmed|abused|swallowed|left alone|bruise[sd]?|burn(?:s|ed|t)?)",
        rf"(?:hit|hurt|beat|harmed|abused|bruise[sd]?) (?:\w+ ){{0,3}}{_CHILD}",
        r"swallowed (?:\w+ ){0,4}(?:methadone|tablets?|pills?|medicine|drugs?)",
    ),
    "violence": (
        rf"(?:has|have|had|with|carr\w+|pulled|showed) {_WEAPON}",
        r"threaten\w* to (?:kill|stab|shoot|burn)",
        r"stabbed",
        r"death threats?",
        r"(?:held|taken) hostage",
    ),
}
_PATTERNS = {kind: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for kind, words in _HEARD.items()}
# said not to be so, within the same sentence and a few words before
_NOT_SO = re.compile(
    r"\b(?:no|not|never|denies|denied|without|nobody|isn['’]t|wasn['’]t|hasn['’]t)\b(?:[\s,]+\w+){0,4}[\s,]*$",
    re.IGNORECASE,
)


def danger_in(text: str) -> str | None:
    """The kind of danger that a text may tell of, the gravest first; None when it tells of none."""
    for kind, pattern in _PATTERNS.items():
        for found in pattern.finditer(text):
            if not _NOT_SO.search(text[max(0, found.start() - 60) : found.start()]):
                return kind
    return None
