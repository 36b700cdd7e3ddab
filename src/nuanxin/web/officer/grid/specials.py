"""专项检查: the list, a new one with its departments, its page with what has been counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import areas, codes_of, within
from nuanxin.foundation.parties.models import Sector
from nuanxin.watch.inspection.joint.answering import late_by_unit
from nuanxin.watch.inspection.joint.reaching import latest_of_each, progress_of, visits_behind
from nuanxin.watch.inspection.joint.reporting import reports_of
from nuanxin.watch.inspection.joint.rows import list_of
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special, targets_in
from nuanxin.watch.inspection.plans.models import Hours, SpecialCheck
from nuanxin.watch.inspection.plans.outcome import outcome_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.joint import may_plan, parts_for, special_of
from nuanxin.web.officer.grid.plans import crumbs, plan_light
from nuanxin.web.officer.grid.seeing import RegionChoice, planned_for, planned_regions, specials_for
from nuanxin.web.officer.people.lists import INDUSTRIES
from nuanxin.web.officer.relief.firms.forms import StaffChoice, long_text, staff_near
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

SHOWN = 300
SPECIALS = Listing(
    "special_checks",
    "专项检查",
    (
        Column("name", "名称", kind="link", frozen=True),
        Column("document", "文件依据"),
        Column("region", "区划", "region.name"),
        Column("first", "开始", kind="day", sortable="first"),
        Column("last", "结束", kind="day", sortable="last"),
        Column("hours", "检查时间", "get_hours_display"),
        Column("lead", "牵头人", "lead.name"),
        Column("targets", "检查对象", lambda row: outcome_of(row).targets, "int"),
        Column("done", "已检查", lambda row: outcome_of(row).visited, "int"),
    ),
    (
        Filter("q", "名称、文号", lookup=("name", "document")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("running", "正在进行", "bool", lambda yes: Q(first__lte=occasion.today(), last__gte=occasion.today())),
    ),
    default_order=("-first", "-pk"),
    row_url=lambda row: reverse("officer:special_check", args=[row.pk]),
    unit="次",
    empty="没有专项检查。",
)


class SpecialForm(PatternForm):
    """What the document orders."""

    name = forms.CharField(label="名称", max_length=100)
    document = forms.CharField(label="文件依据", max_length=200, help_text="文件名称、文号")
    contents = long_text("检查内容和法律依据", 4000, rows=5)
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    kind = forms.ChoiceField(label="检查对象", choices=[("project", "项目（标段）"), ("employer", "用人单位")])
    industry = forms.ChoiceField(label="项目的行业主管", choices=[("", "全部"), *INDUSTRIES], required=False)
    sector = forms.ChoiceField(label="单位的行业领域", choices=[("", "全部"), *Sector.choices], required=False)
    first = DayField(label="开始日期", initial=occasion.today)
    last = DayField(label="结束日期")
    hours = forms.ChoiceField(label="检查时间", choices=Hours.choices)
    hours_why = forms.CharField(label="夜间、节假日检查理由", max_length=200, required=False)
    lead = StaffChoice(label="牵头人", queryset=Staff.objects.none(), help_text="没有包保责任人的对象由牵头人负责")
    team = forms.CharField(
        label="检查组人员", max_length=200, required=False, help_text="姓名之间用顿号；夜间、节假日至少两人"
    )
    parts = long_text(
        "联合检查部门",
        2000,
        rows=4,
        required=False,
        help_text="每行一个部门：单位简称：检查事项。发展改革、财政、国资、住建、交通、水利有检查清单，可以只写单位简称",
    )
    sections = (
        ("检查要求", ("name", "document", "contents")),
        ("对象", ("region", "kind", "industry", "sector")),
        ("时间", ("first", "last", "hours", "hours_why")),
        ("人员和部门", ("lead", "team", "parts")),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = planned_regions(staff)
        self.codes = [code for area in areas(staff, P.INSPECTION_PLAN) for code in codes_of(area)]
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        self.fields["region"].initial = near.first()
        self.fields["lead"].queryset = staff_near(near)  # type: ignore[attr-defined]

    def clean_parts(self) -> dict[Unit, str]:
        """Lines of department and task; every fault is named."""
        found: dict[Unit, str] = {}
        wrong = []
        for number, line in enumerate(str(self.cleaned_data.get("parts") or "").splitlines(), 1):
            if not line.strip():
                continue
            name, _, task = line.replace(":", "：").partition("：")
            unit = Unit.objects.filter(
                Q(short_name=name.strip()) | Q(name=name.strip()), region__in=self.codes, valid_to__isnull=True
            ).first()
            listed = list_of(unit.kind, occasion.today()) if unit else None
            task = task.strip() or (listed.name if listed else "")
            if unit is None or not task:
                wrong.append(f"第{number}行：没有找到“{name.strip()}”，或者没有写检查事项。")
            elif unit in found:
                wrong.append(f"第{number}行：{unit.short_name}写了两次。")
            else:
                found[unit] = task[:300]
        if wrong:
            raise ValidationError(wrong)
        return found


@officer_page(P.CLUE_VIEW)
def special_checks(request: HttpRequest) -> HttpResponseBase:
    """Special checks of the person's areas."""
    may = bool(areas(me(request), P.INSPECTION_PLAN))
    actions = [Action("安排专项检查", reverse("officer:special_check_new"), primary=True)] if may else []
    return listing_page(request, SPECIALS, specials_for(me(request)), actions=actions)


