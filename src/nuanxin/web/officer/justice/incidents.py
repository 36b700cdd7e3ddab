"""The board of incidents: opened by the plan, each step done or late, level up or down, closed with a report."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import may_see, must_see
from nuanxin.rights.justice.emergency.handling import (
    Reported,
    change_level,
    close_incident,
    finish_step,
    open_incident,
    standing_of,
)
from nuanxin.rights.justice.emergency.models import Incident, PlanLevel
from nuanxin.rights.justice.emergency.planning import plan_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.page import KINDS
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact

WORDS = {
    "done": "按时完成",
    "done_late": "逾期完成",
    "late": "已超时",
    "open": "办理中",
    "untimed": "办理中（预案没有时限）",
    "dropped": "降级后不再需要",
}


def _level(row: Any) -> str:
    return str(row.plan.levels.filter(rank=row.rank).values_list("name", flat=True).first() or row.rank)


def _open_state(values: list[str]) -> Q:
    wanted = Q(pk__in=[])
    if "open" in values:
        wanted |= Q(closed_on__isnull=True)
    if "closed" in values:
        wanted |= Q(closed_on__isnull=False)
    return wanted


LISTING = Listing(
    "incidents",
    "突发事件",
    (
        Column("number", "编号", kind="link", frozen=True),
        Column("title", "事件"),
        Column("region", "区划", "region.name"),
        Column("level", "级别", _level),
        Column("persons", "涉及人数", kind="int", sum=True),
        Column("happened_on", "发生日期", kind="day", sortable="happened_on"),
        Column("opened", "启动", lambda row: f"{row.opened_at.astimezone(occasion.BEIJING):%Y-%m-%d %H:%M}"),
        Column("open_steps", "未完成", kind="int"),
        Column("late_steps", "超时", kind="int"),
        Column("closed_on", "终止日期", kind="day", sortable="closed_on"),
    ),
    (
        Filter("q", "编号、事件、地点", lookup=("number", "title", "place")),
        Filter("state", "状态", "choice", _open_state, (("open", "响应中"), ("closed", "已终止"))),
        Filter("happened_on", "发生日期", "day_range", first=False),
    ),
    default_order=("-happened_on",),
    row_url=lambda row: reverse("officer:incident", args=[row.pk]),
    unit="起",
    empty="没有突发事件。发生聚集讨薪等情况时，点“启动应急预案”。",
)


def _rows(staff: Staff) -> QuerySet[Incident]:
    codes = areas(staff, Permission.INCIDENT_MANAGE)
    return Incident.objects.filter(region__within__area__in=codes).select_related("plan", "region", "clue").distinct()


def incident_of(request: HttpRequest, number: int) -> Incident:
    """The incident, or NotFound where it is of another area."""
    found = _rows(me(request)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这起事件", remedy="请从突发事件列表打开")
    return found


@officer_page(Permission.INCIDENT_MANAGE)
def incidents(request: HttpRequest) -> HttpResponseBase:
    """The incidents of the person's areas, with what is late."""
    undone = Q(steps__done_at__isnull=True, steps__dropped_at__isnull=True)
    rows = _rows(me(request)).annotate(
        open_steps=Count("steps", filter=undone, distinct=True),
        late_steps=Count("steps", filter=undone & Q(steps__due_at__lt=occasion.now()), distinct=True),
    )
    actions = [
        Action("启动应急预案", reverse("officer:incident_new"), primary=True),
        Action("应急预案", reverse("officer:emergency_plans"), icon="list"),
    ]
    return listing_page(request, LISTING, rows, actions=actions)


