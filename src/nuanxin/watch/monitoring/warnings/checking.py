"""The officer's part: looked at, handed to inspection, made a clue (once), ended with 属实 or 误报."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must, within
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClueFacts, register_clue
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning, WarningState
from nuanxin.watch.monitoring.warnings.thread import held_for, locked, needs_text, why_not, write_down

MARK = "warning:"  # the 外部编号 of a clue that a warning brought


@transaction.atomic
def check_warning(*, warning: RiskWarning, text: str, by: Staff, on: date) -> RiskWarning:
    """Somebody looked at pay-roll, account and the firm's answer, and says what there is."""
    doing = "登记核查情况"
    row = held_for(warning, "check", doing=doing, by=by, on=on)
    text = needs_text(text, doing=doing, what="核查情况")
    row.checked_on = on
    if row.state != WarningState.INSPECTION:
        row.state = WarningState.CHECKED
    row.save(update_fields=["checked_on", "state"])
    write_down("checked", row, by=by, on=on, text=text)
    return row


@transaction.atomic
def turn_to_inspection(*, warning: RiskWarning, inspect_by: date, text: str, by: Staff, on: date) -> RiskWarning:
    """Somebody is to go there until a day. The inspection's plan reads `waiting_for_inspection`."""
    doing = "转检查任务"
    row = held_for(warning, "inspection", doing=doing, by=by, on=on)
    text = needs_text(text, doing=doing, what="检查要点")
    if inspect_by < on:
        raise Refusal(f"不能{doing}", why=f"要求完成日期{inspect_by}早于今天", remedy="请核对日期")
    row.inspection_on, row.inspect_by, row.state = on, inspect_by, WarningState.INSPECTION
    row.save(update_fields=["inspection_on", "inspect_by", "state"])
    write_down("inspection", row, by=by, on=on, text=text, details={"inspect_by": inspect_by.isoformat()})
    return row


def waiting_for_inspection(*, region: str) -> QuerySet[RiskWarning]:
    """Warnings of an area at which nobody has been yet, the earliest day first."""
    rows = RiskWarning.objects.filter(region__in=within(region), state=WarningState.INSPECTION, inspected_on=None)
    return rows.select_related("project__project", "employer", "region", "owner").order_by("inspect_by", "pk")


@transaction.atomic
def record_inspected(
    *, warning: RiskWarning, inspected_on: date, text: str, by: Staff, on: date, visit: int | None = None
) -> RiskWarning:
    """Somebody was there. visit: the number of the recorded visit, where there is one. Asks the right to record visits."""
    doing, row = "登记检查完成", locked(warning)
    must(by, Permission.INSPECTION_RECORD, FileFacts(region=row.region_id, unit_id=by.unit_id), doing=doing)
    why = why_not(row, "inspected")
    if not why and not (row.inspection_on or row.raised_on) <= inspected_on <= on:
        why = f"检查日期{inspected_on}早于转检查或者晚于今天"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对该预警的经过")
    row.inspected_on = inspected_on
    row.save(update_fields=["inspected_on"])
    text = needs_text(text, doing=doing, what="检查情况")
    write_down("inspected", row, by=by, on=on, text=text, details={"visit": visit} if visit else {})
    return row


