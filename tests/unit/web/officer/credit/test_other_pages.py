"""Batches, selections, grades and the employer's page: what an officer and the head do there, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nuanxin.rights.cases.models import OfficialAct
from nuanxin.rights.credit.grading.models import EmployerGrade
from nuanxin.rights.credit.honours.models import Candidate, Selection
from nuanxin.rights.credit.publication.models import Batch, PublishedEmployer
from tests.conftest import TODAY, People
from tests.unit.rights.credit.test_honours import firm
from tests.unit.rights.credit.test_publication import decided

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Any]
DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def static(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def test_a_batch_from_making_up_to_the_answered_objection(people: People, enter: Enter) -> None:
    clue, owner, head = decided(people), enter(people.owner), enter(people.head)
    assert owner.post("/officer/credit/batches/new/", {"within": "2023-12-20", "label": ""}).status_code == 302
    batch = Batch.objects.get(label="2023年第四季度")
    address = f"/officer/credit/batches/{batch.pk}/"
    assert clue.number in owner.get(address).content.decode()
    said = {"kind": "wages", "facts": "拖欠3名农民工工资30000元", "handling": "已作出行政处理决定"}
    refused = owner.post(f"{address}enter/{clue.number}/", {**said, "facts": "张三41072119800101123X"})
    assert "证件号码" in refused.content.decode()
    assert owner.post(f"{address}enter/{clue.number}/", said).status_code == 302
    assert owner.get(f"{address}publish/").status_code == 403
    assert head.post(f"{address}publish/", {"where": "县政府网站\n新乡日报", "contact_phone": ""}).status_code == 302
    assert OfficialAct.objects.filter(kind="publication").count() == 1
    assert owner.get(f"{address}notice.pdf").content.startswith(b"%PDF")
    told = owner.get(f"{address}notice.csv").content.decode("utf-8-sig")
    assert told.splitlines()[0].startswith("用人单位,统一社会信用代码") and "张三" in told and "410721" not in told
    entry = PublishedEmployer.objects.get()
    assert (
        owner.post(f"{address}entries/{entry.pk}/object/", {"received_on": DAY, "content": "有误"}).status_code == 302
    )
    page = head.get(address).content.decode()
    assert "未经原文核对" in page and "审核" in page
    objection = entry.objections.get()
    answered = head.post(f"{address}objections/{objection.pk}/", {"upheld": "yes", "answer": "属实"})
    assert answered.status_code == 302
    right = {"facts": "拖欠2名农民工工资20000元", "handling": "已处理", "reason": "异议成立"}
    assert owner.post(f"{address}entries/{entry.pk}/correct/", right).status_code == 302
    fresh = PublishedEmployer.objects.get(replaces=entry)
    assert owner.post(f"{address}entries/{fresh.pk}/withdraw/", {"reason": "决定被撤销"}).status_code == 302
    assert "已更正、已撤下" in owner.get(address).content.decode()
    assert enter(people.stranger).get(address).status_code == 404


def test_a_selection_from_declaring_to_the_award(people: People, enter: Enter) -> None:
    owner, head = enter(people.owner), enter(people.head)
    said = {
        "kind": "firm",
        "label": "不欠薪企业",
        "start": "2023-01-01",
        "end": "2023-12-31",
        "criteria": ["arrears", "unpaid"],
    }
    assert owner.post("/officer/credit/selections/new/", said).status_code == 302
    chosen, employer = Selection.objects.get(), firm()
    address = f"/officer/credit/selections/{chosen.pk}/"
    assert "没有找到这个名称" in owner.post(f"{address}enter/", {"name": "不存在的公司"}).content.decode()
    assert owner.post(f"{address}enter/", {"name": employer.name}).status_code == 302
    candidate = Candidate.objects.get()
    assert owner.post(f"{address}candidates/{candidate.pk}/check/").status_code == 302
    assert owner.post(f"{address}candidates/{candidate.pk}/award/").status_code == 403
    assert head.post(f"{address}candidates/{candidate.pk}/award/").status_code == 302
    candidate.refresh_from_db()
    assert candidate.awarded_on == TODAY and "考察期内没有查实欠薪" in owner.get(address).content.decode()
    assert head.post(f"{address}candidates/{candidate.pk}/take-back/", {"reason": "媒体曝光"}).status_code == 302
    page = owner.get(f"/officer/employers/{employer.pk}/").content.decode()
    assert "授予称号" in page and "称号撤销" in page and "媒体曝光" in page
    assert "不欠薪企业" in owner.get("/officer/credit/selections/").content.decode()


def test_a_grade_and_the_employer_s_history(people: People, enter: Enter) -> None:
    clue, owner = decided(people), enter(people.owner)
    address = f"/officer/employers/{clue.employer_id}/"
    finding = {"kind": "resisted", "happened_on": "2023-12-20", "what": "拒绝检查人员进入工地，录像2号"}
    assert owner.post(f"{address}finding/", finding).status_code == 302
    assert "C级" in owner.get(f"{address}grade/").content.decode()
    assert owner.post(f"{address}grade/", {"year": "2023"}).status_code == 302
    row = EmployerGrade.objects.get()
    assert row.grade == "C" and any("阻挠" in reason for reason in row.reasons)
    page = owner.get(address).content.decode()
    for words in ("信用记录", "诚信等级C级", "行政处理决定", "责令改正", "诚信等级情形", clue.number):
        assert words in page, words
    listed = owner.get("/officer/credit/grades/?grade=C&year=2023").content.decode()
    assert "新乡甲建筑有限公司" in listed
    assert "新乡甲建筑有限公司" not in owner.get("/officer/credit/grades/?grade=A").content.decode()
