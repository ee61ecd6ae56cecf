"""The page on which a pupil, or somebody at a school, tells of a concern without an account."""

from workflows.pathways.school_concern.form import UNSAFE
from workflows.vocabulary import PAGE_CLOSED, PAGE_OPEN, AskedOfAnybody, Ring, Setting, WithoutAccount

KEPT = Setting(
    code="school-concern.public-kept-days",
    default=30,
    mark="I",
    unit="days",
    meaning="How long the words of a concern that came without an account stay in the public inbox after it was taken "
    "up or turned down. What was taken up stays with its referral.",
)
PAGE = Setting(
    code="school-concern.public-page",
    default=PAGE_OPEN,
    mark="I",
    choices=((PAGE_OPEN, "It takes concerns"), (PAGE_CLOSED, "It is closed and says whom to turn to")),
    meaning="Whether the page takes concerns on which pupils and schools tell without an account. What came before "
    "stays in the public inbox.",
)
PUBLIC = WithoutAccount(
    title="Tell us if you are worried about drugs or alcohol",
    lead=(
        "For pupils, and for people who work at a school.",
        "It can be about you, a friend, somebody in your family or a place.",
        "You do not need an account, and you do not need to give a name.",
    ),
    ring=(
        Ring(who="999", phone="999", say="If somebody is in danger now."),
        Ring(who="Childline", phone="0800 1111", say="To talk at any time, day or night. It is free, and it does not "
             "show on the bill."),
    ),
    asks=(
        AskedOfAnybody(
            of="safe_now",
            label="Are you safe now?",
            hint="If you write about somebody else: are they safe now? If not, ring 999 first. You can come back to "
            "this page afterwards.",
            missing="Choose whether you are safe now.",
            says={"yes": "Yes", "no": "No", "not-sure": "I am not sure"},
        ),
        AskedOfAnybody(
            of="told_by",
            label="Who are you?",
            missing="Choose who you are.",
            says={"pupil": "I am a pupil", "school": "I work at a school", "other": "Somebody else"},
        ),
        AskedOfAnybody(
            of="about",
            label="Who or what is it about?",
            missing="Choose who or what it is about.",
            says={"me": "Me, or the pupil I am writing for", "friend": "A friend", "family": "Somebody in the family",
                  "place": "A place"},
        ),
        AskedOfAnybody(
            of="words",
            label="What would you like to tell us?",
            hint="Write it in your own words. You will not get into trouble for telling us.",
            missing="Write what you would like to tell us.",
        ),
        AskedOfAnybody(of="school", label="Which school?", missing="Enter the name of the school."),
        AskedOfAnybody(
            of="year_group",
            label="Which year?",
            missing="Choose the year, or “I would rather not say”.",
            says={"primary": "Primary school", "7": "Year 7", "8": "Year 8", "9": "Year 9", "10": "Year 10",
                  "11": "Year 11", "sixth": "Year 12 or 13", "not-said": "I would rather not say"},
        ),
        AskedOfAnybody(
            of="in_term",
            label="Is the school open today?",
            hint="If it is a weekend or a holiday, choose No.",
            missing="Choose whether the school is open today.",
        ),
        AskedOfAnybody(
            of="named",
            label="Do you want to give a name?",
            missing="Choose whether you want to give a name.",
            says={"yes": "Yes", "no": "No, I would rather not"},
        ),
        AskedOfAnybody(of="child_name", label="Your name, or the pupil’s name", missing="Enter the name."),
        AskedOfAnybody(
            of="wants_reply",
            label="Do you want to hear what happens?",
            hint="Without a name we can only answer if you tell us how to reach you.",
            missing="Choose whether you want to hear what happens.",
        ),
        AskedOfAnybody(
            of="reply_how",
            label="How?",
            missing="Choose how you want to hear.",
            says={"teacher": "Through a teacher I choose", "in-person": "Somebody tells me in person",
                  "note": "A note in school"},
        ),
        AskedOfAnybody(
            of="reply_contact",
            label="Which teacher, or how can we reach you?",
            hint="If you work at a school: your name and a phone number or an e-mail address.",
        ),
    ),
    area="area",
    urgent=UNSAFE,
    shows=("safe_now", "about", "school"),
    clock="decide",
    within="school-concern.alert-minutes",
    then=(
        "The person who keeps children safe at your school reads it, on the same school day.",
        "When the school is closed, children’s social care reads it.",
        "They decide what would help, in school or outside it.",
        "If you want to hear what happens, they tell you.",
    ),
    privacy=(
        "Only the people who keep children safe read it. If somebody is in danger they may have to tell others.",
        "We do not keep who you are unless you tell us.",
        "Against misuse we note for a day that something came from your connection, so that nobody can read it back.",
        "That is not kept with your words.",
        "If they act on what you send, it becomes part of a record. If not, it is deleted.",
    ),
    why_not={
        "known": "It is known and being acted on",
        "not-drugs": "It is not about drugs or alcohol, and was passed to whoever it is for",
        "nothing-to-act-on": "There is nothing in it that anybody could act on",
        "not-real": "It is not a true concern",
    },
    kept="school-concern.public-kept-days",
    page="school-concern.public-page",
    instead=(
        "Tell somebody you trust: a teacher, the person who keeps children safe at your school, a parent or a doctor.",
        "If you work at a school, tell the person who keeps children safe there.",
    ),
)  # fmt: skip
