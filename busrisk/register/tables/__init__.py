"""The tables of the register. Identities never change; claims say what held, and since when it was known."""

from busrisk.register.tables.clock import Change, Journal
from busrisk.register.tables.concessions import (
    Concession,
    ConcessionClaim,
    ConcessionGrantor,
    ControlTotal,
    Holder,
)
from busrisk.register.tables.exposure import FindingMatch, HandoverClaim, Need, PromiseClaim, ProviderClaim
from busrisk.register.tables.fleet import Baseline, Batch, BatchClaim, Deployment, Variant, VariantMaker
from busrisk.register.tables.parties import (
    MakerFact,
    MakerFinding,
    Ownership,
    Party,
    PartyAlias,
    PartyFact,
    PartyRole,
    RegionRow,
    SourceRow,
)
from busrisk.register.tables.people import Account, SignInLink, Visit
from busrisk.register.tables.rows import Claim, Row, metadata, one_open_claim, table
from busrisk.register.tables.scores import (
    AnswerClaim,
    AssessmentKnockOut,
    AssessmentReason,
    AssessmentRow,
    Evidence,
    Subject,
)

__all__ = [
    "Account",
    "AnswerClaim",
    "AssessmentKnockOut",
    "AssessmentReason",
    "AssessmentRow",
    "Baseline",
    "Batch",
    "BatchClaim",
    "Change",
    "Claim",
    "Concession",
    "ConcessionClaim",
    "ConcessionGrantor",
    "ControlTotal",
    "Deployment",
    "Evidence",
    "FindingMatch",
    "HandoverClaim",
    "Holder",
    "Journal",
    "MakerFact",
    "MakerFinding",
    "Need",
    "Ownership",
    "Party",
    "PartyAlias",
    "PartyFact",
    "PartyRole",
    "PromiseClaim",
    "ProviderClaim",
    "RegionRow",
    "Row",
    "SignInLink",
    "SourceRow",
    "Subject",
    "Variant",
    "VariantMaker",
    "Visit",
    "metadata",
    "one_open_claim",
    "table",
]