@transaction.atomic
def turn_to_clue(*, warning: RiskWarning, by: Staff, on: date) -> Clue:
    """监测预警 becomes a clue, once; asked again the same clue comes back."""
    row = held_for(warning, "clue", doing="转为线索", by=by, on=on)
    mark = f"{MARK}{row.pk}"
    known = row.clue or Clue.objects.filter(external_number=mark, channel=Channel.MONITORING).first()
    if known:
        return known.merged_into or known
    site = row.project.project
    facts = ClueFacts(
        channel=Channel.MONITORING, kind=ClueKind.REPORT, region=row.region_id, received_on=on, external_number=mark,
        employer_name=row.employer.name, credit_code=row.employer.credit_code or "", project_name=site.name,
        sector="construction", place=site.address, persons=row.workers or None, amount_fen=row.amount_fen or None,
        owed_from=f"{row.month:%Y-%m}", owed_to=f"{row.month:%Y-%m}", government=site.government,
        state_firm=site.state_firm, demand=f"监测预警第{row.pk}号：" + "；".join(row.reason_words),
    )  # fmt: skip
    clue = register_clue(facts=facts, by=by, on=on)
    # The warning knows its firm and site; names alone might lead to a namesake.
    clue.employer, clue.project = row.employer, site
    clue.save(update_fields=["employer", "project"])
    row.clue, row.state = clue, WarningState.CLUE
    row.save(update_fields=["clue", "state"])
    write_down("clue", row, by=by, on=on, text=f"转为线索{clue.number}", details={"clue": clue.pk})
    return clue


@transaction.atomic
def end_warning(*, warning: RiskWarning, outcome: str, reason: str, by: Staff, on: date) -> RiskWarning:
    """销号: 属实 or 误报, with the reason; the accuracy of the rules is counted from it."""
    doing = "销号"
    row = held_for(warning, "end", doing=doing, by=by, on=on)
    reason = needs_text(reason, doing=doing, what="结论理由")
    _must_be_outcome(outcome, row, doing)
    row.outcome, row.outcome_reason, row.state = outcome, reason[:500], WarningState.ENDED
    row.ended_on, row.ended_by = on, by
    row.save(update_fields=["outcome", "outcome_reason", "state", "ended_on", "ended_by"])
    write_down("ended", row, by=by, on=on, text=f"{Outcome(outcome).label}：{reason}", details={"outcome": outcome})
    return row


@transaction.atomic
def correct_outcome(*, warning: RiskWarning, outcome: str, reason: str, by: Staff, on: date) -> RiskWarning:
    """The conclusion was wrong: what it was stays in the thread. Whoever manages the rules there decides."""
    doing, row = "更正预警结论", locked(warning)
    must(by, Permission.WATCH_MANAGE, FileFacts(region=row.region_id), doing=doing)
    reason = needs_text(reason, doing=doing, what="更正理由")
    if why := why_not(row, "correct") or ("结论没有变化" if outcome == row.outcome else ""):
        raise Refusal(f"不能{doing}", why=why, remedy="请核对该预警的结论")
    _must_be_outcome(outcome, row, doing)
    before = row.outcome
    row.outcome, row.outcome_reason = outcome, reason[:500]
    row.save(update_fields=["outcome", "outcome_reason"])
    said = f"{Outcome(before).label}更正为{Outcome(outcome).label}：{reason}"
    write_down("corrected", row, by=by, on=on, text=said, details={"from": before, "to": outcome})
    return row


def _must_be_outcome(outcome: str, row: RiskWarning, doing: str) -> None:
    why = ""
    if outcome not in Outcome.values:
        why = "没有选择结论"
    elif outcome == Outcome.FALSE and row.clue_id:
        why = "该预警已转为线索，线索办结“不属实”的，请先在线索上办结"
        if row.clue and row.clue.closed_on:
            why = ""
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交")


@transaction.atomic
def hand_over_warning(*, warning: RiskWarning, to: Staff, why: str, by: Staff, on: date) -> RiskWarning:
    """Another person answers for it from now on."""
    doing = "移交预警"
    row = held_for(warning, "hand_over", doing=doing, by=by, on=on)
    why = needs_text(why, doing=doing, what="移交理由")
    if to.pk == row.owner_id or not may(to, Permission.WATCH_HANDLE, FileFacts(region=row.region_id, owner_id=to.pk)):
        raise Refusal(f"不能{doing}", why=f"{to.name}已是责任人，或者不能办理当地的预警", remedy="请另选接收人")
    before, row.owner = row.owner, to
    row.save(update_fields=["owner"])
    said = f"{before.name}移交{to.name}：{why}"
    write_down("handed_over", row, by=by, on=on, text=said, details={"from": before.pk, "to": to.pk})
    return row
