"""Sending, accepting and returning. Until someone accepts by name, whoever sent it stays responsible (首问负责).

The acceptance clock runs on from the first receipt: no transfer moves a due date.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.intake.acceptance.notices import common_fields, issue_if_ready
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.clocks import open_clock
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.holding import must_be_free
from nuanxin.rights.intake.models import Clue, Transfer
from nuanxin.rights.intake.thread import HOTLINE, locked, must_be_open, tell_reporters, tell_staff, write_down
from nuanxin.rights.intake.transfer.rules import RETURN_CAUSES, return_number, transfer_facts, why_not_send
from nuanxin.rights.intake.visibility import must_hold

ARBITRATE = "clue.arbitrate"
CITES = "保障农民工工资支付条例第十条；监察条例第十三条"


@transaction.atomic
def send_clue(*, clue: Clue, to_unit: Unit, cause: str, reason: str, by: Staff, on: date) -> Transfer:
    """Send to another area ("area") or department ("remit"). The sender's officer stays responsible until acceptance."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="转办线索")
    must_be_open(clue, doing="转办", on=on)
    must_be_free(clue, doing="转办")
    why = why_not_send(transfer_facts(clue), from_unit=clue.unit_id, to_unit=to_unit.pk)
    if cause not in ("area", "remit"):
        why = ("转办原因不对", "请选择“不属本辖区”或者“不属本部门职责”")
    elif not reason.strip():
        why = ("没有写明转办理由", "请写明为什么由对方办理")
    elif clue.state == ClueState.SETTLED:
        why = ("已经解决，等待回访", "不需要转办")
    if why:
        raise Refusal(f"{clue.number}不能转办", why=why[0], remedy=why[1], cites=CITES)
    transfer = Transfer.objects.create(
        clue=clue,
        from_unit=clue.unit,
        to_unit=to_unit,
        cause=cause,
        reason=reason.strip(),
        sent_on=on,
        sent_by=by,
        state_before=clue.state,
    )
    clue.state = ClueState.TRANSFERRING
    clue.save(update_fields=["state"])
    fields = {
        **common_fields(clue),
        "reason": reason.strip(),
        "receiving_unit": to_unit.name,
        "receiving_phone": to_unit.phone or HOTLINE,
        "transferred_on": on,
        "query_code": clue.receipt_code or {"none": "没有查询码"},
    }
    paper, lacking = issue_if_ready(kind="transfer_notice", clue=clue, unit=clue.unit, fields=fields, by=by, on=on)
    said = f"正在转给{to_unit.name}，对方接手以前仍由{clue.officer.name}负责"
    details = {"to": to_unit.code, "cause": cause, "transfer": transfer.pk}
    text = f"{reason.strip()}{'；' + lacking if lacking else ''}"
    write_down("send_clue", clue=clue, by=by, on=on, text=text, for_worker=said, paper=paper, details=details)
    receiver = head_of(to_unit)
    if receiver:
        due = chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
        tell_staff(receiver, clue, "officer_assigned", {"number": clue.number, "day": due})
    return transfer


@transaction.atomic
def accept_transfer(*, transfer: Transfer, by: Staff, on: date) -> Clue:
    """Sign for it: from now on `by` answers for the clue; the reporter is told once who that is and where."""
    clue, transfer = _both(transfer)
    _must_receive(by, transfer, doing="签收转办的线索")
    _must_be_pending(transfer, on, doing="签收")
    transfer.accepted_on, transfer.accepted_by = on, by
    transfer.accepted_at = occasion.now() if on == occasion.today() else None
    transfer.save(update_fields=["accepted_on", "accepted_at", "accepted_by"])
    hand_over(clue, transfer, unit=transfer.to_unit, officer=by, by=by, on=on, act="accept_transfer")
    return clue


