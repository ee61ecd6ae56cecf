"""What cannot wait in a referral: what to do now, and the team that is alerted at once."""

from __future__ import annotations

from workflows.vocabulary import Advice, Condition, Setting

MINUTES = "alert-minutes"


def alarm(
    kind: str,
    code: str,
    title: str,
    say: str,
    *,
    when: Condition,
    alert: str,
    alerts: tuple[str, ...] = ("lead",),
    rings: tuple[str, ...] = (),
) -> Advice:
    """Advice of this kind of referral that alerts whoever holds the first of these positions on the case, with a
    sentence that names nobody. In how many minutes somebody answers is a setting of the kind."""
    return Advice(
        code=code, title=title, say=say, when=when, alert=alert, alerts=alerts, within=f"{kind}.{MINUTES}", rings=rings
    )


def minutes_to_answer(kind: str) -> Setting:
    """How long an alert of this kind waits for somebody."""
    return Setting(
        code=f"{kind}.{MINUTES}",
        default=15,
        mark="I",
        unit="minutes",
        meaning="In how many minutes somebody answers an urgent alert before it goes on to the next in turn.",
    )
