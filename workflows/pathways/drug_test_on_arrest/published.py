"""What is published of drug tests on arrest: referrals, who sent them, and treatment within three weeks."""

from workflows.phrases import published_of_justice

PUBLISHED = published_of_justice("treatment-began")
