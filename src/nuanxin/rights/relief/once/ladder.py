"""Whose turn it is to pay (ef.order, 条例 第二十九、三十、三十二、六十三条): each source, what came of it, which is next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nuanxin.foundation.common.money import yuan

_WAGES = "保障农民工工资支付条例"
EMPLOYER, CONTRACTOR, OWNER, DEPOSIT, FUND, RELIEF = "employer", "contractor", "owner", "deposit", "fund", "relief"
RUNGS: tuple[tuple[str, str, str], ...] = (
    (EMPLOYER, "用人单位支付", f"{_WAGES}第三条、第十一条"),
    (CONTRACTOR, "施工总承包单位先行清偿", f"{_WAGES}第三十条"),
    (OWNER, "建设单位垫付（以未结清的工程款为限）", f"{_WAGES}第二十九条"),
    (DEPOSIT, "动用工资保证金（保函）", f"{_WAGES}第三十二条；工程建设领域农民工工资保证金规定第十九条"),
    (FUND, "应急周转金垫付部分工资或者基本生活费", f"{_WAGES}第六十三条"),
    (RELIEF, "临时救助（不是工资）", "社会救助法第三十七条（2026年7月1日前：社会救助暂行办法第四十七条）"),
)
STATES = {
    "paid": "已支付",
    "running": "正在办理",
    "tried": "已核查，没有支付",
    "next": "下一个",
    "open": "尚未使用",
    "none": "不适用",
}


@dataclass(frozen=True)
class Known:
    """The facts: paid by source in 分, what is still owed, what runs, what an officer found, what there is in the place."""

    missing_fen: int
    paid: Mapping[str, int] = field(default_factory=dict)
    tried: Mapping[str, str] = field(default_factory=dict)
    running: Mapping[str, str] = field(default_factory=dict)
    works: bool = False  # a construction project: contractor, owner and deposit answer too
    lacking: Mapping[str, str] = field(default_factory=dict)  # what cannot be used here, and why


@dataclass(frozen=True)
class Rung:
    """One source on the ladder."""

    source: str
    name: str
    cites: str
    state: str
    paid_fen: int
    note: str

    @property
    def state_name(self) -> str:
        return STATES[self.state]


def ladder(known: Known) -> tuple[Rung, ...]:
    """Every source in the order of the law; the first that nobody tried is the next, as long as something is owed."""
    found, asked = [], known.missing_fen > 0
    for source, name, cites in RUNGS:
        paid = known.paid.get(source, 0)
        state, note = _state(source, paid, known)
        # Relief stands beside the money: it is open at any time and never the next payer.
        if asked and state == "open" and source != RELIEF:
            state, asked = "next", False
        found.append(Rung(source, name, cites, state, paid, note))
    return tuple(found)


def _state(source: str, paid: int, known: Known) -> tuple[str, str]:
    if not known.works and source in (CONTRACTOR, OWNER, DEPOSIT):
        return "none", "不是工程建设项目"
    if source in known.running:
        return "running", known.running[source]
    if source in known.tried:
        return "tried", known.tried[source]
    if paid:
        word = f"已支付{yuan(paid)}元"
        return ("open", f"{word}，还有尚欠") if known.missing_fen and source == EMPLOYER else ("paid", word)
    if source in known.lacking:
        return "none", known.lacking[source]
    return "open", ""
