"""A last look at an answer before it goes out: does it say the conclusion, the right door, and what was asked about?

Remarks, no gates: the officer decides. The words are plain lists, so that an official can read why a remark came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.text import name_key
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue, ClueEvent

# An answer tells the conclusion when it has one of these words.
SAYS: dict[Conclusion, tuple[str, ...]] = {
    Conclusion.UNFOUNDED: (
        "不属实",
        "不存在",
        "没有拖欠",
        "未拖欠",
        "不拖欠",
        "没有欠",
        "未发现",
        "不成立",
        "已付清",
        "已结清",
    ),
    Conclusion.UNVERIFIABLE: ("无法核实", "不能核实", "核实不了", "无法核对", "信息不全", "无法查证"),
    Conclusion.ARBITRATION: ("仲裁",),
    Conclusion.POLICE: ("公安",),
    Conclusion.INDUSTRY: ("主管部门", "住建", "交通", "水利"),
    Conclusion.PROJECT_MONEY: ("工程款",),
    Conclusion.NOT_WAGES: ("不属于欠薪", "不是欠薪", "不是工资", "不属于工资", "不属于劳动", "不属于"),
    Conclusion.ELSEWHERE: ("管辖", "辖区", "当地", "外地", "用工所在地", "用工地"),
}
# These send the reporter on: the officer names the office, and how to reach it.
SENDS_ON = (Conclusion.NOT_WAGES, Conclusion.ELSEWHERE, Conclusion.INDUSTRY)
# What a demand asks about (left) is answered when the answer has one of the words (right).
TOPICS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("工资", ("工资", "工钱", "薪", "劳务费", "报酬"), ("工资", "薪", "劳务费", "报酬", "工钱")),
    ("押金", ("押金", "保证金"), ("押金", "保证金")),
    ("社会保险", ("社保", "社会保险", "养老保险", "公积金"), ("社保", "保险", "公积金")),
    ("工伤", ("工伤", "受伤", "摔伤"), ("工伤", "受伤", "摔伤", "医疗")),
    ("劳动合同", ("劳动合同", "不签合同", "没签合同", "未签合同"), ("合同",)),
    ("加班费", ("加班",), ("加班",)),
    ("经济补偿、赔偿", ("赔偿", "补偿"), ("赔偿", "补偿")),
    ("扣留证件", ("扣身份证", "扣证", "扣押证件", "扣留证件"), ("证件", "身份证")),
)
SHORTEST = 10  # signs; less says nothing
_REACHED = re.compile(r"\d{5,}|\d{3,4}-\d{7,8}|1\d{4}|路|街|号|楼|窗口|大厅")


@dataclass(frozen=True)
class Asked:
    """What the check is told: the demand, the conclusion, the answer, the door named, where the same words stand already."""

    demand: str
    conclusion: Conclusion
    answer: str
    right_door: str = ""
    same_as: tuple[str, ...] = ()


def remarks(asked: Asked) -> list[str]:
    """What an officer would be asked by his head before he signs. Pure."""
    found = []
    answer = asked.answer.strip()
    whole = f"{answer}；{asked.right_door}"
    if len(name_key(answer)) < SHORTEST:
        found.append(f"答复不足{SHORTEST}个字，没有说明办理情况。")
    if asked.same_as:
        found.append(f"答复与{'、'.join(asked.same_as)}一字不差，没有针对本件。")
    words = SAYS.get(asked.conclusion, ())
    if words and not any(word in answer for word in words):
        found.append(f"答复里没有写出结论“{asked.conclusion.label}”。")
    if asked.conclusion in SENDS_ON and not _REACHED.search(whole):
        found.append("没有写明正确的去处（单位、地址或者电话）。")
    for topic, asks, answers in TOPICS:
        if any(word in asked.demand for word in asks) and not any(word in whole for word in answers):
            found.append(f"反映了“{topic}”，答复没有提到。")
    return found


def remarks_on(*, clue: Clue, conclusion: Conclusion, answer: str, right_door: str = "") -> list[str]:
    """The same for a clue: its demand, and whether the unit has said exactly this to others."""
    return remarks(Asked(clue.demand, conclusion, answer, right_door, _said_before(clue, answer)))


def _said_before(clue: Clue, answer: str) -> tuple[str, ...]:
    """Up to two other clues of the unit, of other matters, that were closed in the same words."""
    text = answer.strip()
    if not text:
        return ()
    said = ClueEvent.objects.filter(kind="close_clue", clue__unit=clue.unit_id, details__answer__startswith=text)
    own = [clue.pk, *([clue.parent_id] if clue.parent_id else [])]
    others = said.exclude(clue__in=own).exclude(clue__parent__in=own).order_by("-pk")
    exact = [event for event in others.select_related("clue")[:20] if _first(event.details["answer"]) == _first(text)]
    return tuple(dict.fromkeys(event.clue.number for event in exact))[:2]


def _first(answer: str) -> str:
    """Without the door that was added behind the officer's own words."""
    return name_key(answer.split("；")[0])
