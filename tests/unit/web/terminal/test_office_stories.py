"""Between the demonstration's firm and the office: every state is there, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.parties.models import Employer
from nuanxin.watch.inspection.helping.models import ServiceWish
from nuanxin.watch.monitoring.employers.accounts import open_account
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.papers.models import MoreTime, PaperReply
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.watch.employers_stories import CONTACT
from nuanxin.web.terminal.demo.watch.office_stories import play_office
from tests.conftest import TODAY, People
from tests.employer_scene import credit_code
from tests.unit.rights.cases.making import make_case, walk

pytestmark = pytest.mark.django_db


def test_every_state_is_there_once(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.NUANXIN_WAGES = tmp_path / "files", tmp_path / "wages"
    cast = engage()
    assert play_office(cast=cast, inventor=Inventor(1), today=TODAY) == {"filings": 0, "answered_orders": 0}
    firm = Employer.objects.create(name="演示建筑有限公司", credit_code=credit_code(8), region_id="410721")
    open_account(employer=firm, contact="孙建业", phone=CONTACT, by=cast.inspector, on=TODAY)
    case = make_case(people, employer_name="新乡欠薪建筑有限公司", credit_code=credit_code(9))
    walk(case, "evidence investigated order order_served", people, date(2023, 12, 6))
    assert play_office(cast=cast, inventor=Inventor(1), today=TODAY) == {"filings": 3, "answered_orders": 1}
    assert set(ProjectFiling.objects.values_list("state", flat=True)) == {"confirmed", "returned", "open"}
    assert set(ServiceWish.objects.values_list("state", flat=True)) == {"booked", "declined", "open"}
    assert PaperReply.objects.count() == MoreTime.objects.count() == 1
    assert play_office(cast=cast, inventor=Inventor(1), today=TODAY) == {"filings": 0, "answered_orders": 0}
