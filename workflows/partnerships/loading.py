"""Reads the files of a partnership.

`agencies.toml`, `lawful_bases.toml`, `outside.toml` and `teams.toml` beside this module are shared; each
partnership has a folder named after its code, with underscores for hyphens.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from workflows.partnerships import custody, parts
from workflows.partnerships.reading import Row, UnreadableFile
from workflows.partnerships.shape import (
    Agency,
    Agreement,
    LawfulBasis,
    OutsideOrganisation,
    PanelKind,
    PartnershipFile,
    Team,
)

HERE = Path(__file__).parent
Part = TypeVar("Part")
Coded = TypeVar("Coded", Agency, LawfulBasis, PanelKind)


def all_codes(folder: Path = HERE) -> tuple[str, ...]:
    """The codes of all partnerships that have a folder, in alphabetical order."""
    return tuple(sorted(found.parent.name.replace("_", "-") for found in folder.glob("*/partnership.toml")))


def agencies(folder: Path = HERE) -> dict[str, Agency]:
    """Every agency that any partnership knows, by code."""
    return _by_code(_list(folder / "agencies.toml", "agency", parts.agency), "agencies.toml")


@lru_cache(maxsize=4)
def panel_kinds(folder: Path = HERE) -> Mapping[str, PanelKind]:
    """Every kind of panel, by code."""
    return _by_code(_list(folder / "panel_kinds.toml", "kind", parts.panel_kind), "panel_kinds.toml")


def outside_organisations(folder: Path = HERE) -> tuple[OutsideOrganisation, ...]:
    """The areas and bodies without accounts, shared by all partnerships."""
    return _list(folder / "outside.toml", "outside", parts.outside_organisation)


def shared_teams(folder: Path = HERE) -> tuple[Team, ...]:
    """The teams that work for several partnerships at once, such as those inside a prison."""
    return _list(folder / "teams.toml", "team", parts.team)


def load(code: str, folder: Path = HERE) -> PartnershipFile:
    """All that the files say of this partnership; raises UnreadableFile with a sentence that says where and why."""
    if code not in all_codes(folder):
        raise UnreadableFile(f"There is no partnership “{code}”. Choose one of: {', '.join(all_codes(folder))}.")
    own = folder / code.replace("-", "_")
    members = _list(own / "members.toml", "member", parts.membership)
    joined = {member.agency for member in members}
    shared = tuple(team for team in shared_teams(folder) if team.agency in joined)
    return PartnershipFile(
        partnership=parts.whole(parts.partnership, _file(own / "partnership.toml")),
        panel_kinds=panel_kinds(folder),
        agencies=agencies(folder),
        members=members,
        teams=_list(own / "teams.toml", "team", parts.team) + shared,
        bases=_lawful_bases(folder),
        agreements=_agreements(own / "agreements"),
        settings=_list(own / "settings.toml", "setting", parts.setting),
        workers=_list(own / "workers.toml", "worker", parts.demo_worker),
        outside=outside_organisations(folder),
        custody=parts.whole(custody.read, _file(own / "custody.toml")),
    )


def _agreements(folder: Path) -> tuple[Agreement, ...]:
    files = sorted(folder.glob("*.toml"))
    return tuple(agreement for path in files for agreement in parts.whole(parts.agreements, _file(path)))


def _lawful_bases(folder: Path) -> dict[str, LawfulBasis]:
    return _by_code(_list(folder / "lawful_bases.toml", "basis", parts.lawful_basis), "lawful_bases.toml")


def _by_code(entries: tuple[Coded, ...], where: str) -> dict[str, Coded]:
    answer: dict[str, Coded] = {}
    for entry in entries:
        # Refused here, because a dict would quietly keep the second of two.
        if entry.code in answer:
            raise UnreadableFile(f"{where}: the code “{entry.code}” stands twice; give each its own.")
        answer[entry.code] = entry
    return answer


def _list(path: Path, field: str, read: Callable[[Row], Part]) -> tuple[Part, ...]:
    row = _file(path)
    answer = tuple(parts.whole(read, each) for each in row.rows(field))
    row.finish()
    return answer


def _file(path: Path) -> Row:
    where = "/".join(path.parts[-3:]) if path.parent.name == "agreements" else f"{path.parent.name}/{path.name}"
    try:
        return Row(tomllib.loads(path.read_text(encoding="utf-8")), where)
    except FileNotFoundError:
        raise UnreadableFile(f"{where}: this file is missing; add it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise UnreadableFile(f"{where}: this is not TOML that can be read: {mistake}.") from mistake
