"""Every move of this work, in the order in which pages offer them."""

from workflows.pathways.hidden_harm.moves_arrival import (
    ACCEPT,
    BOOK_VISIT,
    CANCEL,
    DECLINE,
    NAME_WORKER,
    RECORD_AGREES,
    RECORD_CHECKS,
    RECORD_REFUSES,
    RECORD_UNDECIDED,
)
from workflows.pathways.hidden_harm.moves_end import CLOSE, CLOSE_DECLINED, RECORD_DEATH
from workflows.pathways.hidden_harm.moves_mash import (
    ASK_EARLY_HELP,
    ESCALATE_SILENCE,
    RECORD_DISAGREEMENT,
    RECORD_MASH_REPLY,
    RECORD_MASH_REPLY_AFTER_DEATH,
    SETTLE_DISAGREEMENT,
    TELL_MASH,
    TELL_SOCIAL_WORKER,
)
from workflows.pathways.hidden_harm.moves_refusal import GIVE_VIEW
from workflows.pathways.hidden_harm.moves_visit import (
    ADD_CHILD,
    RECORD_BIRTH,
    RECORD_FOUND,
    RECORD_HEARD_MOVED,
    RECORD_MOVED,
    RECORD_NO_ACCESS,
    RECORD_PARTIAL,
    RECORD_REFUSED_AT_DOOR,
    RECORD_UNSAFE,
    RECORD_VISIT,
)
from workflows.pathways.hidden_harm.not_referring import DECIDE_URGENT

MOVES = (
    ACCEPT,
    DECLINE,
    RECORD_AGREES,
    RECORD_UNDECIDED,
    RECORD_REFUSES,
    GIVE_VIEW,
    RECORD_CHECKS,
    BOOK_VISIT,
    RECORD_VISIT,
    RECORD_PARTIAL,
    RECORD_NO_ACCESS,
    RECORD_REFUSED_AT_DOOR,
    RECORD_UNSAFE,
    RECORD_MOVED,
    RECORD_HEARD_MOVED,
    RECORD_FOUND,
    NAME_WORKER,
    TELL_MASH,
    RECORD_MASH_REPLY,
    RECORD_MASH_REPLY_AFTER_DEATH,
    ESCALATE_SILENCE,
    RECORD_DISAGREEMENT,
    SETTLE_DISAGREEMENT,
    TELL_SOCIAL_WORKER,
    ASK_EARLY_HELP,
    RECORD_BIRTH,
    ADD_CHILD,
    CLOSE_DECLINED,
    CLOSE,
    RECORD_DEATH,
    CANCEL,
    DECIDE_URGENT,
)
