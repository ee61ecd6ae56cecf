"""What is published of liaison and diversion: people met, and those of them who were referred on."""

from workflows.phrases import one_way

PUBLISHED = one_way("Referred on", "referred-on", "referred-on", wait_days=28)
