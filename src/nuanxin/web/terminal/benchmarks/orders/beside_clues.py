"""What stands beside the clues of an invented province: a campaign with shares, watched projects with warnings."""

from __future__ import annotations

from datetime import date, timedelta

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignTask
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.models import RiskWarning

_TASKS, _PROJECTS = 12, 60  # of the campaign; of each county
_GRADES = ("red", "orange", "yellow", "blue")


def lay_beside(today: date) -> None:
    """Every county has a share of each task and some projects, a third of them with a warning."""
    counties = list(Region.objects.filter(level="county", code__startswith="41").order_by("code"))
    _campaign(counties, today)
    _warnings(counties, today)


def _campaign(counties: list[Region], today: date) -> None:
    unit = receiving_unit(Region.objects.get(pk="410000"))
    by = Staff.objects.get(username="bench")
    campaign = Campaign.objects.create(
        unit=unit, region_id="410000", title="冬季行动", plan={}, plan_digest="leader_door", opened_by=by,
        start=today - timedelta(days=20), end=today + timedelta(days=60),
    )  # fmt: skip
    tasks = CampaignTask.objects.bulk_create(
        CampaignTask(campaign=campaign, position=n, text=f"第{n}项任务") for n in range(1, _TASKS + 1)
    )
    TaskShare.objects.bulk_create(
        TaskShare(task=task, unit=receiving_unit(county), due_on=today + timedelta(days=n % 30 - 5), given_by=by)
        for n, county in enumerate(counties)
        for task in tasks
    )


def _warnings(counties: list[Region], today: date) -> None:
    by = Staff.objects.get(username="bench")
    rules = RuleSet.objects.create(
        region_id="410000", name="测速", source="测速", based_on=today, red_from=80, orange_from=60, yellow_from=40,
        drafted_on=today, drafted_by=by,
    )  # fmt: skip
    firm = Employer.objects.create(name="测速建设公司", name_key="测速建设公司")
    for county in counties:
        site = Project.objects.create(name="测速项目", name_key="测速项目", employer=firm, region=county)
        owner = Staff.objects.filter(unit=receiving_unit(county)).order_by("pk")[0]
        made = MonitoredProject.objects.bulk_create(
            MonitoredProject(
                code=f"{county.pk}-{n}", name=f"测速项目{n}", project=site, employer=firm, region=county, starts_on=today,
                taken_on=today, changed_on=today,
            )
            for n in range(_PROJECTS)
        )  # fmt: skip
        RiskWarning.objects.bulk_create(
            RiskWarning(
                project=one, employer=firm, region=county, rule_set=rules, month=today.replace(day=1), grade=_GRADES[n % 4],
                score=50, rules=" ", workers=3, amount_fen=100_000, raised_on=today, owner=owner, due_why="测速",
                due_on=today + timedelta(days=n % 30 - 10),
            )
            for n, one in enumerate(made[::3])
        )  # fmt: skip
