"""Whether an employer may be put on the list: an order to pay that ran out unpaid, and the amount of the crime or an incident. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.cases.referral import REACHED

RULE = "拖欠农民工工资失信联合惩戒对象名单管理暂行办法（人力资源社会保障部令第45号）"
AMOUNT, INCIDENT = "amount", "incident"
GROUNDS = (
    (AMOUNT, "克扣、无故拖欠农民工工资达到认定拒不支付劳动报酬罪的数额标准"),
    (INCIDENT, "因拖欠农民工工资引发群体性事件、极端事件，造成严重不良社会影响"),
)


@dataclass(frozen=True)
class OrderToPay:
    """责令限期支付 as the file has it: served when, to be obeyed by when, performed or not."""

    number: str
    served_on: date | None
    due_on: date
    performed: bool = False


@dataclass(frozen=True)
class ListingFacts:
    """What the test asks. missing_fen: verified wages not yet paid, in 分; threshold: the result of the crime's amount test."""

    orders: Sequence[OrderToPay]
    missing_fen: int
    threshold: str = ""
    threshold_why: str = ""
    incident: str = ""
    incident_on: date | None = None
    representative: str = ""


@dataclass(frozen=True)
class Tested:
    """One condition: met or not, why, by which article."""

    name: str
    met: bool
    why: str
    cites: str
    remedy: str = ""


@dataclass(frozen=True)
class Conditions:
    """All conditions, and the order that ran out (the earliest one unpaid)."""

    order_unpaid: Tested
    amount: Tested
    incident: Tested
    whom: Tested
    order: OrderToPay | None

    @property
    def tests(self) -> tuple[Tested, ...]:
        return (self.order_unpaid, self.amount, self.incident, self.whom)

    def met_by(self, ground: str) -> bool:
        """令45 art. 5: order unpaid AND the ground named, and it is known whom to list with the unit."""
        named = {AMOUNT: self.amount, INCIDENT: self.incident}.get(ground)
        return self.order_unpaid.met and self.whom.met and named is not None and named.met

    def first_gap(self, ground: str) -> Tested | None:
        """The first condition in the way for that ground; None where there is none."""
        named = self.amount if ground == AMOUNT else self.incident
        return next((one for one in (self.order_unpaid, named, self.whom) if not one.met), None)


def conditions(facts: ListingFacts, on: date) -> Conditions:
    """Test the conditions of 令45 art. 5 as the file stands on that day."""
    expired = [one for one in facts.orders if one.served_on and not one.performed and on > one.due_on]
    order = min(expired, key=lambda one: one.due_on, default=None)
    return Conditions(_order(facts, order, on), _amount(facts), _incident(facts), _whom(facts), order)


def _order(facts: ListingFacts, order: OrderToPay | None, on: date) -> Tested:
    name, cites = "责令限期支付，逾期未支付", f"{RULE}第五条"
    if order and facts.missing_fen > 0:
        return Tested(name, True, f"{order.number}已送达，{chinese_day(order.due_on)}期满仍未支付", cites)
    if order:
        why = "台账中已没有未付的工资" if facts.orders else ""
        return Tested(name, False, why, cites, "已经付清的，不符合列入条件；台账有误的先更正")
    if not facts.orders:
        return Tested(name, False, "案卷中没有责令限期支付的文书", cites, "请先立案并责令限期支付")
    last = max(facts.orders, key=lambda one: one.due_on)
    if last.performed:
        return Tested(name, False, f"{last.number}已经履行", cites, "已经履行的，不符合列入条件")
    if last.served_on is None:
        return Tested(name, False, f"{last.number}没有送达", cites, "请先送达")
    return Tested(name, False, f"{last.number}的期限{chinese_day(last.due_on)}才届满", cites, "期满后再办理")


def _amount(facts: ListingFacts) -> Tested:
    remedy = "本省数额标准未录入或者期间不明的，请先补录；也可以按引发事件的情形提出"
    return Tested(dict(GROUNDS)[AMOUNT], facts.threshold == REACHED, facts.threshold_why, f"{RULE}第五条第一项", remedy)


def _incident(facts: ListingFacts) -> Tested:
    met = bool(facts.incident.strip()) and facts.incident_on is not None
    why = (
        f"{chinese_day(facts.incident_on)}：{facts.incident}"
        if met and facts.incident_on
        else "没有记明事件的日期和经过"
    )
    return Tested(dict(GROUNDS)[INCIDENT], met, why, f"{RULE}第五条第二项", "请写明事件的日期、经过和影响")


def _whom(facts: ListingFacts) -> Tested:
    met = bool(facts.representative.strip())
    why = f"法定代表人或者主要负责人：{facts.representative}" if met else "没有查明法定代表人或者主要负责人"
    return Tested("列入的人员", met, why, f"{RULE}第五条", "请查明后填写")
