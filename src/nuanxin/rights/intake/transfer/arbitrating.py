"""The arbiter: neither of the two units, above both, one working day. What he decides is not returned."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.clocks import open_clock, stop_clock
from nuanxin.rights.intake.models import Clue, Transfer
from nuanxin.rights.intake.thread import locked, must_be_open, tell_staff, write_down
from nuanxin.rights.intake.transfer.rules import transfer_facts
from nuanxin.rights.intake.transfer.sending import ARBITRATE, CITES, hand_over
from nuanxin.rights.intake.visibility import must_hold


@transaction.atomic
def call_arbiter(*, transfer: Transfer, reason: str, by: Staff, on: date) -> Transfer:
    """The sender does not agree with the return: the arbiter decides within one working day (house rule)."""
    clue = locked(transfer.clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="提请裁定")
    must_be_open(clue, doing="提请裁定", on=on)
    transfer = Transfer.objects.get(pk=transfer.pk)
    facts = transfer_facts(clue)
    why = ""
    if transfer.returned_on is None:
        why = "对方没有退回"
    elif transfer.asked_on or facts.waiting_for_arbiter or facts.decided:
        why = "已经提请或者已经裁定"
    elif facts.pending:
        why = "已经另行转出"
    elif not reason.strip():
        why = "没有写明理由"
    if why:
        raise Refusal(f"{clue.number}不能提请裁定", why=why, remedy="请核对后办理", cites=CITES)
    transfer.asked_on, transfer.state_before = on, clue.state
    transfer.save(update_fields=["asked_on", "state_before"])
    Clue.objects.filter(pk=clue.pk).update(state=ClueState.TRANSFERRING)
    open_clock(clue=clue, term=ARBITRATE, start=on, by=by, on=on)
    write_down("call_arbiter", clue=clue, by=by, on=on, text=reason, reason=reason, details={"transfer": transfer.pk})
    return transfer


@transaction.atomic
def decide_transfer(*, transfer: Transfer, unit: Unit, reason: str, by: Staff, on: date) -> Clue:
    """Say who handles it, for good. The right must reach both places, and the arbiter belongs to neither unit."""
    clue = locked(transfer.clue)
    transfer = Transfer.objects.select_related("from_unit", "to_unit").get(pk=transfer.pk)
    _must_be_above(by, transfer, unit)
    must_be_open(clue, doing="裁定", on=on)
    why = ""
    if transfer.asked_on is None:
        why = "没有提请裁定"
    elif transfer.decided_on:
        why = f"已于{transfer.decided_on}裁定"
    elif not reason.strip():
        why = "没有写明裁定理由"
    elif on < transfer.asked_on:
        why = f"裁定日期早于提请日期{transfer.asked_on}"
    if why:
        raise Refusal(f"{clue.number}不能裁定", why=why, remedy="请核对后办理", cites=CITES)
    officer = clue.officer if unit.pk == clue.unit_id else head_of(unit)
    if officer is None:
        raise Refusal(
            f"{clue.number}不能裁定给{unit.name}", why="该单位没有可以负责的人", remedy="请系统管理员先为该单位设置岗位"
        )
    transfer.decided_on, transfer.decided_by, transfer.decided_unit = on, by, unit
    transfer.save(update_fields=["decided_on", "decided_by", "decided_unit"])
    stop_clock(clue=clue, term=ARBITRATE, by=by, on=on)
    text = f"裁定由{unit.name}办理：{reason.strip()}"
    hand_over(clue, transfer, unit=unit, officer=officer, by=by, on=on, act="decide_transfer", text=text)
    tell_staff(officer, clue, "officer_assigned", {"number": clue.number, "day": str(clue.due_on or "没有法定天数")})
    return clue


def _must_be_above(by: Staff, transfer: Transfer, unit: Unit) -> None:
    for side in (transfer.from_unit, transfer.to_unit, unit):
        must(by, Permission.CLUE_ARBITRATE, FileFacts(region=side.region_id, unit_id=side.pk), doing="裁定转办争议")
    if by.unit_id in (transfer.from_unit_id, transfer.to_unit_id):
        raise NotAllowed(
            "您不能裁定这件转办争议",
            why="您所在单位是争议的一方",
            remedy="请由共同的上级单位裁定",
            cites="监察条例第十三条",
        )
