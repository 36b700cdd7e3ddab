"""The reporting unit's acts: prepare, explain, sign, file. Filing freezes the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.drafting import Draft, draft
from nuanxin.command.reporting.forms.checking import Finding, cell_name
from nuanxin.command.reporting.models import Report, ReportEvent, ReportState
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.escalation.chains import stop_chains
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must

OPEN = (ReportState.DRAFT, ReportState.RETURNED)
SAID = 12  # empty cells named one by one
MAKERS_FIELDS = ("制表人", "联系电话")  # the maker's own; the others are signed by who answers for the report


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
def explain(*, report: Report, check: str, text: str, by: Staff) -> None:
    """Write the note that a warning asks for."""
    report = opened_for_change(report, by, "填写情况说明")
    if check not in {each.key for each in form_of(report.round).checks}:
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
    if field not in form_of(report.round).footer or not text.strip():
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
    if report.frozen["version"] != report.round.form_version:
        why = f"这份报表按{report.frozen['version']}版表式生成，本期已改用{report.round.form_version}版"
        raise Refusal("不能上报", why=why, remedy="已填的数都还在，请重新生成、核对并签署")
    if made.as_frozen() != report.frozen:
        raise Refusal("不能上报", why="生成之后台账有了变化，与已签署的数不一致", remedy="请重新生成、核对并签署")
    empty = [cell_name(made.filled.form, cell) for cell in made.unfilled]
    unsigned = [field for field in made.filled.form.footer if field not in report.signed]
    refuse_unfit(made.filled.checks, report.notes, unsigned, empty)
    report.state, report.filed_at, report.filed_by = ReportState.FILED, occasion.now(), by
    report.decided_at, report.decided_by, report.return_reason = None, None, ""
    report.save()
    stop_chains(about=report, why="报表已经上报")
    note(report, "filed", by, cells=report.frozen)
    return report


def refuse_unfit(
    checks: tuple[Finding, ...], notes: Mapping[str, str], unsigned: list[str], empty: Sequence[str] = ()
) -> None:
    """Pure: refuse figures that break a hard check, warnings without a note, blanks in the signature fields; all at once."""
    hard = [f"{check.key} {check.message}" for check in checks if not check.ok and check.severity == "hard"]
    silent = [
        f"{check.key} {check.message}" for check in checks if not check.ok and check.severity == "warn" and check.key not in notes
    ]  # fmt: skip
    why = [f"校验不通过：{'｜'.join(hard)}"] if hard else []
    why += [f"提示未作说明：{'｜'.join(silent)}"] if silent else []
    why += (
        [f"未填：{'、'.join(empty[:SAID])}{'等' if len(empty) > SAID else ''}共{len(empty)}格（没有的请填0）"]
        if empty
        else []
    )
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
