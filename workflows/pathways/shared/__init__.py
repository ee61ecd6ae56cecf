"""Words that several kinds of one family share. No kind of referral of its own."""
