"""Conditions and words that several doors share."""

from __future__ import annotations

from nuanxin.rights.advice.declared import Ask, Said
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.truth import Truth, either, unless_no

ID = "身份证"
OWED = "能证明干了活、欠了钱的东西（合同、考勤、工资条、聊天记录），有什么带什么"
OTHER_SIDE = "单位或者工地的名称、地址、负责人电话"
FREE = Said("免费")
COURT_FEE = Said("法院收费，标准本系统没有录入，以法院告知为准；交费有困难的可以申请缓交、减交、免交", "民诉法")


def seized(facts: Facts) -> bool:
    """The matter is before an arbitration commission or a court; a refusal of the commission sets it free again."""
    before_commission = facts.arbitration_on and not facts.arbitration_refused_on
    return bool(before_commission or facts.suit_on or facts.said_seized)


def other_side(facts: Facts) -> Truth:
    """Somebody is named who owes; on a site the general contractor stands for him. A no can still be put right."""
    return unless_no(either(facts.employer_known, facts.project))


def a_unit(facts: Facts) -> Truth:
    """The other side is a unit: not a mere foreman, or a unit above him that answers (条例 第三十六条, 解释二 第一条)."""
    return either(None if facts.individual_contractor is None else not facts.individual_contractor, facts.project,
                  facts.unit_above)  # fmt: skip


SOMEBODY_OWES = Ask(
    "知道是谁欠的（单位或者项目明确）",
    lambda facts, times: other_side(facts),
    "",
    "若干规定 18",
    ("employer_known", "project"),
)
NOT_SUED = Ask(
    "还没有起诉", lambda facts, times: not facts.suit_on, "已经向法院起诉，同一笔工资不能再起诉一次", "民诉法"
)
MIGRANT = Ask(
    "是农民工（农村户籍）",
    lambda facts, times: facts.migrant,
    "《保障农民工工资支付条例》只适用于农民工；城镇户籍的走监察、仲裁",
    "条例 2",
    ("migrant",),
)
