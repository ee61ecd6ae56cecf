"""What was understood of something typed: a value, or a sentence that says what to do."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """With `problem` there is no value. With `warning` the value is kept and the sentence is shown beside it."""

    value: Value | None = None
    problem: str | None = None
    warning: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.problem is None):
            raise ValueError("A reading has either a value or a problem.")
