"""The chain of a project at the desk, from a sheet to a referral with its result; and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.watch.monitoring.chain.models import ProjectFirm, SubcontractReferral
from tests.conftest import People
from tests.unit.watch.monitoring.chain.test_chain import sheet
from tests.unit.watch.monitoring.making import watched

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_whole_way(people: People, enter: Any) -> None:
    one, desk = watched("P1"), enter(people.owner)
    room = f"/officer/watched-projects/{one.pk}/firms/"
    assert "按监测项目登记" in text(desk.get(room))

    def upload(*rows: str) -> Any:
        return desk.post(f"{room}sheet/", {"file": SimpleUploadedFile("a.csv", sheet(*rows), "text/csv")})

    assert upload("老板,甲,,,,,,,,,x").status_code == 422
    assert upload("建设单位,县城投,,,,,,,,,批复1", "劳务分包单位,甲劳务,,,,300000,,,,,合同2").status_code == 302
    labour = ProjectFirm.objects.get(role="labour")
    said = {"role": "team", "name": "老李班组", "given_by": labour.pk, "amount_fen": "1000", "source": "协议"}
    assert desk.post(f"{room}new/", said).status_code == 302
    team = ProjectFirm.objects.get(role="team")
    assert team.given_by == labour and desk.post(f"{room}new/", said).status_code == 422
    money = {"as_of": "2024-01-10", "due_fen": "200000", "paid_fen": "50000", "proof": "结算1"}
    funding = {
        "kind": "government",
        "as_of": "2024-01-10",
        "planned_fen": "9",
        "arrived_fen": "5",
        "paid_fen": "4",
        "proof": "批复",
    }
    sent = {"to_unit": people.housing.unit_id, "number": "移1号", "sent_on": "2024-01-09", "facts": "包给个人"}
    for path, form in (
        (f"{room}{labour.pk}/money/", money), (f"{room}funding/", funding), (f"{room}{team.pk}/referral/", sent),
    ):  # fmt: skip
        assert desk.get(path).status_code == 200 and desk.post(path, form).status_code == 302, path
    page = text(desk.get(room))
    assert "150,000.00" in page and "包给个人" in page and "财政资金" in page and "登记答复" in page
    assert "移1号" in text(desk.get("/officer/subcontract-referrals/?open=1"))
    row = SubcontractReferral.objects.get()
    step = f"/officer/subcontract-referrals/{row.pk}/"
    assert (
        desk.post(f"{step}answer/", {"answer": "taken", "answered_on": "2024-01-10", "text": "立案"}).status_code == 302
    )
    assert (
        desk.post(f"{step}result/", {"result": "found", "result_on": "2024-01-10", "text": "罚款"}).status_code == 302
    )
    assert "查实违法" in text(desk.get(room)) and "移1号" not in text(
        desk.get("/officer/subcontract-referrals/?open=1")
    )
    assert desk.post(f"{room}{team.pk}/withdraw/", {"reason": "录错"}).status_code == 302
    assert desk.get(f"{room}{labour.pk}/nothing/").status_code == 404 and desk.get(f"{step}nothing/").status_code == 404


@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [("owner", 200, 200), ("superior", 200, 200), ("leader", 200, 403), ("stranger", 404, 404), ("housing", 403, 403)],
)
def test_rights(people: People, enter: Any, who: str, sees: int, writes: int) -> None:
    one, desk = watched("P1"), enter(getattr(people, who))
    room = f"/officer/watched-projects/{one.pk}/firms/"
    assert (desk.get(room).status_code, desk.get(f"{room}new/").status_code) == (sees, writes)
    assert desk.get("/officer/subcontract-referrals/").status_code == (403 if who == "housing" else 200)
