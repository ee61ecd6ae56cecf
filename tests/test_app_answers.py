"""The application starts on a real database and answers strangers."""

from coordination.app import create_app
from coordination.config import from_environment


def test_a_stranger_reads_the_privacy_page(database):
    app = create_app(
        from_environment(
            {
                "DATABASE_URL": database.url("app"),
                "REDIS_URL": database.redis_url,
                "COORDINATION_SECRET": "s" * 40,
                "COORDINATION_ADDRESS": "http://127.0.0.1:1",
            }
        )
    )
    page = app.test_client().get("/privacy")

    assert page.status_code == 200
    assert "coordination_session=" in page.headers["Set-Cookie"]
