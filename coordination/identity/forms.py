"""The questions of signing in, of one's own account and of administering workers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from wtforms import HiddenField

from coordination.identity.models import Agency, Team
from coordination.identity.role_words import GIVEN_BY_AN_AGENCY, ROLE_WORDS
from coordination.web.fields import (
    Choice,
    ChoiceField,
    CodeField,
    EmailField,
    ManyChoicesField,
    PasswordField,
    TextField,
    YesNoField,
)
from coordination.web.forms import BaseForm

NO_EMAIL = "Enter your e-mail address."
NO_PASSWORD = "Enter your password."  # noqa: S105 (a sentence)
NO_CODE = "Enter the 6 digits that your authenticator shows."
HOW_TO_CHOOSE = (
    "15 characters or more. Three or four words that do not belong together are easy to remember and hard to guess. "
    "You can paste it from a password keeper."
)
ROLES_TO_GIVE = [Choice(role, ROLE_WORDS[role]) for role in GIVEN_BY_AN_AGENCY]


class SignInForm(BaseForm):
    """The first step. `then` is the page that was asked for, `kept` what was typed into a page whose session ended."""

    email = EmailField("E-mail address", missing=NO_EMAIL, autocomplete="username")
    password = PasswordField("Password", missing=NO_PASSWORD)
    then = HiddenField()
    kept = HiddenField()


class CodeForm(BaseForm):
    """The second step."""

    code = CodeField("6-digit code", hint="From the authenticator on your telephone.", missing=NO_CODE)
    then = HiddenField()
    kept = HiddenField()


class RecoveryForm(BaseForm):
    """One of the codes on paper, instead of the telephone."""

    code = TextField(
        "Recovery code",
        hint="One that is not used yet, like 7KDTM-Q2HXW.",
        width=20,
        missing="Enter a recovery code.",
    )
    then = HiddenField()


class SecondStepForm(BaseForm):
    """A first code, to show that the authenticator is set up."""

    code = CodeField("6-digit code", hint="The code that your authenticator shows now.", missing=NO_CODE)
    then = HiddenField()


class NewPasswordForm(BaseForm):
    """A password, chosen after a one-time link."""

    new_password = PasswordField(
        "New password", hint=HOW_TO_CHOOSE, missing="Enter a new password.", autocomplete="new-password"
    )
    repeat_password = PasswordField(
        "The same password again", missing="Enter the new password a second time.", autocomplete="new-password"
    )


class ChangePasswordForm(NewPasswordForm):
    """Another password, for somebody who knows the old one."""

    password = PasswordField("Your password now", missing=NO_PASSWORD)

    field_order = ("password", "new_password", "repeat_password")


class ForgottenForm(BaseForm):
    """Where to send a link."""

    email = EmailField("E-mail address", missing=NO_EMAIL, autocomplete="username")


class ConfirmForm(BaseForm):
    """The password again, before something that asks for more care."""

    password = PasswordField("Password", missing=NO_PASSWORD)
    then = HiddenField()


class ShortcutsForm(BaseForm):
    """Whether single keys do things."""

    shortcuts = ChoiceField(
        "Shortcuts with single keys",
        missing="Choose on or off.",
        choices=[Choice("off", "Off"), Choice("on", "On")],
    )


class InviteForm(BaseForm):
    """Somebody new."""

    email = EmailField("Work e-mail address", missing="Enter the e-mail address that the invitation belongs to.")
    name = TextField("Name", hint="As colleagues know them.", longest=100, missing="Enter the name.")
    job_title = TextField("Job title (optional)", longest=100)
    teams = ManyChoicesField("Teams")
    roles = ManyChoicesField("What they may do", missing="Choose at least one role.", choices=ROLES_TO_GIVE)


class PlaceForm(BaseForm):
    """Which teams somebody works in from now on."""

    teams = ManyChoicesField("Teams")


class RolesForm(BaseForm):
    """What somebody may do from now on."""

    roles = ManyChoicesField("What they may do", choices=ROLES_TO_GIVE)


class CorrectForm(BaseForm):
    """What is written down of somebody."""

    name = TextField("Name", hint="As colleagues know them.", longest=100, missing="Enter the name.")
    job_title = TextField("Job title (optional)", longest=100)
    email = EmailField(
        "Work e-mail address",
        hint="A new address counts once they have followed a link that we send there. The old address is told.",
        missing="Enter the e-mail address.",
    )


class AgencyForm(BaseForm):
    """Where somebody works from now on."""

    agency = ChoiceField("Which agency do they work for now?", missing="Choose the agency they have moved to.")


def with_agencies(agencies: Sequence[Agency]) -> type[AgencyForm]:
    """The same form, offering these agencies."""
    choices = [Choice(agency.code, agency.name) for agency in agencies]
    field = ChoiceField(AgencyForm.agency.args[0], choices=choices, missing=AgencyForm.agency.kwargs["missing"])
    return type("AgencyForm", (AgencyForm,), {"agency": field})


KNOWN_BY = "How do you know that it is them?"
KNOWN_BY_HINT = "For example that you met them, or know their voice. A mail or a message is not enough."


class LostTelephoneForm(BaseForm):
    """Why an administrator believes that this worker lost the telephone."""

    known_by = TextField(KNOWN_BY, hint=KNOWN_BY_HINT, longest=300, missing="Say how you know that it is them.")


class VouchForm(BaseForm):
    """What a second colleague says."""

    is_them = YesNoField("Is it them?", missing="Say whether it is them. If you cannot tell, choose no.")
    known_by = TextField("How do you know?", hint=KNOWN_BY_HINT, longest=300, missing="Say how you know.")


class SureForm(BaseForm):
    """Nothing but a button."""


AsksForTeams = TypeVar("AsksForTeams", InviteForm, PlaceForm)


def with_teams(form: type[AsksForTeams], teams: Sequence[Team]) -> type[AsksForTeams]:
    """The same form, offering these teams: a field has to know its choices before it reads an answer."""
    field = ManyChoicesField(form.teams.args[0], choices=[Choice(team.code, team.name) for team in teams])
    field.creation_counter = form.teams.creation_counter  # its place on the page
    return type(form.__name__, (form,), {"teams": field})
