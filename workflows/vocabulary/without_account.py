"""The words for a concern that somebody sends without an account: a page in public, in words of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.vocabulary.conditions import Condition

PAGE_OPEN, PAGE_CLOSED = "open", "closed"


@dataclass(frozen=True, kw_only=True)
class AskedOfAnybody:
    """A question of the referral form as somebody without an account is asked it.

    The answer is the answer to the question `of`, so nobody types it again. `says` gives its choices other words; a
    choice that it leaves out is not offered. Without `missing` it may be left empty.
    """

    of: str
    label: str
    hint: str = ""
    missing: str = ""
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ring:
    """Whom somebody can ring now, and when to."""

    who: str
    phone: str
    say: str


@dataclass(frozen=True, kw_only=True)
class WithoutAccount:
    """How somebody without an account sends a concern of this kind, and what its receivers may do with it.

    `lead`, `then` and `privacy` are read before anything is asked: what this is, what happens next, what becomes of
    what they write. `area` is the question that the page's own partnership answers. While `urgent` holds somebody has
    to look now. `shows` are the answers that stand in the inbox before it is opened, `clock` is by when it is looked
    at, `within` the setting with the minutes in which somebody opens an urgent one. `why_not` are the reasons for
    turning it down, `kept` the setting with the days that its words stay after it was dealt with. `page` is the setting
    with which a partnership closes its page (`PAGE_CLOSED`), and `instead` what the page says then.
    """

    title: str
    lead: tuple[str, ...]
    ring: tuple[Ring, ...]
    asks: tuple[AskedOfAnybody, ...]
    area: str
    urgent: Condition
    shows: tuple[str, ...]
    clock: str
    within: str
    then: tuple[str, ...]
    privacy: tuple[str, ...]
    why_not: Mapping[str, str]
    kept: str
    page: str
    instead: tuple[str, ...]
