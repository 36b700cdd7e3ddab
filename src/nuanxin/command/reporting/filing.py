"""The reporting unit's acts: open a round, prepare, fill by hand, explain, sign, file. Filing freezes the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.command.reporting.drafting import Draft, draft
from nuanxin.command.reporting.forms.checking import Finding, cell_name
from nuanxin.command.reporting.forms.loading import form
from nuanxin.command.reporting.models import HandEntry, Report, ReportEvent, ReportRound, ReportState
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.foundation.organisations.receiving import receiving_unit

OPEN = (ReportState.DRAFT, ReportState.RETURNED)
REPORTING_LEVELS = (RegionLevel.CITY, RegionLevel.COUNTY)
MAKERS_FIELDS = ("制表人", "联系电话")  # the maker's own; the others are signed by who answers for the report


@transaction.atomic
def open_round(
    *,
    form_key: str,
    title: str,
    region: Region,
    start: date,
    end: date,
    due_county: date,
    due_city: date | None = None,
    settings: Mapping[str, str] | None = None,
    by: Staff,
) -> ReportRound:
    """Call in a form from an area: one report for it and for each city and county (zones too) below. Returns the round."""
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=region.pk), doing="布置报表")
    if start > end:
        raise Refusal("不能布置这期报表", why=f"起始日期{start}晚于截止日期{end}", remedy="请对调起止日期")
    try:
        chosen = form(form_key).chosen(dict(settings or {}))
    except ValueError as unknown:
        raise Refusal("不能布置这期报表", why=str(unknown), remedy="请从报表所列的口径中选择") from unknown
    opened = ReportRound.objects.create(
        form=form_key,
        form_version=form(form_key).version,
        title=title,
        region=region,
        start=start,
        end=end,
        due_county=due_county,
        due_city=due_city,
        settings=chosen,
    )
    below = Region.objects.filter(pk__in=within(region.pk), level__in=REPORTING_LEVELS, valid_to__isnull=True)
    below = below.exclude(valid_from__gt=end)
    for area in {region.pk: region, **{each.pk: each for each in below}}.values():
        Report.objects.create(round=opened, region=area, unit=receiving_unit(area))
    record("report.open_round", about=opened, by=by, details={"title": title, "region": region.pk})
    return opened


@transaction.atomic
def prepare(*, report: Report, by: Staff, as_of: date) -> Draft:
    """Fill the report from the ledger (and from accepted files below) as known on a day; signatures lapse."""
    report = opened_for_change(report, by, "生成报表")
    if as_of > occasion.today():
        raise Refusal("不能生成报表", why=f"数据截至日期{as_of}晚于今天", remedy="请选择今天或以前的日期")
    made = draft(report, as_of)
    report.as_of, report.frozen, report.signed = as_of, made.as_frozen(), {}
    report.save(update_fields=["as_of", "frozen", "signed"])
    note(report, "prepared", by)
    return made


@transaction.atomic
def enter_by_hand(
    *,
    report: Report,
    cell: str,
    value: int | None,
    reason: str,
    attachment: str,
    attachment_digest: str = "",
    by: Staff,
) -> HandEntry:
    """Put a number into one cell or item by hand, in persons, 分 or pieces; None gives the cell back to the ledger.

    Only with a reason and an attachment; the total row is always added up (law.md §19.1). The earlier entry stays.
    """
    report = opened_for_change(report, by, "手工填报")
    of, (row, _, column) = form(report.round.form), cell.partition(".")
    if not (row in of.counted_rows and column in of.columns) and cell not in of.item_units:
        why = "合计由各行相加，不能手填" if row == of.total_row else f"表中没有“{cell}”这一格"
        raise Refusal("不能手工填报", why=why, remedy="请选择分行的单元格或其他情况中的一项")
    if not reason.strip() or not attachment.strip():
        raise Refusal("不能手工填报", why="没有写明理由或没有附件", remedy="请写明数据来源和理由，并上传依据材料")
    if value is not None and value < 0:
        raise Refusal("不能手工填报", why="填报数不能为负", remedy="请核对数字")
    earlier = report.hand_entries.select_for_update().filter(cell=cell, replaced_by__isnull=True).first()
    entry = HandEntry(
        report=report,
        cell=cell,
        value=value,
        reason=reason.strip(),
        attachment=attachment.strip(),
        attachment_digest=attachment_digest,
        by=by,
    )
    _put_in_place(entry, earlier)
    if report.as_of:
        report.frozen, report.signed = draft(report, report.as_of).as_frozen(), {}
        report.save(update_fields=["frozen", "signed"])
    note(report, "by_hand", by, f"{cell_name(of, cell)}：{reason.strip()}"[:300])
    return entry


def _put_in_place(entry: HandEntry, earlier: HandEntry | None) -> None:
    """One entry stands per cell: the earlier one first stands down (for itself), then names its successor."""
    if earlier is None:
        entry.save()
        return
    HandEntry.objects.filter(pk=earlier.pk).update(replaced_by=earlier.pk)
    entry.save()
    HandEntry.objects.filter(pk=earlier.pk).update(replaced_by=entry.pk)


@transaction.atomic
def explain(*, report: Report, check: str, text: str, by: Staff) -> None:
    """Write the note that a warning asks for."""
    report = opened_for_change(report, by, "填写情况说明")
    if check not in {each.key for each in form(report.round.form).checks}:
        raise Refusal("不能填写说明", why=f"没有“{check}”这项校验", remedy="请从校验结果中选择")
    if not text.strip():
        raise Refusal("不能填写说明", why="说明是空的", remedy="请写明情况")
    report.notes = {**report.notes, check: text.strip()}
    report.save(update_fields=["notes"])
    note(report, "explained", by, f"{check}：{text.strip()}"[:300])


@transaction.atomic
def sign(*, report: Report, field: str, text: str, by: Staff) -> None:
    """Fill one signature field (单位负责人, 科（队）负责人, 制表人, 联系电话) of a prepared report."""
    right = Permission.REPORT_FILL if field in MAKERS_FIELDS else Permission.REPORT_SIGN
    report = opened_for_change(report, by, f"填写“{field}”", right)
    if field not in form(report.round.form).footer or not text.strip():
        raise Refusal("不能签署", why=f"表上没有“{field}”这一栏，或者内容为空", remedy="请核对签署栏")
    if report.frozen is None:
        raise Refusal("不能签署", why="报表还没有生成", remedy="请先生成报表，核对后再签署")
    signed = {"text": text.strip(), "by": by.pk, "at": occasion.now().isoformat(timespec="seconds")}
    report.signed = {**report.signed, field: signed}
    report.save(update_fields=["signed"])
    note(report, "signed", by, f"{field}：{text.strip()}"[:300])


@transaction.atomic
def file_report(*, report: Report, by: Staff) -> Report:
    """Send the report up and freeze its figures. Refusal names every hard check that fails, every missing note and signature."""
    report = opened_for_change(report, by, "上报报表")
    if report.as_of is None or report.frozen is None:
        raise Refusal("不能上报", why="报表还没有生成", remedy="请先生成报表，核对并签署")
    made = draft(report, report.as_of)
    if made.as_frozen() != report.frozen:
        raise Refusal("不能上报", why="生成之后台账有了变化，与已签署的数不一致", remedy="请重新生成、核对并签署")
    refuse_unfit(made.filled.checks, report.notes, [f for f in made.filled.form.footer if f not in report.signed])
    report.state, report.filed_at, report.filed_by = ReportState.FILED, occasion.now(), by
    report.decided_at, report.decided_by, report.return_reason = None, None, ""
    report.save()
    note(report, "filed", by, cells=report.frozen)
    return report


def refuse_unfit(checks: tuple[Finding, ...], notes: Mapping[str, str], unsigned: list[str]) -> None:
    """Pure: refuse figures that break a hard check, warnings without a note, blanks in the signature fields; all at once."""
    hard = [f"{check.key} {check.message}" for check in checks if not check.ok and check.severity == "hard"]
    silent = [
        f"{check.key} {check.message}" for check in checks if not check.ok and check.severity == "warn" and check.key not in notes
    ]  # fmt: skip
    why = [f"校验不通过：{'｜'.join(hard)}"] if hard else []
    why += [f"提示未作说明：{'｜'.join(silent)}"] if silent else []
    why += [f"未签署：{'、'.join(unsigned)}"] if unsigned else []
    if why:
        raise Refusal("不能上报", why="；".join(why), remedy="请更正数据或逐项说明，签齐后再上报")


def opened_for_change(report: Report, by: Staff, doing: str, right: Permission = Permission.REPORT_FILL) -> Report:
    """The report as it is now, held for this act; Refusal when the person may not, or it is with the level above."""
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "region", "unit").get(pk=report.pk)
    must(by, right, FileFacts(region=report.region_id, unit_id=report.unit_id), doing=doing)
    if report.state not in OPEN:
        raise Refusal(
            f"不能{doing}",
            why=f"这份报表{ReportState(report.state).label}",
            remedy="需要更正的，请上级退回；已接收或锁定的，请上级解锁后再改",
        )
    return report


def note(report: Report, kind: str, by: Staff, reason: str = "", cells: dict[str, Any] | None = None) -> None:
    """One line in the report's own history and one in the audit chain."""
    ReportEvent.objects.create(report=report, kind=kind, by=by, reason=reason, cells=cells)
    record(f"report.{kind}", about=report, by=by, reason=reason, details={"as_of": report.as_of})
