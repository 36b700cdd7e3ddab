"""What a case knows, as plain text, for the papers made from it; and the few sentences that several papers share. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan

Facts = Mapping[str, Any]
Said = Mapping[str, Facts]


@dataclass(frozen=True)
class WorkerOnPaper:
    """One line of the annex: money in 分."""

    name: str
    owed_period: str
    verified_fen: int | None
    paid_fen: int


@dataclass(frozen=True)
class EvidenceOnPaper:
    """One piece of evidence. mark: the number of the recording, or the SM3 digest of a file."""

    what: str
    how: str
    on: date
    mark: str


@dataclass(frozen=True)
class AgreementOnPaper:
    """A settlement as signed: its parts as (day due, 分)."""

    signed_on: date
    text: str
    parts: tuple[tuple[date, int], ...]


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
    taken_by: Mapping[str, tuple[str, date]] = field(default_factory=dict)  # step → who took it, and when
    notes: Mapping[str, str] = field(default_factory=dict)  # step → what was noted with it
    received_on: date | None = None
    matter: str = ""
    approved_by: str = ""
    filing_tests: tuple[str, ...] = ()
    evidence: tuple[EvidenceOnPaper, ...] = ()
    agreement: AgreementOnPaper | None = None
    every: Mapping[str, tuple[Facts, ...]] = field(default_factory=dict)  # step → what was said each time it was taken

    @property
    def owed_fen(self) -> int:
        return sum(max(0, (one.verified_fen or 0) - one.paid_fen) for one in self.workers)

    @property
    def owed_workers(self) -> tuple[WorkerOnPaper, ...]:
        return tuple(one for one in self.workers if (one.verified_fen or 0) > one.paid_fen)


def to_pay(file: FileOnPaper, said: Said) -> list[str]:
    """支付3名劳动者工资共计…元; empty where nothing is known to be owed."""
    persons, fen = owed(file, said)
    return [f"支付{persons}名劳动者工资共计{yuan(fen)}元"] if persons and fen else []


def owed(file: FileOnPaper, said: Said) -> tuple[int, int]:
    """Persons and 分 still owed: by the ledger where anything is verified, else as the investigation found."""
    if any(one.verified_fen is not None for one in file.workers):
        return len(file.owed_workers), file.owed_fen
    found = said.get("investigated", {})
    return int(found.get("persons", 0)), int(found.get("amount", 0))


def worker_rows(file: FileOnPaper) -> list[list[Any]]:
    """Name, period and 分 still owed of every worker who is still owed something."""
    return [
        [one.name, one.owed_period or "未记明", (one.verified_fen or 0) - one.paid_fen] for one in file.owed_workers
    ]


def crime_name(file: FileOnPaper) -> str:
    """The case as the police know it."""
    return f"{file.employer}涉嫌拒不支付劳动报酬案"


def how_served(facts: Facts) -> str:
    """于2024年1月5日送达某某: from the facts of a service."""
    day = facts.get("served_on")
    return f"于{chinese_day(day)}送达{facts.get('recipient', '')}" if isinstance(day, date) else ""


def evidence_told(said: Said) -> list[str]:
    """The evidence as summed up in the last step of taking it."""
    summary = str(said.get("evidence", {}).get("summary", ""))
    return [summary] if summary else []
