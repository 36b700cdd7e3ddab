"""The confidential pages: from the case to hand-over and answer; a colleague meets nothing, not even a count."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.cases.confidential.models import CrimeLead
from tests.conftest import TODAY
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_from_the_case_to_the_answer(scene: Scene, enter: Any) -> None:
    owner, colleague = enter(scene.people.owner), enter(scene.people.colleague)
    case = f"/officer/cases/{scene.case.pk}/"
    assert f"{case}crime-lead/" in owner.get(case).content.decode()
    said = {"kind": "hired", "found_on": str(TODAY), "content": "雇人堵门的三名人员"}
    made = owner.post(f"{case}crime-lead/", said)
    lead = CrimeLead.objects.get()
    here = f"/officer/crime-leads/{lead.pk}/"
    assert made.status_code == 302 and made.headers["Location"] == here
    handed = owner.post(f"{here}entries/handed/", {"done_on": str(TODAY), "body": "新乡县公安局", "text": "线索说明"})
    assert handed.status_code == 302
    assert owner.post(f"{here}entries/receipt/", {"done_on": str(TODAY)}).status_code == 422
    owner.post(f"{here}entries/receipt/", {"done_on": str(TODAY), "receiver": "张警官"})
    owner.post(f"{here}entries/feedback/", {"done_on": str(TODAY), "text": "已立为线索核查"})
    text = owner.get(here).content.decode()
    assert "张警官" in text and "已立为线索核查" in text and "雇人堵门" in text
    assert AuditEvent.objects.filter(act="open_crime_lead").count() == 1
    assert colleague.get(here).status_code == 404
    seen = colleague.get("/officer/crime-leads/").content.decode() + colleague.get(case).content.decode()
    assert "雇人堵门" not in seen and f"第{lead.pk}号" not in seen
    assert "雇人" not in colleague.get(f"/officer/clues/{scene.filed.number}/").content.decode()


def test_head_names_another_and_strikes(scene: Scene, enter: Any) -> None:
    owner, head = enter(scene.people.owner), enter(scene.people.head)
    said = {"kind": "arrears", "found_on": str(TODAY), "content": "转移资金的账户"}
    owner.post(f"/officer/cases/{scene.case.pk}/crime-lead/", said)
    lead = CrimeLead.objects.get()
    here = f"/officer/crime-leads/{lead.pk}/"
    head.post(f"{here}entries/handed/", {"done_on": str(TODAY), "body": "新乡县公安局"})
    entry = lead.entries.get()
    assert head.get(f"{here}entries/{entry.pk}/strike/").status_code == 200
    assert head.post(f"{here}entries/{entry.pk}/strike/", {"reason": "写错单位"}).status_code == 302
    assert owner.get(f"{here}officer/").status_code == 403
    named = head.post(f"{here}officer/", {"officer": scene.people.colleague.pk, "reason": "原承办人回避"})
    assert named.status_code == 302
    assert owner.get(here).status_code == 404 and enter(scene.people.colleague).get(here).status_code == 200
