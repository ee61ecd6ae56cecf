"""What is published of family support: referrals, and those of them in which support had begun by the close."""

from workflows.phrases import one_way

PUBLISHED = one_way("Support begun by the close", "begun", "support-begun", wait_days=0)
