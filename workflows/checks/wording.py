"""Wording: plain, kind words in everything that somebody reads."""

import re
from collections.abc import Iterator

from workflows.vocabulary import Pathway
from workflows.wordwalk import sentences

# What hurts, what blames, and what only insiders understand.
UNKIND = (
    "addict", "addicts", "addicted", "alcoholic", "abuser", "abusers", "substance abuse", "substance misuse",
    "junkie", "offender", "offenders", "ex-offender", "inmate", "inmates", "prisoner", "prisoners", "convict",
    "service user", "service users", "user", "users", "client", "clients", "clean", "dirty", "non-compliant",
    "failed to", "vulnerable adult", "hard to reach", "prostitute", "mentally ill", "commit suicide",
    "committed suicide", "beneficiary",
)  # fmt: skip
JARGON = (
    "OST", "DNA", "SPOC", "COM", "POM", "SLA", "KPI", "IDTS", "DTR", "NFA", "BBV", "PP", "KW", "T0", "T+21", "TBC",
    "N/A", "pathway", "workflow", "enum", "null", "invalid",
)  # fmt: skip


def _any_of(words: tuple[str, ...], flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])", flags)


SAYS_UNKIND = _any_of(UNKIND, re.IGNORECASE)
SAYS_JARGON = _any_of(JARGON)


def faults(pathway: Pathway) -> Iterator[str]:
    for said in dict.fromkeys(sentences(pathway)):
        for word in SAYS_UNKIND.findall(said):
            yield f"“{said}” says “{word}”: use words that are kind and blame nobody."
        for word in SAYS_JARGON.findall(said):
            yield f"“{said}” says “{word}”: say it in plain words."
        if "_" in said:
            yield f"“{said}” holds a code where words should stand."
    for question in (
        *pathway.questions.values(),
        *(each for topic in pathway.topics.values() for each in topic.questions),
    ):
        if question.label.startswith("Your ") and not question.read_as:
            yield (
                f"“{question.label}” ({question.code}) is read by others too: say in read_as what stands over the "
                "answer."
            )
