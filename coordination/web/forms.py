"""The form that every page's form is made from: what is refused, what is kept, what the error summary says."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import uuid4

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from coordination.errors import Invalid, MovedOn
from coordination.web.fields import FileField

NOT_ASKED_FOR = "This page sent something we did not ask for. Go back and try again."
OPEN_TOO_LONG = (
    "This page was open for a long time, so nothing was sent yet. Your answers are still here: send it again."
)
ONCE = re.compile(r"[0-9a-f]{32}")


def _unseen(name: Markup, value: Markup) -> str:
    # without an id: a page with several forms would have the same one twice, and nothing points at it
    return f'<input name="{name}" type="hidden" value="{value}">'


def _sent(files: Collection[str]) -> Any:
    """What a form sent, with what arrived as a file under these names alone: elsewhere words belong.

    Also one with nothing in it (no box ticked), whose defaults are not its answers. Left to itself the library would
    take a file for words, and a JSON body for a form, none of it held against what was asked for.
    """
    arrived = MultiDict((name, one) for name, one in request.files.items(multi=True) if name in files)
    return CombinedMultiDict((arrived, request.form)) if arrived else request.form


class OnceField(HiddenField):
    """A key that names this filling-in of the form, made when it is drawn and kept until it is accepted.

    A command that is told the key does its work once, however often the button is pressed or the page sent again.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        # A page that came without a key, or with an odd one, is refused with the form; its next drawing has a good one.
        self.came_well = len(valuelist) == 1 and bool(ONCE.fullmatch(valuelist[0]))
        self.data = valuelist[0] if self.came_well else uuid4().hex

    def pre_validate(self, form: Any) -> None:
        if not getattr(self, "came_well", False):
            form.form_errors.append(NOT_ASKED_FOR)


class BaseForm(FlaskForm):
    """A form that keeps what was typed and takes nothing that it did not ask for.

    `buttons` names the buttons that may be pressed besides the plain one; `pressed` says which was. Fields are those
    of `coordination.web.fields`. After a refusal `refusal` is it, and `kept` what it says stands now.
    """

    buttons: ClassVar[tuple[str, ...]] = ()
    once = OnceField(default=lambda: uuid4().hex)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.kept: Any = None
        self.refusal: Invalid | MovedOn | None = None
        if not args:
            kwargs.setdefault("formdata", _sent(self._files_asked_for()) if self.is_submitted() else None)
        super().__init__(*args, **kwargs)
        taken = [name for name in self._fields if name != "once" and hasattr(BaseForm, name)]
        if taken:
            # The library would put the field in the method's place, and say nothing.
            raise TypeError(f"A question cannot be called {', '.join(taken)}: every form has that already.")

    def hidden_tag(self) -> Markup:
        """What goes along unseen. The library works out the attributes of each anew, which takes long."""
        hidden = [each for each in self if isinstance(each.widget, HiddenInput)]
        return Markup("\n".join(_unseen(escape(each.name), escape(each._value())) for each in hidden))  # noqa: S704

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 200, 422 with something to put right, 409 when it moved on."""
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.errors else 200

    @property
    def pressed(self) -> str | None:
        """Which of the named buttons sent the form."""
        return next((name for name in self.buttons if name in request.form), None)

    @property
    def answers(self) -> dict[str, Any]:
        """What was asked and answered: without the once-key and the form's token."""
        return {name: value for name, value in self.data.items() if name not in {"once", "csrf_token"}}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do. Each field and the form itself then hold their sentences."""
        self.form_errors = []
        answers_will_do = super().validate(extra_validators)
        if "csrf_token" in self and self["csrf_token"].errors:
            # The library's own sentences speak of tokens. The page that follows draws a fresh one.
            self["csrf_token"].errors = []
            self.form_errors.append(OPEN_TOO_LONG)
        if self._not_asked_for() and NOT_ASKED_FOR not in self.form_errors:
            self.form_errors.append(NOT_ASKED_FOR)
        return answers_will_do and not self.form_errors

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal on this form instead of leaving the page.

        Always the OUTER context, `with form.refusals(), writing(...)`: the transaction has to be abandoned before the
        refusal is caught here, or half a change would be kept. The other two refusals pass through to their own pages.
        """
        try:
            yield
        except (Invalid, MovedOn) as no:
            self.refuse(no)

    def refuse(self, no: Invalid | MovedOn) -> None:
        """Show this refusal on the form. Whatever was begun has been abandoned before."""
        if no.field is not None and no.field in self:
            self[no.field].errors = [*self[no.field].errors, no.message]
        else:
            self.form_errors.append(no.message)
        self.kept = getattr(no, "kept", None)
        self.refusal = no

    def error_summary(self) -> list[tuple[str, str | None]]:
        """The error summary: what is wrong with the whole form, then each question in the order of the page."""
        found: list[tuple[str, str | None]] = [(sentence, None) for sentence in self.form_errors]
        for field in self:
            found += [(str(sentence), getattr(field, "focus_id", None)) for sentence in field.errors]
        return found

    def _not_asked_for(self) -> bool:
        if not request:
            return False
        if any("\0" in request.form.get(name, "") for name in self.buttons):
            return True
        if not set(request.files) <= self._files_asked_for():
            return True
        asked = {"once", "csrf_token", *self.buttons}
        for field in self:
            asked.update(field.input_names() if hasattr(field, "input_names") else [field.name])
            twice = field.names_sent_twice(request.form) if hasattr(field, "names_sent_twice") else []
            if twice or len(request.files.getlist(field.name)) > 1:
                return True
        return not set(request.form) <= asked

    def _files_asked_for(self) -> set[str]:
        return {name for name, field in self._unbound_fields or () if issubclass(field.field_class, FileField)}


class FilterForm(BaseForm):
    """What a list is narrowed to, read from its address. Asks for no token and no once-key, for it changes nothing.

    Names that it does not know are passed over: an address may carry a place in the list, or come from elsewhere.
    """

    once = None  # type: ignore[assignment]  # WTForms takes None as "without the inherited field"

    class Meta(FlaskForm.Meta):
        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args or None, **kwargs)

    def is_submitted(self) -> bool:
        return bool(request.args)

    def _not_asked_for(self) -> bool:
        return False
