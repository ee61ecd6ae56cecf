"""The tools of the browser journeys can fail: a barrier is found, under a strict content security policy."""

PAGE = (
    "<!doctype html><html lang=en><head><title>A page</title></head>"
    "<body><main><h1>A page</h1><label for=n>Name</label><input id=n>{more}</main></body></html>"
)


def application(more):
    def answer(environ, start_response):
        policy = "default-src 'none'; script-src 'self'; style-src 'self'"
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", policy)])
        return [PAGE.format(more=more).encode()]

    return answer


def test_a_sound_page_has_no_barrier(page, served, barriers):
    page.goto(served(application("")))
    assert barriers(page) == []


def test_a_field_without_a_label_is_a_barrier(page, served, barriers):
    page.goto(served(application("<input id=other>")))
    assert barriers(page) == ["label: ['#other']"]
