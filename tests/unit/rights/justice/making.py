"""A referred clue, people at the desks of justice, and facts that fit each step of their files."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake.models import Clue
from tests.conftest import People
from tests.desks import desk_person
from tests.unit.rights.cases.making import make_case, on_day, step, walk

DESKS = {
    "police_case": ("police_liaison", UnitKind.POLICE),
    "prosecution": ("prosecutor_liaison", UnitKind.PROCURATORATE),
    "support_suit": ("prosecutor_liaison", UnitKind.PROCURATORATE),
    "wage_suit": ("court_liaison", UnitKind.COURT),
    "payment_order": ("court_liaison", UnitKind.COURT),
    "petition": ("petition_officer", UnitKind.PETITION),
}
SENT = "evidence investigated order order_served"
REFERRAL = "expired police_threshold police_report police_approve police_send"


def referred(people: People, **about: Any) -> tuple[Case, date]:
    """An inspection case referred to the police; the day on which it was sent."""
    case = make_case(people, **about)
    day = walk(case, SENT, people, date(2023, 12, 6)) + timedelta(days=8)
    for key in REFERRAL.split():
        step(case, key, people, day)
    return case, day


def liaison(procedure: str) -> Any:
    """Who keeps files of that procedure in the county; made once."""
    from nuanxin.foundation.organisations.models import Staff

    duty, kind = DESKS[procedure]
    return Staff.objects.filter(username=f"{duty}-410721").first() or desk_person(duty, kind)


def opened(procedure: str, clue: Clue, on: date, by: Any = None, **facts: Any) -> Case:
    """A file of the desk, opened with facts that fit."""
    by = by or liaison(procedure)
    with on_day(on):
        return open_file(
            clue=clue, procedure=procedure, unit=by.unit, officer=by, facts={**OPENING[procedure](on), **facts},
            by=by, on=on,
        )  # fmt: skip


def take(case: Case, key: str, on: date, by: Any = None, **facts: Any) -> CaseStep:
    """A step of a desk file with facts that fit, by its own officer."""
    with on_day(on):
        given = {**FACTS.get((case.procedure, key), lambda day: {})(on), **facts}
        written = PAPERS.get((case.procedure, key), {})
        return take_step(case=case, step=key, facts=given, by=by or case.officer, on=on, paper_fields=written)


OPENING: dict[str, Any] = {
    "police_case": lambda on: {"received_on": on, "receiver": "经侦大队民警", "items": ["移送书"], "competent": "yes"},
    "prosecution": lambda on: {"received_on": on, "source": "referring", "matter": "建议立案监督"},
    "support_suit": lambda on: {
        "received_on": on,
        "applicants": ["工人0", "工人1", "工人2"],
        "persons": 3,
        "amount": 3_000_000,
        "why": "不熟悉诉讼",
    },
    "wage_suit": lambda on: {"received_on": on, "matter": "suit", "plaintiffs": 3, "amount": 3_000_000},
    "petition": lambda on: {
        "received_on": on,
        "way": "visit",
        "kind": "first",
        "mass": "no",
        "persons": 3,
        "place": "县信访局",
        "urgent": "no",
    },
    "payment_order": lambda on: {
        "received_on": on,
        "basis": "wages",
        "amount": 3_000_000,
        "no_other_debt": "yes",
        "can_serve": "yes",
    },
}
FACTS: dict[tuple[str, str], Any] = {
    ("police_case", "redirect"): lambda on: {"to_organ": "获嘉县公安局", "told_on": on},
    ("police_case", "decide"): lambda on: {"answer": "filed", "answered_on": on, "number": "新公立〔2024〕1号"},
    ("police_case", "objects"): lambda on: {"handed_on": on, "items": ["案卷一册"]},
    ("police_case", "reconsider"): lambda on: {"received_on": on},
    ("police_case", "reconsider_decide"): lambda on: {"answer": "refused", "answered_on": on},
    ("police_case", "explain"): lambda on: {"asked_on": on, "reason": "证据不足"},
    ("police_case", "file_by_order"): lambda on: {
        "answer": "filed", "answered_on": on, "number": "新公立〔2024〕2号", "order": "新检通立〔2024〕1号",
    },
    ("police_case", "investigate"): lambda on: {"summary": "询问被害人，调取账户"},
    ("police_case", "measure"): lambda on: {"kind": "detention", "whom": "张某，法定代表人"},
    ("police_case", "ask_arrest"): lambda on: {"procuratorate": "新乡县人民检察院", "number": "新公提捕〔2024〕1号"},
    ("police_case", "arrest"): lambda on: {"number": "新检批捕〔2024〕1号", "arrested_on": on},
    ("police_case", "paid"): lambda on: {"checked": "逐人核对银行回单"},
    ("police_case", "withdraw"): lambda on: {"number": "新公撤〔2024〕1号", "reason": "付清，情节显著轻微"},
    ("police_case", "transfer"): lambda on: {"procuratorate": "新乡县人民检察院", "number": "新公诉〔2024〕1号"},
    ("police_case", "sent_back"): lambda on: {"points": "补充账户流水"},
    ("prosecution", "ask_reasons"): lambda on: {"police": "新乡县公安局", "asked_on": on},
    ("prosecution", "reasons"): lambda on: {"received_on": on, "reason": "认为证据不足", "tenable": "no"},
    ("prosecution", "order_filing"): lambda on: {"number": "新检通立〔2024〕1号", "sent_on": on},
    ("prosecution", "arrest_received"): lambda on: {"received_on": on, "number": "新公提捕〔2024〕1号"},
    ("prosecution", "arrest_decided"): lambda on: {"approved": "yes", "number": "新检批捕〔2024〕1号"},
    ("prosecution", "review_received"): lambda on: {"received_on": on, "number": "新公诉〔2024〕1号"},
    ("prosecution", "returned"): lambda on: {"points": "补充账户流水"},
    ("prosecution", "indict"): lambda on: {"number": "新检诉〔2024〕1号", "court": "新乡县人民法院", "indicted_on": on},
    ("prosecution", "not_prosecute"): lambda on: {
        "number": "新检不诉〔2024〕1号", "kind": "minor", "paid": "yes", "reason": "起诉前付清",
    },
    ("prosecution", "judged"): lambda on: {"judged_on": on, "number": "（2024）豫0721刑初1号", "result": "有期徒刑一年"},
    ("support_suit", "evidence"): lambda on: {"summary": "调取工资表"},
    ("support_suit", "decide"): lambda on: {"support": "yes"},
    ("support_suit", "letter"): lambda on: {"court": "新乡县人民法院"},
    ("support_suit", "ended"): lambda on: {"result": "法院已经立案"},
    ("wage_suit", "file"): lambda on: {
        "filed_on": on, "number": "（2024）豫0721民初1号", "ground": "iou", "procedure": "simple", "largest": 3_000_000,
    },
    ("wage_suit", "convert"): lambda on: {"procedure": "ordinary", "reason": "案情复杂"},
    ("wage_suit", "extend"): lambda on: {"reason": "当事人申请鉴定", "approved_by": "院长"},
    ("wage_suit", "preserve"): lambda on: {"received_on": on, "urgent": "yes", "property": "银行账户"},
    ("wage_suit", "preserve_decided"): lambda on: {"granted": "yes", "number": "（2024）豫0721财保1号"},
    ("wage_suit", "preserve_done"): lambda on: {"done_on": on, "property": "冻结三万元", "before_suit": "no"},
    ("wage_suit", "advance"): lambda on: {
        "clear": "yes", "urgent": "yes", "able": "yes", "granted": "yes", "amount": 500_000, "number": "先予1号",
    },
    ("wage_suit", "hearing"): lambda on: {"held_on": on, "summary": "双方到庭"},
    ("wage_suit", "dropped"): lambda on: {"number": "（2024）豫0721民初1号之一", "reason": "付清"},
    ("wage_suit", "judgment"): lambda on: {
        "kind": "judgment", "judged_on": on, "number": "（2024）豫0721民初1号", "amount": 3_000_000, "served_on": on,
    },
    ("wage_suit", "appeal"): lambda on: {"appealed_on": on, "by_whom": "用人单位"},
    ("wage_suit", "second"): lambda on: {
        "judged_on": on, "number": "（2024）豫07民终1号", "amount": 3_000_000, "result": "维持原判",
    },
    ("wage_suit", "effective"): lambda on: {"effective_on": on, "perform_by": on + timedelta(days=10)},
    ("wage_suit", "apply"): lambda on: {"received_on": on, "number": "（2024）豫0721执1号", "amount": 3_000_000},
    ("wage_suit", "drive"): lambda on: {"name": "涉农民工工资专项执行", "since": on},
    ("wage_suit", "measure"): lambda on: {"kind": "bank", "summary": "冻结账户"},
    ("wage_suit", "higher"): lambda on: {"court": "新乡市中级人民法院", "applied_on": on},
    ("wage_suit", "higher_answer"): lambda on: {"result": "order"},
    ("wage_suit", "stopped"): lambda on: {"number": "（2024）豫0721执1号之一", "reason": "暂无可供执行的财产"},
    ("payment_order", "accept"): lambda on: {"accepted_on": on, "number": "（2024）豫0721民督1号"},
    ("payment_order", "reject"): lambda on: {"reason": "债务有争议"},
    ("payment_order", "issue"): lambda on: {"issued_on": on, "number": "（2024）豫0721民督1号", "amount": 3_000_000},
    ("payment_order", "served"): lambda on: {"served_on": on, "receiver": "办公室主任"},
    ("payment_order", "unserved"): lambda on: {"tried": "两次上门，单位已经搬离"},
    ("payment_order", "objection"): lambda on: {"received_on": on, "grounds": "对数额有异议", "valid": "yes"},
    ("payment_order", "void"): lambda on: {"number": "（2024）豫0721民督1号之一", "told": "已书面告知"},
    ("payment_order", "enforced"): lambda on: {"court": "新乡县人民法院", "applied_on": on},
    ("payment_order", "settled"): lambda on: {"paid_on": on, "how": "转账"},
    ("petition", "again"): lambda on: OPENING["petition"](on) | {"kind": "repeat"},
    ("petition", "forward"): lambda on: {"how": "send", "to_organ": "新乡县人力资源和社会保障局", "forwarded_on": on},
    ("petition", "objection"): lambda on: {"reason": "不属本局职责", "upheld": "yes"},
    ("petition", "tell"): lambda on: {"result": "accepted", "told_on": on, "how": "书面"},
    ("petition", "led"): lambda on: {"route": "inspection", "to_organ": "县劳动保障监察大队"},
    ("petition", "extend"): lambda on: {"reason": "涉及多个工地", "approved_by": "局长", "told_on": on},
    ("petition", "decide"): lambda on: {"opinion": "支持请求", "supported": "yes", "served_on": on},
    ("petition", "ask_review"): lambda on: {"received_on": on, "organ": "市信访局", "asked": "yes"},
    ("petition", "review"): lambda on: {"result": "维持", "served_on": on},
    ("petition", "ask_final"): lambda on: {"received_on": on, "organ": "省信访局", "asked": "yes"},
    ("petition", "hearing"): lambda on: {"held_on": on, "open": "yes"},
    ("petition", "hearing_done"): lambda on: {"result": "事实清楚"},
    ("petition", "final"): lambda on: {"result": "维持", "served_on": on},
    ("petition", "ended"): lambda on: {"why": "息诉"},
}  # fmt: skip
PAPERS: dict[tuple[str, str], dict[str, Any]] = {
    ("support_suit", "letter"): {"facts": "拖欠三个月工资", "reason": "劳动者人数多、证据收集困难"},
    ("petition", "decide"): {"petitioner": "工人0等三人", "facts": "拖欠属实", "review_organ": "新乡市信访局"},
}
