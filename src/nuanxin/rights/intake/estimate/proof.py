"""What a worker can show, what each piece proves, and what is still unproved. Who must keep which paper is law (条例 第十五、五十条)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.citation import written_together


class Need(StrEnum):
    """The four things that a wage claim rests on."""

    WORKED = "worked"  # for whom, where
    HOW_MUCH = "how_much"  # days, hours, pieces
    RATE = "rate"  # what was agreed
    PAID = "paid"  # what was paid, what is still owed


@dataclass(frozen=True)
class Proof:
    """A kind of proof and what it shows by itself."""

    key: str
    shows: frozenset[Need]


def _proof(key: str, *shows: Need) -> Proof:
    return Proof(key, frozenset(shows))


PROOFS: tuple[Proof, ...] = (
    _proof("settlement", Need.WORKED, Need.HOW_MUCH, Need.RATE, Need.PAID),  # 欠条、结算单
    _proof("contract", Need.WORKED, Need.RATE),
    _proof("attendance", Need.WORKED, Need.HOW_MUCH),  # 考勤表、记工本
    _proof("payslip", Need.WORKED, Need.RATE, Need.PAID),
    _proof("bank", Need.PAID),  # 银行、微信转账记录
    _proof("chat", Need.WORKED, Need.RATE),  # 聊天、录音里说过工钱
    _proof("badge", Need.WORKED),  # 工牌、安全帽、门禁照片
    _proof("mates", Need.WORKED, Need.HOW_MUCH),  # 工友可以作证
)
# The employer must keep contract, roster and ledger, and bears the consequence of not showing them.
BURDEN = "条例 15,50; 调解仲裁法 6"


@dataclass(frozen=True)
class Lack:
    """One thing that is not shown yet, and the kinds of proof that would show it, the strongest first."""

    need: Need
    by: tuple[str, ...]


def missing_proof(held: Collection[str]) -> tuple[Lack, ...]:
    """What the proofs at hand leave open, in the order of the needs. Unknown keys are ignored."""
    shown = {need for proof in PROOFS if proof.key in held for need in proof.shows}
    return tuple(
        Lack(need, tuple(proof.key for proof in PROOFS if need in proof.shows)) for need in Need if need not in shown
    )


def burden_cite() -> str:
    """The articles by which the employer must produce what he has to keep, as officials write them."""
    return written_together(Law.load().citations(BURDEN))
