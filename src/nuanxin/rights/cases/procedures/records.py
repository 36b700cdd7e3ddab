"""What a case knows of its records, lists and internal sheets. A field that the file cannot fill says why. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.rights.cases.procedures.on_paper import (
    EvidenceOnPaper,
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

_REVIEWED = {"agree": "同意", "return": "退回补充"}


def _or_none(value: Any, reason: str) -> Any:
    """The value, or 无 with its reason."""
    return value if value not in ("", None, [], ()) else {"none": reason}


def _party(file: FileOnPaper) -> dict[str, Any]:
    """Who the employer is, as far as it was known."""
    return {
        "credit_code": _or_none(file.credit_code, "没有查到统一社会信用代码"),
        "address": _or_none(file.address, "立案时尚未查明地址"),
        "legal_representative": _or_none(file.legal_representative, "立案时尚未查明法定代表人"),
        "project": _or_none(file.project, "没有反映工程项目"),
    }


def _filing(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        **_party(file),
        "source": file.source,
        "received_on": file.received_on,
        "matter": file.matter,
        "tests": list(file.filing_tests),
        "approved_by": file.approved_by,
        "filed_on": file.opened_on,
    }


def _inquiry_notice(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "matter": "拖欠工资一案",
        "attendant": f"法定代表人{file.legal_representative}" if file.legal_representative else "",
        "materials": ["劳动合同和职工名册", "考勤记录", "工资支付台账和支付凭证"],
    }


def _inquiry(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"place": file.contact_address, "recorder": file.officers[-1] if len(file.officers) > 1 else ""}


def _inspection(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "project": _or_none(file.project, "没有反映工程项目"),
        "place": file.address,
        "case_number": _or_none(file.case_number, "尚未立案"),
    }


def _hold(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"matter": "拖欠工资"}


def _list(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "items": [[str(n), one.what, one.how, one.on.isoformat(), one.mark] for n, one in _numbered(file)],
        "total": f"{len(file.evidence)}件" if file.evidence else "",
        "case_number": _or_none(file.case_number, "尚未立案"),
    }


def _catalogue(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "items": _or_none(_list(file, said, facts)["items"], "各方都没有提交证据"),
        "total": f"{len(file.evidence)}件",
        "case_number": _or_none(file.case_number, "案卷没有编号"),
        "handled_by": "、".join(file.officers),
    }


def _numbered(file: FileOnPaper) -> list[tuple[int, EvidenceOnPaper]]:
    return list(enumerate(file.evidence, 1))


def _extension(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    by, on = file.taken_by.get("extend", ("", None))
    done = [f"{chinese_day(one.on)}{one.how}：{one.what}" for one in file.evidence if on is None or one.on <= on]
    return {
        "filed_on": file.opened_on,
        "reason": str(said.get("extend", {}).get("reason", "")),
        "done": _or_none(done, "批准延长以前没有取证记录"),
        "approved_by": by,
        "approved_on": on,
    }


def _handling(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    _, ended_on = file.taken_by.get("investigated", ("", None))
    persons, fen = owed(file, said)
    return {
        "filed_on": file.opened_on,
        "ended_on": ended_on,
        "persons": persons,
        "amount": fen,
        "evidence": [one.what for one in file.evidence] or evidence_told(said),
        "proposed": [f"责令{line}" for line in to_pay(file, said)],
    }


def _statement(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    kind = "penalty" if file.papers.get("penalty_notice") else "handling"
    heard = said.get(f"{kind}_statement", {})
    return {
        "notice": file.papers.get(f"{kind}_notice", ""),
        "notice_served": how_served(said.get(f"{kind}_notice_served", {})),
        "heard_on": file.taken_by.get(f"{kind}_statement", ("", None))[1],
        "place": file.contact_address,
        "person": f"{file.legal_representative}，法定代表人" if file.legal_representative else "",
        "authority": {"none": "法定代表人本人到场"} if file.legal_representative else "",
        "content": [str(heard["content"])] if heard.get("content") else [],
    }


def _hearing(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    told, held = said.get("hearing_notice", {}), said.get("hearing", {})
    return {
        "notice": file.papers.get("hearing_notice", ""),
        "held_on": told.get("held_on"),
        "place": str(told.get("place", "")),
        "chair": str(told.get("chair", "")),
        "open": "yes",
        "proposal": [str(held["record"])] if held.get("record") else [],
        "recording": str(held.get("recording", "")),
    }


def _discussion(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    held = said.get("discussion", {})
    chair, on = file.taken_by.get("discussion", ("", None))
    review = said.get("penalty_review") or said.get("handling_review", {})
    told = _REVIEWED.get(str(review.get("opinion", "")), "")
    return {
        "held_on": on,
        "place": file.contact_address,
        "chair": chair,
        "present": list(held.get("present", [])),
        "review": "：".join(part for part in (told, str(review.get("text", ""))) if part),
        "result": str(held.get("result", "")),
    }


def _withdrawal(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "filed_on": file.opened_on,
        "reason": file.notes.get("withdrawn", ""),
        "approved_by": file.taken_by.get("withdrawn", ("", None))[0],
    }


def _handover(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    answer = said.get("reconsider_answer") or said.get("police_answer", {})
    day = answer.get("answered_on")
    filed = ""
    if answer.get("answer") == "filed" and isinstance(day, date):
        filed = f"{chinese_day(day)}{answer.get('number', '')}"
    named = [str(one) for one in said.get("handover", {}).get("items", [])]
    known = named or [*dict.fromkeys(file.papers.values()), *(one.what for one in file.evidence)]
    return {
        "case_name": crime_name(file),
        "referral": file.papers.get("police_send", ""),
        "police": str(said.get("police_threshold", {}).get("police", "")),
        "filed": _or_none(filed, "公安机关尚未立案，随移送书一并移交"),
        "handed_on": file.taken_by.get("handover", file.taken_by.get("police_send", ("", None)))[1],
        "items": [[str(n), what, "", "", ""] for n, what in enumerate(known, 1)],
    }


def _settlement(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    signed = file.agreement
    names = [one.name for one in file.workers]
    shown = "、".join(names[:3]) + (f"等{len(names)}人（名单见附表）" if len(names) > 3 else "")
    parts = signed.parts if signed else ()
    return {
        "credit_code": _or_none(file.credit_code, "没有查到统一社会信用代码"),
        "signer": str(said.get("consent", {}).get("by_whom", "")),
        "worker_side": shown,
        "dispute": f"{file.matter}一事" if file.matter else "",
        "amount": sum(fen for _, fen in parts) or None,
        "instalments": [f"第{n}期：{chinese_day(day)}前支付{yuan(fen)}元" for n, (day, fen) in enumerate(parts, 1)],
        "way": "由甲方通过银行转账支付到劳动者本人的银行账户",
        "terms": signed.text if signed else {"none": "双方没有其他约定"},
        "workers": _or_none(worker_rows(file), "没有逐人核实的明细"),
        "mediator": file.contact_name,
        "signed_on": signed.signed_on if signed else None,
    }


def _address(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"medium": {"none": "不同意电子送达"}, "electronic": "no"}


RECORDS = {
    "filing_approval": _filing,
    "inquiry_notice": _inquiry_notice,
    "inquiry_record": _inquiry,
    "inspection_record": _inspection,
    "evidence_hold": _hold,
    "evidence_list": _list,
    "evidence_catalogue": _catalogue,
    "extension_approval": _extension,
    "handling_approval": _handling,
    "statement_record": _statement,
    "hearing_record": _hearing,
    "discussion_record": _discussion,
    "withdrawal_decision": _withdrawal,
    "handover_list": _handover,
    "settlement_agreement": _settlement,
    "service_address": _address,
}
