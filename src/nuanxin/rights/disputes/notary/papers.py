"""What the file knows of the papers of a notarised repayment. Pure."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.accompanying import Accompanying
from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said
from nuanxin.rights.disputes.mediation.papers import WAY, agreed_rows, parts_of, total_of, workers_of
from nuanxin.rights.disputes.notary.procedure import KEY, PRESENCE

_F = Permission.FILE_HANDLE
BESIDE = (
    Accompanying("notary_application", KEY, ("apply",), _F, when_closed=True),
    Accompanying("notary_dunning_notice", KEY, ("default",), _F, repeats=True),
)
_ANSWERS = {"agrees": "债务人对未履行没有异议", "objects": "债务人提出异议", "silent": "债务人没有答复"}


def _parties(file: FileOnPaper) -> dict[str, Any]:
    return {
        "worker_side": workers_of(file),
        "credit_code": file.credit_code or {"none": "没有查到统一社会信用代码"},
        "address": file.address or {"none": "没有查明地址"},
        "legal_representative": file.legal_representative or {"none": "没有查明法定代表人"},
    }


def _application(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    asked = said.get("apply", {})
    days = {key: asked.get(key) for key in ("worker_applied_on", "employer_applied_on")}
    return {**_parties(file), **days, "debt": asked.get("debt", "")}


def _deed(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    stated = said.get("statement", {})
    person = str(stated.get("person", ""))
    how = dict(PRESENCE).get(str(stated.get("presence", "")), "")
    return {
        **_parties(file),
        "amount": total_of(file),
        "instalments": parts_of(file),
        "way": WAY,
        "accepts": ("一期逾期即视为其余各期全部到期；" if stated.get("accelerates") == "yes" else "")
        + "不履行或者不适当履行上述还款义务时，愿意接受人民法院强制执行"
        if stated.get("accepts") == "yes"
        else "",
        "present": f"{how}（{person}）" if how and person else "",
        "verify_how": "向债务人预留的手机号码、地址核实，并核对支付凭证",
        "workers": agreed_rows(file),
        "notary": file.contact_name,
    }


def _dunning(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    what = said.get("default", {}).get("what")
    return {"deed": file.papers.get("deed", ""), "overdue": [str(what)] if what else [], "way": WAY}


def _certificate(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    checked, agreed = said.get("check", {}), total_of(file)
    parts = file.agreement.parts if file.agreement else ()
    verified = [str(checked.get("asked", "")), _ANSWERS.get(str(checked.get("answer", "")), "")]
    verified += [f"对异议的审查：{checked['objection']}"] if checked.get("objection") else []
    paid = checked.get("paid")
    all_due = said.get("statement", {}).get("accelerates") == "yes"
    return {
        **_parties(file),
        "deed": file.papers.get("deed", ""),
        "agreed": agreed,
        "paid": f"{yuan(paid)}元" if isinstance(paid, int) else "",
        "verified": [one for one in verified if one]
        + (["按约定，一期逾期，其余各期全部到期"] if all_due else ["以下仅就已经到期的各期申请执行"]),
        "limits": [f"第{n}期：{chinese_day(day)}" for n, (day, _) in enumerate(parts, 1)],
        "notary": file.contact_name,
    }


def _to_court(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    certificate = file.papers.get("certificate", "")
    deed = file.papers.get("deed", "")
    return {
        **_parties(file),
        "deed": deed,
        "certificate": certificate,
        "amount": said.get("certificate", {}).get("amount"),
        "attachments": [one for one in (deed, certificate, "申请执行人身份证明", "支付凭证") if one],
    }


def _simple(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"worker_side": workers_of(file), "debt": said.get("apply", {}).get("debt", "")}


FILLERS = {
    "notary_application": _application,
    "notary_acceptance": _simple,
    "notary_refusal": _simple,
    "enforceable_deed": _deed,
    "notary_dunning_notice": _dunning,
    "enforcement_certificate": _certificate,
    "deed_enforcement_application": _to_court,
}
