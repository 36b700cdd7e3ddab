"""The checks of a form in the designer: a rule from the list, columns or blanks by number, words. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.command.reporting.designing.worksheet import GONE, ITEM_RULES, NUMBER, Line

_BETWEEN = re.compile(r"[，,、≤<÷/\s和]+")


@dataclass(frozen=True)
class Rule:
    """How a rule is called, what to write into its box, what it says when it is broken."""

    name: str
    fill: str
    says: str
    sides: tuple[int, ...] = ()  # how many groups of columns it may name; none: it names none


KNOWN: dict[str, Rule] = {
    "total_is_sum": Rule("合计等于分项之和", "不用填", "合计应等于各分项之和（按表上所示数）"),
    "part_within_whole": Rule("“其中”不大于合计", "不用填", "“其中”数不得大于所属合计数"),
    "not_negative": Rule("不得为负", "不用填", "各数不得为负"),
    "not_above": Rule("前列不大于后列", "14≤13", "前一列不得大于后一列", (2,)),
    "zero_together": Rule("同时为0", "4+5、6、8", "各列须同时为0或同时不为0", (2, 3, 4, 5, 6)),
    "needs_any": Rule("有前列须有后列", "11+12、4", "前一列有数时后一列不应为0", (2,)),
    "per_head": Rule("人均在范围内", "8÷6（金额÷人数）", "人均金额超出常见范围，请核对单位", (2,)),
    "thousandfold": Rule("与上次相差千倍", "不用填", "与上次上报数相差一千倍以上，请核对单位（是否把元填成了万元）"),
    "jump": Rule("比上次增减过大", "填百分数", "与上次上报数相比增减过大，请核对或说明"),
    "not_below_previous": Rule("累计数不减少", "不用填", "累计数小于上次上报数，须有更正说明"),
    "items_not_above": Rule("数据项前不大于后", "空2≤空1", "前一项不得大于后一项", (2,)),
    "projects": Rule("项目检查勾稽", "空1（该项第一空）", "欠薪项目数不得大于检查数，欠薪项目数、金额、人数须同时为0或同时不为0", (1,)),
}  # fmt: skip


def check_of(line: Line, place: int, columns: Mapping[int, str], blanks: Mapping[int, str]) -> dict[str, Any]:
    """A check of a form from its line; `columns` and `blanks`: number → key. ValueError says what is wrong."""
    rule = KNOWN.get(line["rule"])
    if rule is None:
        raise ValueError("请选择一种校验")
    made: dict[str, Any] = {
        "key": line["key"] or f"check_{place}",
        "severity": line["severity"] if line["severity"] in ("hard", "warn") else "hard",
        "rule": line["rule"],
        "says": line["says"].strip() or rule.says,
    }
    if rule.sides:
        made |= _named(line, rule, blanks if line["rule"] in ITEM_RULES else columns)
    if line["rule"] == "per_head":
        made |= {"low_yuan": _whole(line["low"], "下限"), "high_yuan": _whole(line["high"], "上限")}
        if made["low_yuan"] is None and made["high_yuan"] is None:
            raise ValueError("请填写人均下限或上限（元）")
    if line["rule"] == "jump":
        made["percent"] = _whole(line["percent"], "百分数")
        if not made["percent"]:
            raise ValueError("请填写增减超过百分之几算过大")
    return {key: value for key, value in made.items() if value is not None}


def _named(line: Line, rule: Rule, keys: Mapping[int, str]) -> dict[str, Any]:
    text, _, beside = line["columns"].replace("；", ";").partition(";")
    if GONE in text + beside:
        raise ValueError("所涉的列已经删除，请改正或删去这条校验")
    sides = [_side(part, keys) for part in _BETWEEN.split(text.strip()) if part]
    if len(sides) not in rule.sides:
        raise ValueError(f"请这样填写：{rule.fill}")
    if line["rule"] == "items_not_above":
        return {"items": sides}
    if line["rule"] == "projects":
        return {"item": sides[0].partition(".")[0]}
    parts = [_side(part, keys) for part in _BETWEEN.split(beside.strip()) if part]
    return {"columns": sides} | ({"parts": parts} if parts else {})


def _side(text: str, keys: Mapping[int, str]) -> str:
    numbers = [int(number) for number in NUMBER.findall(text)]
    missing = [str(number) for number in numbers if number not in keys]
    if missing or not numbers:
        raise ValueError(f"没有第{'、'.join(missing)}列（空）" if missing else f"“{text}”里没有列号")
    return "+".join(keys[number] for number in numbers)


def _whole(text: str, what: str) -> int | None:
    plain = text.strip().replace(",", "").rstrip("元%％")
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise ValueError(f"{what}“{text.strip()}”应当是整数")
    return int(plain)


def line_of(check: Mapping[str, Any], columns: Mapping[str, int], blanks: Mapping[str, int]) -> Line:
    """A check of a form as the designer shows it; `columns` and `blanks`: key → number."""

    def sides(named: list[str]) -> str:
        return "、".join("+".join(str(columns.get(one, GONE)) for one in side.split("+")) for side in named)

    text = sides(check.get("columns") or [])
    if check.get("parts"):
        text += f"；{sides(check['parts'])}"
    if check.get("items"):
        text = "≤".join(f"空{blanks.get(one, GONE)}" for one in check["items"])
    if check.get("item"):
        own = [number for key, number in blanks.items() if key.partition(".")[0] == check["item"]]
        text = f"空{min(own, default=GONE)}"
    numbers = (("low", "low_yuan"), ("high", "high_yuan"), ("percent", "percent"))
    return {
        "key": check["key"], "rule": check["rule"], "columns": text, "says": check["says"], "severity": check["severity"],
        **{box: str(check[name]) if check.get(name) is not None else "" for box, name in numbers},
    }  # fmt: skip