class OpenForm(PatternForm):
    """What was reported; the level is one of the plan's own."""

    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none())
    rank = forms.TypedChoiceField(label="级别", coerce=int)
    title = forms.CharField(label="事件", max_length=100)
    place = forms.CharField(label="地点", max_length=200)
    persons = forms.IntegerField(label="涉及人数", min_value=0)
    happened_on = DayField(label="发生日期", initial=occasion.today, not_after=occasion.today)
    summary = forms.CharField(label="简要情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    clue = forms.CharField(label="线索编号（与线索有关的）", max_length=40, required=False)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = areas(staff, Permission.INCIDENT_MANAGE)
        rows = Region.objects.filter(within__area__in=codes, level__in=("city", "county")).distinct().order_by("code")
        self.fields["region"].queryset = rows  # type: ignore[attr-defined]
        plans = {plan.pk for code in rows.values_list("pk", flat=True) if (plan := plan_for(code, occasion.today()))}
        levels = dict(PlanLevel.objects.filter(plan__in=plans).order_by("rank").values_list("rank", "name"))
        self.fields["rank"].choices = [("", "请选择"), *levels.items()]  # type: ignore[attr-defined]


@officer_page(Permission.INCIDENT_MANAGE)
def incident_new(request: HttpRequest) -> HttpResponse:
    """Open the plan; `?clue=` fills in the clue."""
    staff = me(request)
    number = request.GET.get("clue", "")
    clue = Clue.objects.filter(number=number).select_related("region").first() if number else None
    known: dict[str, Any] = {"clue": number}
    if clue and may_see(staff, clue):
        county = clue.region if clue.region.level != "town" else clue.region.parent
        known |= {
            "region": county,
            "place": clue.place,
            "persons": clue.persons,
            "title": f"{clue.employer_said}欠薪聚集",
        }

    def run(v: dict[str, Any]) -> Incident:
        said = v["clue"].strip()
        about = Clue.objects.filter(number=said).first() if said else None
        if said and about is None:
            raise Refusal("不能启动应急预案", why="没有这个线索编号", remedy="请核对编号，或者留空")
        reported = Reported(**{key: value for key, value in v.items() if key not in ("clue", "region")})
        return open_incident(region=v["region"], reported=reported, by=staff, at=occasion.now(), clue=about)

    return act_page(
        request,
        OpenForm,
        run=run,
        form_kwargs={"staff": staff},
        initial=known,
        title="启动应急预案",
        back_url=reverse("officer:incidents"),
        intro="按当地施行中的预案启动：适用该级别的各项措施立即开始计时，每项登记由谁完成、何时完成。",
        save="启动",
        next_url=lambda made: reverse("officer:incident", args=[made.pk]),
        done="已启动。",
    )


@officer_page(Permission.INCIDENT_MANAGE)
def incident(request: HttpRequest, number: int) -> HttpResponse:
    """The board of one incident."""
    found = incident_of(request, number)
    now = occasion.now()
    names = dict(found.plan.levels.values_list("rank", "name"))
    steps = []
    for step in found.steps.select_related("measure", "recorded_by"):
        how = standing_of(due_at=step.due_at, done_at=step.done_at, dropped_at=step.dropped_at, now=now)
        steps.append({"row": step, "how": how, "word": WORDS[how]})
    seen = found.clue is not None and may_see(me(request), found.clue)
    facts = [
        Fact("级别", names.get(found.rank, str(found.rank))),
        Fact("区划", found.region.name),
        Fact("地点", found.place),
        Fact("涉及人数", f"{found.persons} 人"),
        Fact("发生日期", found.happened_on.isoformat()),
        Fact(
            "预案",
            f"{found.plan.title}（{found.plan.source}）",
            reverse("officer:emergency_plan", args=[found.plan_id]),
        ),
        Fact("简要情况", found.summary, kind="long"),
    ]
    if found.clue and seen:
        facts.append(Fact("线索", found.clue.number, reverse("officer:clue_legs", args=[found.clue.number])))
    context = {
        "incident": found,
        "facts": facts,
        "steps": steps,
        "late": sum(one["how"] == "late" for one in steps),
        "undone": sum(one["how"] in ("late", "open", "untimed") for one in steps),
        "levels": [(one, names.get(one.rank, one.rank)) for one in found.levels.select_related("by")],
        "crumbs": [("工作台", reverse("officer:desk")), ("突发事件", reverse("officer:incidents")), (found.number, "")],
    }
    return render(request, "officer/justice/incident.html", context)


class DoneForm(PatternForm):
    done_by = forms.CharField(label="完成人（单位、姓名）", max_length=60)
    note = forms.CharField(label="完成情况", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(Permission.INCIDENT_MANAGE)
def incident_step(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """A measure is done, now."""
    found = incident_of(request, number)
    row = found.steps.select_related("measure").filter(pk=step).first()
    if row is None:
        raise NotFound("没有找到这项措施", remedy="请从事件页面选择")
    return act_page(
        request,
        DoneForm,
        run=lambda v: finish_step(step=row, by=me(request), at=occasion.now(), **v),
        title=f"登记完成：{row.measure.what}",
        back_url=reverse("officer:incident", args=[number]),
        intro="完成时间按现在登记；逾期的如实显示逾期。登记后不能改写。",
        save="登记完成",
        done="已登记完成。",
        context={"about": [Fact("责任", row.measure.duty)]},
    )


class LevelForm(PatternForm):
    rank = forms.TypedChoiceField(label="调整为", coerce=int)
    reason = forms.CharField(label="理由", max_length=300)

    def __init__(self, *args: Any, found: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = found.plan.levels.exclude(rank=found.rank).values_list("rank", "name")
        self.fields["rank"].choices = list(levels)  # type: ignore[attr-defined]


@officer_page(Permission.INCIDENT_MANAGE)
def incident_level(request: HttpRequest, number: int) -> HttpResponse:
    """Raise or lower the level."""
    found = incident_of(request, number)
    return act_page(
        request,
        LevelForm,
        run=lambda v: change_level(incident=found, by=me(request), at=occasion.now(), **v),
        form_kwargs={"found": found},
        title=f"调整级别：{found.number}",
        back_url=reverse("officer:incident", args=[number]),
        intro="升级：新适用的措施现在开始计时。降级：不再适用又没有完成的措施标明不再需要。",
        save="调整",
        done="已调整级别。",
    )


class ReportForm(PatternForm):
    cause = forms.CharField(label="原因", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    result = forms.CharField(
        label="处置结果（支付、稳控、追责）", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    lessons = forms.CharField(label="经验和改进", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


@officer_page(Permission.INCIDENT_MANAGE)
def incident_close(request: HttpRequest, number: int) -> HttpResponse:
    """End the response with a report."""
    found = incident_of(request, number)
    return act_page(
        request,
        ReportForm,
        run=lambda v: close_incident(incident=found, report=v, by=me(request), on=occasion.today()),
        title=f"终止响应：{found.number}",
        back_url=reverse("officer:incident", args=[number]),
        intro="级别调整和各项措施的完成情况自动写入报告；还有没完成的措施时不能终止。",
        save="终止并制作报告",
        done="已终止响应，处置报告已制作。",
    )


@officer_page(Permission.INCIDENT_MANAGE)
def incident_report(request: HttpRequest, number: int) -> HttpResponse:
    """The report as a PDF; taking a copy is on record."""
    found = incident_of(request, number)
    if found.clue:
        must_see(me(request), found.clue)
    if found.report is None:
        raise NotFound("还没有处置报告", remedy="终止响应时制作")
    media_type, make = KINDS["pdf"]
    content = make(found.report)
    record("print_paper", about=found.report, by=me(request), details={"kind": "pdf", "number": found.number})
    response = HttpResponse(content, content_type=media_type)
    name = quote(f"{found.report.title}{found.number}.pdf", safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response
