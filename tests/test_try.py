import pytest


def test_x(world):
    w = world
    a = w.worker("hav-treatment-contact", "triage")
    print(a)
    with w.keeper() as s:
        from sqlalchemy import text

        print(
            s.execute(text("select count(*) from agreement")).scalar(),
            s.execute(text("select code, partnership_id is not null, areas, positions from team")).fetchall(),
        )
