"""What fits each step of the legs of justice in the demonstration; numbers of papers say that they are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

DESKS = {
    "police_case": "police_liaison",
    "prosecution": "prosecutor_liaison",
    "support_suit": "prosecutor_liaison",
    "wage_suit": "court_liaison",
    "payment_order": "court_liaison",
    "petition": "petition_officer",
}


def nothing(on: date) -> dict[str, Any]:
    """Steps that state nothing."""
    return {}


OPENING: dict[str, Callable[[date], dict[str, Any]]] = {
    "police_case": lambda on: {"received_on": on, "receiver": "经侦大队", "items": ["移送书", "案卷"], "competent": "yes"},
    "prosecution": lambda on: {"received_on": on, "source": "referring", "matter": "建议进行立案监督"},
    "support_suit": lambda on: {
        "received_on": on, "applicants": ["工人三名"], "persons": 3, "amount": 2_400_000, "why": "不熟悉诉讼、证据收集困难",
    },
    "wage_suit": lambda on: {"received_on": on, "matter": "suit", "plaintiffs": 3, "amount": 2_400_000},
    "payment_order": lambda on: {
        "received_on": on, "basis": "wages", "amount": 2_400_000, "no_other_debt": "yes", "can_serve": "yes",
    },
    "petition": lambda on: {
        "received_on": on, "way": "visit", "kind": "first", "mass": "no", "persons": 2, "place": "县信访局", "urgent": "no",
    },
}  # fmt: skip
FACTS: dict[tuple[str, str], Callable[[date], dict[str, Any]]] = {
    ("police_case", "redirect"): lambda on: {"to_organ": "获嘉县公安局", "told_on": on},
    ("police_case", "decide"): lambda on: {"answer": "filed", "answered_on": on, "number": "新公立字〔演示〕1号"},
    ("police_case", "objects"): lambda on: {"handed_on": on, "items": ["案卷一册"]},
    ("police_case", "reconsider"): lambda on: {"received_on": on},
    ("police_case", "reconsider_decide"): lambda on: {"answer": "refused", "answered_on": on},
    ("police_case", "explain"): lambda on: {"asked_on": on, "reason": "认为证据不足"},
    ("police_case", "file_by_order"): lambda on: {
        "answer": "filed", "answered_on": on, "number": "新公立字〔演示〕2号", "order": "新检通立〔演示〕1号",
    },
    ("police_case", "investigate"): lambda on: {"summary": "询问劳动者，调取账户流水"},
    ("police_case", "measure"): lambda on: {"kind": "detention", "whom": "某某，法定代表人"},
    ("police_case", "ask_arrest"): lambda on: {"procuratorate": "新乡县人民检察院", "number": "新公提捕〔演示〕1号"},
    ("police_case", "arrest"): lambda on: {"number": "新检批捕〔演示〕1号", "arrested_on": on},
    ("police_case", "paid"): lambda on: {"checked": "逐人核对银行回单"},
    ("police_case", "withdraw"): lambda on: {"number": "新公撤〔演示〕1号", "reason": "付清，情节显著轻微"},
    ("police_case", "sent_back"): lambda on: {"points": "补充单位账户流水"},
    ("police_case", "transfer"): lambda on: {"procuratorate": "新乡县人民检察院", "number": "新公诉〔演示〕1号"},
    ("prosecution", "ask_reasons"): lambda on: {"police": "新乡县公安局", "asked_on": on},
    ("prosecution", "reasons"): lambda on: {"received_on": on, "reason": "认为证据不足", "tenable": "no"},
    ("prosecution", "order_filing"): lambda on: {"number": "新检通立〔演示〕1号", "sent_on": on},
    ("prosecution", "arrest_received"): lambda on: {"received_on": on, "number": "新公提捕〔演示〕1号"},
    ("prosecution", "arrest_decided"): lambda on: {"approved": "yes", "number": "新检批捕〔演示〕1号"},
    ("prosecution", "review_received"): lambda on: {"received_on": on, "number": "新公诉〔演示〕1号"},
    ("prosecution", "returned"): lambda on: {"points": "补充经责令支付的送达证据"},
    ("prosecution", "indict"): lambda on: {"number": "新检诉〔演示〕1号", "court": "新乡县人民法院", "indicted_on": on},
    ("prosecution", "not_prosecute"): lambda on: {
        "number": "新检不诉〔演示〕1号", "kind": "minor", "paid": "yes", "reason": "提起公诉前付清",
    },
    ("prosecution", "judged"): lambda on: {"judged_on": on, "number": "刑初〔演示〕1号", "result": "有罪，责令支付"},
    ("support_suit", "evidence"): lambda on: {"summary": "调取考勤记录和银行流水"},
    ("support_suit", "decide"): lambda on: {"support": "yes"},
    ("support_suit", "letter"): lambda on: {"court": "新乡县人民法院"},
    ("support_suit", "ended"): lambda on: {"result": "法院已经立案"},
    ("wage_suit", "file"): lambda on: {
        "filed_on": on, "number": "民初〔演示〕1号", "ground": "iou", "procedure": "simple", "largest": 2_400_000,
    },
    ("wage_suit", "convert"): lambda on: {"procedure": "simple", "reason": "当事人有异议，经审查成立"},
    ("wage_suit", "extend"): lambda on: {"reason": "需要等待鉴定", "approved_by": "院长"},
    ("wage_suit", "preserve"): lambda on: {"received_on": on, "urgent": "yes", "property": "银行账户"},
    ("wage_suit", "preserve_decided"): lambda on: {"granted": "yes", "number": "财保〔演示〕1号"},
    ("wage_suit", "preserve_done"): lambda on: {"done_on": on, "property": "冻结账户", "before_suit": "no"},
    ("wage_suit", "advance"): lambda on: {
        "clear": "yes", "urgent": "yes", "able": "yes", "granted": "yes", "amount": 300_000, "number": "先予〔演示〕1号",
    },
    ("wage_suit", "hearing"): lambda on: {"held_on": on, "summary": "双方到庭"},
    ("wage_suit", "dropped"): lambda on: {"number": "民初〔演示〕1号之一", "reason": "和解"},
    ("wage_suit", "judgment"): lambda on: {
        "kind": "judgment", "judged_on": on, "number": "民初〔演示〕1号", "amount": 2_400_000, "served_on": on,
    },
    ("wage_suit", "appeal"): lambda on: {"appealed_on": on, "by_whom": "用人单位"},
    ("wage_suit", "second"): lambda on: {"judged_on": on, "number": "民终〔演示〕1号", "amount": 2_400_000, "result": "维持"},
    ("wage_suit", "effective"): lambda on: {"effective_on": on, "perform_by": on + timedelta(days=10)},
    ("wage_suit", "apply"): lambda on: {"received_on": on, "number": "执〔演示〕1号", "amount": 2_400_000},
    ("wage_suit", "drive"): lambda on: {"name": "涉农民工工资集中执行（演示）", "since": on},
    ("wage_suit", "measure"): lambda on: {"kind": "bank", "summary": "冻结、划拨存款"},
    ("wage_suit", "higher"): lambda on: {"court": "新乡市中级人民法院", "applied_on": on},
    ("wage_suit", "higher_answer"): lambda on: {"result": "order", "number": "执监〔演示〕1号"},
    ("wage_suit", "stopped"): lambda on: {"number": "执〔演示〕1号之一", "reason": "暂无可供执行的财产"},
    ("payment_order", "accept"): lambda on: {"accepted_on": on, "number": "民督〔演示〕1号"},
    ("payment_order", "reject"): lambda on: {"reason": "双方还有其他债务纠纷"},
    ("payment_order", "issue"): lambda on: {"issued_on": on, "number": "民督〔演示〕1号", "amount": 2_400_000},
    ("payment_order", "served"): lambda on: {"served_on": on, "receiver": "办公室主任"},
    ("payment_order", "unserved"): lambda on: {"tried": "两次上门，单位已经搬离"},
    ("payment_order", "objection"): lambda on: {"received_on": on, "grounds": "对数额有异议", "valid": "yes"},
    ("payment_order", "void"): lambda on: {"number": "民督〔演示〕1号之一", "told": "应当先申请劳动争议仲裁，已书面告知"},
    ("payment_order", "enforced"): lambda on: {"court": "新乡县人民法院", "applied_on": on},
    ("payment_order", "settled"): lambda on: {"paid_on": on, "how": "转账"},
    ("petition", "again"): OPENING["petition"],
    ("petition", "forward"): lambda on: {"how": "send", "to_organ": "新乡县人力资源和社会保障局", "forwarded_on": on},
    ("petition", "objection"): lambda on: {"reason": "不属本局职责", "upheld": "yes"},
    ("petition", "tell"): lambda on: {"result": "accepted", "told_on": on, "how": "书面"},
    ("petition", "led"): lambda on: {"route": "inspection", "to_organ": "县劳动保障监察大队"},
    ("petition", "extend"): lambda on: {"reason": "涉及多个工地", "approved_by": "局长", "told_on": on},
    ("petition", "decide"): lambda on: {"opinion": "请求有事实依据，予以支持", "supported": "yes", "served_on": on},
    ("petition", "ask_review"): lambda on: {"received_on": on, "organ": "市信访局", "asked": "yes"},
    ("petition", "review"): lambda on: {"result": "维持", "served_on": on},
    ("petition", "ask_final"): lambda on: {"received_on": on, "organ": "省信访局", "asked": "yes"},
    ("petition", "hearing"): lambda on: {"held_on": on, "open": "yes"},
    ("petition", "hearing_done"): lambda on: {"result": "请求有事实依据"},
    ("petition", "final"): lambda on: {"result": "维持", "served_on": on},
    ("petition", "ended"): lambda on: {"why": "息诉"},
}  # fmt: skip
PAPERS: dict[tuple[str, str], dict[str, Any]] = {
    ("support_suit", "letter"): {"facts": "拖欠三个月工资", "reason": "劳动者人数多、证据收集困难"},
    ("petition", "decide"): {"petitioner": "信访人", "facts": "拖欠工资属实", "review_organ": "新乡市信访局"},
}
