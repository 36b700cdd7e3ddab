"""What the level below filed by file: checked cell by cell before anything is kept, then each filing a version of its own."""

from __future__ import annotations

from typing import Any

from nuanxin.command.reporting.drafting import ROLLS_UP, filled_form
from nuanxin.command.reporting.exchange.content import CarriedReport, Content, minute
from nuanxin.command.reporting.filing import note
from nuanxin.command.reporting.models import CarriedFiling, ExchangeFile, Report, ReportState
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import within

_SHEET = ("start", "end", "as_of", "rows", "shown", "checks")
_KEYS = {"form", "version", "settings", *_SHEET, "items", "previous", "by_hand", "below", "missing"}


def check_filed(content: Content, sender: Region, receiver: Region) -> list[str]:
    """Every reason why a report of the file cannot be taken in here."""
    faults, there = [], set(within(sender.pk))
    if len({(one.code, one.region) for one in content.reports}) != len(content.reports):
        faults.append("同一份报表在文件里出现了两次")
    for one in content.reports:
        report = _report(one, receiver)
        if report is None or one.region not in there:
            faults.append(f"{one.unit}（{one.region}）的一份报表不是本地布置的，或者不属于发送地")
            continue
        name = f"{report.region.name}《{report.round.title}》"
        faults += [f"{name}：{why}" for why in (*_order_faults(one, report), *_sheet_faults(one, report))]
    return faults


def keep_filed(content: Content, file: ExchangeFile, by: Staff) -> dict[str, int]:
    """New and newer filings stand as filed from now on; how many were new, newer, unchanged. Earlier cells stay in the history."""
    counts = {"new": 0, "newer": 0, "unchanged": 0}
    for one in content.reports:
        report = _report(one, file.region, hold=True)
        assert report is not None  # checked
        held = _held(report)
        if held and held.filed_at == one.filed_at:
            counts["unchanged"] += 1
            continue
        counts["newer" if held else "new"] += 1
        _keep(one, report, file, by)
    return counts


def _keep(one: CarriedReport, report: Report, file: ExchangeFile, by: Staff) -> None:
    report.state, report.as_of, report.frozen = ReportState.FILED, one.as_of, _frozen(one)
    report.notes, report.signed = one.notes, _signed(one)
    report.filed_at, report.filed_by = one.filed_at, by
    report.decided_at, report.decided_by, report.return_reason = None, None, ""
    report.save()
    CarriedFiling.objects.create(
        report=report, file=file, filed_at=one.filed_at, filed_by=one.filed_by, unit_name=one.unit, rows=one.rows
    )
    reason = f"来自交换文件：{one.unit}{one.filed_by}{minute(one.filed_at)}上报"
    note(report, "carried", by, reason[:300], report.frozen)


def _report(one: CarriedReport, receiver: Region, *, hold: bool = False) -> Report | None:
    rows = Report.objects.select_for_update(of=("self",)) if hold else Report.objects.all()
    found = rows.filter(round__exchanged__code=one.code, round__region=receiver, region=one.region)
    return found.select_related("round", "region").first()


def _held(report: Report) -> CarriedFiling | None:
    return report.carried.order_by("-pk").first()


def _frozen(one: CarriedReport) -> dict[str, Any]:
    """The rows there are no rows here: their numbers are kept beside, never taken for ours."""
    return {**one.frozen, "facts": {}}


def _signed(one: CarriedReport) -> dict[str, Any]:
    return {name: {"text": said.text, "by": None, "at": said.at} for name, said in one.signed.items()}


def _order_faults(one: CarriedReport, report: Report) -> list[str]:
    """Older than what is held, changed without a new filing, filed here on-line, or closed here."""
    held = _held(report)
    if held is None:
        return ["已经在本系统上报，不能再由交换文件替换"] if report.filed_at else []
    if one.filed_at < held.filed_at:
        return [f"文件里的是{minute(one.filed_at)}上报的，比已经导入的旧"]
    if one.filed_at == held.filed_at:
        # Once returned here the signatures have lapsed; the cells stand.
        same = report.frozen == _frozen(one) and held.rows == one.rows
        return [] if same else ["上报时间相同，数却不同"]
    return ["本级已经接收，请先解锁或退回，再导入更正后的"] if report.state in ROLLS_UP else []


def _sheet_faults(one: CarriedReport, report: Report) -> list[str]:
    """The cells again through the form of the round: sums, shown figures and checks must come out as they were filed."""
    frozen, round = _frozen(one), report.round
    if not one.frozen.keys() >= _KEYS or one.as_of.isoformat() != frozen["as_of"]:
        return ["内容不全"]
    if (frozen["form"], frozen["version"]) != (round.form, round.form_version):
        return [f"按{frozen['version']}版表式填报，本期现用{round.form_version}版，请对方导入最新的下发文件后重报"]
    if (frozen["start"], frozen["end"]) != (round.start.isoformat(), round.end.isoformat()):
        return ["统计区间与本期不同"]
    below = round.reports.filter(region__parent=one.region)
    if set(frozen["below"]) - set(below.values_list("region_id", flat=True)):
        return ["汇总里有本期没有布置到的地区"]
    try:
        filled = filled_form(Report(round=round, region_id=one.region, frozen=frozen))
        again = filled.as_json()
        hard = [check.message for check in filled.checks if check.severity == "hard" and not check.ok]
    except (BadInput, KeyError, TypeError, ValueError, AttributeError):
        return ["数与表式对不上"]
    if any(again[name] != frozen[name] for name in _SHEET):
        return ["合计、显示数或校验结果与各格的数对不上"]
    return hard
