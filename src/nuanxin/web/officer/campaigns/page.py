"""One campaign: tasks and who does them, units that take part, days, figures, the tree below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.dividing.giving import OVER
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.progress import (
    conditions,
    progress_by_unit,
    progress_of,
    shares_of,
    tasks_without_unit,
    with_drives,
    with_progress,
)
from nuanxin.command.campaigns.dividing.said import concrete_shares, said_tables, units_of
from nuanxin.command.campaigns.measured.figures import counted
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask, Target
from nuanxin.command.campaigns.opened.seeing import seen_campaign
from nuanxin.command.campaigns.ready.opening import plan_is_own
from nuanxin.command.campaigns.seeing import may_manage
from nuanxin.command.campaigns.taking_part.standing import Standing, cascade, standings
from nuanxin.command.reporting.models import ReportRound
from nuanxin.command.reporting.rounds.of_campaign import days_of_reporting, forms_ordered
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light

FEW = 4
TABS = {
    "tasks": "任务",
    "units": "参加单位",
    "days": "时间节点",
    "figures": "指标",
    "said": "单位报数",
    "concrete": "实事清单",
    "tree": "部署情况",
    "basis": "依据和目标",
}


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def campaign(request: HttpRequest, number: int) -> HttpResponse:
    """The page; `tab` says which part, `show` which shares (late, done …), `unit` whose."""
    found = seen_campaign(me(request), number)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "tasks"
    today = occasion.today()
    manages = may_manage(me(request), found.unit) and found.closed_on is None
    context = {
        "found": found,
        "crumbs": [("工作台", reverse("officer:desk")), ("专项行动", reverse("officer:campaigns")), (found.title, "")],
        "tab": tab,
        "tabs": TABS,
        "progress": progress_of(found, today),
        "without": tasks_without_unit(found),
        "drives": with_progress(found.drives.order_by("start", "pk"), today),
        "may_manage": manages,
        "may_repeat": plan_is_own(found) and may_manage(me(request), found.unit),
        "end_light": due_light(due_on=found.end, today=today, done_on=found.closed_on) if found.end else None,
        **_PARTS[tab](found, request),
    }
    return render(request, "officer/campaigns/campaign.html", context)


def _tasks(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    today = occasion.today()
    show, unit = request.GET.get("show", ""), request.GET.get("unit", "")
    wanted = shares_of(found).select_related("unit")
    if show in conditions(today):
        wanted = wanted.filter(conditions(today)[show])
    if unit.isdecimal():
        wanted = wanted.filter(unit=int(unit))
    by_task: dict[int, list[tuple[TaskShare, Light | None]]] = defaultdict(list)
    for row in wanted:
        by_task[row.task_id].append((row, share_light(row)))
    narrowed = bool(show or unit)
    tasks = CampaignTask.objects.filter(campaign__in=with_drives(found), withdrawn_at__isnull=True)
    nobody = set(tasks.filter(shares__isnull=True).values_list("pk", flat=True)) if show == "without" else set()
    rows = [
        {
            "task": task,
            "shares": by_task.get(task.pk, []),
            "summed": _summed(by_task.get(task.pk, []), narrowed),
            "drive": task.campaign_id != found.pk,
        }
        for task in tasks.select_related("campaign").order_by("campaign_id", "position")
        if not narrowed or task.pk in by_task or task.pk in nobody
    ]
    return {"rows": rows, "show": show, "unit": unit, "by_unit": progress_by_unit(found, today)}


def _summed(shares: list[tuple[TaskShare, Light | None]], narrowed: bool) -> str:
    """Where many units have the task: how many, done, late; the names open below. Nothing where a few names say it better."""
    if len(shares) <= FEW or narrowed:
        return ""
    done = sum(row.state == TaskShare.State.DONE for row, _ in shares)
    today = occasion.today()
    late = sum(bool(row.due_on and row.due_on < today and row.state not in OVER) for row, _ in shares)
    return f"{len(shares)} 个单位，完成 {done}" + (f"，逾期 {late}" if late else "")


def share_light(row: TaskShare) -> Light | None:
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.done_on) if row.due_on else None


def _no_plan(one: Standing) -> bool:
    return one.plan_needed and one.plan is None


def _no_liaison(one: Standing) -> bool:
    return one.participant.liaison_due_on is not None and one.liaison is None


def _unreceived(one: Standing) -> bool:
    return not one.received


_WANTING: dict[str, Callable[[Standing], bool]] = {
    "unreceived": _unreceived,
    "no_plan": _no_plan,
    "no_liaison": _no_liaison,
}


def _units(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    rows = standings(found, occasion.today())
    test = _WANTING.get(request.GET.get("show", ""))
    counts = {key: sum(one(row) for row in rows) for key, one in _WANTING.items()}
    return {"standings": [row for row in rows if test is None or test(row)], "counts": counts, "all": len(rows)}


def _days(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    today = occasion.today()
    rounds = {one.milestone_id: one for one in ReportRound.objects.filter(milestone__campaign=found)}
    lit = [
        (row, due_light(due_on=row.on, today=today) if row.on and row.on >= today else None, rounds.get(row.pk))
        for row in found.milestones.all()
    ]
    wanting = [one for one in days_of_reporting(found) if one.pk not in rounds]
    return {
        "milestones": lit,
        "recurrences": found.recurrences.all(),
        "forms": forms_ordered(found),
        "wanting": wanting,
    }


def _figures(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    """Each with its kind (as its address has it), and for one that units say what they said of it."""
    said = {(_kind(one.row), one.row.pk): one for one in said_tables(found) if one.row}
    rows = counted(found, occasion.today())
    return {"counted": [(one, _kind(one.row), said.get((_kind(one.row), one.row.pk))) for one in rows]}


def _kind(row: Target | CampaignFigure) -> str:
    return "target" if isinstance(row, Target) else "figure"


def _said(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    return {"tables": [(one, _kind(one.row) if one.row else "task") for one in said_tables(found)]}


def _concrete(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    things = units_of(concrete_shares(shares_of(found)))
    done = sum(one.share.state == TaskShare.State.DONE for one in things)
    tasks = CampaignTask.objects.filter(campaign__in=with_drives(found), concrete=True, withdrawn_at__isnull=True)
    idle = tasks.exclude(pk__in=[one.share.task_id for one in things])
    return {"things": [(one, share_light(one.share)) for one in things], "things_done": done, "idle": idle}


def _tree(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    return {"branches": cascade(found, occasion.today())}


def _basis(found: Campaign, request: HttpRequest) -> dict[str, Any]:
    return {"contacts": found.plan.get("contacts") or [], "forms": found.plan.get("forms") or []}


_PARTS = {
    "tasks": _tasks, "units": _units, "days": _days, "figures": _figures, "said": _said, "concrete": _concrete,
    "tree": _tree, "basis": _basis,
}  # fmt: skip
