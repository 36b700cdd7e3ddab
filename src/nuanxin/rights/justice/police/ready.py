"""What this room tells the house when it gets ready."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission


def ready() -> None:
    from nuanxin.rights.cases.procedures import labour_inspection
    from nuanxin.rights.cases.procedures.accompanying import Accompanying, accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.justice import on_paper
    from nuanxin.rights.justice.police import following as f
    from nuanxin.rights.justice.police.asking import ask_the_organs
    from nuanxin.rights.justice.police.procedure import KEY, V2024_1

    declare(V2024_1)
    with_steps(KEY, before=f.check_police_step, taken=f.lead_the_branch, struck=f.strike_the_branch)
    with_steps(labour_inspection.KEY, before=f.check_branch_step, struck=f.check_branch_strike)
    with_steps(labour_inspection.KEY, taken=ask_the_organs)
    knows_paper("referral_receipt", on_paper.receipt)
    accompany(Accompanying("referral_receipt", KEY, ("receive",), Permission.FILE_HANDLE, when_closed=True))
    knows_paper("police_feedback", on_paper.police_feedback)
    answered = Accompanying("police_feedback", KEY, ("decide",), Permission.FILE_HANDLE, repeats=True, when_closed=True)
    accompany(answered)
