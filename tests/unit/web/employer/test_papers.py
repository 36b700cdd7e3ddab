"""Orders at the employer's door: only what was served, only for the firm itself; the answer lands in the case's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Claim, ClueEvent
from nuanxin.watch.monitoring.employers.papers.models import MoreTime, PaperReply, ReplyFile
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, CLERK, RIVAL, Firms, credit_code
from tests.unit.rights.cases.making import make_case, step, walk
from tests.unit.web.employer.test_pages import Knock

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7\n" + b"\x00" * 80


@pytest.fixture
def case(people: People, firms: Firms) -> Case:
    """A case against the firm, with an order that is issued and not yet served."""
    firm = firms.account.employer
    made = make_case(people, employer_name=firm.name, credit_code=firm.credit_code or "")
    walk(made, "evidence investigated order", people, date(2023, 12, 6))
    return made


@pytest.fixture
def order(case: Case, people: People) -> Paper:
    """The order, served on 2024-01-08, to be followed by 2024-01-12."""
    step(case, "order_served", people, date(2024, 1, 8))
    return Paper.objects.get(kind="correction_order")


def answer(**changes: Any) -> dict[str, Any]:
    return {"text": "已通过专户发放三人工资", "paid_fen": "30000", "voucher": "回单20240110", **changes}


def page_of(paper: Paper) -> str:
    return reverse("employer:paper", args=[paper.pk])


def test_what_was_not_served_is_not_seen(case: Case, knock: Knock) -> None:
    paper = Paper.objects.get(kind="correction_order")
    assert knock(BOSS).get(page_of(paper)).status_code == 404
    assert paper.title not in knock(BOSS).get(reverse("employer:papers")).content.decode()


def test_the_firms_contact_sees_it_and_nobody_else(order: Paper, knock: Knock) -> None:
    for phone, status in ((BOSS, 200), (CLERK, 404), (RIVAL, 404), ("", 302)):
        for name in ("paper", "paper_copy"):
            assert knock(phone).get(reverse(f"employer:{name}", args=[order.pk])).status_code == status, (phone, name)
    assert knock(RIVAL).post(page_of(order), answer()).status_code == 404
    assert "有 1 份送达的文书要答复" in knock(BOSS).get("/employer/").content.decode()
    assert order.title not in knock(RIVAL).get(reverse("employer:papers")).content.decode()
    assert "只有企业联系人看得到" in knock(CLERK).get(reverse("employer:papers")).content.decode()


def test_term_and_pdf_are_shown_and_nothing_else_of_the_case(case: Case, order: Paper, knock: Knock) -> None:
    page = knock(BOSS).get(page_of(order)).content.decode()
    assert order.number in page and "2023-12-15" in page and "改正（支付）期限" in page
    for claim in Claim.objects.filter(clue=case.clue).select_related("worker"):
        assert claim.worker.name not in page
    assert case.clue.number not in page and "调取考勤和工资表" not in page
    pdf = knock(BOSS).get(reverse("employer:paper_copy", args=[order.pk]))
    assert pdf.content.startswith(b"%PDF-") and pdf.headers["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(act="open_served_paper").count() == 1


def test_answered_with_money_proofs_and_a_day(case: Case, order: Paper, people: People, knock: Knock) -> None:
    sent = answer(
        proofs=[SimpleUploadedFile("回单.pdf", SCAN), SimpleUploadedFile("签字表.pdf", SCAN)],
        more_time_until="2024-01-20",
    )
    page = knock(BOSS).post(page_of(order), sent, follow=True).content.decode()
    assert "答复已送到承办人" in page and "30,000.00" in page and "签字表.pdf" in page and "等待答复" in page
    event = ClueEvent.objects.get(kind="answer_paper")
    assert event.clue_id == case.clue_id and event.said_by == "钱老板（新乡暖阳建筑有限公司）"
    assert "称已支付30,000.00元" in event.text and "申请延期至2024年1月20日" in event.text
    assert event.for_worker == ""
    told = Message.objects.get(template="officer_party_answered", channel="in_site")
    assert told.to == people.owner.username and str(case) in told.body
    assert AuditEvent.objects.filter(act="answer_paper").get().actor.startswith("钱老板")
    file = ReplyFile.objects.earliest("pk")
    there = reverse("employer:paper_proof", args=[order.pk, file.pk])
    assert knock(BOSS).get(there).content == SCAN
    assert knock(RIVAL).get(there).status_code == 404
    assert "要答复" not in knock(BOSS).get("/employer/").content.decode().split("预警")[0]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "怎么改正"),
        ({"voucher": ""}, "没有凭证"),
        ({"more_time_until": "2024-01-10"}, "不是以后的日期"),
        ({"proofs": [SimpleUploadedFile("a.exe", b"MZ" * 99)]}, "可以上传"),
        ({"proofs": [SimpleUploadedFile(f"{n}.pdf", SCAN) for n in range(6)]}, "超过5个附件"),
    ],
)
def test_what_an_answer_lacks_is_said(order: Paper, knock: Knock, changes: dict[str, Any], says: str) -> None:
    refused = knock(BOSS).post(page_of(order), answer(**changes))
    assert refused.status_code == 422 and says in refused.content.decode()
    assert not PaperReply.objects.exists() and not ClueEvent.objects.filter(kind="answer_paper").exists()


def test_more_time_is_granted_by_the_office_alone_and_then_holds(
    case: Case, order: Paper, people: People, knock: Knock, enter: Callable[[Any], Client]
) -> None:
    knock(BOSS).post(page_of(order), answer(paid_fen="", voucher="", more_time_until="2024-01-20"))
    reply = PaperReply.objects.get()
    list_, decide = f"/officer/cases/{case.pk}/replies/", f"/officer/cases/{case.pk}/replies/{reply.pk}/more-time/"
    assert enter(people.stranger).get(list_).status_code == 404
    assert enter(people.stranger).post(decide, {"until": "2024-01-20", "reason": "x"}).status_code in (403, 404)
    assert "答复延期申请" in enter(people.owner).get(list_).content.decode()
    assert enter(people.owner).post(decide, {"until": "2024-01-20", "reason": ""}).status_code == 422
    assert enter(people.owner).post(decide, {"until": "2024-01-20", "reason": "分两批支付"}).status_code == 302
    assert enter(people.owner).post(decide, {"until": "2024-01-25", "reason": "再延"}).status_code == 422
    assert MoreTime.objects.get().until == date(2024, 1, 20)
    page = knock(BOSS).get(page_of(order)).content.decode()
    assert "同意延期至 2024-01-20" in page and "分两批支付" in page
    with pytest.raises(Refusal, match="延期至2024年1月20日"):
        step(case, "expired", people, date(2024, 1, 20))
    assert step(case, "expired", people, date(2024, 1, 21)).step == "expired"


def test_a_paper_that_names_another_firm_stays_hidden(case: Case, order: Paper, firms: Firms, knock: Knock) -> None:
    """The file got another employer after the order went out: that one must not read it."""
    case.clue.employer = Employer.objects.get(credit_code=credit_code(2))
    case.clue.save(update_fields=["employer"])
    assert knock(RIVAL).get(page_of(order)).status_code == 404
    assert knock(BOSS).get(page_of(order)).status_code == 404


def test_a_voided_paper_is_shown_as_void_and_takes_no_answer(order: Paper, people: People, knock: Knock) -> None:
    from nuanxin.foundation.documents.issue import void_paper

    void_paper(paper=order, reason="金额有误", by=people.owner, on=TODAY)
    assert "作废" in knock(BOSS).get(page_of(order)).content.decode()
    assert knock(BOSS).post(page_of(order), answer()).status_code == 422
