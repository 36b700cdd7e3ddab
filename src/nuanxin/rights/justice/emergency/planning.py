"""The plan of a place: adopted, revised, found for a place on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.justice.emergency.models import EmergencyPlan, PlanLevel, PlanMeasure
from nuanxin.rights.justice.emergency.skeleton import Level, Measure


def plan_faults(levels: Sequence[Level], measures: Sequence[Measure]) -> list[Fault]:
    """What is wrong with a plan before anybody adopts it. Pure."""
    ranks = [level.rank for level in levels]
    faults = []
    if not levels or sorted(ranks) != list(range(1, len(ranks) + 1)):
        faults.append(Fault("级别须从1起连续编号，不重复，1级最重", column="响应级别"))
    if not measures:
        faults.append(Fault("没有处置措施", column="处置措施"))
    for row, measure in enumerate(measures, 1):
        if not measure.what.strip() or not measure.duty.strip():
            faults.append(Fault("没有写明措施或者责任", row=row, column="处置措施"))
        if measure.from_rank not in ranks:
            faults.append(Fault(f"没有{measure.from_rank}级", row=row, column="处置措施"))
        if measure.unit_kind and measure.unit_kind not in UnitKind.values:
            faults.append(Fault("单位类别不在选项中", row=row, column="处置措施"))
        if measure.hours is not None and measure.hours < 0:
            faults.append(Fault("时限小于零", row=row, column="处置措施"))
    return faults


@transaction.atomic
def adopt_plan(
    *,
    region: Region,
    title: str,
    source: str,
    levels: Sequence[Level],
    measures: Sequence[Measure],
    by: Staff,
    on: date,
) -> EmergencyPlan:
    """The plan of that place from that day on; the one before ends the day before. `source`: the paper that issued it."""
    must(by, Permission.INCIDENT_MANAGE, FileFacts(region=region.pk), doing="印发应急预案")
    if not title.strip() or not source.strip():
        raise Refusal("不能保存预案", why="没有写明预案名称或者印发文件", remedy="请填写")
    if faults := plan_faults(levels, measures):
        raise BadInput(faults)
    for old in EmergencyPlan.objects.select_for_update().filter(region=region, valid_to__isnull=True):
        if old.valid_from > on:
            raise Refusal("不能保存预案", why=f"已有自{old.valid_from}施行的预案", remedy="请核对施行日期")
        old.valid_to = max(old.valid_from, on - timedelta(days=1))
        old.save(update_fields=["valid_to"])
    plan = EmergencyPlan.objects.create(region=region, title=title.strip(), source=source.strip(), valid_from=on, by=by)
    PlanLevel.objects.bulk_create(PlanLevel(plan=plan, **vars(level)) for level in levels)
    PlanMeasure.objects.bulk_create(
        PlanMeasure(plan=plan, place=place, **vars(measure)) for place, measure in enumerate(measures, 1)
    )
    record("adopt_plan", about=plan, by=by, details={"region": region.pk, "on": on, "source": source})
    return plan


def plan_for(region: str, on: date) -> EmergencyPlan | None:
    """The plan that holds there on that day: that of the place itself, else of the nearest area around it."""
    rank = upwards(region)
    rows = EmergencyPlan.objects.filter(region__in=rank, valid_from__lte=on).exclude(valid_to__lt=on)
    return max(rows, key=lambda plan: (rank[plan.region_id], plan.valid_from, plan.pk), default=None)
