"""What the file knows of the papers of a mediation. A field that it cannot fill says why, or is left to the mediator. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.accompanying import Accompanying
from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said
from nuanxin.rights.disputes.mediation.procedure import KEY
from nuanxin.rights.disputes.mediation.words import FORMS, KINDS, MEDIA, ROUTES_AFTER_FAILURE, VENUES

_F = Permission.FILE_HANDLE
BESIDE = (
    Accompanying("mediation_application", KEY, ("apply",), _F, when_closed=True),
    Accompanying("mediation_record", KEY, ("session",), _F, repeats=True),
)
WAY = "通过银行转账支付到劳动者本人的银行账户"
_RESULTS = {"agreed": "双方达成一致", "continue": "择日再调", "apart": "双方分歧较大，未达成一致"}
_REASONS = {
    "apart": "双方分歧较大，达不成协议",
    "withdrawn": "当事人要求终止调解",
    "time": "期限届满未达成协议",
    "employer": "用人单位明确拒绝调解",
    "worker": "劳动者明确拒绝调解",
}
_ROUTES = {
    "arbitration": "向劳动人事争议仲裁委员会申请仲裁（不收费）；也可以向劳动保障监察机构投诉",
    "inspection": "向劳动保障监察机构投诉；也可以申请劳动仲裁",
    "suit": "以工资欠条等为证据、诉讼请求不涉及劳动关系其他争议的，可以直接向人民法院起诉；也可以申请劳动仲裁",
}


def workers_of(file: FileOnPaper) -> str:
    """刘强、张三、李四等12人（名单见附表）."""
    names = [one.name for one in file.workers]
    return "、".join(names[:3]) + (f"等{len(names)}人（名单见附表）" if len(names) > 3 else "")


def agreed_rows(file: FileOnPaper) -> list[list[Any]] | dict[str, str]:
    """Name, period and 分 of every worker with a verified sum still open; else the reason why there is no annex."""
    rows = [
        [one.name, one.owed_period or "未记明", (one.verified_fen or 0) - one.paid_fen] for one in file.owed_workers
    ]
    return rows or {"none": "没有逐人核实的明细，金额以协议正文为准"}


def parts_of(file: FileOnPaper) -> list[str]:
    """第1期：2024年1月31日前支付50,000.00元."""
    parts = file.agreement.parts if file.agreement else ()
    return [f"第{n}期：{chinese_day(day)}前支付{yuan(fen)}元" for n, (day, fen) in enumerate(parts, 1)]


def total_of(file: FileOnPaper) -> int | None:
    """The agreed sum in 分: that of its parts, nothing else."""
    return sum(fen for _, fen in file.agreement.parts) if file.agreement else None


def word_of(options: Iterable[tuple[str, str]], key: Any) -> str:
    """The label of an option."""
    return dict(options).get(str(key), "")


def _application(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    asked = said.get("apply", {})
    rows = [[one.name, one.owed_period or "未记明", one.verified_fen or 0] for one in file.workers if one.verified_fen]
    return {
        "applicant": workers_of(file),
        "credit_code": file.credit_code or {"none": "没有查到统一社会信用代码"},
        "address": file.address or {"none": "申请时尚未查明地址"},
        "kind": word_of(KINDS, asked.get("kind")),
        "form": word_of(FORMS, asked.get("form")),
        "request": asked.get("request", ""),
        "received_on": asked.get("received_on"),
        "workers": rows or {"none": "金额尚未逐人核实"},
    }


def _acceptance(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    asked = said.get("apply", {})
    return {
        "applicant": workers_of(file),
        "received_on": asked.get("received_on"),
        "request": asked.get("request", ""),
    }


def _record(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    held = said.get("session", {})
    _, on = file.taken_by.get("session", ("", None))
    hours = f"{held['began']}至{held['ended']}" if held.get("began") else ""
    seen = "网上核对证件和本人" if held.get("medium") == "video" else ""
    return {
        "held_on": on,
        "hours": hours,
        "medium": word_of(MEDIA, held.get("medium")),
        "place": held.get("place", ""),
        "present": list(held.get("present", [])),
        "mediator": said.get("appoint", {}).get("mediator", ""),
        "identity_checked": seen,
        "summary": [str(held["summary"])] if held.get("summary") else [],
        "result": _RESULTS.get(str(held.get("result", "")), ""),
    }


def _agreement(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    signed, fen = file.agreement, total_of(file)
    return {
        "credit_code": file.credit_code or {"none": "没有查到统一社会信用代码"},
        "signer": said.get("consent", {}).get("by_whom", ""),
        "worker_side": workers_of(file),
        "dispute": said.get("apply", {}).get("request", ""),
        "liability": f"{file.employer}承认尚欠上述工资，负有支付责任" if fen else "",
        "amount": fen,
        "instalments": parts_of(file),
        "way": WAY,
        "terms": signed.text if signed else "",
        "workers": agreed_rows(file),
        "mediator": said.get("appoint", {}).get("mediator", ""),
    }


def _joint(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    effect: Mapping[str, Any] = said.get("signed") or said.get("oral") or {}
    name = file.papers.get("signed", "")
    day = effect.get("effective_on")
    oral = f"{chinese_day(day)}的口头调解协议" if isinstance(day, date) and not name else ""
    attached = [f"{name}" if name else "口头调解协议的记录", "双方当事人身份证明", "调解组织主持调解的证明"]
    return {
        "worker_side": workers_of(file),
        "venue": word_of(VENUES, facts.get("venue")),
        "agreement": name or oral,
        "effective_on": day,
        "amount": total_of(file),
        "instalments": parts_of(file),
        "attachments": attached,
    }


def _urging(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    what = said.get("default", {}).get("what")
    signed = file.agreement
    told = f"{chinese_day(signed.signed_on)}达成的调解协议" if signed else ""
    return {"agreement": file.papers.get("signed", "") or told, "overdue": [str(what)] if what else [], "how": WAY}


def _ending(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "applicant": workers_of(file),
        "received_on": said.get("apply", {}).get("received_on"),
        "reason": _REASONS.get(str(facts.get("reason") or facts.get("side") or ""), ""),
        "route_told": _ROUTES.get(str(facts.get("route", "")), ""),
    }


FILLERS = {
    "mediation_application": _application,
    "mediation_acceptance": _acceptance,
    "mediation_record": _record,
    "mediation_agreement": _agreement,
    "judicial_confirmation_application": _joint,
    "arbitral_review_application": _joint,
    "mediation_urging": _urging,
    "mediation_ending": _ending,
}
assert set(_ROUTES) == {key for key, _ in ROUTES_AFTER_FAILURE}
