"""主动催缴: the daily round reminds the debtor of every part before and after its day, tells the notary, and writes it down."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Instalment
from nuanxin.rights.cases.steps import standing_rows
from nuanxin.rights.disputes.notary.dunning_days import SETTING, days_from, dunning_now
from nuanxin.rights.disputes.notary.models import Dunning
from nuanxin.rights.disputes.notary.procedure import KEY
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.thread import write_down

ROUND = Outsider("每日巡检")


def dun_due(*, on: date, limit: int = 5000) -> list[Dunning]:
    """Remind of every unpaid part of a notarised agreement whose planned day has come, once for each day."""
    rows = Instalment.objects.filter(
        paid_on__isnull=True,
        agreement__case__procedure=KEY,
        agreement__case__closed_on__isnull=True,
        agreement__case__steps__step="deed",
    ).distinct()
    written = []
    for part in rows.select_related("agreement__case__clue__unit", "agreement__case__officer").order_by("due_on", "pk")[
        :limit
    ]:
        if made := _dun(part, on):
            written.append(made)
    return written


def _dun(part: Instalment, on: date) -> Dunning | None:
    case = part.agreement.case
    rows = {row.step: row for row in standing_rows(case)}
    deed = rows.get("deed")
    if deed is None or "performed" in rows:
        return None
    held = local_setting(SETTING, case.clue.region_id, on)
    days = days_from(held[0] if held else None)
    sent = set(Dunning.objects.filter(instalment=part).values_list("planned_on", flat=True))
    planned = dunning_now(due_on=part.due_on, paid_on=part.paid_on, on=on, since=deed.done_on, days=days, sent_for=sent)
    if planned is None:
        return None
    phone = str(rows["statement"].facts.get("dunning_phone", "")) if "statement" in rows else ""
    try:
        with transaction.atomic():
            return _write(case, part, planned, phone, on)
    except IntegrityError:
        return None  # another round was quicker: the constraint let only one through


def _write(case: Case, part: Instalment, planned: date, phone: str, on: date) -> Dunning:
    overdue = on > part.due_on
    row = Dunning.objects.create(instalment=part, planned_on=planned, sent_on=on, overdue=overdue, to=phone, messages=0)
    calendar = calendar_of(case.clue.region_id)
    values = {"day": chinese_day(part.due_on), "amount": yuan(part.amount_fen), "unit": case.unit.name}
    count = 0
    if is_mobile(phone):
        template = "repayment_overdue" if overdue else "repayment_due_soon"
        channel = Message.Channel.SMS
        moment = occasion.now().astimezone(occasion.BEIJING)
        enqueue(channel=channel, to=phone, template=template, values=values, about=case, calendar=calendar, at=moment)
        count += 1
    told = {
        "number": str(case),
        "day": values["day"],
        "amount": values["amount"],
        "state": "已逾期" if overdue else "将到期",
    }
    count += tell(case.officer, "repayment_dunned", told, about=case.clue, calendar=calendar)
    row.messages = count
    row.save(update_fields=["messages"])
    record("dun_instalment", about=row, by=ROUND, details={"instalment": part.pk, "planned_on": planned, "on": on})
    word = "逾期催缴" if overdue else "到期前催缴"
    text = f"{word}：{values['day']}应付的{values['amount']}元" + (
        "" if is_mobile(phone) else "（没有手机号码，请电话催缴）"
    )
    details = {"case": case.pk, "instalment": part.pk}
    write_down("dun_instalment", clue=case.clue, by=operator(), on=on, text=text, details=details)
    return row
