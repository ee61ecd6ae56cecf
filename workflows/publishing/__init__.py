"""What is published of each pathway, worked out from its definition alone: columns, categories, measures, months.

No list here is ever made from data, so that no filter and no heading tells more than the figures do.
"""

from workflows.publishing.columns import Category, Column, columns, event_columns, labels
from workflows.publishing.measures import Measure, measures
from workflows.publishing.months import closes_on, fills_on, in_words, month_of, next_month, open_until

__all__ = [
    "Category",
    "Column",
    "Measure",
    "closes_on",
    "columns",
    "event_columns",
    "fills_on",
    "in_words",
    "labels",
    "measures",
    "month_of",
    "next_month",
    "open_until",
]
