"""A form as a conversation: which question comes next, and what a typed reply means. Knows no draft and no worker."""
