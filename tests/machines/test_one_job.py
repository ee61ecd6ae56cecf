"""From a command to what follows it: through the outbox, the relay, Valkey and a worker, all of them real."""


def notices(stack):
    return stack.rows(
        "select w.name, n.kind, n.sentence, n.case_reference from notice n join worker w on w.id = n.worker_id"
    )


def test_a_referral_tells_the_receiving_team_and_not_its_sender(story, stack):
    stack.start()
    opened = story.refer()
    stack.until(lambda: stack.waiting() == 0, "the outbox is worked off")
    told = [name for name, kind, _, reference in notices(stack) if reference == opened.reference]
    assert sorted(told) == ["Lea Lead", "Tom Triage"]


def test_a_row_that_is_rung_for_twice_is_done_once(story, stack, monkeypatch):
    stack.start("relay", "urgent", "default")
    opened = story.refer()
    stack.until(lambda: stack.waiting() == 0, "the outbox is worked off")
    row_id = stack.one("select id from outbox order by asked_at desc limit 1")
    before = notices(stack)
    stack.rows("update outbox set done_at = null, ring_at = asked_at where id = %s", row_id)
    stack.until(lambda: stack.waiting() == 0, "the same row is done again")
    assert notices(stack) == before
    assert opened.reference


def test_a_worker_that_has_nothing_to_do_goes_on_listening(stack):
    """It does not take the end of a quiet wait for Valkey being away: it would sleep while a job comes."""
    stack.start("urgent")

    def shown():
        return stack.one("select max(at) from heartbeat where name = 'worker-urgent'")

    stack.until(lambda: shown() is not None, "the worker shows that it lives")
    first = shown()
    stack.until(lambda: shown() != first, "it has waited in vain, and waits again")
    assert "could not connect" not in stack.logs()
