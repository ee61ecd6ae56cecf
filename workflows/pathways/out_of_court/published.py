"""What is published of disposals out of court: referrals, who sent them, and sessions begun within three weeks."""

from workflows.phrases import published_of_justice

PUBLISHED = published_of_justice("started")
