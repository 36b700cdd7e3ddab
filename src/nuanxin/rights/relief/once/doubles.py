"""Nobody is paid twice: what speaks for a double payment, over every source and every claim of one worker. Pure.

A finding decides nothing: it names the rows, says why, and what to do about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.text import name_key

WAGE, COMPENSATION, LIVING, RELIEF = "wage", "compensation", "living", "relief"
FUND, DEPOSIT = "fund", "deposit"
NAMES = {
    "employer": "用人单位", "contractor": "施工总承包单位", "owner": "建设单位", "deposit": "工资保证金",
    "fund": "应急周转金", "court": "法院执行", "relief": "临时救助",
}  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """One claim of a worker: verified in 分 (None: not verified), months as stated ("2023-09")."""

    claim: int
    worker: int
    name: str
    clue: str
    employer: str = ""
    verified_fen: int | None = None
    months: tuple[str, str] = ("", "")
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Money:
    """Money for one worker: paid, or planned (on a notice or an advance not yet paid). backed: has its notice, its advance."""

    row: str
    claim: int
    source: str
    kind: str
    fen: int
    on: date
    voucher: str = ""
    planned: bool = False
    backed: bool = True


@dataclass(frozen=True)
class Finding:
    """One suspicion: its kind, the worker, the rows that speak for it."""

    kind: str
    worker: int
    name: str
    clue: str
    why: str
    remedy: str
    rows: tuple[str, ...]
    excess_fen: int = 0


# What is refused at the counter unless it is explained; the rest is only shown.
REFUSED = frozenset(
    {"same_voucher_two_claims", "voucher_twice", "living_as_wage", "relief_as_wage", "same_months_two_clues"}
)
KINDS = {
    "over_verified": "超过核实金额",
    "two_sources": "两个来源合计超过核实金额",
    "back_to_fund": "垫付后又付工资，应退回周转金",
    "not_verified": "没有核实就已支付",
    "same_voucher_two_claims": "同一凭证记在两条线索",
    "voucher_twice": "同一凭证重复登记",
    "wage_and_compensation": "同一凭证既记工资又记赔偿金",
    "living_as_wage": "生活费凭证又记作工资",
    "relief_as_wage": "救助金凭证又记作工资",
    "same_day_same_sum": "同日同额两个来源",
    "same_months_two_clues": "同一期间在两条线索支付",
    "two_advances": "同一期间两次垫付",
    "planned_over": "待付与已付合计超过核实金额",
    "two_notices": "同时列在两份支付通知",
    "after_withdrawal": "撤回主张后仍支付",
    "without_basis": "没有支付通知或者垫付审批",
}


@dataclass(frozen=True)
class _Worker:
    """All claims and all money of one person."""

    owed: dict[int, Owed]
    money: tuple[Money, ...]

    def paid(self, kind: str = WAGE) -> list[Money]:
        return [one for one in self.money if one.kind == kind and not one.planned]

    def finding(self, kind: str, claim: int, why: str, remedy: str, rows: Iterable[Money], excess: int = 0) -> Finding:
        owed = self.owed[claim]
        return Finding(kind, owed.worker, owed.name, owed.clue, why, remedy, tuple(one.row for one in rows), excess)


def find_doubles(owed: Iterable[Owed], money: Iterable[Money]) -> tuple[Finding, ...]:
    """Everything that looks like a double payment, in the order of workers and checks."""
    claims = {one.claim: one for one in owed}
    by_worker: dict[int, list[Money]] = defaultdict(list)
    for one in money:
        by_worker[claims[one.claim].worker].append(one)
    found: list[Finding] = []
    for worker, rows in sorted(by_worker.items()):
        mine = {key: one for key, one in claims.items() if one.worker == worker}
        person = _Worker(mine, tuple(rows))
        for check in _CHECKS:
            found += check(person)
    return tuple(found)


def _over(person: _Worker) -> list[Finding]:
    found = []
    for key, owed in person.owed.items():
        rows = [one for one in person.paid() if one.claim == key]
        whole = sum(one.fen for one in rows)
        if owed.verified_fen is None:
            if rows:
                why = f"已付{yuan(whole)}元，欠薪金额没有核实"
                found.append(person.finding("not_verified", key, why, "请先核实应付金额", rows))
            continue
        excess = whole - owed.verified_fen
        if excess > 0:
            found.append(_excess(person, key, rows, whole, excess))
    return found


def _excess(person: _Worker, key: int, rows: list[Money], whole: int, excess: int) -> Finding:
    sources = dict.fromkeys(one.source for one in rows)
    names = "、".join(NAMES.get(source, source) for source in sources)
    why = f"{names}共支付{yuan(whole)}元，超过核实的{yuan(person.owed[key].verified_fen or 0)}元{yuan(excess)}元"
    if FUND in sources and len(sources) > 1:
        advanced = sum(one.fen for one in rows if one.source == FUND)
        back = min(excess, advanced)
        remedy = f"其中{yuan(back)}元应当退回应急周转金（保障农民工工资支付条例第六十三条）"
        return person.finding("back_to_fund", key, why, remedy, rows, back)
    kind = "two_sources" if len(sources) > 1 else "over_verified"
    return person.finding(kind, key, why, "请核对凭证，确属多付的退回付款人或者写明原因", rows, excess)


def _vouchers(person: _Worker) -> list[Finding]:
    by_voucher: dict[str, list[Money]] = defaultdict(list)
    for one in person.money:
        if one.voucher and not one.planned:
            by_voucher[name_key(one.voucher) or one.voucher].append(one)
    found = []
    for rows in by_voucher.values():
        kinds = {one.kind for one in rows}
        wages = [one for one in rows if one.kind == WAGE]
        for other, name in (
            (LIVING, "living_as_wage"),
            (RELIEF, "relief_as_wage"),
            (COMPENSATION, "wage_and_compensation"),
        ):
            if {WAGE, other} <= kinds:
                found.append(_by_voucher(person, name, rows))
        if len({one.claim for one in wages}) > 1:
            found.append(_by_voucher(person, "same_voucher_two_claims", wages))
        elif len(wages) > 1:
            found.append(_by_voucher(person, "voucher_twice", wages))
    return found


def _by_voucher(person: _Worker, kind: str, rows: list[Money]) -> Finding:
    clues = "、".join(dict.fromkeys(person.owed[one.claim].clue for one in rows))
    why = f"凭证{rows[0].voucher}：{KINDS[kind]}（{clues}）"
    return person.finding(
        kind, rows[0].claim, why, "一张凭证只能记一次；记错的撤下", rows, min(one.fen for one in rows)
    )


def _same_day(person: _Worker) -> list[Finding]:
    found = []
    for one, other in combinations(person.paid(), 2):
        if (one.on, one.fen) == (other.on, other.fen) and one.source != other.source:
            why = f"{one.on}由{NAMES.get(one.source, one.source)}和{NAMES.get(other.source, other.source)}各付{yuan(one.fen)}元"
            found.append(
                person.finding("same_day_same_sum", one.claim, why, "请核对是否同一笔钱记了两次", (one, other), one.fen)
            )
    return found


def _months(person: _Worker) -> list[Finding]:
    found = []
    for one, other in combinations(person.owed.values(), 2):
        if not overlap(one, other):
            continue
        rows = [paid for paid in person.paid() if paid.claim in (one.claim, other.claim)]
        larger = max(one.verified_fen or 0, other.verified_fen or 0)
        excess = sum(paid.fen for paid in rows) - larger
        if {paid.claim for paid in rows} == {one.claim, other.claim} and excess > 0:
            why = f"{one.clue}和{other.clue}的欠薪期间重叠，共支付{yuan(sum(paid.fen for paid in rows))}元"
            found.append(
                person.finding(
                    "same_months_two_clues", one.claim, why, "请核对是否同一笔工资；是的合并线索", rows, excess
                )
            )
        advances = [paid for paid in person.money if paid.source == FUND and paid.claim in (one.claim, other.claim)]
        if {paid.claim for paid in advances} == {one.claim, other.claim}:
            why = f"{one.clue}和{other.clue}的欠薪期间重叠，都申请或者领取了周转金"
            found.append(
                person.finding(
                    "two_advances", one.claim, why, "同一期间只能垫付一次", advances, min(paid.fen for paid in advances)
                )
            )
    return found


def overlap(one: Owed, other: Owed) -> bool:
    """Whether two claims are about the same months; unknown months of the same employer may be."""
    if not all((*one.months, *other.months)):
        return bool(one.employer) and one.employer == other.employer
    (a, b), (c, d) = ((months[0][:7], months[1][:7]) for months in (one.months, other.months))
    return a <= d and c <= b


def _planned(person: _Worker) -> list[Finding]:
    found = []
    for key, owed in person.owed.items():
        waiting = [one for one in person.money if one.planned and one.claim == key and one.kind == WAGE]
        rows = [one for one in person.paid() if one.claim == key]
        excess = sum(one.fen for one in (*waiting, *rows)) - (owed.verified_fen or 0)
        if waiting and excess > 0:
            why = f"已付和待付合计超过核实金额{yuan(excess)}元"
            found.append(
                person.finding("planned_over", key, why, "请先撤出支付名单或者调减垫付", (*rows, *waiting), excess)
            )
        notices = [one for one in waiting if one.source == DEPOSIT]
        if len(notices) > 1:
            why = "同时列在两份保证金支付通知的名单"
            found.append(
                person.finding("two_notices", key, why, "请从其中一份撤出", notices, min(one.fen for one in notices))
            )
    return found


def _standing(person: _Worker) -> list[Finding]:
    found = []
    for one in person.paid():
        owed = person.owed[one.claim]
        if owed.withdrawn_on and one.on > owed.withdrawn_on:
            why = f"本人于{owed.withdrawn_on}撤回主张，{one.on}又登记支付"
            found.append(person.finding("after_withdrawal", one.claim, why, "请核对撤回或者支付", (one,), one.fen))
        if not one.backed:
            word = "支付通知书" if one.source == DEPOSIT else "垫付审批"
            why = f"{NAMES[one.source]}支付{yuan(one.fen)}元，没有{word}"
            found.append(person.finding("without_basis", one.claim, why, "请核对来源；导入的补充依据", (one,), one.fen))
    return found


_CHECKS: Sequence[Callable[[_Worker], list[Finding]]] = (_over, _vouchers, _same_day, _months, _planned, _standing)
