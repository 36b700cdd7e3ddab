"""What a case already knows of a paper's fields, so that the officer writes only what is new. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.rights.cases.procedures.choosing import Taken

_ARREARS = "《保障农民工工资支付条例》第三条、《中华人民共和国劳动合同法》第三十条"
_ORDER_BASIS = "《劳动保障监察条例》第十八条、第二十六条"


@dataclass(frozen=True)
class WorkerOnPaper:
    """One line of the annex: money in 分."""

    name: str
    owed_period: str
    verified_fen: int | None
    paid_fen: int


@dataclass(frozen=True)
class FileOnPaper:
    """What the file knows, as plain text."""

    case_number: str
    clue_number: str
    source: str
    opened_on: date
    employer: str
    credit_code: str
    address: str
    legal_representative: str
    project: str
    officers: tuple[str, ...]
    contact_name: str
    contact_phone: str
    contact_address: str
    reconsideration_organ: str
    workers: tuple[WorkerOnPaper, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)

    @property
    def owed_fen(self) -> int:
        return sum(max(0, (one.verified_fen or 0) - one.paid_fen) for one in self.workers)

    @property
    def owed_workers(self) -> tuple[WorkerOnPaper, ...]:
        return tuple(one for one in self.workers if (one.verified_fen or 0) > one.paid_fen)


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
        **{key: value for key, value in facts.items() if key in ("due_on", "statement_by")},
    }
    own = _OWN.get(paper)
    return {
        key: value for key, value in {**common, **(own(file, said) if own else {})}.items() if value not in ("", [])
    }


def _pay(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """By the ledger where it is verified, else by what the investigation found."""
    persons, fen = _owed(file, said)
    return [f"支付{persons}名劳动者工资共计{yuan(fen)}元"] if persons and fen else []


def _owed(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    if any(one.verified_fen is not None for one in file.workers):
        return len(file.owed_workers), file.owed_fen
    found = said.get("investigated", {})
    return int(found.get("persons", 0)), int(found.get("amount", 0))


def _table(file: FileOnPaper) -> list[list[Any]]:
    return [
        [one.name, one.owed_period or "未记明", (one.verified_fen or 0) - one.paid_fen] for one in file.owed_workers
    ]


def _order(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {"orders": _pay(file, said)}


def _notice(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {"proposed": _pay(file, said), "evidence": _evidence(said)}


def _decision(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "decisions": _pay(file, said),
        "evidence": _evidence(said),
        "persons": _owed(file, said)[0],
        "amount": _owed(file, said)[1],
        "workers": _table(file) or {"none": "没有逐人明细"},
        "prior_notice": _heard(
            said.get("handling_statement", {}), "行政处理事先告知书", file.papers.get("handling_notice", "")
        ),
    }


def _penalty_notice(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {"evidence": _evidence(said)}


def _penalty(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "evidence": _evidence(said),
        "prior_notice": _heard(
            said.get("penalty_statement", {}), "行政处罚事先告知书", file.papers.get("penalty_notice", "")
        ),
    }


def _referral(file: FileOnPaper, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    served = said.get("order_served", {}) or said.get("decision_served", {})
    day = served.get("served_on")
    return {
        "police": str(said.get("police_threshold", {}).get("police", "")),
        "case_name": f"{file.employer}涉嫌拒不支付劳动报酬案",
        "suspect": file.employer,
        "persons": _owed(file, said)[0],
        "amount": _owed(file, said)[1],
        "order": file.papers.get("order", "") or file.papers.get("decision", ""),
        "order_served": f"{chinese_day(day)}送达{served.get('recipient', '')}" if isinstance(day, date) else "",
        "after_order": str(said.get("expired", {}).get("checked", "")),
    }


def _evidence(said: Mapping[str, Mapping[str, Any]]) -> list[str]:
    summary = str(said.get("evidence", {}).get("summary", ""))
    return [summary] if summary else []


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
}
