"""The acts of the level above: return with a reason, accept, lock the round, unlock with a trace."""

from __future__ import annotations

from django.db import transaction

from nuanxin.command.reporting.drafting import STANDING
from nuanxin.command.reporting.filing import note
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must


@transaction.atomic
def return_report(*, report: Report, reason: str, by: Staff) -> Report:
    """Send a filed report back for correction; its figures stay in its history, its signatures lapse."""
    report = _held(report, by, "退回报表", own_top=True)
    _only(report, (ReportState.FILED,), "退回")
    _with_reason(reason, "退回")
    report.state, report.return_reason, report.signed = ReportState.RETURNED, reason.strip(), {}
    _decided(report, by)
    note(report, "returned", by, reason.strip(), report.frozen)
    return report


@transaction.atomic
def accept_report(*, report: Report, by: Staff) -> Report:
    """Take a filed report over; from now on it goes into the sum above and nobody below can change it."""
    report = _held(report, by, "接收报表")
    _only(report, (ReportState.FILED,), "接收")
    report.state, report.return_reason = ReportState.ACCEPTED, ""
    _decided(report, by)
    note(report, "accepted", by)
    return report


@transaction.atomic
def lock_round(*, round: ReportRound, by: Staff) -> int:
    """Lock every report of a round once all below are accepted and the area's own is filed. Returns how many."""
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=round.region_id), doing="锁定报表")
    reports = list(Report.objects.select_for_update(of=("self",)).filter(round=round).select_related("region"))
    not_ready = [
        f"{report.region.name}（{ReportState(report.state).label}）"
        for report in reports
        if report.state not in (STANDING if report.region_id == round.region_id else STANDING[1:])
    ]
    if not_ready:
        raise Refusal("不能锁定本期报表", why=f"尚未接收：{'、'.join(not_ready)}", remedy="请先催报、接收或退回更正")
    for report in reports:
        if report.state != ReportState.LOCKED:
            report.state = ReportState.LOCKED
            report.save(update_fields=["state"])
            note(report, "locked", by)
    record("report.lock_round", about=round, by=by)
    return len(reports)


@transaction.atomic
def unlock(*, report: Report, reason: str, by: Staff) -> Report:
    """Open an accepted or locked report for correction; only while the sum above is not standing itself."""
    report = _held(report, by, "解锁报表", own_top=True)
    _only(report, (ReportState.ACCEPTED, ReportState.LOCKED), "解锁")
    _with_reason(reason, "解锁")
    above = Report.objects.filter(round=report.round_id, region=report.region.parent_id, state__in=STANDING).first()
    if above:
        raise Refusal(
            "不能解锁这份报表",
            why=f"{above.region.name}的汇总表{ReportState(above.state).label}，其中已经包含这份报表",
            remedy="请先由上级退回或解锁汇总表",
        )
    report.state, report.return_reason, report.signed = ReportState.RETURNED, reason.strip(), {}
    _decided(report, by)
    note(report, "unlocked", by, reason.strip(), report.frozen)
    return report


def _held(report: Report, by: Staff, doing: str, *, own_top: bool = False) -> Report:
    """The report held for this act. Who decides sits at the level above: nobody accepts the own report.

    `own_top`: the sum of the round's own area may be reopened by the area itself, as the level above may not be here.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "region", "unit").get(pk=report.pk)
    at_top = own_top and report.region_id == report.round.region_id
    deciding = report.region_id if at_top else report.region.parent_id or report.region_id
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=deciding), doing=doing)
    return report


def _only(report: Report, states: tuple[ReportState, ...], doing: str) -> None:
    if report.state not in states:
        wanted = "或".join(f"“{state.label}”" for state in states)
        raise Refusal(
            f"不能{doing}", why=f"这份报表{ReportState(report.state).label}", remedy=f"只有{wanted}的报表可以{doing}"
        )


def _with_reason(reason: str, doing: str) -> None:
    if not reason.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy=f"请写明{doing}理由")


def _decided(report: Report, by: Staff) -> None:
    report.decided_at, report.decided_by = occasion.now(), by
    report.save(update_fields=["state", "return_reason", "signed", "decided_at", "decided_by"])
