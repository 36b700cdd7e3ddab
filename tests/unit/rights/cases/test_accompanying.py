"""Records, lists and internal sheets: each has its place in the procedure, is filled from the file and leaves nothing blank."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.wording.printing import is_blank
from nuanxin.foundation.documents.wording.templates import template, template_keys
from nuanxin.rights.cases.agreements import Part, sign_agreement
from nuanxin.rights.cases.closing import close_without_settlement
from nuanxin.rights.cases.ledger import verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.accompanying import ALL, Accompanying, accompanying_kinds, why_not_now
from nuanxin.rights.cases.procedures.versions import ALL as PROCEDURES
from nuanxin.rights.cases.procedures.versions import all_procedures
from nuanxin.rights.cases.steps import make_paper, papers_beside, prefill_of, void_made_paper
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import ClueEvent
from tests.conftest import People
from tests.unit.rights.cases.making import claims, make_case, make_coordination, on_day, step, walk

pytestmark = pytest.mark.django_db
START = date(2023, 12, 5)
# What an officer writes because no file can know it: hours, words said, who was there.
WRITTEN: dict[str, dict[str, Any]] = {
    "inquiry_notice": {"attend_on": START + timedelta(days=3), "attend_at": "九时到监察大队询问室"},
    "inquiry_record": {
        "asked_on": START,
        "asked_at": "九时至十时",
        "person": "张三",
        "person_details": "男，45岁",
        "relation": "法定代表人",
        "recording": {"none": "录音设备故障"},
        "answers": ["问：是否拖欠工资？", "答：是。"],
    },
    "inspection_record": {
        "checked_on": START,
        "checked_at": "九时至十时",
        "present": "孙某，劳资专管员",
        "seen": ["查看考勤表"],
        "taken": {"none": "没有取走材料"},
        "recording": "AV-9",
    },
    "evidence_hold": {
        "reason": "台账只有一份原件",
        "approved_by": "赵队长",
        "held_on": START,
        "place": "档案室，李协办",
        "items": [["1", "手写台账", "48页", "1本"]],
    },
    "hearing_record": {
        "held_at": "九时至十时",
        "recorder": "郑书记",
        "attendants": ["张三"],
        "proposal": ["罚款一万元"],
        "recusal": {"none": "没有申请"},
        "defence": ["请求减轻"],
        "last_words": {"none": "没有补充"},
        "recording": "AV-2",
    },
    "discussion_record": {
        "present": ["赵队长", "吴法制"],
        "recorder": "郑书记",
        "opinions": ["同意"],
        "result": "同意",
        "chair": "赵队长",
        "held_on": START,
    },
    "statement_record": {
        "heard_on": START,
        "content": ["没有异议"],
        "evidence": {"none": "没有提交"},
    },
    "service_address": {"receiver": "张三，0373-3000012"},
    "official_notice": {"heading": "关于协助调查的函", "addressees": "新乡县住房和城乡建设局", "body": ["请予协助。"]},
    "withdrawal_decision": {},
}
# Papers that a room's own act makes, which is neither a step nor a paper beside one.
ELSEWHERE: dict[str, str] = {
    "violations_publication": "credit.publication",
    **dict.fromkeys(
        ("deposit_payment_notice", "deposit_topup_notice", "deposit_return_confirmation"), "relief.deposit"
    ),
    **dict.fromkeys(("fund_application", "fund_approval", "fund_recovery_demand"), "relief.fund"),
    "relief_referral": "relief.hardship",
    "outlined_paper": "command.bulletins",
}
HANDLING = "evidence investigated order order_served expired handling_notice handling_notice_served"


def case_for(one: Accompanying, people: People) -> tuple[Case, date]:
    """A case that stands where the paper belongs, and the day after its last step."""
    if one.paper == "settlement_agreement":
        case, on = make_coordination(people, on=START), START
        with on_day(on):
            parts = [Part(date(2023, 12, 31), 1_000_000), Part(date(2024, 1, 31), 2_000_000)]
            sign_agreement(case=case, signed_on=on, text="分两期付清", parts=parts, by=people.owner, on=on)
        return case, on
    case = make_case(people, on=START)
    if one.paper == "withdrawal_decision":
        on = walk(case, "evidence investigated", people, START)
        with on_day(on):
            for claim in claims(case.clue):
                verify_claim(claim=claim, verified_fen=0, basis="银行流水", by=people.owner, on=on)
            close_without_settlement(
                case=case, conclusion=Conclusion.UNFOUNDED, reason="工资已经付清", by=people.head, on=on
            )
        return Case.objects.get(pk=case.pk), on
    ways = {
        "evidence": "evidence",
        "extend": "evidence extend",
        "investigated": "evidence investigated",
        "handling_notice_served": HANDLING,
        "handling_review": f"{HANDLING} handling_statement handling_review",
    }
    on = START
    if one.after[0] in ways:
        for key in ways[one.after[0]].split():
            step(case, key, people, on)
            on += timedelta(days=8 if key in ("order", "handling_notice_served") else 1)
    elif one.after[0] == "hearing_notice":
        on = walk(case, "evidence investigated order", people, START)
        on = walk(case, "order_served", people, on) + timedelta(days=7)
        on = walk(case, "expired penalty_notice penalty_notice_served", people, on)
        step(case, "penalty_statement", people, on, hearing="asked")
        step(case, "hearing_notice", people, on)
    elif one.after[0] == "police_send":
        on = walk(case, "evidence investigated order order_served", people, START) + timedelta(days=7)
        on = walk(case, "expired police_threshold police_report police_approve police_send", people, on)
    return case, on


def by_of(one: Accompanying, people: People) -> Any:
    return people.head if one.permission.name == "CASE_APPROVE" else people.owner


def made(one: Accompanying, people: People, case: Case, on: date) -> Paper:
    with on_day(on):
        known = prefill_of(case, one.paper, {})
        fields = {**known, **WRITTEN.get(one.paper, {})}
        if one.paper == "handover_list":
            fields["items"] = [[row[0], row[1], "复印件", "1份", "/"] for row in fields["items"]]
        if one.paper == "withdrawal_decision":
            fields.setdefault("facts", "工资已经付清")
        return make_paper(case=case, kind=one.paper, fields=fields, by=by_of(one, people), on=on)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.paper)
def test_every_accompanying_paper_is_made_from_the_file(one: Accompanying, people: People) -> None:
    case, on = case_for(one, people)
    paper = made(one, people, case, on)
    whole, sheet = template(one.paper), sheet_of(paper)
    assert paper.status == Paper.Status.ISSUED
    assert bool(paper.number) == bool(whole.number_word)
    if paper.number:
        assert re.fullmatch(r"新人社\w+〔\d{4}〕[1-9]\d*号", paper.number)
    text = str(sheet.as_dict())
    for field in whole.fields:
        value = paper.fields.get(field.key)
        assert not is_blank(value) or not field.required, field.key
        if isinstance(value, dict):
            assert f"无（{value['none']}）" in text, field.key
    assert ClueEvent.objects.filter(clue=case.clue, kind="make_paper", paper_id=paper.pk).exists()


def test_every_kind_of_paper_has_its_place() -> None:
    """Each template is issued by a step, beside one, or by the act named here; none lies idle."""
    by_steps = {step.paper for one in all_procedures() for step in one.steps if step.paper}
    beside = set(accompanying_kinds())
    elsewhere = {
        **ELSEWHERE,
        "acceptance_notice": "intake.acceptance",
        "assistance_letter": "justice.assistance",
        "assistance_reply": "justice.assistance",
        "destruction_list": "intake.destruction",
        "incident_report": "justice.emergency",
        "non_acceptance_decision": "intake.acceptance.refusing",
        "supplement_notice": "intake.acceptance",
        "transfer_notice": "intake.transfer",
        "registration_receipt": "worker's receipt",
        "joint_check_report": "inspection.plans.joint",
        "ledger_destruction_list": "inspection.expiry",
        "random_draw_record": "inspection.draw",
        "rights_board": "project page",
        "service_advice": "inspection.helping",
        "service_announcement": "paper page",
        "service_receipt": "paper page",
        "worker_complaint": "legal_aid.four_papers",
        "worker_arbitration_request": "legal_aid.four_papers",
        "worker_payment_order": "legal_aid.four_papers",
        "worker_support_request": "legal_aid.four_papers",
    }
    assert not by_steps & beside
    assert by_steps | beside | set(elsewhere) == set(template_keys())


def test_every_place_names_steps_of_its_procedure() -> None:
    declared = {running.key: running for running in PROCEDURES}
    for one in ALL:
        assert all(declared[one.procedure].has(key) for key in (*one.after, *one.until)), one.paper


def test_before_its_time_after_it_and_twice(people: People) -> None:
    case = make_case(people, on=START)
    approval = next(one for one in ALL if one.paper == "filing_approval")
    extension = next(one for one in ALL if one.paper == "extension_approval")
    with pytest.raises(Refusal, match="还没有办到这一步"):
        made(extension, people, case, START)
    first = made(approval, people, case, START)
    with pytest.raises(Refusal, match="已经制作；有误的先作废"):
        made(approval, people, case, START)
    with on_day(START):
        void_made_paper(case=case, paper=first, reason="案由写错", by=people.owner, on=START)
    second = made(approval, people, case, START)
    assert (first.pk, Paper.objects.get(pk=first.pk).status) != (second.pk, second.status)
    on = walk(case, "evidence investigated", people, START)
    asked = next(one for one in ALL if one.paper == "inquiry_record")
    with pytest.raises(Refusal, match="这一阶段已经结束"):
        made(asked, people, case, on)


def test_the_list_says_what_can_be_made_and_why_not(people: People) -> None:
    case = make_case(people, on=START)
    with on_day(START):
        mine = {one.declared.paper: one.why_not for one in papers_beside(case, people.owner)}
        theirs = {one.declared.paper: one.why_not for one in papers_beside(case, people.superior)}
    assert mine["filing_approval"] == mine["inquiry_notice"] == ""
    assert "职责" in mine["evidence_hold"] and "extension_approval" not in mine
    assert all("职责" in why for why in theirs.values())


def test_who_has_no_right_makes_no_paper(people: People) -> None:
    case = make_case(people, on=START)
    with on_day(START), pytest.raises(NotAllowed):
        make_paper(case=case, kind="filing_approval", fields={}, by=people.stranger, on=START)
    with on_day(START), pytest.raises(NotFound):
        make_paper(case=case, kind="correction_order", fields={}, by=people.owner, on=START)


def test_what_is_missing_is_named_with_its_article(people: People) -> None:
    case = make_case(people, on=START)
    with on_day(START), pytest.raises(Refusal, match=r"询问内容.*行政处罚法第五十五条"):
        make_paper(
            case=case, kind="inquiry_record", fields=prefill_of(case, "inquiry_record", {}), by=people.owner, on=START
        )


def test_a_paper_of_a_step_is_not_voided_beside_it(people: People) -> None:
    case = make_case(people, on=START)
    on = walk(case, "evidence investigated order", people, START)
    order = Paper.objects.get(kind="correction_order")
    with on_day(on), pytest.raises(NotFound):
        void_made_paper(case=case, paper=order, reason="x", by=people.owner, on=on)


def test_no_accompanying_paper_has_a_place_for_the_reporter() -> None:
    for one in ALL:
        named = {field.key for field in template(one.paper).fields}
        assert not named & {"reporter", "informant", "complainant"}, one.paper


def test_why_not_now_is_decided_from_facts_alone() -> None:
    one = Accompanying("p", "x", ("a", "b"), until=("z",))
    assert why_not_now(one, done={"a"}, made=(), closed=False) == ""
    assert "结案" in why_not_now(one, done={"a"}, made=(), closed=True)
    assert "没有办到" in why_not_now(one, done={"c"}, made=(), closed=False)
    assert "结束" in why_not_now(one, done={"b", "z"}, made=(), closed=False)
    assert "已经制作" in why_not_now(one, done={"b"}, made=("p",), closed=False)
