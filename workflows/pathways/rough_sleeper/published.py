"""What is published of rough sleeper outreach: people seen, and those in touch and in treatment six weeks later."""

from workflows.phrases import became, published, reaching, share_of_all

PUBLISHED = published(
    became(
        "outreach",
        "In touch, and in treatment",
        reaching("in-touch", "In touch with outreach", "engaged"),
        reaching("in-treatment", "Treatment begun", "treatment-begun"),
        measures=(
            share_of_all("in-touch", "In touch with outreach within six weeks", in_touch="yes"),
            share_of_all("in-treatment", "Treatment begun within six weeks", in_treatment="yes"),
        ),
        wait_days=42,
    )
)
