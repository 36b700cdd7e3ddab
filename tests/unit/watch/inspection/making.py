"""Employers, projects and visits for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import Seen, record_visit
from tests.conftest import TODAY

COUNTY, OTHER = "410721", "410724"


def county() -> Region:
    return Region.objects.get(pk=COUNTY)


def firm(name: str = "新乡乙建筑有限公司", **more: Any) -> Employer:
    defaults = {"sector": "manufacturing", "region_id": COUNTY, **more}
    return Employer.objects.get_or_create(name=name, defaults=defaults)[0]


def site(name: str = "乙小区", *, pay_day: int | None = 15, employer: Employer | None = None, **more: Any) -> Project:
    defaults = {"employer": employer or firm(), "pay_day": pay_day, **more}
    return Project.objects.get_or_create(name=name, region_id=more.pop("region_id", COUNTY), defaults=defaults)[0]


def visited(
    by: Any, *, project: Project | None = None, employer: Employer | None = None, on: date = TODAY, **seen: Any
) -> Visit:
    facts = Seen(**{"workforce": 50, "migrants": 40, "recording": "AV-1", **seen})
    return record_visit(
        employer=employer or (project.employer if project and project.employer else firm()),
        project=project, region=county(), visited_on=on, seen=facts, by=by, on=max(on, TODAY),
    )  # fmt: skip
