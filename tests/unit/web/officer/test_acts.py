"""Acts through the web client: post, redirect, get; refusals stay on the page; nothing fails with 500."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post, PostProposal
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.pairs import ClueMerge, DuplicatePair
from nuanxin.web.officer.clues.acts.table import ACTS
from tests.conftest import TODAY, person
from tests.journeys.scene import Scene
from tests.unit.foundation.audit.test_chain import let_the_test_tamper

pytestmark = pytest.mark.django_db

CALL = {
    "channel": "12333", "kind": "complaint", "received_on": "2024-01-10", "region": "410721", "name": "周小军",
    "phone": "13937312345", "employer": "新乡市鸿运装饰有限公司", "owed_from": "2023-10", "owed_to": "2023-12",
    "persons": "3", "amount_fen": "36000", "demand": "装修队三人三个月工资",
}  # fmt: skip


def test_a_call_becomes_a_clue(scene: Scene, enter: Any) -> None:
    answer = enter(scene.people.owner).post("/officer/clues/new/", CALL)
    clue = Clue.objects.get(employer_said="新乡市鸿运装饰有限公司")
    assert (answer.status_code, answer.url) == (302, f"/officer/clues/{clue.number}/")
    assert (clue.amount_fen, clue.persons, clue.officer, clue.due_on is not None) == (
        3_600_000,
        3,
        scene.people.owner,
        True,
    )


def test_wan_for_yuan_is_asked_once(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    first = client.post("/officer/clues/new/", CALL | {"amount_fen": "36"})
    assert first.status_code == 422
    assert "写成万元" in first.content.decode()
    mark = first.context["form"].data["checked"]
    assert client.post("/officer/clues/new/", CALL | {"amount_fen": "36", "checked": mark}).status_code == 302
    assert Clue.objects.get(employer_said=CALL["employer"]).amount_fen == 3600


def test_bad_input_is_said_and_kept(scene: Scene, enter: Any) -> None:
    wrong = CALL | {"id_number": "410721199001011234", "received_on": "2024-02-01", "roster": "张三 千元"}
    answer = enter(scene.people.owner).post("/officer/clues/new/", wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "周小军" in text and "不能晚于" in text and "第1行" in text
    assert not Clue.objects.filter(employer_said=CALL["employer"]).exists()


def test_assisted_entry_needs_consent(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    assert client.post("/officer/clues/new/", CALL | {"assisted_by": "村支书 王某"}).status_code == 422
    whole = CALL | {"assisted_by": "村支书 王某", "consent": "on", "consent_how": "电话确认"}
    assert client.post("/officer/clues/new/", whole).status_code == 302
    notes = Clue.objects.get(employer_said=CALL["employer"]).notes
    assert (notes["assisted_by"], notes["assisted_consent"]) == ("村支书 王某", "电话确认")


def test_candidates_while_typing(scene: Scene, enter: Any) -> None:
    typed = {
        "region": "410721",
        "name": "张建国",
        "phone": "15937300001",
        "employer": "宏达建筑",
        "project": "阳光花园",
    }
    text = enter(scene.people.owner).post("/officer/clues/candidates/", typed).content.decode()
    assert scene.received.number in text
    other = (
        enter(scene.people.stranger).post("/officer/clues/candidates/", typed | {"region": "410724"}).content.decode()
    )
    assert "河南宏达建筑劳务有限公司" not in other


def test_accept_and_its_refusal(scene: Scene, enter: Any) -> None:
    client, address = enter(scene.people.owner), f"/officer/clues/{scene.received.number}/acts/accept/"
    assert client.post(address, {"on": "2024-01-10"}).status_code == 302
    again = client.post(address, {"on": "2024-01-10"})
    assert again.status_code == 422
    assert "现在的状态是" in again.content.decode()


def test_transfer_both_ends(scene: Scene, enter: Any) -> None:
    number = scene.moving.number
    housing = enter(scene.people.housing)
    assert "转办待签收" in housing.get("/officer/").content.decode()
    assert housing.post(f"/officer/clues/{number}/acts/sign/", {"on": "2024-01-10"}).status_code == 302
    moved = Clue.objects.get(number=number)
    assert moved.unit == scene.people.housing.unit
    assert enter(scene.people.owner).get(f"/officer/clues/{number}/").status_code == 200


def test_every_act_answers_without_a_fault(scene: Scene, enter: Any) -> None:
    """Empty posts to every act on every clue of the scene: an error on the page, never a fault."""
    client = enter(scene.people.head)
    for clue in (scene.received, scene.supplement, scene.moving, scene.filed):
        for act in ACTS:
            assert client.post(f"/officer/clues/{clue.number}/acts/{act.key}/", {}).status_code in (302, 403, 409, 422)


def test_reveal_is_on_record(scene: Scene, enter: Any) -> None:
    address = f"/officer/clues/{scene.received.number}/reporter/"
    client = enter(scene.people.owner)
    page = client.get(f"/officer/clues/{scene.received.number}/?tab=reporter").content.decode()
    assert "15937300001" not in page and "159****0001" in page
    shown = client.post(address, {"which": ["phone"], "reason": "核实欠薪情况"}).content.decode()
    assert "15937300001" in shown and "张*" in shown
    assert AuditEvent.objects.filter(act="reveal_reporter", about_id=str(scene.received.pk)).count() == 1


def test_step_by_form_and_the_slower_colleague(scene: Scene, enter: Any) -> None:
    address = f"/officer/cases/{scene.case.pk}/steps/order/"
    client = enter(scene.people.owner)
    form = client.get(address).context["form"]
    filled = {name: bound for name in form.fields if (bound := form[name].value()) not in (None, "")}
    filled |= {"fact_due_on": "2024-01-20", "paper_court": "新乡县人民法院", "on": "2024-01-10"}
    assert client.post(address, filled).status_code == 302
    late = enter(scene.people.colleague).post(address, filled)
    assert late.status_code == 422
    assert "案件已有新的进展" in late.content.decode()
    paper = scene.case.steps.get(step="order").paper
    assert paper is not None
    pdf = client.get(f"/officer/papers/{paper.pk}/copy.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert enter(scene.people.stranger).get(f"/officer/papers/{paper.pk}/").status_code == 404


def test_a_record_is_made_from_the_case_page_and_voided(scene: Scene, enter: Any) -> None:
    case, client = f"/officer/cases/{scene.case.pk}/", enter(scene.people.owner)
    page = client.get(case + "?tab=papers").content.decode()
    assert "劳动保障监察案件立案审批表" in page and "papers/filing_approval/" in page
    address = f"{case}papers/filing_approval/"
    form = client.get(address).context["form"]
    filled = {name: bound for name in form.fields if (bound := form[name].value()) not in (None, "")}
    assert client.post(address, {**filled, "tests": ""}).status_code == 422
    made = client.post(address, filled)
    assert made.status_code == 302 and made.url.startswith("/officer/papers/")
    paper = Paper.objects.get(kind="filing_approval")
    assert "已经制作" in client.get(case + "?tab=papers").content.decode()
    assert "已经制作" in client.post(address, filled).content.decode()
    assert "作废" in client.get(made.url).content.decode()
    void = f"{case}papers/{paper.pk}/void/"
    assert client.get(void).status_code == 200
    assert client.post(void, {"reason": "案由写错"}).status_code == 302
    paper.refresh_from_db()
    assert paper.status == Paper.Status.VOIDED and paper.void_reason == "案由写错"
    assert client.get(f"{case}papers/correction_order/").status_code == 404
    early = client.get(f"{case}papers/handover_list/")
    assert early.status_code == 409 and "还没有办到这一步" in early.content.decode()


def test_money_by_hand_and_by_sheet(scene: Scene, enter: Any) -> None:
    client, number = enter(scene.people.owner), scene.filed.number
    owed = [line for line in standing(scene.filed) if line.missing_fen]
    hand = {"source": "employer", "kind": "wage", "amount_fen": "12100", "paid_on": "2024-01-09", "voucher": "工行2"}
    assert client.post(f"/officer/clues/{number}/claims/{owed[0].claim_id}/pay/", hand).status_code == 302
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/officer/clues/{number}/claims/roster/template/").content))
    sheet = book.active
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value == owed[1].claim_id:
            for column, value in ((5, 12200), (6, "2024-01-09"), (7, "用人单位支付"), (8, "工行3")):
                sheet.cell(row, column, value)
        if sheet.cell(row, 1).value == owed[2].claim_id:
            for column, value in ((5, 1), (6, "2024-01-09"), (7, "天上掉下"), (8, "工行4")):
                sheet.cell(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "roster.xlsx"
    answer = client.post(f"/officer/clues/{number}/claims/roster/", {"file": stream})
    assert answer.status_code == 422
    assert "天上掉下" in answer.content.decode()
    assert Payment.objects.filter(voucher__in=["工行2", "工行3"]).count() == 2
    assert Verification.objects.filter(claim__clue=scene.filed, replaced_by__isnull=True).count() == 5


def test_closing_page_names_what_is_missing(scene: Scene, enter: Any) -> None:
    text = enter(scene.people.owner).get(f"/officer/cases/{scene.case.pk}/close/").content.decode()
    assert "还不能结案" in text and "没有付清" in text


def test_duplicates_decided_and_undone(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    assert client.post(f"/officer/duplicates/{scene.pair.pk}/", {"decision": "duplicate"}).status_code == 302
    assert DuplicatePair.objects.get(pk=scene.pair.pk).decision == "duplicate"
    assert ClueMerge.objects.filter(undone_on__isnull=True).count() == 1
    client.post(f"/officer/duplicates/{scene.pair.pk}/undo/")
    assert ClueMerge.objects.filter(undone_on__isnull=True).count() == 0
    assert Clue.objects.get(pk=scene.pair.clue_b_id).merged_into is None


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("宏达", True),
        ("hdjz", True),
        ("hongda", True),
        ("410721-2024-000001", True),
        ("0001", True),
        ("不存在的单位", False),
    ],
)
def test_one_box_finds(scene: Scene, enter: Any, word: str, found: bool) -> None:
    answer = enter(scene.people.owner).post("/officer/search/", {"q": word})
    assert (
        answer.status_code == 302
        or scene.received.number in answer.content.decode()
        or "宏达" in answer.content.decode().split("</header>")[1].replace(f"“{word}”", "")
    ) is found
    stranger = enter(scene.people.stranger).post("/officer/search/", {"q": word})
    assert stranger.status_code == 200
    assert scene.received.number not in stranger.content.decode().replace(f"“{word}”", "").replace(
        f'value="{word}"', ""
    )


def test_import_tried_then_done(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.head)
    text = "外部编号,渠道,收到日期,用人单位,区划代码,诉求\nA1,来访,2024-01-08,甲,410721,欠薪\nA2,来访,2024-13-08,乙,410721,欠薪\n"
    file = io.BytesIO(text.encode())
    file.name = "clues.csv"
    tried = client.post("/officer/import/", {"kind": "clues", "file": file, "act": "try"})
    assert tried.status_code == 200
    assert not Clue.objects.filter(external_number="A1").exists()
    token = tried.context["token"]
    assert client.get(f"/officer/import/errors/{token}/").status_code == 200
    done = client.post("/officer/import/", {"kind": "clues", "token": token, "act": "import"})
    assert done.status_code == 200
    assert Clue.objects.filter(external_number="A1").count() == 1
    assert enter(scene.people.owner).get(f"/officer/import/errors/{token}/").status_code == 404


def test_three_administrators(scene: Scene, enter: Any) -> None:
    """One proposes, another approves; nobody is both, and nobody has the right before."""
    unit = scene.people.owner.unit
    system, security = (
        person("system", "何系统", unit, "system_admin"),
        person("security", "吕安全", unit, "security_admin"),
    )
    fresh = person("fresh", "新来", unit, "reception")
    Post.objects.filter(staff=fresh).delete()
    post = {"unit": unit.pk, "duty": "inspector", "region": "410721", "valid_from": "2024-01-10"}
    assert enter(system).post(f"/officer/staff/{fresh.pk}/posts/new/", post).status_code == 302
    proposal = PostProposal.objects.get(staff=fresh)
    assert enter(fresh).get("/officer/").status_code == 403
    assert enter(system).post(f"/officer/approvals/{proposal.pk}/", {"decision": "approve"}).status_code == 403
    enter(security).post(f"/officer/approvals/{proposal.pk}/", {"decision": "approve"})
    fresh = type(fresh).objects.get(pk=fresh.pk)
    assert holds(fresh, Permission.CASE_INVESTIGATE)
    both = enter(system).post(f"/officer/staff/{fresh.pk}/posts/new/", post | {"duty": "audit_admin"})
    assert both.status_code == 422
    assert "不能由同一人兼任" in both.content.decode()


def test_export_is_on_record(scene: Scene, enter: Any) -> None:
    answer = enter(scene.people.owner).post("/officer/clues/?state=received", {"act": "export"})
    assert answer.headers["Content-Type"].startswith("application/vnd.openxml")
    event = AuditEvent.objects.get(act="export_list")
    assert event.details["conditions"] == ["状态：已收到"]


def test_audit_chain_is_checked(scene: Scene, enter: Any) -> None:
    text = enter(scene.people.auditor).post("/officer/audit/check/").content.decode()
    assert "没有改动、缺失或插入" in text
    let_the_test_tamper()
    AuditEvent.objects.filter(sequence=3).update(reason="改动")
    assert "内容与摘要不符" in enter(scene.people.auditor).post("/officer/audit/check/").content.decode()


def test_confirmation_reopens_nothing_but_stands(scene: Scene, enter: Any) -> None:
    paid = next(line for line in standing(scene.filed) if line.paid_fen)
    said = {"answer": "received", "method": "call", "asked_on": "2024-01-10", "note": ""}
    assert (
        enter(scene.people.owner)
        .post(f"/officer/clues/{scene.filed.number}/claims/{paid.claim_id}/confirm/", said)
        .status_code
        == 302
    )
    assert next(line for line in standing(scene.filed) if line.claim_id == paid.claim_id).confirmed == "received"


def test_reception_day_counts(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    visit = CALL | {"channel": "reception", "reception_leader": "陈领导", "next": "another"}
    answer = client.post("/officer/clues/new/?reception=1", visit)
    assert answer.url == "/officer/clues/new/?reception=1"
    assert client.get(answer.url).context["form"]["reception_leader"].value() == "陈领导"
    page = client.get("/officer/reception/")
    assert len(page.context["lines"]) == 1
    assert len(client.get(f"/officer/reception/?day={TODAY - timedelta(days=37)}").context["lines"]) == 1


def test_the_roster_names_the_leader_who_receives_today(scene: Scene, enter: Any) -> None:
    head = enter(scene.people.head)
    assert "这一天没有排接访领导" in head.get("/officer/reception/").content.decode()
    said = {"first": "2024-01-10", "last": "2024-01-11", "place": "信访大厅", "leaders": "范领导 副县长\n周 领 导"}
    wrong = head.post("/officer/reception/roster/plan/", said)
    assert wrong.status_code == 422 and "第2行" in wrong.content.decode()
    planned = head.post("/officer/reception/roster/plan/", said | {"leaders": "范领导 副县长\n周领导"})
    assert planned.url == "/officer/reception/roster/"
    page = head.get("/officer/reception/roster/")
    assert [str(turn) for day in page.context["days"] for turn in day["turns"]] == ["范领导（副县长）", "周领导"]
    assert page.context["nobody"] == len(page.context["days"]) - 2
    owner = enter(scene.people.owner)
    assert "范领导（副县长）" in owner.get("/officer/reception/").content.decode()
    form = owner.get("/officer/clues/new/?reception=1").context["form"]
    assert form["reception_leader"].value() == "范领导"
    owner.post("/officer/clues/new/?reception=1", CALL | {"channel": "reception", "reception_leader": "范领导"})
    received = {
        one["name"]: (one["days"], one["visits"]) for one in owner.get("/officer/reception/roster/").context["leaders"]
    }
    assert received["范领导"] == (1, 1)


def test_no_claim_of_another_clue(scene: Scene, enter: Any) -> None:
    other = Claim.objects.filter(clue=scene.coordination.clue).first()
    assert other is not None
    address = f"/officer/clues/{scene.filed.number}/claims/{other.pk}/verify/"
    assert enter(scene.people.owner).get(address).status_code == 404
