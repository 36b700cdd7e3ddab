"""A last look at words before they go out: do they say something, the conclusion, the right door, and what was asked?

Remarks, no gates: the officer decides. The same look for closing, refusing and messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nuanxin.rights.intake.answer.demands import OTHER, Demand, demands_of, is_answered, substance_of
from nuanxin.rights.intake.channels import Conclusion


class Use(StrEnum):
    """What the words are for."""

    CLOSE = "close"
    REFUSE = "refuse"
    MESSAGE = "message"


class Fault(StrEnum):
    """What a remark is about."""

    EMPTY = "empty"
    SAME = "same"
    CONCLUSION = "conclusion"
    DOOR = "door"
    TOPIC = "topic"
    OTHER = "other"
    BLANK = "blank"


# Words that tell the conclusion of a closing, or the ground of a refusal (acceptance.Ground by its value).
SAYS: Mapping[str, str] = {
    Conclusion.UNFOUNDED: r"不属实|不成立|不存在|未发现|(?:没有|未|无|不)(?:再)?(?:拖?欠|克扣)|没有.{0,4}拖欠|已?(?:付|结)清",
    Conclusion.UNVERIFIABLE: r"(?:无法|不能)核[实对]|核实不了|信息不全|无法查证",
    Conclusion.ARBITRATION: r"仲裁",
    Conclusion.POLICE: r"公安",
    Conclusion.INDUSTRY: r"主管部门|住建|交通|水利",
    Conclusion.PROJECT_MONEY: r"工程款",
    Conclusion.NOT_WAGES: r"不属于|不是(?:欠薪|工资)",
    Conclusion.ELSEWHERE: r"管辖|辖区|当地|外地|用工(?:所在)?地",
    "remit": r"不属于|不是.{0,6}(?:工资|报酬)|职权|管辖|受理范围",
    "divert": r"仲裁|起诉|诉讼|法院",
    "limitation": r"[二两2]年|时效",
}
NAMES: Mapping[str, str] = {"remit": "不属于监察职权", "divert": "已经仲裁或者起诉", "limitation": "超过二年"}
# These send the reporter on: the officer names the office, and how to reach it.
SENDS_ON = (Conclusion.NOT_WAGES, Conclusion.ELSEWHERE, Conclusion.INDUSTRY, "remit", "divert")
SHORTEST = {Use.CLOSE: 8, Use.REFUSE: 8, Use.MESSAGE: 4}  # signs of substance; less says nothing
_REACHED = re.compile(r"\d{5,}|\d{3,4}-\d{7,8}|电话\d{3}|[路街]|\d号|楼|窗口|大厅")
_NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6}", re.ASCII)
_FIRM = re.compile(r"[\u4e00-\u9fff]{2,20}?有限(?:责任)?公司")
_TRADE = re.compile(r"建筑|建设|工程|劳务|装饰|水利|安装|实业|集团|有限|责任|股份|公司|[省市县区]")
_BLANK = re.compile(r"【[^】]*】")


@dataclass(frozen=True)
class Reply:
    """What the look is told. `about`: the conclusion or ground; `same_as`: where the same words stand already;
    `number`, `parties`: the file's own number and the names of its employer and project."""

    use: Use
    demand: str
    words: str
    about: str = ""
    door: str = ""
    same_as: tuple[str, ...] = ()
    number: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What an officer would be asked by his head before he signs."""

    fault: Fault
    text: str


@dataclass(frozen=True)
class Looked:
    """Each demand with whether the words speak to it, and the remarks."""

    demands: tuple[tuple[Demand, bool], ...]
    remarks: tuple[Remark, ...]


def look(reply: Reply) -> Looked:
    """Look at words that are to go out. Pure."""
    text = substance_of(reply.words)
    whole = substance_of(f"{reply.words}；{reply.door}") if reply.door else text
    demands = tuple((one, is_answered(one, whole)) for one in demands_of(reply.demand))
    found = [*_said(reply, text.signs), *_sent_on(reply), *_of_this_file(reply)]
    # A message about the course of things need not take up the other's words; what a topic names it must.
    loose = reply.use is Use.MESSAGE
    found += [
        Remark(Fault.TOPIC, f"反映了“{one.topic}”，答复没有提到。")
        for one, answered in demands
        if not answered and not (loose and one.topic == OTHER)
    ]
    return Looked(demands, tuple(found))


def _said(reply: Reply, signs: int) -> list[Remark]:
    found = []
    if signs < SHORTEST[reply.use]:
        found.append(Remark(Fault.EMPTY, "除去客套话，没有说明办理情况，内容不足。"))
    if reply.same_as:
        found.append(Remark(Fault.SAME, f"与{'、'.join(reply.same_as)}一字不差，没有针对本件。"))
    if blanks := _BLANK.findall(reply.words):
        found.append(Remark(Fault.BLANK, f"还有空没有填：{'、'.join(dict.fromkeys(blanks))}。"))
    says = SAYS.get(reply.about)
    if says and not re.search(says, reply.words):
        name = NAMES.get(reply.about) or Conclusion(reply.about).label
        found.append(Remark(Fault.CONCLUSION, f"没有写出结论“{name}”。"))
    return found


def _sent_on(reply: Reply) -> list[Remark]:
    if reply.about not in SENDS_ON or _REACHED.search(f"{reply.words}；{reply.door}"):
        return []
    return [Remark(Fault.DOOR, "没有写明正确的去处（单位、地址或者电话）。")]


def _of_this_file(reply: Reply) -> list[Remark]:
    """Words that belong to another file: its number, or a firm that is none of this one's."""
    strange = [number for number in _NUMBER.findall(reply.words) if number != reply.number]
    known = {pair for name in reply.parties for pair in _pairs(name)}
    if known:
        strange += [firm for firm in _FIRM.findall(reply.words) if _pairs(firm) and not _pairs(firm) & known]
    return [Remark(Fault.OTHER, f"提到“{one}”，与本件登记的不同，请核对。") for one in dict.fromkeys(strange)]


def _pairs(name: str) -> set[str]:
    """Every two signs that stand together in the distinctive part of a name."""
    own = _TRADE.sub(" ", name)
    return {own[n : n + 2] for n in range(len(own) - 1) if " " not in own[n : n + 2]}
