"""Not publishing a decision: asked for with a ground and a reason, decided by the head. Until then the clock runs on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.credit.disclosure.duties import settle
from nuanxin.rights.credit.disclosure.models import DisclosureDuty, DutyState, Withholding
from nuanxin.rights.credit.disclosure.publishing import locked_duty
from nuanxin.rights.credit.disclosure.states import RULE

CITES = f"{RULE}；政府信息公开条例第十四条、第十五条"


@transaction.atomic
def ask_to_withhold(*, duty: DisclosureDuty, ground: str, reason: str, by: Staff, on: date) -> Withholding:
    """Propose not to publish. Refusal without a ground and a reason, or where it is public or decided already."""
    held = locked_duty(duty, Permission.CREDIT_MANAGE, by, "提出不予公示")
    doing = f"不能提出不予公示{held}"
    if held.state != DutyState.DUE:
        raise Refusal(doing, why=f"现在的状态是“{held.get_state_display()}”", remedy="请核对", cites=RULE)
    if ground not in Withholding.Ground.values or not reason.strip():
        raise Refusal(doing, why="没有选择情形或者没有写明理由", remedy="请写明", cites=CITES)
    row = Withholding.objects.create(duty=held, ground=ground, reason=reason.strip(), asked_on=on, asked_by=by)
    settle(held, by, on)
    record("ask_to_withhold", about=row, by=by, reason=row.reason, details={"duty": held.pk, "ground": ground})
    return row


@transaction.atomic
def decide_withholding(*, asked: Withholding, agreed: bool, opinion: str, by: Staff, on: date) -> Withholding:
    """The head agrees, or the decision has to be published after all. Not by the one who asked."""
    held = locked_duty(asked.duty, Permission.CREDIT_DECIDE, by, "审批不予公示")
    row = Withholding.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if row.decided_on or not opinion.strip() or row.asked_by_id == by.pk or on < row.asked_on:
        why = "已经审批、没有写明意见，或者由提出人自己审批"
        raise Refusal(f"不能审批不予公示{held}", why=why, remedy="请核对", cites=CITES)
    row.decided_on, row.decided_by, row.agreed, row.opinion = on, by, agreed, opinion.strip()
    row.save()
    settle(held, by, on)
    record("decide_withholding", about=row, by=by, reason=row.opinion, details={"duty": held.pk, "agreed": agreed})
    return row
