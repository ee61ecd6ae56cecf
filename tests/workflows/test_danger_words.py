"""What a message that may tell of danger sounds like, and what only sounds like it."""

import pytest

from workflows.danger_words import DANGERS, danger_in


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("She says she wants to die and has the tablets.", "life"),
        ("He is unconscious in the hostel.", "life"),
        ("Neighbours think he has OVERDOSED again", "life"),
        ("He talked about killing himself last night", "life"),
        ("The toddler swallowed some methadone.", "child"),
        ("I saw bruises on the baby.", "child"),
        ("The girl was left alone all night", "child"),
        ("They showed a knife at the door.", "violence"),
        ("He is threatening to stab the tenant", "violence"),
    ],
)
def test_heard(said, kind):
    assert danger_in(said) == kind


@pytest.mark.parametrize(
    "said",
    [
        "No thoughts of suicide today.",
        "She has never overdosed.",
        "He denies carrying or having a knife, and says he has not had a knife before.",
        "Nobody was unconscious.",
        "The children are well and at school.",
        "Please send the life skills form to the girl group.",
        "",
    ],
)
def test_not_heard(said):
    assert danger_in(said) is None


def test_what_is_sent_to_a_team_names_nobody_and_asks_for_one_thing():
    assert all(danger.alert.endswith("Read the conversation now.") for danger in DANGERS.values())
