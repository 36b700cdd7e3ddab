"""The stories of inspection on the ground: every state of plans and findings stands in the demonstration."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.draw.running import repeats
from nuanxin.watch.inspection.findings.models import Finding, FindingState
from nuanxin.watch.inspection.grid.looking import coverage
from nuanxin.watch.inspection.helping.models import ClerkTraining, ServiceVisit
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, engage
from nuanxin.web.terminal.demo.watch.grid_stories import play_grid

TODAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_every_state_is_there(regions: None) -> None:
    cast = engage()
    for n in range(24):
        firm = Employer.objects.create(
            name=f"演示{n}公司", region_id=COUNTY, sector="construction" if n % 2 else "manufacturing"
        )
        Project.objects.create(name=f"演示{n}项目", region_id=COUNTY, employer=firm, industry="housing")
    told = play_grid(cast=cast, inventor=Inventor(1), today=TODAY)
    assert told["planned"] > 40 and told["findings"] == 9
    found = coverage(COUNTY, TODAY)
    assert found.projects_named and found.without
    kinds = set(PlannedVisit.objects.values_list("kind", flat=True))
    assert kinds >= {PlanKind.BEFORE_PAY, PlanKind.AFTER_PAY, PlanKind.SPECIAL, PlanKind.RANDOM, PlanKind.RECHECK}
    stands = {row.stands(TODAY) for row in PlannedVisit.objects.select_related("visit")}
    assert stands >= {"已逾期", "按期完成", "待检查", "待部门登记"}
    states = set(Finding.objects.values_list("state", flat=True))
    assert states >= {
        FindingState.OPEN,
        FindingState.PROOF,
        FindingState.CLEARED,
        FindingState.ESCALATED,
        FindingState.CLOSED_DOWN,
    }
    assert {row.state for row in RandomDraw.objects.all()} == {"已抽取", "名单已锁定，待抽取"}
    assert all(repeats(row) for row in RandomDraw.objects.all())
    assert {row.state for row in ServiceVisit.objects.all()} == {"held", "booked"}
    assert ClerkTraining.objects.filter(passed=True).exists() and ClerkTraining.objects.filter(passed=False).exists()
