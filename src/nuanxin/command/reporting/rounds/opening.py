"""The level above calls a form in: a round for an area, one report each level down, with the day each is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.drafting import STANDING
from nuanxin.command.reporting.filing import note
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.foundation.organisations.receiving import receiving_unit

LEVELS = (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.TOWN)


@transaction.atomic
def open_round(
    *,
    form_key: str,
    title: str,
    region: Region,
    start: date,
    end: date,
    due_county: date | None = None,
    due_city: date | None = None,
    due_town: date | None = None,
    due_province: date | None = None,
    down_to: str = RegionLevel.COUNTY,
    settings: Mapping[str, str] | None = None,
    by: Staff,
) -> ReportRound:
    """Call in a form from an area: one report for it and for each area of the levels below, down to county or town.

    A day that is not given follows from the form (`due`: days after the round's end). Returns the round.
    """
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=region.pk), doing="布置报表")
    if start > end:
        raise Refusal("不能布置这期报表", why=f"起始日期{start}晚于截止日期{end}", remedy="请对调起止日期")
    of = find_form(form_key)
    try:
        chosen = of.chosen(dict(settings or {}))
    except ValueError as unknown:
        raise Refusal("不能布置这期报表", why=str(unknown), remedy="请从报表所列的口径中选择") from unknown
    given = {"town": due_town, "county": due_county, "city": due_city, "province": due_province}
    due = due_days(of, end, given)
    lowest = due[down_to] or due["county"] or due[region.level]
    if lowest is None:
        raise Refusal("不能布置这期报表", why="没有上报期限，表式也没有规定", remedy="请填写县级上报期限")
    opened = ReportRound.objects.create(
        form=form_key, form_version=of.version, title=title, region=region, start=start, end=end, settings=chosen,
        due_county=due["county"] or lowest, due_city=due["city"], due_town=due["town"], due_province=due["province"],
    )  # fmt: skip
    levels = LEVELS[: LEVELS.index(RegionLevel(down_to)) + 1]
    below = Region.objects.filter(pk__in=within(region.pk), level__in=levels, valid_to__isnull=True)
    below = below.exclude(valid_from__gt=end)
    for area in {region.pk: region, **{each.pk: each for each in below}}.values():
        Report.objects.create(round=opened, region=area, unit=filling_unit(area))
    record("report.open_round", about=opened, by=by, details={"title": title, "region": region.pk})
    return opened


def due_days(of: Form, end: date, given: Mapping[str, date | None]) -> dict[str, date | None]:
    """The day of each level: as given, else so many days after the end as the form says, else none. Pure."""
    by_form = {level: end + timedelta(days=days) for level, days in of.due.items()}
    return {level: given.get(level) or by_form.get(level) for level in ("town", "county", "city", "province")}  # type: ignore[call-overload]


def filling_unit(area: Region) -> Unit:
    """Who fills the report of an area: a town's own office where it is entered, else the bureau it belongs to."""
    town = Unit.objects.filter(region=area, kind=UnitKind.TOWN).order_by("pk").first() if area.level == "town" else None
    return town or receiving_unit(area)


@transaction.atomic
def renew_round(*, round: ReportRound, by: Staff) -> list[Report]:
    """Move a round to the version of its form now in force. What was filed on the old one is returned with that reason.

    Every figure stays: filed ones in the report's history, typed ones in their cells where the new version has them.
    """
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=round.region_id), doing="更换表式")
    round = ReportRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
    now = find_form(round.form)
    if now.version == round.form_version:
        raise Refusal("不能更换表式", why=f"本期已经使用{now.version}版", remedy="请先上传新版本的表式")
    if Report.objects.filter(round=round, state=ReportState.LOCKED).exists():
        raise Refusal("不能更换表式", why="本期已有报表锁定", remedy="请先解锁，或用新版本另行布置一期")
    return move_round(round=round, of=now, by=by)


def move_round(*, round: ReportRound, of: Form, by: Staff) -> list[Report]:
    """The round on another version of its form, without asking who may; what was filed on the one before is returned."""
    reports = list(Report.objects.select_for_update(of=("self",)).filter(round=round).select_related("region"))
    before, round.form_version = round.form_version, of.version
    round.settings = {key: round.settings.get(key, choice) for key, choice in of.chosen({}).items()}
    round.save(update_fields=["form_version", "settings"])
    reason = f"表式由{before}版改为{of.version}版，请按新表式重新生成、核对后上报；原上报数保留在经过中"
    returned = [report for report in reports if report.state in STANDING]
    for report in returned:
        report.state, report.return_reason, report.signed = ReportState.RETURNED, reason, {}
        report.decided_at, report.decided_by = occasion.now(), by
        report.save(update_fields=["state", "return_reason", "signed", "decided_at", "decided_by"])
        note(report, "returned", by, reason, report.frozen)
    record("report.renew_round", about=round, by=by, details={"from": before, "to": of.version})
    return returned
