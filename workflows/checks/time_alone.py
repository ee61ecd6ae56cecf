"""Which conditions may begin to hold because a day has come, and nothing else has happened."""

from workflows import vocabulary as words
from workflows.wordwalk import every

BY_THE_DAY = (words.Before, words.Since, words.SuggestedEarlier, words.Within)


def reads_the_day(condition: words.Condition) -> bool:
    """Whether time alone can make the condition hold."""
    return any(True for kind in BY_THE_DAY for _ in every(condition, kind))
