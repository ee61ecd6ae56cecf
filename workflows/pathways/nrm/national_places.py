"""The national form, third part: where it happened, in which ways, and what is feared."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.pathways.nrm.route import NAMED
from workflows.pathways.nrm.stages import PREPARING
from workflows.vocabulary import Choice, Has, Is, Move, Question, answer

WHERE = (
    Choice(code="uk", label="In the UK"),
    Choice(code="overseas", label="In another country"),
    Choice(code="both", label="Both"),
)

REGIONS = (
    Choice(code="london", label="London"),
    Choice(code="south-east", label="South East"),
    Choice(code="east", label="East of England"),
    Choice(code="elsewhere-england", label="Elsewhere in England"),
    Choice(code="wales", label="Wales"),
    Choice(code="scotland", label="Scotland"),
    Choice(code="northern-ireland", label="Northern Ireland"),
    Choice(code="not-known", label="Not known"),
)

WAYS = (
    Choice(code="forced-work", label="Made to work"),
    Choice(code="wages-taken", label="Had their wages taken"),
    Choice(code="forced-fraud", label="Made to commit fraud"),
    Choice(code="prostitution", label="Made to sell sex"),
    Choice(code="child-sexual", label="Sexually exploited as a child"),
    Choice(code="held-assaulted", label="Held and sexually assaulted"),
    Choice(code="forced-crime", label="Made to commit another crime, such as carrying drugs"),
    Choice(code="organs", label="Had organs removed, or was to have"),
    Choice(code="household", label="Made to do unpaid work in a home"),
    Choice(code="other", label="In another way"),
)

PLACES_AND_RISK = (
    Question(
        code="where_exploited",
        label="Where were they exploited?",
        kind="choice",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        choices=WHERE,
    ),
    Question(
        code="uk_towns",
        label="Towns in the UK, up to ten",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="countries",
        label="Other countries, up to ten",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="exploitation_address",
        label="Addresses, if known",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="town_now",
        label="Town where they stay now",
        kind="text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=200,
    ),
    Question(
        code="region_now",
        label="Region where they stay now",
        kind="choice",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        choices=REGIONS,
    ),
    Question(
        code="how_exploited",
        label="How were they exploited?",
        kind="choices",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        choices=WAYS,
    ),
    Question(
        code="how_exploited_other",
        label="In what other way?",
        kind="text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        when=Has(answer("how_exploited"), "other"),
        max_length=200,
    ),
    Question(
        code="others_exploited",
        label="Are there others who may be exploited?",
        kind="yes-no-unknown",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
    ),
    Question(
        code="feared_again",
        label="Is it feared that it happens again?",
        kind="yes-no-unknown",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
    ),
    Question(
        code="feared_why",
        label="Why?",
        kind="long-text",
        read_as="Why they may be exploited again",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        when=Is(answer("feared_again"), "yes"),
        max_length=15000,
    ),
    Question(
        code="helps_investigation",
        label="Will they help an investigation?",
        kind="yes-no-unknown",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
    ),
    Question(
        code="helps_detail",
        label="What did they say about that?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
)

WRITE_PLACES = Move(
    code="write_places",
    label="Prepare the form: places, ways and risk",
    from_=PREPARING,
    to=None,
    by=RESPONDERS,
    when=NAMED,
    asks=PLACES_AND_RISK,
    done="Kept for the preparation sheet. Leave out what you do not hold: nobody is asked to tell it all again.",
)
