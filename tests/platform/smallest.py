"""The smallest thing that answers, for a checkout whose application is not there."""


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]
