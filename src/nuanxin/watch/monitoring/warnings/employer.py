"""Between the office and the firm: the firm is told, and answers through its page or through an officer."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningEvent, WarningState
from nuanxin.watch.monitoring.warnings.thread import Answerer, held_for, message_values, needs_text, write_down

HOW = {"sms": "短信", "call": "电话", "paper": "书面", "page": "企业端"}


def warnings_of(employer: Employer) -> QuerySet[RiskWarning]:
    """What the firm's own page shows: those it was told of or answered, latest first. Reasons name no worker."""
    rows = RiskWarning.objects.filter(Q(told_on__isnull=False) | Q(answered_on__isnull=False))
    family = Q(employer=employer) | Q(employer__merged_into=employer)
    return rows.filter(family).select_related("project", "owner__unit").order_by("-raised_on", "-pk")


@transaction.atomic
def tell_employer(
    *, warning: RiskWarning, how: str, name: str, phone: str, by: Staff, on: date, text: str = ""
) -> RiskWarning:
    """The firm is asked to check and answer. By `sms` a message goes out; the other ways say that it was done."""
    doing = "告知企业"
    row = held_for(warning, "tell", doing=doing, by=by, on=on)
    if how not in HOW or not name.strip():
        raise Refusal(f"不能{doing}", why="没有写明告知方式或者联系人", remedy="请填写")
    if how == "sms" and not is_mobile(phone):
        raise Refusal(f"不能{doing}", why=f"“{phone}”不是手机号码", remedy="请核对号码，或者改用电话、书面告知")
    if how == "sms":
        _send(row, phone)
    row.told_on = row.told_on or on
    if row.state == WarningState.RAISED:
        row.state = WarningState.TOLD
    row.save(update_fields=["told_on", "state"])
    said = f"{HOW[how]}告知{name.strip()}{phone.strip()}。{text.strip()}"
    write_down("told", row, by=by, on=on, text=said, details={"how": how, "name": name.strip()})
    return row


def _send(row: RiskWarning, phone: str) -> None:
    values = message_values(row) | {
        "reason": "；".join(row.reason_words[:3]),
        "day": f"{chinese_day(row.due_on)}前" if row.due_on else "请尽快",
        "officer": row.owner.name,
        "phone": row.owner.phone or (row.owner.unit.phone if row.owner.unit else "") or "12333",
    }
    enqueue(
        channel=Message.Channel.SMS, to=phone, template="warning_to_employer", values=values, about=row,
        calendar=calendar_of(row.region_id), at=occasion.now().astimezone(occasion.BEIJING),
    )  # fmt: skip


@transaction.atomic
def answer_warning(
    *,
    warning: RiskWarning,
    text: str,
    by: Staff | tuple[str, str],
    proof: str = "",
    paid_fen: int | None = None,
    on: date | None = None,
) -> WarningEvent:
    """What the firm says. by: an officer who takes it down, or (name, telephone) of whoever speaks for the firm.

    Several answers stand beside one another. Money said to be paid needs the voucher in `proof`. The firm's door has
    seen to it that the warning is its own. on: today where not said.
    """
    doing, on = "答复预警", on or occasion.today()
    staff = by if isinstance(by, Staff) else None
    who = by if isinstance(by, Staff) else Answerer(*(part.strip() for part in by))
    row = held_for(warning, "answer", doing=doing, by=staff, on=on)
    text = needs_text(text, doing=doing, what="答复内容")
    why = ""
    if isinstance(who, Answerer) and not who.name:
        why = "没有写明答复人"
    elif paid_fen is not None and paid_fen < 0:
        why = "支付金额小于零"
    elif paid_fen and not proof.strip():
        why = "称已支付的，没有写明银行回单等凭证"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交")
    row.answered_on = row.answered_on or on
    if row.state in (WarningState.RAISED, WarningState.TOLD):
        row.state = WarningState.ANSWERED
    row.save(update_fields=["answered_on", "state"])
    return write_down("answered", row, by=who, on=on, text=text, proof=proof.strip(), paid_fen=paid_fen)
