"""Whatever in a demonstration file could reach or be taken for a real person."""

import re
from collections.abc import Iterator

from workflows.partnerships.codes import ROLES
from workflows.partnerships.phones import reserved
from workflows.partnerships.shape import PartnershipFile

FICTIONAL = " (example)"
# Top-level names that are set aside for examples, so that no message ever arrives.
RESERVED_MAIL = re.compile(r"[a-z0-9.-]+@(example\.(org|com|net)|[a-z0-9.-]+\.example)")


def fiction_faults(file: PartnershipFile) -> Iterator[str]:
    """Sentences about phones, addresses and names that are not plainly invented, and roles that nobody plays."""
    for whose, phone in _phones(file):
        if not reserved(phone):
            yield f"The phone {phone} of {whose} may belong to somebody; use 020 7946 0000 to 020 7946 0999."
    addresses = [file.partnership.contact_email, *(worker.email for worker in file.workers)]
    for address in addresses:
        if not RESERVED_MAIL.fullmatch(address):
            yield f"The e-mail address {address} may belong to somebody; use one that ends in .example."
    for worker in file.workers:
        if not worker.name.endswith(FICTIONAL):
            yield f"The demo worker {worker.name} could be taken for a person; end the name with “(example)”."
    for role in sorted(ROLES - {role for worker in file.workers for role in worker.roles}):
        yield f"Nobody among the demo workers holds the role “{role}”."


def _phones(file: PartnershipFile) -> Iterator[tuple[str, str]]:
    yield "the partnership’s contact", file.partnership.contact_phone
    for team in file.teams:
        yield f"the team “{team.code}”", team.phone
        yield f"the out-of-hours contact of “{team.code}”", team.out_of_hours.phone
    for outside in file.outside:
        yield f"“{outside.code}”", outside.phone
