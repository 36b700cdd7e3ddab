"""Quantities that the running text orders to be counted, found out or reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.command.notices.fields.parts import Part
from nuanxin.foundation.common.reading.official.letters import Passage

_COUNT = r"(?:统计|摸清|摸排|摸底|汇总|汇集|报送|上报|填报|掌握|了解|收集|登记|核清|查清|核实|报告|归集|公布)"
_QUANTITY = re.compile(
    r"(?:(?<!总|多|少|次|分|底|奇|偶|系|基|参)数|数量|总数|人数|户数|件数|人次|场次|金额|总额|额度|(?<!效|税|利|费|汇|频|草|速|功)率)$"
)
_NO_QUANTITY = re.compile(r"底数$|情况$|大数$|多数$|少数$|概率$")
_UNIT = re.compile(r"(人次|场次|批次|户次|件次|班次|车次)$")
_HEADS = {"人数": "人", "户数": "户", "件数": "件", "家数": "家"}
# 总结需包含举办场次、发放份数等数据: figures that a report has to carry.
_CONTENTS = re.compile(r"(?:包含|包括|反映|注明|列明)(?P<list>[^。；]+?)等(?:数据|指标|统计数据|数字)(?:。|；)?$")
# 报送活动情况（含场次、人次、金额）: the same, told in brackets.
_IN_BRACKETS = re.compile(r"（(?:含|包含|包括)(?P<list>[^（）。；]+?)(?:等(?:数据|指标|情况|信息))?）")
_ENDS = re.compile(r"[，。；：]")
_SUMMING = re.compile(
    r"等?(?:有关|相关|基本|主要|具体)?(?:情况|数据|信息|指标|内容|方面|要素|事项|台账)*(?:的)?(?:进行)?(?:统计|汇总|工作)*$"
)
_LIST = re.compile(r"、|以及|和(?!谐|社)|(?<![涉普以])及(?!时)|(?<!参)与")
_FRONT = re.compile(
    rf"^.*?(?:全面|准确|及时|认真|切实|逐项|彻底|广泛|动态|按要求|按月|做好|抓好|对|将)*{_COUNT}(?:并)?(?:好)?(?:{_COUNT})?(?:本地区?|辖区内?|各自)?(?:的)?"
)


@dataclass(frozen=True)
class Indicator:
    """`name` as printed; `unit` the measure word in the name, if it has one."""

    name: str
    unit: str | None
    passage: Passage


def indicators_of(part: Part) -> list[Indicator]:
    """In clauses that order to count: 统计X、Y, 做好X、Y等情况统计, 摸清X人数、Y等信息."""
    if part.kind in ("goal", "time") or part.body is None:
        return []
    found: list[Indicator] = []
    for clause in part.body.parts("。；！？，"):
        contents = _CONTENTS.search(clause.text)
        if contents:
            found += _names(clause, *contents.span("list"), plain_object=False)
        elif (inside := _IN_BRACKETS.search(clause.text)) and re.search(_COUNT, clause.text[: inside.start()]):
            found += _names(clause, *inside.span("list"), plain_object=False)
        elif re.search(_COUNT, clause.text):
            found += _of_clause(clause)
    return found


def _of_clause(clause: Passage) -> list[Indicator]:
    text = clause.text.rstrip("，。；")
    behind = re.search(rf"(?:等)?(?:情况|数据|信息)?(?:的)?{_COUNT}(?:工作)?$", text)
    if behind and not re.match(_COUNT, text):
        front = re.match(
            r"^(?:.{0,30}?(?:会同|联合)[^、]{0,16}?(?=做好))?(?:各[^，、]{0,14}?[要应须])?(?:要|应|须)?(?:认真|切实|及时)?(?:做好|抓好|加强|开展|进行|对)(?:好)?",
            text,
        )
        start, end = (front.end() if front else 0), behind.start()
        plain_object = False
    else:
        front = _FRONT.match(text)
        if not front:
            return []
        start = front.end()
        end = len(text)
        plain_object = text[: front.end()].rstrip("好的本地区").endswith("统计")
    end = start + len(_SUMMING.sub("", text[start:end]))
    etc = re.search(r"等(?:情况|数据|信息|基本|指标|内容|方面)", text[start:end])
    if etc:
        end = start + etc.start()
    return list(_names(clause, start, end, plain_object))


def _names(clause: Passage, start: int, end: int, plain_object: bool) -> list[Indicator]:
    result = []
    place = start
    for piece in _pieces(clause.text[start:end]):
        at = clause.text.index(piece, place) if piece else place
        place = at + len(piece)
        name = re.sub(r"^(?:的|本地区?|辖区内?)", "", piece)
        at += len(piece) - len(name)
        if len(name) < 2 or _NO_QUANTITY.search(name):
            continue
        if _QUANTITY.search(name) or (
            plain_object and len(name) <= 14 and not re.search(r"[的表]$|台账|报表|工作", name)
        ):
            passage = clause.cut(at, at + len(name))
            result.append(Indicator(passage.printed(), _unit(name), passage))
    return result


def _pieces(text: str) -> list[str]:
    return [piece for piece in _LIST.split(text) if piece]


def _unit(name: str) -> str | None:
    found = _UNIT.search(name)
    if found:
        return found.group(1)
    return next((unit for tail, unit in _HEADS.items() if name.endswith(tail)), None)
