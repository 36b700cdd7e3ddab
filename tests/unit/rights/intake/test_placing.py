"""The officer completes where it was: place, project by name or by the code on the board; what was said stays."""

from __future__ import annotations

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.acceptance.placing import identify_place
from nuanxin.rights.intake.registration import ReporterFacts
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
NAMELESS = {
    "employer_name": "",
    "place": "",
    "demand": "",
    "reporters": (ReporterFacts(phone="13800001234", name="张三"),),
}


def test_place_and_telephone_are_enough_and_the_officer_completes(people: People) -> None:
    clue = a_clue(people.owner, **NAMELESS)
    assert clue.employer is None and clue.project is None and clue.sector == "other"
    firm = Employer.objects.create(name="河南测试建筑有限公司", region_id="410721", sector="construction")
    site = Project.objects.create(
        name="幸福家园二期", employer=firm, region_id="410721", site_code="XX0721A", government=True
    )
    done = identify_place(clue=clue, place="和平路1号", site_code="xx0721a", by=people.owner, on=TODAY)
    assert (done.place, done.project, done.employer, done.sector) == ("和平路1号", site, firm, "construction")
    assert done.government is True
    line = clue.events.get(kind="identify_place")
    assert line.details["before"] == {"place": "", "project": None, "employer": None, "sector": "other"}
    assert "幸福家园二期" in line.for_worker


def test_what_is_not_enough(people: People) -> None:
    clue = a_clue(people.owner, **NAMELESS)
    with pytest.raises(Refusal, match="都没有填"):
        identify_place(clue=clue, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有维权码"):
        identify_place(clue=clue, site_code="NOSUCH", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        identify_place(clue=clue, place="这里", by=people.stranger, on=TODAY)
    assert identify_place(clue=clue, project_name="老街改造", by=people.owner, on=TODAY).project_said == "老街改造"
