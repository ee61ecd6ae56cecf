"""What a process is told, and when it will not start."""

import pytest

from coordination.config import SettingsRefused, from_environment

WHOLE = {
    "DATABASE_URL": "postgresql://app:secret-word@db.example.org/coordination",
    "REDIS_URL": "rediss://cache.example.org",
    "COORDINATION_SECRET": "x" * 32,
    "COORDINATION_ADDRESS": "https://coordination.example.org",
}


def test_a_whole_environment_is_read():
    settings = from_environment(WHOLE)
    assert settings.https
    assert settings.database_url == "postgresql+psycopg://app:secret-word@db.example.org/coordination"
    assert settings.libpq_url == WHOLE["DATABASE_URL"]
    assert not settings.demo


def test_everything_missing_is_said_at_once():
    with pytest.raises(SettingsRefused) as refused:
        from_environment({})
    sentences = str(refused.value).splitlines()
    assert [sentence.split()[0] for sentence in sentences] == list(WHOLE)


@pytest.mark.parametrize(
    "address",
    ["http://coordination.example.org", "http://10.0.0.5:8000", "http://0.0.0.0:8000", "http://[2001:db8::1]"],
)
def test_plain_http_is_refused_off_this_machine(address):
    with pytest.raises(SettingsRefused, match="put https in front"):
        from_environment(WHOLE | {"COORDINATION_ADDRESS": address})


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_plain_http_is_allowed_on_this_machine(address):
    assert not from_environment(WHOLE | {"COORDINATION_ADDRESS": address}).https


@pytest.mark.parametrize(
    "address", ["coordination.example.org", "ftp://example.org", "https://example.org/app", "https://"]
)
def test_half_an_address_is_refused(address):
    with pytest.raises(SettingsRefused, match="COORDINATION_ADDRESS"):
        from_environment(WHOLE | {"COORDINATION_ADDRESS": address})


def test_a_short_secret_is_refused():
    with pytest.raises(SettingsRefused, match="shorter than 32"):
        from_environment(WHOLE | {"COORDINATION_SECRET": "short"})


def test_the_clock_file_counts_only_with_the_demonstration():
    told = WHOLE | {"COORDINATION_CLOCK_FILE": "/somewhere/clock.json"}
    assert from_environment(told).clock_file is None
    assert from_environment(told | {"COORDINATION_DEMO": "1"}).clock_file is not None


def test_printing_settings_shows_no_secret():
    printed = repr(from_environment(WHOLE))
    assert "secret-word" not in printed
    assert WHOLE["COORDINATION_SECRET"] not in printed
