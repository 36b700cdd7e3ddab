"""All doors, in the order in which they are asked: a door that hangs on others comes after them."""

from __future__ import annotations

from nuanxin.rights.advice.declared import Door
from nuanxin.rights.advice.doors.agreement import AGREEMENT_DOORS
from nuanxin.rights.advice.doors.arbitration import ARBITRATION_DOORS
from nuanxin.rights.advice.doors.court import COURT_DOORS
from nuanxin.rights.advice.doors.inspection import INSPECTION_DOORS
from nuanxin.rights.advice.doors.support import SUPPORT_DOORS

DOORS: tuple[Door, ...] = (*INSPECTION_DOORS, *ARBITRATION_DOORS, *AGREEMENT_DOORS, *COURT_DOORS, *SUPPORT_DOORS)
