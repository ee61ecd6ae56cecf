"""What row-level security asks of an answer, for definer functions that find rows through an index first.

The policies themselves stand in the migrations that made them. A function that looks past them has to ask the same, and
takes the condition from here: `seats` are the asker's holders, `blocked` the cases they are shut out of, `me` the
worker, all three declared by the function.
"""

from __future__ import annotations

LIVE = """a.ended_at is null and a.from_date <= (select my_today())
    and (a.until_date is null or a.until_date >= (select my_today()))"""


def agreed(giver: str, category: str) -> str:
    """The condition that the part `p` may be told of this category by this giver."""
    return f"""(p.agency_id = {giver} or (select true from agreement a
        where a.giver_id = {giver} and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
          and a.pathway = p.pathway and a.category = {category} and {LIVE} limit 1))"""


def reads_answer(answer: str) -> str:
    """The condition that the asker reads this row of `answer`."""
    return f"""(select true from participant p where p.case_id = {answer}.case_id and p.holder = any (seats)
    and p.until_at is null and not p.case_id = any (blocked)
    and ({answer}.author_id = me or case when p.sees = 'full' then {answer}.category = any (p.reads)
                                         else {answer}.in_preview end)
    and {agreed("p.giver_id", "'core'")} and {agreed(f"{answer}.author_agency_id", f"{answer}.category")} limit 1)"""
