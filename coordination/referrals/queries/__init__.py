"""What is known of drafts, of where a referral goes, and of what became of it. Reads only."""
