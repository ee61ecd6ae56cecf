"""What is published of home fire safety: homes worried about, and those visited within a month."""

from workflows.phrases import one_way

PUBLISHED = one_way("Visited within 31 days", "visited", "visit-done", wait_days=31, within_days=31)
