"""The edge cases of cuckooing by their numbers, through the commands that the pages call."""


from tests.cases.homes import worried


def test_02_an_amber_home_is_scored_when_it_is_taken_up(world):
    home = worried(world).taken_up()
    assert home.band() == "amber"
    assert {"visit-amber", "meeting-amber"} <= home.tasks()
    assert home.stage() == "checking"
