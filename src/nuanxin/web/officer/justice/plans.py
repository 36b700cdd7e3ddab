"""The emergency plans of the person's areas: shown, revised; the first from a skeleton that sets no figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.organisations.permission import areas
from nuanxin.rights.justice.emergency.models import EmergencyPlan
from nuanxin.rights.justice.emergency.planning import adopt_plan
from nuanxin.rights.justice.emergency.skeleton import LEVELS, MEASURES, Level, Measure
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

_KINDS = {str(label): str(value) for value, label in UnitKind.choices}
_LABELS = {value: label for label, value in _KINDS.items()}


class PlanForm(PatternForm):
    """One line a level, one line a measure; columns apart by a vertical bar."""

    region = forms.ModelChoiceField(label="适用地区", queryset=Region.objects.none())
    title = forms.CharField(label="预案名称", max_length=100)
    source = forms.CharField(label="印发文件", max_length=200)
    on = DayField(label="施行日期", initial=occasion.today)
    levels = forms.CharField(
        label="响应级别", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000,
        help_text="每行一级：级别｜名称｜启动条件。1级最重",
    )  # fmt: skip
    measures = forms.CharField(
        label="处置措施", widget=forms.Textarea(attrs={"rows": 16}), max_length=20000,
        help_text="每行一项：措施｜责任单位和职责｜单位类别（可空）｜适用级别（该级和更重的级别）｜时限小时（可空）",
    )  # fmt: skip

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Region.objects.filter(within__area__in=codes, level__in=("city", "county")).distinct().order_by("code")
        self.fields["region"].queryset = rows  # type: ignore[attr-defined]


@officer_page(Permission.INCIDENT_MANAGE)
def emergency_plans(request: HttpRequest) -> HttpResponse:
    """The plans in force for the person's areas, those of the areas above included, and past ones."""
    codes = areas(me(request), Permission.INCIDENT_MANAGE)
    within_own = RegionReach.objects.filter(area__in=codes).values("member")
    above = RegionReach.objects.filter(member__in=codes).values("area")
    rows = EmergencyPlan.objects.filter(region__in=within_own) | EmergencyPlan.objects.filter(region__in=above)
    context = {
        "plans": rows.select_related("region", "by").order_by("region_id", "-valid_from"),
        "crumbs": [("工作台", reverse("officer:desk")), ("突发事件", reverse("officer:incidents")), ("应急预案", "")],
    }
    return render(request, "officer/justice/plans.html", context)


def plan_of(request: HttpRequest, number: int) -> EmergencyPlan:
    """A plan of the person's areas or of one above."""
    codes = areas(me(request), Permission.INCIDENT_MANAGE)
    plan = EmergencyPlan.objects.select_related("region", "by").filter(pk=number).first()
    near = plan and RegionReach.objects.filter(area=plan.region_id, member__in=codes).exists()
    if plan is None or not (near or RegionReach.objects.filter(area__in=codes, member=plan.region_id).exists()):
        raise NotFound("没有找到这个预案", remedy="请从应急预案列表打开")
    return plan


@officer_page(Permission.INCIDENT_MANAGE)
def emergency_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Levels, measures and duties of one plan."""
    plan = plan_of(request, number)
    names = dict(plan.levels.values_list("rank", "name"))
    context = {
        "plan": plan,
        "levels": plan.levels.all(),
        "measures": [{"row": one, "level": names.get(one.from_rank, one.from_rank)} for one in plan.measures.all()],
        "untimed": plan.measures.filter(hours__isnull=True).count(),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("应急预案", reverse("officer:emergency_plans")),
            (plan.title, ""),
        ],
    }
    return render(request, "officer/justice/plan.html", context)


@officer_page(Permission.INCIDENT_MANAGE)
def emergency_plan_new(request: HttpRequest) -> HttpResponse:
    """Enter the plan of a place, or revise it (`?from=`): the earlier one ends the day before."""
    staff = me(request)
    asked = request.GET.get("from", "")
    before = plan_of(request, int(asked)) if asked.isdigit() else None
    return act_page(
        request,
        PlanForm,
        run=lambda v: adopt_plan(
            region=v["region"], title=v["title"], source=v["source"], levels=read_levels(v["levels"]),
            measures=read_measures(v["measures"]), by=staff, on=v["on"],
        ),
        form_kwargs={"codes": areas(staff, Permission.INCIDENT_MANAGE)},
        initial=_known(before),
        title="修订应急预案" if before else "录入应急预案",
        back_url=reverse("officer:emergency_plans"),
        intro="" if before else "下面是预案框架，只有措施和责任，没有启动条件和时限：请按本地印发的预案补齐，本系统不代拟数字。",
        next_url=lambda plan: reverse("officer:emergency_plan", args=[plan.pk]),
        done="已保存，自施行日期起适用。",
    )  # fmt: skip


def _known(before: EmergencyPlan | None) -> dict[str, Any]:
    if before is None:
        levels, measures = list(LEVELS), list(MEASURES)
        return {"title": "欠薪突发事件应急预案", "levels": write_levels(levels), "measures": write_measures(measures)}
    levels = [Level(one.rank, one.name, one.applies) for one in before.levels.all()]
    measures = [Measure(m.what, m.duty, m.unit_kind, m.from_rank, m.hours) for m in before.measures.all()]
    written = {"levels": write_levels(levels), "measures": write_measures(measures)}
    return {"region": before.region, "title": before.title, "source": before.source, **written}


def write_levels(levels: list[Level]) -> str:
    """One line a level, as `read_levels` reads it."""
    return "\n".join(f"{one.rank}｜{one.name}｜{one.applies}" for one in levels)


def write_measures(measures: list[Measure]) -> str:
    """One line a measure, as `read_measures` reads it."""
    return "\n".join(
        f"{one.what}｜{one.duty}｜{_LABELS.get(str(one.unit_kind), '')}｜{one.from_rank}｜{'' if one.hours is None else one.hours}"
        for one in measures
    )


def _cells(text: str, columns: int, what: str) -> list[list[str]]:
    rows, faults = [], []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        cells = [cell.strip() for cell in line.replace("|", "｜").split("｜")]
        if len(cells) != columns:
            faults.append(Fault(f"应有{columns}栏，实有{len(cells)}栏", row=number, column=what))
        rows.append(cells)
    if faults:
        raise BadInput(faults)
    return rows


def _whole(text: str, row: int, what: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise BadInput(Fault(f"“{text}”不是整数", row=row, column=what))
    return int(text)


def read_levels(text: str) -> list[Level]:
    """Levels as typed. BadInput names the line."""
    return [
        Level(_whole(rank, n, "响应级别"), name[:20], applies[:300])
        for n, (rank, name, applies) in enumerate(_cells(text, 3, "响应级别"), 1)
    ]


def read_measures(text: str) -> list[Measure]:
    """Measures as typed. BadInput names the line."""
    found = []
    for n, (what, duty, kind, rank, hours) in enumerate(_cells(text, 5, "处置措施"), 1):
        if kind and kind not in _KINDS:
            raise BadInput(Fault(f"没有“{kind}”这一类单位", row=n, column="处置措施"))
        found.append(
            Measure(
                what[:200],
                duty[:200],
                _KINDS.get(kind, ""),
                _whole(rank, n, "处置措施"),
                _whole(hours, n, "处置措施") if hours else None,
            )
        )
    return found
