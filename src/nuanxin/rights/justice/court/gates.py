"""The court's gates that one file's steps alone do not show: small claims, advance execution, a void payment order, late objections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import NO, YES
from nuanxin.rights.cases.steps import law_at, steps_taken
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.court import payment_order
from nuanxin.rights.justice.court.payment_order import after_void

_LAW = "民事诉讼法"
_INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）第十三条"


@dataclass(frozen=True)
class SmallClaim:
    """Whether small-claims procedure fits. limit_fen None: the province's average wage is not entered, nobody is stopped."""

    fits: bool
    limit_fen: int | None
    why: str
    cites: str = f"{_LAW}第一百六十五条"


def small_claim(largest_fen: int, *, place: str, on: date, law: Law) -> SmallClaim:
    """Up to half of last year's average wage of the province (law.md civ.small). Pure over the law book.

    Both figures come from the book; where one is missing the answer says which, and stops nobody.
    """
    try:
        share = law.figure("civ.small", place, on=on)
        wage = law.figure("civ.average_wage", place, on=on)
    except MissingFigure as missing:
        return SmallClaim(True, None, f"不能自动核对小额诉讼标的额：{missing}")
    assert share.high is not None
    assert wage.value_fen is not None
    limit = int(share.high * wage.value_fen)
    fits = largest_fen <= limit
    return SmallClaim(fits, limit, f"标的额{yuan(largest_fen)}元，上限{yuan(limit)}元")


def may_grant_advance(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What is missing for 先予执行, in words; empty where all three conditions of 民诉法 109, 110 are met. Pure."""
    wanted = {"clear": "权利义务关系不明确", "urgent": "不严重影响生活", "able": "被申请人没有履行能力"}
    return tuple(words for key, words in wanted.items() if facts.get(key) != YES)


def void_orders(clue: Clue) -> list[str]:
    """The grounds of the payment orders of this clue that became void, oldest first."""
    files = Case.objects.filter(clue=clue, procedure=payment_order.KEY, closing="支付令失效").order_by("pk")
    return [str(steps_taken(file)[0].facts["basis"]) for file in files]


def check_suit(moment: Moment) -> None:
    """Asked before a step of a suit."""
    facts = moment.facts
    if moment.step == "file":
        _ground(moment.case.clue, str(facts["ground"]))
        if facts["procedure"] == "small":
            place = law_at(moment.case.clue)
            found = small_claim(facts["largest"], place=place.place, on=moment.on, law=place.law)
            if not found.fits:
                raise Refusal("不能适用小额诉讼", why=found.why, remedy="请适用简易程序或者普通程序", cites=found.cites)
    if moment.step == "judgment":
        _final(moment)
    if moment.step == "advance" and facts["granted"] == YES and (gaps := may_grant_advance(facts)):
        why = "；".join(gaps)
        raise Refusal("不能准许先予执行", why=why, remedy="条件具备后再裁定", cites=f"{_LAW}第一百零九条、第一百一十条")


def _ground(clue: Clue, ground: str) -> None:
    void = void_orders(clue)
    if ground == "void_order" and "mediation" not in void:
        why = "本线索没有依调解协议申请而失效的支付令"
        raise Refusal("不能以此依据立案", why=why, remedy="请核对起诉的依据", cites=_INTERPRETATION)
    if ground == "mediation" and void and void[-1] == "wages":
        route = after_void("wages")
        why = f"依劳动合同法第三十条申请的支付令失效后，{route.says}"
        raise Refusal("不能以此依据立案", why=why, remedy="请先申请劳动争议仲裁", cites=route.cites)


def _final(moment: Moment) -> None:
    """一审终审 belongs to small claims and to nothing else."""
    steps = steps_taken(moment.case)
    running = [done.facts["procedure"] for done in steps if done.step in ("file", "convert")]
    small, final = running[-1:] == ["small"], moment.facts["kind"] == "final"
    if (final and not small) or (small and moment.facts["kind"] == "judgment"):
        why = "小额诉讼的判决一审终审" if small else "本案没有适用小额诉讼，判决不是一审终审"
        raise Refusal("裁判方式有误", why=why, remedy="请核对程序", cites=f"{_LAW}第一百六十五条")


def check_order(moment: Moment) -> None:
    """Asked before a step of a payment order: an objection after the fifteen days leaves the order in force."""
    if moment.step != "objection" or moment.facts["valid"] == NO:
        return
    served = next(done.facts["served_on"] for done in reversed(steps_taken(moment.case)) if done.step == "served")
    last = law_at(moment.case.clue).after(("po.clock.object",), served)
    if last and moment.facts["received_on"] > last:
        why = f"异议期间已于{chinese_day(last)}届满"
        raise Refusal("异议不能成立", why=why, remedy="支付令已经生效，可以申请执行", cites=f"{_LAW}第二百二十七条")
