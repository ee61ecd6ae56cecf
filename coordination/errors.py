"""The four kinds of no. A refusal is an answer for a person to read; whatever else is raised is a fault of ours."""

from collections.abc import Mapping


class Refused(Exception):
    """The answer is no.

    `message` is a whole sentence, fit to be shown as it is: it says what to do next and blames nobody.
    `field` names the question it belongs to, when one question is the cause. Raising any refusal inside
    a transaction abandons everything that the transaction did.
    """

    status = 409
    title = "This could not be done"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotVisible(Refused):
    """Nothing here for this worker. Says the same whether the thing is hidden or does not exist."""

    status = 404
    title = "Page not found"


class NotAllowed(Refused):
    """The worker can see it and may not do this to it. The message says who may."""

    status = 403
    title = "You cannot do this"


class Invalid(Refused):
    """An answer will not do as it stands. The message says how to put it right; the other answers are kept."""

    status = 422
    title = "There is a problem"


class MovedOn(Refused):
    """Somebody, or an earlier press of the same button, got there first.

    `kept` holds what stands now, in plain values, so that a page can show it beside what was just sent.
    """

    status = 409
    title = "This has moved on"

    def __init__(self, message: str, *, field: str | None = None, kept: Mapping[str, object] | None = None) -> None:
        super().__init__(message, field=field)
        self.kept = kept
