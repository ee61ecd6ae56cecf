"""The page for senders without an account: what it asks, decides by and shows is there to be asked."""

from collections.abc import Iterator

from workflows.vocabulary import AnswerTo, AskedOfAnybody, Pathway
from workflows.vocabulary.without_account import PAGE_CLOSED, PAGE_OPEN
from workflows.wordwalk import every


def faults(pathway: Pathway) -> Iterator[str]:
    public = pathway.without_account
    if public is None:
        return
    on_the_form = {question.code for question in pathway.asked_at_referral}
    asked = {each.of for each in public.asks}
    for each in public.asks:
        if each.of not in on_the_form:
            yield f"The page without an account asks “{each.of}”, which the form of the referral does not ask."
        else:
            yield from _of_choices(pathway, each)
    if public.area in asked:
        yield f"The page without an account asks “{public.area}”, which its own partnership answers."
    page = next((each for each in pathway.settings if each.code == public.page), None)
    if page is None or {code for code, _ in page.choices} != {PAGE_OPEN, PAGE_CLOSED}:
        yield f"The page without an account is closed with “{public.page}”, which is no setting that says so."
    hang = [pathway.question(each.of).when for each in public.asks if each.of in on_the_form]
    for source in every((public.urgent, *(route.when for route in pathway.routes), *hang), AnswerTo):
        if source.field not in asked:
            yield f"The page without an account is decided by “{source.field}”, and does not ask it."
    yield from (f"The inbox shows “{code}”, which nobody was asked." for code in public.shows if code not in asked)


def _of_choices(pathway: Pathway, each: AskedOfAnybody) -> Iterator[str]:
    offered = {choice.code for choice in pathway.question(each.of).choices}
    for code in each.says:
        if code not in offered:
            yield f"The page without an account offers “{code}” for “{each.of}”, which the form does not."
