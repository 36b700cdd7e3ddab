"""Gates that several steps of a mediation share, with their articles."""

from __future__ import annotations

from nuanxin.rights.cases.procedures.declared import Bar, Fact, Limit, Need

PM, LM = "人民调解法", "劳动争议调解仲裁法"
OVER = Bar(("refused", "failed", "declined"), "调解已经终止")
AGREED = Bar(("agreement",), "已经达成调解协议")
PERFORMED = Bar(("performed",), "协议已经履行完毕")
CONSENT = Need(("consent",), "没有双方同意的记录；当事人一方明确拒绝的，不得调解", f"{PM}第十七条；{LM}第三条")
EFFECT = Need(("signed", "oral"), "调解协议还没有生效", f"{PM}第二十九条、第三十条")
JOINT = (Fact("worker_on", "劳动者一方申请日期", "day"), Fact("employer_on", "用人单位申请日期", "day"))


def within(term: str, why: str, cites: str) -> tuple[Limit, ...]:
    """The same limit from whichever way the agreement took effect."""
    return tuple(Limit(f"{step}.effective_on", (term,), why, cites) for step in ("signed", "oral"))
