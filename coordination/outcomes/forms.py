"""What the pages of measures, figures and the plan ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, ClassVar

from coordination.web.fields import (
    Choice,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    SelectField,
    TextField,
    YesNoField,
)
from coordination.web.forms import BaseForm, FilterForm
from workflows.delivery_plan import STATUSES
from workflows.lists.reading import MOST_BYTES
from workflows.measures.catalogue.measure import Measure
from workflows.measures.figures import Given, Unfit, read, shape_of
from workflows.measures.periods import ReportingPeriod

NOTE_HINT = "What is behind it? Everybody who sees the figure reads this. Write nothing about a person."
LONGEST_FIGURE = 20


class _FigureForm(BaseForm):
    """One figure. Which questions it has depends on the measure; `figure` reads them together."""

    measure: ClassVar[Measure]

    def figure(self) -> Given | None:
        """The figure, or None after putting a sentence beside the question that needs another answer."""
        said = {name: self[name].data for name in ("number", "out_of", "reached", "note") if name in self}
        try:
            return read(self.measure, said)
        except Unfit as wrong:
            self[wrong.field].errors = [*self[wrong.field].errors, str(wrong)]
            return None


def figure_form(measure: Measure, period: ReportingPeriod, *, corrects: bool = False) -> _FigureForm:
    """The form of one measure and period. A correction has to say why the figure changes."""
    fields: dict[str, Any] = {"measure": measure}
    when = f", {period.words}"
    if shape_of(measure) == "milestone":
        fields["reached"] = YesNoField(
            "Has it been reached?", hint=measure.definition, missing="Say whether it has been reached."
        )
    else:
        counted = measure.numerator or measure.title
        fields["number"] = TextField(
            counted + when, missing="Give the number. Write 0 when there was none.", width=10, longest=LONGEST_FIGURE
        )
    if shape_of(measure) == "share":
        fields["out_of"] = TextField(
            (measure.denominator or "Out of how many") + when,
            missing="Give the number that it is a share of.",
            width=10,
            longest=LONGEST_FIGURE,
        )
    if measure.small_numbers_protected:
        fields["published_at"] = TextField(
            "Where can everybody read this very figure? (optional)",
            hint="For example, the name of a national publication. Leave it empty if nowhere: a small count of people "
            "is then shown in fives.",
            longest=200,
        )
    fields["note"] = LongTextField(
        "Why does it change?" if corrects else "Why did it move? (optional)",
        hint=NOTE_HINT,
        missing="Say why it changes: the earlier figure stays beside it." if corrects else None,
        longest=1000,
        rows=4,
    )
    form: _FigureForm = type("FigureForm", (_FigureForm,), fields)()
    return form


class FileForm(BaseForm):
    """A file of figures."""

    file = FileField(
        "The file",
        endings=(".csv", ".txt"),
        missing="Choose a file.",
        hint="A CSV file of at most 2,000 rows and 1 MB.",
    )

    def content(self) -> bytes:
        """What arrived. One byte too many is read, no more."""
        file: Any = self.file.data
        with closing(file):
            arrived: bytes = file.stream.read(MOST_BYTES + 1)
        return arrived


class PublishedForm(FileForm):
    """A file of figures that somebody else published."""

    publication = TextField(
        "Where were they published?",
        hint="Its name and date, for example “NDTMS, adults in treatment, published 5 November 2026”.",
        missing="Say where these figures were published, so that others can look them up.",
        longest=300,
    )


class ApproveForm(BaseForm):
    """Which of the waiting figures are approved."""

    figures: ManyChoicesField


def approve_form(references: Iterable[str]) -> ApproveForm:
    """The form with the figures that wait, by reference."""

    class WithFigures(ApproveForm):
        figures = ManyChoicesField(
            "Figures",
            choices=[Choice(reference, reference) for reference in references],
            missing="Tick the figures that you approve.",
        )

    return WithFigures()


class SendBackForm(BaseForm):
    """Why a figure goes back."""

    because = LongTextField(
        "Why does it go back?",
        hint="Who gave it reads this. Say what to check.",
        missing="Say what to check, so that the agency can put it right.",
        longest=1000,
        rows=4,
    )


class ReportForm(BaseForm):
    """The button that has a report made, and nothing else."""


class SentenceForm(BaseForm):
    """What a lead says of a figure of none or a few."""

    sentence = LongTextField(
        "What does the board have to know about it?",
        hint="Give no number, and write nothing from which somebody could be told.",
        missing="Write a sentence, or go back to the report.",
        longest=400,
        rows=3,
    )


class TargetForm(BaseForm):
    """A target of the partnership's own."""

    value = NumberField("Target", missing="Give the number to aim at.", least=0, most=1_000_000, places=1)
    by = DateField("By which day?", hint="For example, 31 3 2027", missing="Give the day by which it should be met.")
    because = LongTextField(
        "Why this target?",
        hint="Whoever looks at it later reads this.",
        missing="Say why, so that others can follow it later.",
        longest=1000,
        rows=4,
    )


class AgencyForm(BaseForm):
    """Who answers for something from now on."""

    agency: SelectField


def agency_form(members: Iterable[tuple[str, str]], now: str | None) -> AgencyForm:
    """The form with the members of the partnership (code and name)."""

    class WithMembers(AgencyForm):
        agency = SelectField(
            "Which agency answers for it?",
            choices=[Choice(code, name) for code, name in members],
            missing="Choose an agency.",
        )

    return WithMembers(data={"agency": now})


class UpdateForm(BaseForm):
    """How an action is going."""

    going = ChoiceField(
        "How is it going?",
        choices=[Choice(code, words) for code, (words, _) in STATUSES.items()],
        missing="Choose how the action is going.",
    )
    narrative = LongTextField(
        "What has happened, and what comes next?",
        hint="The board reads this. Write nothing about a person.",
        missing="Say in a few sentences what has happened.",
        longest=2000,
        rows=6,
    )
    evidence = LongTextField(
        "Where can it be seen? (optional)",
        hint="Addresses on the web, one on each line.",
        longest=2000,
        rows=3,
    )

    @property
    def links(self) -> list[str]:
        """The addresses, one for each line."""
        return [line.strip() for line in (self.evidence.data or "").splitlines() if line.strip()]


class PlanForm(FilterForm):
    """What the plan is narrowed to."""

    group: SelectField
    lead: SelectField
    going: SelectField


def plan_form(groups: Sequence[str], leads: Mapping[str, str], statuses: Mapping[str, str]) -> PlanForm:
    """The filters of a plan, with the groups and agencies that it names."""

    class WithChoices(PlanForm):
        group = SelectField("Group", choices=[Choice(name, name) for name in groups])
        lead = SelectField("Lead agency", choices=[Choice(code, name) for code, name in leads.items()])
        going = SelectField("Status", choices=[Choice(code, words) for code, words in statuses.items()])

    return WithChoices()
