"""What a case already knows of a paper's fields, so that the officer writes only what is new. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.cases.procedures.choosing import Taken
from nuanxin.rights.cases.procedures.on_paper import (
    Facts,
    FileOnPaper,
    Said,
    crime_name,
    evidence_told,
    how_served,
    owed,
    to_pay,
    worker_rows,
)
from nuanxin.rights.cases.procedures.records import RECORDS

Filler = Callable[[FileOnPaper, Mapping[str, Mapping[str, Any]], Mapping[str, Any]], dict[str, Any]]
_ABOVE: dict[str, Filler] = {}


def knows_paper(kind: str, filler: Filler) -> None:
    """A room above says how its kind of paper is filled from the file, from what the steps said and from the step's own facts."""
    _ABOVE[kind] = filler


_ARREARS = "《保障农民工工资支付条例》第三条、《中华人民共和国劳动合同法》第三十条"
_ORDER_BASIS = "《劳动保障监察条例》第十八条、第二十六条"


def prefill(paper: str, file: FileOnPaper, taken: Sequence[Taken], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of that paper as far as the file can fill them; a field it cannot fill is left out."""
    said = {done.step: done.facts for done in taken}
    found = str(said.get("investigated", {}).get("findings", ""))
    common: dict[str, Any] = {
        "employer": file.employer,
        "party": file.employer,
        "credit_code": file.credit_code or {"none": "没有查到统一社会信用代码"},
        "identity": file.credit_code or {"none": "没有查到统一社会信用代码"},
        "address": file.address,
        "legal_representative": file.legal_representative,
        "facts": found,
        "provisions": _ARREARS,
        "basis": _ORDER_BASIS,
        "officers": list(file.officers),
        "contact_name": file.contact_name,
        "contact_phone": file.contact_phone,
        "contact_address": file.contact_address,
        "reconsideration_organ": file.reconsideration_organ,
        "hearing": facts.get("heavy", ""),
        "case_number": file.case_number,
        "case_name": f"{file.employer}拖欠工资案",
        **facts,
    }
    own = _ABOVE.get(paper) or _OWN.get(paper) or RECORDS.get(paper)
    return {
        key: value
        for key, value in {**common, **(own(file, said, facts) if own else {})}.items()
        if value not in ("", [], None)
    }


def _order(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"orders": to_pay(file, said)}


def _notice(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"proposed": to_pay(file, said), "evidence": evidence_told(said)}


def _decision(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "decisions": to_pay(file, said),
        "evidence": evidence_told(said),
        "persons": owed(file, said)[0],
        "amount": owed(file, said)[1],
        "workers": worker_rows(file) or {"none": "没有逐人明细"},
        "prior_notice": _heard(
            said.get("handling_statement", {}), "行政处理事先告知书", file.papers.get("handling_notice", "")
        ),
    }


def _penalty_notice(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"evidence": evidence_told(said)}


def _penalty(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "evidence": evidence_told(said),
        "prior_notice": _heard(
            said.get("penalty_statement", {}), "行政处罚事先告知书", file.papers.get("penalty_notice", "")
        ),
    }


def _referral(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    served = said.get("order_served", {}) or said.get("decision_served", {})
    approved_by, approved_on = file.taken_by.get("police_approve", ("", None))
    return {
        "approved_by": approved_by,
        "approved_on": approved_on,
        "police": str(said.get("police_threshold", {}).get("police", "")),
        "case_name": crime_name(file),
        "suspect": file.employer,
        "persons": owed(file, said)[0],
        "amount": owed(file, said)[1],
        "order": file.papers.get("order", "") or file.papers.get("decision", ""),
        "order_served": how_served(served),
        "after_order": str(said.get("expired", {}).get("checked", "")),
    }


def _decided(file: FileOnPaper, said: Said) -> tuple[str, str]:
    """The decision that binds, the handling one before the penalty, and how it was served."""
    for key in ("decision", "penalty"):
        if file.papers.get(key):
            return file.papers[key], how_served(said.get(f"{key}_served", {}))
    return "", ""


def _review(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"proposed": to_pay(file, said)}


def _hearing(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    notice = file.papers.get("penalty_notice", "")
    return {"matter": f"{notice}拟作出的行政处罚" if notice else "", "open": "yes"}


def _compensation(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    due, percent = owed(file, said)[1], facts.get("percent")
    return {
        "order": file.papers.get("order", ""),
        "order_served": how_served(said.get("order_served", {})),
        "checked": str(said.get("expired", {}).get("checked", "")),
        "amount": due or None,
        "percent": str(percent) if percent is not None else "",
        "extra": (due * percent + 50) // 100 if isinstance(percent, int) and due else None,
    }


def _urging(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    decision, served = _decided(file, said)
    return {
        "decision": decision,
        "decision_served": served,
        "duty": to_pay(file, said),
        "how": "通过银行转账或者以现金足额支付给劳动者本人",
    }


def _enforcement(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    decision, served = _decided(file, said)
    urged, heard = file.papers.get("urge", ""), said.get("handling_statement") or said.get("penalty_statement", {})
    return {
        "decision": decision,
        "decision_served": served,
        "opinion": _heard(heard, "", "") or {"none": "没有提出意见"},
        "urged": f"{urged}{how_served(said.get('urge_served', {}))}，期满仍未履行" if urged else "",
        "subject": to_pay(file, said),
        "attachments": [one for one in (decision, urged, "送达回证", "作出决定的事实、理由和依据材料") if one],
    }


def _asked_again(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    answer = said.get("reconsider_answer") or said.get("police_answer", {})
    day, number = answer.get("answered_on"), str(answer.get("number", ""))
    word = "维持不予立案" if "reconsider_answer" in said else "不予立案"
    told = f"{chinese_day(day)}{number}{word}" if isinstance(day, date) else ""
    return {
        "police": str(said.get("police_threshold", {}).get("police", "")),
        "case_name": crime_name(file),
        "referral": file.papers.get("police_send", ""),
        "answer": told,
    }


def _heard(statement: Mapping[str, Any], notice: str, paper: str) -> str:
    how = {
        "stated": "当事人提出了陈述、申辩",
        "waived": "当事人表示不陈述、不申辩",
        "silent": "当事人期满未提出陈述、申辩",
    }
    said = how.get(str(statement.get("heard", "")), "")
    content = str(statement.get("content", "") or "")
    return "，".join(part for part in (f"本机关已送达《{paper or notice}》" if said else "", said, content) if part)


_OWN = {
    "correction_order": _order,
    "handling_prior_notice": _notice,
    "handling_decision": _decision,
    "penalty_prior_notice": _penalty_notice,
    "penalty_decision": _penalty,
    "criminal_referral": _referral,
    "legal_review_opinion": _review,
    "hearing_notice": _hearing,
    "compensation_order": _compensation,
    "urging_notice": _urging,
    "enforcement_application": _enforcement,
    "reconsideration_request": _asked_again,
    "supervision_proposal": _asked_again,
}
