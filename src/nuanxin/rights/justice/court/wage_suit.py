"""追索劳动报酬诉讼和执行, version 2024.1: filing, preservation, advance execution, trial, enforcement (law.md §8 civ.*).

A suit that begins with enforcement only (award, mediation paper, payment order, notarised debt) takes the same file.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import Opening, Procedure
from nuanxin.rights.justice.court.enforcing import ENFORCING
from nuanxin.rights.justice.court.trial import FILING, INTERIM, TRIAL

KEY = "wage_suit"
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "追索劳动报酬诉讼和执行",
    (*FILING, *INTERIM, *TRIAL, *ENFORCING),
    opening=Opening((UnitKind.COURT,), "欠诉登字", solved_by="court"),
)
