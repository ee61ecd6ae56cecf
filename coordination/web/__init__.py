"""What every page needs, and nothing about cases."""

from flask import Flask

from coordination.web import addresses, assets, errorpages, filters, frame, pages, security


def dress(app: Flask) -> None:
    """Give the app its templates' filters and functions, its assets, headers, error pages and standing pages."""
    app.request_class = addresses.AddressedRequest
    filters.register(app)
    frame.register(app)
    assets.register(app)
    security.register(app)
    errorpages.register(app)
    pages.register(app)
