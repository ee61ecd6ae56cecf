"""Every move of this work, in the order in which pages offer them."""

from workflows.pathways.nrm.moves_arrival import (
    ACCEPT,
    ASK_ADULT,
    CANCEL,
    CLOSE_SAFEGUARDING,
    DECIDE_CHILD,
    DECIDE_NOTIFY,
    DECLINE,
    NAME_ALTERNATE,
    NOT_INDICATED,
    RECORD_EARLIER,
    RECORD_SAFEGUARDING,
    SETTLE_AGE,
)
from workflows.pathways.nrm.moves_children import REFERRED_TO_TREATMENT
from workflows.pathways.nrm.moves_conversation import ASK_AFTER_ALL, RECORD_NO, RECORD_YES
from workflows.pathways.nrm.moves_decision import (
    ANSWERED_AUTHORITY,
    ASK_AGAIN,
    ASKED_FOR_MORE,
    CHANGED,
    CONCLUSIVE_NO,
    CONCLUSIVE_YES,
    GROUNDS_NO,
    GROUNDS_YES,
    LEFT,
    NOT_ASKED_AGAIN,
)
from workflows.pathways.nrm.moves_end import CLOSE, NO_CONSENT_AT_18, RECORD_DEATH, STAYS, WITHDRAW
from workflows.pathways.nrm.moves_sent import (
    ASK_POLICE,
    CHANGE_COUNTY_LINES,
    LINK,
    NOTE_SUSPECT,
    RECORD_CRIME,
    RECORD_NO_CRIME,
    RECORD_NOTIFIED,
    RECORD_REFERENCE,
    RECORD_SENT,
    RECORD_SENT_UNACKNOWLEDGED,
    REPORT_MISSING,
)
from workflows.pathways.nrm.national_insight import WRITE_INSIGHT
from workflows.pathways.nrm.national_person import WRITE_PERSON
from workflows.pathways.nrm.national_places import WRITE_PLACES
from workflows.pathways.nrm.national_story import WRITE_STORY
from workflows.pathways.nrm.not_referring import DECIDE_URGENT

MOVES = (
    ACCEPT,
    DECLINE,
    RECORD_SAFEGUARDING,
    CLOSE_SAFEGUARDING,
    DECIDE_CHILD,
    ASK_ADULT,
    ASK_AFTER_ALL,
    RECORD_YES,
    RECORD_NO,
    DECIDE_NOTIFY,
    SETTLE_AGE,
    WRITE_STORY,
    WRITE_INSIGHT,
    WRITE_PLACES,
    WRITE_PERSON,
    RECORD_SENT,
    RECORD_SENT_UNACKNOWLEDGED,
    RECORD_REFERENCE,
    RECORD_NOTIFIED,
    RECORD_EARLIER,
    ASK_POLICE,
    RECORD_CRIME,
    RECORD_NO_CRIME,
    GROUNDS_YES,
    GROUNDS_NO,
    ASKED_FOR_MORE,
    ANSWERED_AUTHORITY,
    CONCLUSIVE_YES,
    CONCLUSIVE_NO,
    ASK_AGAIN,
    CHANGED,
    NOT_ASKED_AGAIN,
    LEFT,
    STAYS,
    NO_CONSENT_AT_18,
    WITHDRAW,
    REFERRED_TO_TREATMENT,
    CHANGE_COUNTY_LINES,
    LINK,
    NAME_ALTERNATE,
    NOTE_SUSPECT,
    REPORT_MISSING,
    NOT_INDICATED,
    RECORD_DEATH,
    CLOSE,
    CANCEL,
    DECIDE_URGENT,
)
