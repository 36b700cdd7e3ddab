"""The demonstration's joint check shows what is answered, late, reported; hazards stand in every state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.hazards.models import Hazard
from nuanxin.watch.inspection.joint.answering import overdue_parts
from nuanxin.watch.inspection.joint.reporting import reports_of
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, engage
from nuanxin.web.terminal.demo.watch.joint_stories import play_joint
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db


def test_every_state_is_shown_and_nothing_twice(people: People) -> None:
    for n in range(6):
        firm = Employer.objects.create(name=f"演示建筑{n}公司", region_id=COUNTY)
        Project.objects.create(name=f"演示项目{n}", region_id=COUNTY, employer=firm, government=True)
    cast = engage()
    told = play_joint(cast=cast, inventor=Inventor(7), today=TODAY)
    assert told == {"joint_parts": 24, "hazards": 5}
    special = SpecialCheck.objects.get()
    (report,) = reports_of(special)
    assert report.fields["found"][0][:2] == ["县财政局", "演示项目1"]
    late = JointPart.objects.filter(overdue_parts(TODAY + timedelta(days=1)))
    assert late.count() == 11
    assert (
        len({row.state for row in Hazard.objects.all()}) == 4 and Hazard.objects.filter(clue__isnull=False).count() == 1
    )
    assert play_joint(cast=cast, inventor=Inventor(7), today=TODAY) == told
