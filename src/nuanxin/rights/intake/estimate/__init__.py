"""What a worker is owed, month by month, from what he remembers; and which proof he still lacks. Pure: nothing is stored."""

from nuanxin.rights.intake.estimate.proof import PROOFS, Lack, Need, Proof, burden_cite, missing_proof
from nuanxin.rights.intake.estimate.wage_law import Overtime, WageLaw, wage_law
from nuanxin.rights.intake.estimate.wages import Estimate, MonthOwed, MonthWork, Part, Pay, reckon

__all__ = [
    "PROOFS",
    "Estimate",
    "Lack",
    "MonthOwed",
    "MonthWork",
    "Need",
    "Overtime",
    "Part",
    "Pay",
    "Proof",
    "WageLaw",
    "burden_cite",
    "missing_proof",
    "reckon",
    "wage_law",
]