@officer_page(P.INSPECTION_PLAN)
def special_check_new(request: HttpRequest) -> HttpResponse:
    """Arrange one."""
    return act_page(
        request, SpecialForm, title="安排专项检查", save="安排", back_url=reverse("officer:special_checks"),
        run=lambda v: _begin(request, v), form_kwargs={"staff": me(request)},
        next_url=lambda row: reverse("officer:special_check", args=[row.pk]), done="已安排，列入检查计划。",
        context={"crumbs": crumbs(("专项检查", reverse("officer:special_checks")), ("安排", ""))},
    )  # fmt: skip


def _begin(request: HttpRequest, v: dict[str, Any]) -> SpecialCheck:
    region, kind = v.pop("region"), v.pop("kind")
    targets = targets_in(region=region.pk, kind=kind, sector=v.pop("sector"), industry=v.pop("industry"))
    facts = SpecialFacts(**v)
    return begin_special(facts=facts, region=region, targets=targets, by=me(request), on=occasion.today())


@officer_page(P.CLUE_VIEW)
def special_check(request: HttpRequest, number: int) -> HttpResponse:
    """One special check: its targets, and what its visits counted (columns 1–3 of the winter form)."""
    row = special_of(request, number)
    today, sums = occasion.today(), outcome_of(row)
    plans = list(planned_for(me(request)).filter(special=row).distinct().order_by("due_on", "pk")[:SHOWN])
    facts = [
        Fact("文件依据", row.document),
        Fact("区划", row.region.name),
        Fact("时间", f"{row.first} 至 {row.last}（{row.get_hours_display()}）"),
        Fact("检查组人员", row.team),
        Fact("检查对象", f"{sums.targets} 个，已检查 {sums.visited} 个"),
        Fact("检查用人单位", f"{sums.employers} 户"),
        Fact("涉及职工", f"{sums.workforce} 人，其中农民工 {sums.migrants} 人"),
        Fact("查实欠薪", f"{sums.arrears} 户次"),
        Fact("发现问题", f"{sums.findings} 个，已了结 {sums.ended} 个"),
        Fact("检查内容和法律依据", row.contents, kind="long"),
    ]
    if row.hours_why:
        facts.append(Fact("夜间、节假日检查理由", row.hours_why, kind="long"))
    state = "未开始" if today < row.first else "已结束" if today > row.last else "正在进行"
    targets, behind, reports = progress_of(row, today), latest_of_each(visits_behind(row)), reports_of(row)
    record = Record(
        number="专项检查", title=row.name, state=state, owner=Owner(row.lead.name, row.lead.phone),
        facts=tuple(fact for fact in facts if fact.value), acts=_acts(row) if may_plan(request, row) else (),
        sections=(
            Section("plans", "检查对象", "officer/grid/tab_plans.html", sums.targets),
            Section("targets", "任务量和进度", "officer/grid/tab_targets.html", len(targets)),
            Section("counted", "第1至3栏", "officer/grid/tab_counted.html", len(behind)),
            Section("report", "联合检查报告", "officer/grid/tab_reports.html", len(reports)),
        ),
    )  # fmt: skip
    context = {
        "plans": [{"row": one, "light": plan_light(one)} for one in plans], "targets": targets, "counted": behind,
        "sums": sums, "reports": reports, "special": row,
        "late": late_by_unit(parts_for(me(request)).filter(planned__special=row), today),
    }  # fmt: skip
    way = crumbs(("专项检查", reverse("officer:special_checks")), (row.name, ""))
    return record_page(request, record, crumbs=way, template="officer/grid/special.html", context=context)


def _acts(row: SpecialCheck) -> tuple[Act, ...]:
    return (
        Act("下达任务量", reverse("officer:special_target_new", args=[row.pk]), icon="plus", primary=True),
        Act("制作联合检查报告", reverse("officer:special_report", args=[row.pk]), icon="print"),
    )
