"""Back to work: "not paid" reopens with the same officer; after expiry the worker may raise it, and nobody can stop that."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.intake.channels import OPEN_STATES, ClueKind, ClueState
from nuanxin.rights.intake.clocks import open_clock, running_clocks, shown_due
from nuanxin.rights.intake.clocks.ringing import superior_head
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import WORKER, locked, not_before_receipt, tell_staff, write_down
from nuanxin.rights.intake.visibility import must_hold

NOT_PAID = "not_paid"
REOPEN_REASONS = {NOT_PAID: "没有收到钱", "new_facts": "发现新情况", "mistake": "办结有误"}


@transaction.atomic
def reopen_clue(*, clue: Clue, reason: str, by: Staff | None, on: date, said: str = "") -> Clue:
    """Take it up again with the officer who closed it. The worker himself (`by` None) may, where he was not paid."""
    clue = locked(clue)
    if by is not None:
        must_hold(by, Permission.CLUE_HANDLE, clue, doing="恢复办理")
    not_before_receipt(clue, doing="恢复办理", on=on)
    why = ""
    if clue.merged_into_id:
        why = "已并入另一条线索，请在保留的线索上恢复"
    elif clue.state in OPEN_STATES and clue.state != ClueState.SETTLED:
        why = "正在办理，没有办结"
    elif reason not in REOPEN_REASONS or (by is None and reason != NOT_PAID):
        why = "恢复办理的原因不对"
    elif clue.closed_on and on < clue.closed_on:
        why = "日期早于办结日期"
    if why:
        raise Refusal(f"{clue.number}不能恢复办理", why=why, remedy="请核对后办理")
    before = {"state": clue.state, "conclusion": clue.conclusion, "closed_on": str(clue.closed_on or "")}
    keep_earlier(clue, on=on)
    clue.officer = _same_officer(clue, on)
    clue.state = ClueState.HANDLING if clue.accepted_on else ClueState.RECEIVED
    clue.conclusion, clue.closed_on = "", None
    clue.save(update_fields=["officer", "state", "conclusion", "closed_on"])
    if clue.kind == ClueKind.COMPLAINT and clue.accepted_on is None:
        open_clock(clue=clue, term="insp.accept", start=on, by=by or WORKER, on=on)
    text = f"恢复办理：{REOPEN_REASONS[reason]}{'；' + said if said else ''}"
    details = {"reason": reason, "before": before, "officer": clue.officer_id}
    said_to_worker = f"已恢复办理，仍由{clue.officer.name}负责"
    write_down(
        "reopen_clue", clue=clue, by=by, on=on, text=text, reason=reason, for_worker=said_to_worker, details=details
    )
    due = chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
    tell_staff(clue.officer, clue, "officer_assigned", {"number": clue.number, "day": due})
    return clue


@transaction.atomic
def raise_clue(*, clue: Clue, on: date, said: str = "") -> ClueEvent:
    """The worker presses "raise": the superior's head is told. Refusal before expiry; once a day at most, never less."""
    clue = locked(clue)
    expired = expired_on(clue, on)
    if expired is None:
        until = f"期限至{chinese_day(clue.due_on)}" if clue.due_on else "没有正在计算的期限"
        raise Refusal("现在还不能要求上级过问", why=until, remedy="到期没有办结的，可以随时要求上级过问")
    today = clue.events.filter(kind="raise_clue", occurred_on=on).first()
    if today:
        return today
    head = superior_head(clue.unit) or head_of(clue.unit)
    told = "，已通知上级负责人" if head else "，上级单位没有设置负责人，请系统管理员补充"
    if head:
        values = {"number": clue.number, "day": chinese_day(expired), "unit": clue.unit.name}
        tell_staff(head, clue, "clue_raised", values)
    return write_down(
        "raise_clue",
        clue=clue,
        by=None,
        on=on,
        text=f"反映人要求上级过问{told}{'：' + said if said else ''}",
        for_worker="已告诉上级单位负责人" if head else "已记录您的要求",
        details={"head": head.pk if head else None, "due_on": expired.isoformat()},
    )


def expired_on(clue: Clue, on: date) -> date | None:
    """The due day that has passed without the act; None while nothing is overdue."""
    days = [day for clock in running_clocks(clue) if (day := shown_due(clock)) and day < on]
    return min(days, default=None)


def _same_officer(clue: Clue, on: date) -> Staff:
    """The officer who held it, if still in service; else whoever assigns work in the unit."""
    in_post = Post.objects.filter(staff=clue.officer, valid_from__lte=on).exclude(valid_to__lt=on).exists()
    if clue.officer.is_active and (in_post or clue.officer.unit_id is None):
        return clue.officer
    return head_of(clue.unit) or clue.officer
