"""The bar above the pages of somebody who is signed in."""

from flask import current_app, request, url_for
from flask_login import current_user

from coordination.web.frame import Frame, Link


def frame_of_a_worker() -> Frame:
    """Who is signed in and where they can go; for a stranger nothing but the name of the site."""
    demonstration = current_app.extensions["settings"].demo
    if not current_user.is_authenticated:
        return Frame(demonstration=demonstration)
    places = [Link("People", url_for("people.everybody"))] if current_user.may("workers.administer") else []
    return Frame(
        worker=current_user.name,
        agency=current_user.agency_name,
        account_href=url_for("account.mine"),
        sign_out_href=url_for("sign_in.out"),
        navigation=[Link(one.text, one.href, request.path.startswith(one.href)) for one in places],
        demonstration=demonstration,
    )
