"""The partnerships that the product ships with: who belongs, who does what, where, and who may share what."""

from workflows.partnerships.faults import faults
from workflows.partnerships.loading import agencies, all_codes, load, outside_organisations, panel_kinds
from workflows.partnerships.shape import (
    Agency,
    Agreement,
    CoverRota,
    DemoWorker,
    Membership,
    OpeningHours,
    OutsideOrganisation,
    PanelDecision,
    PanelFeed,
    PanelKind,
    Partnership,
    PartnershipFile,
    Team,
)

__all__ = [
    "Agency",
    "Agreement",
    "CoverRota",
    "DemoWorker",
    "Membership",
    "OpeningHours",
    "OutsideOrganisation",
    "PanelDecision",
    "PanelFeed",
    "PanelKind",
    "Partnership",
    "PartnershipFile",
    "Team",
    "agencies",
    "all_codes",
    "faults",
    "load",
    "outside_organisations",
    "panel_kinds",
]
