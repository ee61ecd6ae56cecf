import time
from datetime import date, timedelta
from coordination import clock
from coordination.db import writing, reading
from coordination.cases.commands.opening import open_case, Opening
from coordination.cases.commands import moving
from coordination.cases import queries
from tests.answers import complete
from workflows import pathways

P = pathways.newest("prison-release")

def test_x(world):
    ref = world.worker("hmp-pentonville-release", "frontline")
    spoc = world.worker("hav-treatment-contact", "triage")
    other = world.worker("waf-treatment-contact", "triage")
    today = clock.today()
    answers = complete(P, today, {"first_name": "Kelly", "surname": "Marsh (example)", "date_of_birth": "1990-01-01",
        "area_on_release": "havering", "release_date_known": "yes", "planned_release_date": (today+timedelta(days=20)).isoformat(),
        "consent_provider": "yes", "consent_probation": "yes", "consent_housing": "yes"})
    for i in range(3):
        t = time.perf_counter()
        with writing(ref) as s:
            o = open_case(s, ref, Opening(pathway=P, partnership_id=world.partnership_id("havering"), answers=answers,
                sender_team_id=world.team_id("hmp-pentonville-release"), to_team_id=world.team_id("hav-treatment-contact")), None)
        print("open", time.perf_counter() - t, len(answers))
    print(o)
    for w in (ref, spoc, other):
        with reading(w) as s:
            try:
                c = queries.get(s, o.reference)
                st = queries.standing(s, w, c)
                print(w.agency_name, len(st.answers), st.positions, [m.code for m in moving.offered(st)])
            except Exception as e: print(w.agency_name, repr(e))
    t = time.perf_counter()
    with writing(spoc) as s:
        m = moving.make_move(s, spoc, o.reference, "accept", {}, once="a")
    print(m, time.perf_counter() - t)
    from sqlalchemy import text
    for w in (ref, spoc, other):
        with reading(w) as s:
            try:
                c = queries.get(s, o.reference)
                st = queries.standing(s, w, c)
                print(w.agency_name, len(st.answers), st.positions, [m.code for m in moving.offered(st)])
            except Exception as e: print(w.agency_name, repr(e))
    with world.keeper() as s:
        for r in s.execute(text("select seq, kind, detail from event join event_detail d on d.event_id=event.id where case_id = (select id from case_file where reference=:r) order by seq"), {"r": o.reference}): print(r)
        for r in s.execute(text("select rule, due_at, sentence from clock where case_id = (select id from case_file where reference=:r) order by due_at"), {"r": o.reference}): print(r)
        for r in s.execute(text("select asks, due_at, area, risk, key_date, key_date_label, t.name, ended_as from task join team t on t.id=team_id where case_reference=:r order by due_at"), {"r": o.reference}): print(r)
