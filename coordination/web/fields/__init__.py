"""The kinds of question that a page can ask."""

from coordination.web.fields.asked import Asked
from coordination.web.fields.choices import Choice, ChoiceField, ManyChoicesField, SelectField, YesNoField
from coordination.web.fields.contact import (
    EmailField,
    NHSNumberField,
    OutwardPostcodeField,
    PostcodeField,
    TelephoneField,
)
from coordination.web.fields.dates import DateField, DateTimeField, TimeField
from coordination.web.fields.files import FileField
from coordination.web.fields.numbers import NumberField
from coordination.web.fields.text import CarriedField, CodeField, LongTextField, PasswordField, TextField

__all__ = [
    "Asked",
    "CarriedField",
    "Choice",
    "ChoiceField",
    "CodeField",
    "DateField",
    "DateTimeField",
    "EmailField",
    "FileField",
    "LongTextField",
    "ManyChoicesField",
    "NHSNumberField",
    "NumberField",
    "OutwardPostcodeField",
    "PasswordField",
    "PostcodeField",
    "SelectField",
    "TelephoneField",
    "TextField",
    "TimeField",
    "YesNoField",
]
