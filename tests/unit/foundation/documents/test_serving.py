"""Service on the party: each way with its proof, and the day that starts the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import draft_paper, issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper, ServiceVoid
from nuanxin.foundation.documents.public_notice import notice_period
from nuanxin.foundation.documents.serving import (
    Proof,
    Served,
    confirm_service,
    receipt_fields,
    serve_paper,
    served_on,
    service_fault,
    standing_services,
    void_service,
)
from nuanxin.foundation.organisations.models import LocalSetting, Staff, Unit
from tests.unit.foundation.documents.filled import FILLED

ISSUED = date(2023, 12, 5)
TODAY = date(2023, 12, 20)
GOOD = {
    "direct": Proof(receiver="张三"),
    "left": Proof(witness="社区居委会 吴某"),
    "post": Proof(note="EMS 1234567890123"),
    "public_notice": Proof(note="经营场所已搬离，电话停机，邮寄退回"),
    "electronic": Proof(medium="email", consent_on=ISSUED, consent_proof="送达地址确认书"),
}


def facts(method: str, **changes: object) -> Served:
    base = Served(method, ISSUED, ISSUED + timedelta(1), ISSUED + timedelta(5), False, GOOD[method])
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.fixture
def order(bureau: Unit, officer: Staff) -> Paper:
    return issue_paper(
        kind="correction_order",
        about=("cases.case", 7),
        fields=FILLED["correction_order"],
        unit=bureau,
        by=officer,
        on=ISSUED,
    )


@pytest.mark.parametrize("method", GOOD)
def test_each_way_with_its_proof_is_good(method: str) -> None:
    assert service_fault(facts(method), on=TODAY) is None


@pytest.mark.parametrize("method", GOOD)
def test_each_way_without_its_proof_is_refused(method: str) -> None:
    fault = service_fault(facts(method, proof=Proof()), on=TODAY)
    assert fault is not None and fault[1] and "法第" in fault[2]


def test_a_recording_stands_for_a_witness() -> None:
    assert service_fault(facts("left", proof=Proof(file="files/1.mp4")), on=TODAY) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issued_on": None}, "还没有制发"),
        ({"sent_on": ISSUED - timedelta(1)}, "早于制发日期"),
        ({"served_on": ISSUED}, "早于发出日期"),
        ({"served_on": TODAY + timedelta(1)}, "今天之后"),
        ({"sent_on": TODAY + timedelta(1), "served_on": None}, "今天之后"),
    ],
)
def test_days_must_follow_one_another(changes: dict[str, object], why: str) -> None:
    fault = service_fault(facts("direct", **changes), on=TODAY)
    assert fault is not None and why in fault[0]


def test_electronic_service_needs_consent_given_before() -> None:
    late = replace(GOOD["electronic"], consent_on=ISSUED + timedelta(3))
    fault = service_fault(facts("electronic", proof=late), on=TODAY)
    assert fault is not None and "晚于" in fault[0]


def test_decisions_may_not_go_by_sms_but_notices_may() -> None:
    sms = replace(GOOD["electronic"], medium="sms")
    fault = service_fault(facts("electronic", proof=sms), on=TODAY)
    assert fault is not None and "短信" in fault[0]
    assert service_fault(facts("electronic", proof=sms, sms_allowed=True), on=TODAY) is None


def test_a_public_notice_is_not_served_on_the_day_it_is_posted() -> None:
    fault = service_fault(facts("public_notice", served_on=ISSUED + timedelta(1)), on=TODAY)
    assert fault is not None and "没有届满" in fault[0]


def serve(order: Paper, officer: Staff, method: str, served: date | None) -> ServiceOfPaper:
    return serve_paper(
        paper=order,
        recipient="河南某某建筑劳务有限公司",
        recipient_role="用人单位",
        method=method,
        sent_on=ISSUED,
        served_on=served,
        by=officer,
        on=TODAY,
        proof=GOOD[method],
    )


def test_the_first_service_that_arrived_starts_the_clocks(order: Paper, officer: Staff) -> None:
    posted = serve(order, officer, "post", None)
    assert served_on(order) is None
    serve(order, officer, "left", date(2023, 12, 8))
    assert served_on(order) == date(2023, 12, 8)
    confirm_service(service=posted, served_on=date(2023, 12, 7), by=officer, on=TODAY)
    assert served_on(order) == date(2023, 12, 7)
    acts = list(AuditEvent.objects.values_list("act", flat=True))
    assert acts[-3:] == ["serve_paper", "serve_paper", "confirm_service"]


def test_a_day_served_is_filled_in_once(order: Paper, officer: Staff) -> None:
    service = serve(order, officer, "direct", date(2023, 12, 6))
    with pytest.raises(Refusal, match="不能改动"):
        confirm_service(service=service, served_on=date(2023, 12, 7), by=officer, on=TODAY)
    with pytest.raises(Refusal, match="不能删除"):
        service.delete()


def test_drafts_and_void_papers_are_not_served(bureau: Unit, officer: Staff, order: Paper) -> None:
    draft = draft_paper(kind="correction_order", about=("cases.case", 7), fields={}, unit=bureau, by=officer, on=ISSUED)
    with pytest.raises(Refusal, match="还没有制发"):
        serve(draft, officer, "direct", ISSUED)
    void_paper(paper=order, reason="有误", by=officer, on=TODAY)
    with pytest.raises(Refusal, match="已经作废"):
        serve(order, officer, "direct", ISSUED)


def test_recipient_and_way_must_be_known(order: Paper, officer: Staff) -> None:
    for recipient, method in ((" ", "direct"), ("某公司", "pigeon")):
        with pytest.raises(Refusal, match="不能登记送达"):
            serve_paper(
                paper=order,
                recipient=recipient,
                recipient_role="用人单位",
                method=method,
                sent_on=ISSUED,
                by=officer,
                on=TODAY,
                proof=GOOD["direct"],
            )


@pytest.mark.parametrize(
    "wrong",
    [
        {"served_on": date(2023, 12, 1)},
        {"sent_on": date(2023, 12, 1)},
        {"method": "electronic"},
        {"method": "left"},
    ],
)
def test_the_database_guards_the_same(wrong: dict[str, object], order: Paper, officer: Staff) -> None:
    service = serve(order, officer, "direct", date(2023, 12, 6))
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceOfPaper.objects.filter(pk=service.pk).update(**wrong)


def test_a_service_fills_its_own_receipt(bureau: Unit, order: Paper, officer: Staff) -> None:
    proof = Proof(address="新乡市牧野区北环路88号", witness="社区居委会 吴某", note="负责人拒绝签收")
    service = serve_paper(
        paper=order,
        recipient="河南某某建筑劳务有限公司",
        recipient_role="用人单位",
        method="left",
        sent_on=ISSUED,
        served_on=ISSUED,
        by=officer,
        on=TODAY,
        proof=proof,
    )
    fields = receipt_fields(service=service, servers=["王明（豫G0001）", "赵丽（豫G0002）"])
    receipt = issue_paper(
        kind="service_receipt", about=("cases.case", 7), fields=fields, unit=bureau, by=officer, on=TODAY
    )
    said = (receipt.wording or "").replace("\\n", "")
    for word in (order.number, "留置送达", "负责人拒绝签收；见证人：社区居委会 吴某", "无代收人", "2023年12月5日"):
        assert word in said


def test_the_period_of_a_notice_is_never_guessed(order: Paper, officer: Staff) -> None:
    region = order.unit.region_id
    unknown = notice_period(sent_on=ISSUED, region=region)
    assert (unknown.over, "第九十五条" in unknown.missing) == (None, True)
    LocalSetting.objects.create(
        key="term.insp.serve.public_notice", region_id=region, value={"value": 30, "unit": "d"}, source="法制科核对", valid_from=date(2023, 1, 1),
    )  # fmt: skip
    known = notice_period(sent_on=ISSUED, region=region)
    # 2024-01-04 is the thirtieth day, a Thursday
    assert (known.over, known.period) == (date(2024, 1, 4), "30日")
    notice = serve(order, officer, "public_notice", None)
    for day, says in ((date(2024, 1, 3), "公告期还没有届满"), (date(2024, 1, 5), "晚于公告期满之日")):
        with pytest.raises(Refusal, match=says):
            confirm_service(service=notice, served_on=day, by=officer, on=date(2024, 1, 8))
    confirm_service(service=notice, served_on=date(2024, 1, 4), by=officer, on=date(2024, 1, 8))
    assert served_on(order) == date(2024, 1, 4)


def test_a_faulty_setting_is_as_none(order: Paper) -> None:
    region = order.unit.region_id
    LocalSetting.objects.create(
        key="term.insp.serve.public_notice",
        region_id=region,
        value={"days": 30},
        source="误",
        valid_from=date(2023, 1, 1),
    )
    assert notice_period(sent_on=ISSUED, region=region).over is None


def test_a_wrong_service_counts_no_more_and_stays(order: Paper, officer: Staff) -> None:
    wrong = serve(order, officer, "direct", date(2023, 12, 6))
    right = serve(order, officer, "left", date(2023, 12, 8))
    with pytest.raises(Refusal, match="没有写明理由"):
        void_service(service=wrong, reason=" ", by=officer, on=TODAY)
    void_service(service=wrong, reason="送到了同名的另一家公司", by=officer, on=TODAY)
    assert served_on(order) == date(2023, 12, 8)
    assert list(standing_services(order)) == [right]
    assert ServiceOfPaper.objects.count() == 2
    with pytest.raises(Refusal, match="同名的另一家"):
        void_service(service=wrong, reason="再作废", by=officer, on=TODAY)
    with pytest.raises(Refusal, match="不能删除"):
        ServiceVoid.objects.get().delete()
    assert AuditEvent.objects.filter(act="void_service").count() == 1
