"""A clue with workers, and shortcuts through the procedure, for the tests of cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common.identity import id_check_digit
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.sealing.keeping import check_code, keep_scan
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration import register_clue
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts
from tests.conftest import TODAY, People, at

COURT = {"court": "新乡县人民法院"}
RECEIVED_ON = date(2023, 12, 4)  # a Monday


def id_number(n: int) -> str:
    """A valid identity number, another for each n."""
    first = f"41072119{70 + n // 300:02d}{1 + n // 25 % 12:02d}{1 + n % 25:02d}{n % 1000:03d}"
    return first + id_check_digit(first)


@contextmanager
def on_day(day: date, hour: int = 9) -> Iterator[date]:
    with occasion(at=at(day, hour), source="test"):
        yield day


def make_clue(
    people: People, *, workers: int = 3, fen: int = 1_000_000, region: str = "410721", **changes: Any
) -> Clue:
    """A clue of the owner with an employer and some workers, each of whom claims the same sum for three months."""
    people.owner.unit.document_word, people.owner.unit.address = "新人社", "新乡县青年路1号"
    people.owner.unit.save()
    claims = tuple(
        ClaimFacts(
            name=f"工人{n}",
            id_number=id_number(n),
            amount_fen=fen,
            owed_from="2023-09",
            owed_to="2023-11",
            migrant=n % 3 != 2,
        )
        for n in range(workers)
    )
    facts = {
        "channel": Channel.VISIT,
        "region": region,
        "received_on": RECEIVED_ON,
        "claims": claims,
        "employer_name": "新乡甲建筑有限公司",
        "project_name": "甲小区一期",
        "place": "新乡县青年路",
        "owed_from": "2023-09",
        "owed_to": "2023-11",
        "demand": "拖欠三个月工资",
        **changes,
    }
    with on_day(RECEIVED_ON):
        clue = register_clue(facts=ClueFacts(**facts), by=people.owner, on=RECEIVED_ON)
    if clue.employer:
        Employer.objects.filter(pk=clue.employer.pk).update(address="新乡市平原路2号", legal_representative="张三")
    return Clue.objects.get(pk=clue.pk)


def claims(clue: Clue) -> list[Claim]:
    return list(Claim.objects.filter(clue=clue).order_by("pk"))


def make_case(people: People, *, on: date = date(2023, 12, 5), **about: Any) -> Case:
    with on_day(on):
        return file_case(
            clue=make_clue(people, **about), by=people.head, officers=[people.owner, people.colleague], on=on
        )


def make_coordination(people: People, *, on: date = date(2023, 12, 5), **about: Any) -> Case:
    with on_day(on):
        case = start_coordination(clue=make_clue(people, **about), by=people.owner, on=on)
        step(case, "consent", people, on)
    return case


def facts_for(key: str, on: date) -> dict[str, Any]:
    """Facts that fit each step."""
    served = {"method": "direct", "sent_on": on, "served_on": on, "recipient": "新乡甲建筑有限公司", "receiver": "李四"}
    fitting: dict[str, dict[str, Any]] = {
        "evidence": {"kind": "books", "summary": "调取考勤和工资表", "recording": "AV-1"},
        "extend": {"reason": "涉及多个班组，账册不全"},
        "investigated": {"findings": "拖欠工资", "persons": 3, "amount": 3_000_000, "complex": "no"},
        "order": {"due_on": on + timedelta(days=7)},
        "expired": {"checked": "到期没有支付"},
        "handling_notice": {"statement_by": on + timedelta(days=5)},
        "handling_statement": {"heard": "waived"},
        "handling_review": {"opinion": "agree", "text": "事实清楚"},
        "decision": {"due_on": on + timedelta(days=15)},
        "penalty_notice": {"statement_by": on + timedelta(days=5), "heavy": "no"},
        "penalty_statement": {"heard": "waived", "hearing": "none"},
        "hearing_notice": {"held_on": on + timedelta(days=20), "place": "局会议室", "chair": "吴法制"},
        "hearing": {"record": "笔录", "opinion": "维持", "recording": "AV-2"},
        "penalty_review": {"opinion": "agree", "text": "适当"},
        "discussion": {"present": ["赵队长", "吴法制"], "result": "同意"},
        "penalty": {},
        "performed": {"how": "已转账"},
        "compensation": {"percent": 50, "reason": "拖欠时间较短"},
        "urge": {},
        "enforcement": {"court": "新乡县人民法院"},
        "police_threshold": {"police": "新乡县公安局", "conduct": "able"},
        "police_report": {"report": "核查属实", "team": ["王承办", "李同事"]},
        "police_approve": {"approved": "yes", "reason": "符合标准"},
        "police_send": {},
        "police_receipt": {"received_on": on, "receiver": "民警"},
        "procuratorate_copy": {"procuratorate": "新乡县人民检察院", "papers": ["涉嫌犯罪案件移送书"]},
        "procuratorate_receipt": {"received_on": on, "receiver": "检察官"},
        "police_answer": {"answer": "filed", "answered_on": on, "number": "新公立〔2024〕1号"},
        "handover": {"items": ["案卷"]},
        "police_reconsider": {"reason": "事实清楚"},
        "reconsider_answer": {"answer": "refused", "answered_on": on},
        "supervision": {"procuratorate": "新乡县人民检察院", "reason": "应当立案"},
        "consent": {"worker_consent_on": on, "employer_consent_on": on, "by_whom": "项目经理"},
        "negotiation": {"summary": "约谈"},
        "failed": {"reason": "拒绝支付", "route": "filing", "told": "已电话告知"},
        "confirmation": {"court": "新乡县人民法院", "mediator": "县调解中心"},
        "arbitral_paper": {"commission": "县仲裁委"},
        "default": {"what": "第一期"},
        **dict.fromkeys(
            (
                "order_served",
                "handling_notice_served",
                "decision_served",
                "penalty_notice_served",
                "penalty_served",
                "urge_served",
            ),
            served,
        ),
    }
    return fitting[key]


PAPERS: dict[str, dict[str, Any]] = {
    "order": COURT,
    "decision": {**COURT, "basis": "《劳动保障监察条例》第十八条"},
    "penalty_notice": {"proposed": ["罚款一万元"], "basis": "《劳动保障监察条例》第三十条"},
    "penalty": {
        **COURT,
        "penalties": ["罚款一万元"],
        "performance": "缴至指定银行",
        "fine": "yes",
        "basis": "《劳动保障监察条例》第三十条",
    },
    "hearing_notice": {"held_at": "九时三十分"},
    "compensation": COURT,
    "enforcement": {"basis": "《保障农民工工资支付条例》第四十二条", "head": "赵队长"},
    "police_send": {
        "suspect_details": "法定代表人张三",
        "facts": "拖欠工资",
        "approved_by": "赵队长",
        "approved_on": TODAY,
        "attachments": ["调查报告"],
        "copied_to": {"none": "无"},
    },
}


def who(key: str, people: People) -> Any:
    """Who takes this step in the tests."""
    if key.endswith("_review"):
        return people.reviewer
    heads = ("extend", "decision", "discussion", "penalty", "compensation", "enforcement", "police_approve")
    return people.head if key in heads else people.owner


def stamp(paper: Paper, people: People, on: date) -> None:
    """Print, stamp, scan."""
    keep_scan(paper=paper, content=b"%PDF-1.7 stamped", code=check_code(paper), by=people.owner, on=on)


def step(case: Case, key: str, people: People, on: date, **facts: Any) -> CaseStep:
    """Take a step with facts that fit, as the person who may; a penalty is stamped before it is served."""
    with on_day(on):
        if key == "penalty_served":
            stamp(Paper.objects.get(kind="penalty_decision", about_id=case.pk), people, on)
        return take_step(
            case=case,
            step=key,
            facts={**facts_for(key, on), **facts},
            by=who(key, people),
            on=on,
            paper_fields={**PAPERS.get(key, {})},
        )


def walk(case: Case, keys: str, people: People, start: date, days: int = 1) -> date:
    """Take several steps, one every so many days; the day after the last."""
    on = start
    for key in keys.split():
        step(case, key, people, on)
        on += timedelta(days=days)
    return on


def pay_all(clue: Clue, people: People, on: date, fen: int = 1_000_000, *, ask: bool = True) -> None:
    """Verify and pay every worker, and ask each of them."""
    with on_day(on):
        for claim in claims(clue):
            verify_claim(claim=claim, verified_fen=fen, basis="工资表、考勤", by=people.owner, on=on)
            record_payment(
                claim=claim,
                source="employer",
                amount_fen=fen,
                paid_on=on,
                voucher=f"回单{claim.pk}",
                by=people.owner,
                on=on,
            )
            if ask:
                record_confirmation(claim=claim, answer="received", method="call", asked_on=on, by=people.owner, on=on)
