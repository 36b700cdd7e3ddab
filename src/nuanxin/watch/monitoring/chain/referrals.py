"""A suspected illegal subcontract handed to the department of the trade, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.watch.monitoring.chain.firms import must_enter
from nuanxin.watch.monitoring.chain.models import ProjectFirm, ReferralAnswer, ReferralResult, SubcontractReferral
from nuanxin.watch.monitoring.chain.signs import CITES
from nuanxin.watch.monitoring.register.models import MonitoredProject

TRADES = (UnitKind.HOUSING, UnitKind.TRANSPORT, UnitKind.WATER)


def departments(project: MonitoredProject) -> QuerySet[Unit]:
    """Departments of the trades at the project's place and above it."""
    return Unit.objects.filter(kind__in=TRADES, region__in=upwards(project.region_id), valid_to__isnull=True)


@transaction.atomic
def send_referral(
    *, firm: ProjectFirm, to_unit: Unit, facts: str, number: str, sent_on: date, by: Staff, on: date
) -> SubcontractReferral:
    """Handed over with its letter. One open referral a firm."""
    doing = f"移送{firm}"
    must_enter(by, firm.project, doing=doing)
    why = ""
    if not facts.strip() or not number.strip():
        why = "没有写明涉嫌事实或者移送函号"
    elif sent_on > on:
        why = f"移送日期{sent_on}在今天之后"
    elif firm.withdrawn_on or not departments(firm.project).filter(pk=to_unit.pk).exists():
        why = "该单位已撤下，或者移送单位不是当地的行业主管部门"
    elif any(not one.ended for one in firm.referrals.all()):
        why = "对它已有一件移送还没有结果"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交", cites=CITES)
    row = SubcontractReferral.objects.create(
        firm=firm, to_unit=to_unit, facts=facts.strip(), number=number.strip(), sent_on=sent_on, sent_by=by
    )
    record("send_subcontract_referral", about=row, by=by, details={"firm": firm.pk, "to": to_unit.pk, "on": on})
    return row


@transaction.atomic
def answer_referral(
    *, referral: SubcontractReferral, answer: str, answered_on: date, text: str, by: Staff, on: date
) -> SubcontractReferral:
    """The department took it up, or not."""
    row = _locked(referral)
    _must(
        row,
        by,
        "登记移送答复",
        answered_on,
        row.sent_on,
        text,
        on,
        done=bool(row.answer),
        fits=answer in ReferralAnswer.values,
    )
    row.answer, row.answered_on, row.answer_text = answer, answered_on, text.strip()[:500]
    row.save(update_fields=["answer", "answered_on", "answer_text"])
    record("answer_subcontract_referral", about=row, by=by, details={"answer": answer, "on": on})
    return row


@transaction.atomic
def end_referral(
    *, referral: SubcontractReferral, result: str, result_on: date, text: str, by: Staff, on: date
) -> SubcontractReferral:
    """What the department found."""
    row = _locked(referral)
    fits = result in ReferralResult.values and row.answer == ReferralAnswer.TAKEN
    _must(
        row, by, "登记移送结果", result_on, row.answered_on or row.sent_on, text, on, done=bool(row.result), fits=fits
    )
    row.result, row.result_on, row.result_text = result, result_on, text.strip()[:500]
    row.save(update_fields=["result", "result_on", "result_text"])
    record("end_subcontract_referral", about=row, by=by, details={"result": result, "on": on})
    return row


def _locked(referral: SubcontractReferral) -> SubcontractReferral:
    rows = SubcontractReferral.objects.select_for_update(of=("self",)).select_related("firm__project")
    return rows.get(pk=referral.pk)


def _must(
    row: SubcontractReferral,
    by: Staff,
    doing: str,
    day: date,
    not_before: date,
    text: str,
    on: date,
    *,
    done: bool,
    fits: bool,
) -> None:
    must_enter(by, row.firm.project, doing=doing)
    why = ""
    if done:
        why = "已经登记过"
    elif not fits:
        why = "没有选择结论，或者对方还没有受理"
    elif not not_before <= day <= on:
        why = f"日期{day}早于{not_before}，或者在今天之后"
    elif not text.strip():
        why = "没有写明内容"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交")
