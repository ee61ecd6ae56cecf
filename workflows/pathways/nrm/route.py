"""What the age and the consent say: which of the three ways a worry takes, and when nobody is named in it."""

from workflows.vocabulary import AllOf, Answered, AnyIs, AnyOf, Is, Not, Since, Unknown, answer, fact

# Unsure counts as a child until the age is settled, so that nobody is asked to agree who need not be.
CHILD = AnyIs(answer("age_group"), ("under-18", "not-sure"))
ADULT = Is(answer("age_group"), "adult")
AGREES = AllOf(ADULT, Is(answer("adult_agrees"), "yes"))
REFUSES = AllOf(ADULT, Is(answer("adult_agrees"), "no"))
NOT_ASKED = AllOf(ADULT, Is(answer("adult_agrees"), "not-asked"))
MAY_BE_NAMED = AllOf(REFUSES, Is(answer("will_help"), "yes"), Is(answer("may_be_named"), "yes"))
NOBODY_NAMED = AllOf(REFUSES, Not(MAY_BE_NAMED))
NAMED = AnyOf(CHILD, AGREES, MAY_BE_NAMED)
REFERRED = AnyOf(CHILD, AGREES)
# Whoever turns 18 before the form is sent is an adult in it, and nobody but they can agree to it.
NOT_YET_18 = AnyOf(Unknown("turns_18"), Not(Since("turns_18")))
GREW_UP_FIRST = AllOf(Is(answer("age_group"), "under-18"), Since("turns_18"), Not(Answered(fact("form_sent"))))
MISSING = Is(fact("whereabouts"), "missing")
DANGER = Is(answer("danger_now"), "yes")
COUNTY_LINES = AnyIs(answer("county_lines"), ("yes", "suspected"))
