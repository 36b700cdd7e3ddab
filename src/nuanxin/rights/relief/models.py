"""The models of the room, each beside its idea."""

from __future__ import annotations

from nuanxin.rights.relief.deposit.models import (
    DepositAssessment,
    DepositEntry,
    DepositReturn,
    DrawDown,
    DrawDownLine,
    Guarantee,
    WageDeposit,
)
from nuanxin.rights.relief.fund.models import (
    EmergencyFund,
    FundAdvance,
    FundAdvanceLine,
    FundAllocation,
    FundRecovery,
)
from nuanxin.rights.relief.hardship.models import HardshipReferral, ReliefGrant
from nuanxin.rights.relief.once.models import SourceTried

__all__ = [
    "DepositAssessment",
    "DepositEntry",
    "DepositReturn",
    "DrawDown",
    "DrawDownLine",
    "EmergencyFund",
    "FundAdvance",
    "FundAdvanceLine",
    "FundAllocation",
    "FundRecovery",
    "Guarantee",
    "HardshipReferral",
    "ReliefGrant",
    "SourceTried",
    "WageDeposit",
]