@transaction.atomic
def return_transfer(*, transfer: Transfer, cause: str, reason: str, by: Staff, on: date) -> Transfer:
    """Send it back with a coded reason: the first time to the sender, the second time before the arbiter, never again."""
    clue, transfer = _both(transfer)
    _must_receive(by, transfer, doing="退回转办的线索")
    _must_be_pending(transfer, on, doing="退回")
    if cause not in RETURN_CAUSES or not reason.strip():
        raise Refusal(
            f"{clue.number}不能退回", why="没有退回原因或者说明", remedy="请选择：" + "、".join(RETURN_CAUSES.values())
        )
    number = return_number(transfer_facts(clue))
    transfer.returned_on, transfer.returned_by, transfer.return_no = on, by, number
    transfer.return_cause, transfer.return_reason = cause, reason.strip()
    transfer.asked_on = on if number == 2 else None
    transfer.save()
    if number == 2:
        open_clock(clue=clue, term=ARBITRATE, start=on, by=by, on=on)
    else:
        clue.state = transfer.state_before
        clue.save(update_fields=["state"])
    text = f"{RETURN_CAUSES[cause]}：{reason.strip()}" + ("；已提请裁定" if number == 2 else "")
    said = f"{transfer.to_unit.short_name}没有接手，仍由{clue.officer.name}负责"
    details = {"transfer": transfer.pk, "cause": cause, "return_no": number}
    write_down("return_transfer", clue=clue, by=by, on=on, text=text, reason=reason, for_worker=said, details=details)
    tell_staff(clue.officer, clue, "officer_assigned", {"number": clue.number, "day": _due(clue)})
    return transfer


def pending_transfer(clue: Clue) -> Transfer | None:
    """The transfer that waits to be accepted or returned, if any."""
    waiting = Transfer.objects.filter(clue=clue, accepted_on__isnull=True, returned_on__isnull=True)
    return waiting.select_related("from_unit", "to_unit").first()


def hand_over(
    clue: Clue, transfer: Transfer, *, unit: Unit, officer: Staff, by: Staff, on: date, act: str, text: str = ""
) -> None:
    """The new unit and officer hold the clue from now on. Out of area, the clue belongs to the new place too."""
    before = {"unit": clue.unit.code, "officer": clue.officer_id, "region": clue.region_id}
    moved = unit.pk != transfer.from_unit_id
    if moved:
        keep_earlier(clue, on=on)
    clue.unit, clue.officer, clue.state = unit, officer, transfer.state_before
    if moved and transfer.cause == "area" and not _lies_in(clue.region_id, unit.region_id):
        clue.region = unit.region
    clue.save(update_fields=["unit", "officer", "state", "region"])
    phone, place = officer.phone or unit.phone or HOTLINE, f"，地址{unit.address}" if unit.address else ""
    said = f"由{unit.name}{officer.name}办理，电话{phone}{place}，您不需要重复反映"
    details = {"transfer": transfer.pk, "before": before, "unit": unit.code, "officer": officer.pk}
    write_down(act, clue=clue, by=by, on=on, text=text, for_worker=said, details=details)
    if moved:
        values = {"code": clue.receipt_code or clue.number, "day": chinese_day(on), "unit": unit.name, "phone": phone}
        tell_reporters(clue, "clue_transferred", values)


def _both(transfer: Transfer) -> tuple[Clue, Transfer]:
    clue = locked(transfer.clue)
    return clue, Transfer.objects.select_related("from_unit", "to_unit__region").get(pk=transfer.pk)


def _must_receive(by: Staff, transfer: Transfer, *, doing: str) -> None:
    facts = FileFacts(region=transfer.to_unit.region_id, unit_id=transfer.to_unit_id)
    must(by, Permission.CLUE_HANDLE, facts, doing=doing)


def _must_be_pending(transfer: Transfer, on: date, *, doing: str) -> None:
    why = ""
    if transfer.accepted_on:
        why = f"已于{transfer.accepted_on}签收"
    elif transfer.returned_on:
        why = f"已于{transfer.returned_on}退回"
    elif on < transfer.sent_on:
        why = f"日期早于转出日期{transfer.sent_on}"
    if why:
        raise Refusal(f"转办的线索不能{doing}", why=why, remedy="请核对后办理")


def _lies_in(region: str, area: str) -> bool:
    return RegionReach.objects.filter(area=area, member=region).exists()


def _due(clue: Clue) -> str:
    return chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
