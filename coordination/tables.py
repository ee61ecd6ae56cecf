"""Every table of the product, for migrations and tests: importing this fills `Base.metadata`."""

from coordination.appointments import models as _appointments
from coordination.audit import models as _audit
from coordination.cases import models as _cases
from coordination.concerns import models as _concerns
from coordination.conversation import models as _conversation
from coordination.db import Base
from coordination.documents import models as _documents
from coordination.identity import models as _identity
from coordination.jobs import models as _jobs
from coordination.lists import models as _lists
from coordination.notifications import models as _notifications
from coordination.outcomes import models as _outcomes
from coordination.panels import models as _panels
from coordination.queues import models as _queues
from coordination.referrals import models as _referrals
from coordination.sharing import models as _sharing
from coordination.statistics import models as _statistics

metadata = Base.metadata
MODULES = (
    _appointments, _audit, _cases, _concerns, _conversation, _documents, _identity, _jobs, _lists, _notifications,
    _outcomes, _panels, _queues, _referrals, _sharing, _statistics,
)  # fmt: skip
