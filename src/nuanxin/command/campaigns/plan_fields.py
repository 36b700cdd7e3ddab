"""The plan that is read out of a notice, field by field: what each is called and how a person fills it. Plain data.

The keys are those of `nuanxin read_notice` (contracts); another field of the plan is another row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a part is filled in."""

    LINE = "line"
    LONG = "long"
    NAMES = "names"  # several names, one a line
    DAY = "day"  # 2024-02-10, 2024-02, 2024, --12-10
    NUMBER = "number"
    CHOICE = "choice"
    RELATIVE = "relative"  # after or before an event


@dataclass(frozen=True)
class Part:
    """One part of an entry: its key, its name, how it is filled, whether it must be."""

    key: str
    label: str
    kind: Kind = Kind.LINE
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlanField:
    """One field of the plan. Without parts it is a text of its own, or (`many`) a list of texts."""

    key: str
    label: str
    many: bool = False
    parts: tuple[Part, ...] = ()
    kind: Kind = Kind.LINE


COMPARISONS = (
    ("at_least", "不少于"),
    ("at_most", "不超过"),
    ("equal", "等于"),
    ("increase", "增长"),
    ("decrease", "下降"),
    ("all", "全部"),
    ("zero", "为零"),
)
EVERY = (
    ("", "定期"),
    ("day", "每日"),
    ("week", "每周"),
    ("month", "每月"),
    ("quarter", "每季度"),
    ("half_year", "每半年"),
    ("year", "每年"),
)

FIELDS: Mapping[str, PlanField] = {
    field.key: field
    for field in (
        PlanField("title", "标题"),
        PlanField("document_number", "文号"),
        PlanField("issuer", "发文机关", many=True),
        PlanField("issued_on", "成文日期", kind=Kind.DAY),
        PlanField("recipients", "主送", many=True),
        PlanField("basis", "依据", many=True),
        PlanField("forwards", "转发"),
        PlanField(
            "period",
            "行动时间",
            parts=(Part("start", "起", Kind.DAY), Part("end", "止", Kind.DAY), Part("text", "原文")),
        ),
        PlanField("goals", "目标", many=True),
        PlanField(
            "sections",
            "层次",
            many=True,
            parts=(
                Part("number", "序号", needed=True),
                Part("heading", "小标题"),
                Part("level", "级", Kind.NUMBER, needed=True),
            ),
        ),
        PlanField(
            "tasks",
            "任务",
            many=True,
            parts=(
                Part("section", "所在条款"),
                Part("text", "任务", Kind.LONG, needed=True),
                Part("units", "责任单位", Kind.NAMES),
                Part("due", "期限", Kind.DAY),
            ),
        ),
        PlanField(
            "deadlines",
            "期限",
            many=True,
            parts=(
                Part("text", "原文", needed=True),
                Part("date", "日期", Kind.DAY),
                Part("relative", "相对期限", Kind.RELATIVE),
                Part("what", "做什么"),
                Part("from", "谁来做"),
                Part("to", "报给谁"),
            ),
        ),
        PlanField(
            "recurrences",
            "定期工作",
            many=True,
            parts=(
                Part("text", "原文", needed=True),
                Part("what", "做什么"),
                Part("every", "间隔", Kind.CHOICE, choices=EVERY),
                Part("until", "至", Kind.DAY),
            ),
        ),
        PlanField(
            "targets",
            "指标要求",
            many=True,
            parts=(
                Part("text", "原文", needed=True),
                Part("subject", "什么"),
                Part("comparison", "要求", Kind.CHOICE, needed=True, choices=COMPARISONS),
                Part("value", "数", Kind.NUMBER, needed=True),
                Part("unit", "单位"),
                Part("base", "比什么"),
                Part("by", "到", Kind.DAY),
            ),
        ),
        PlanField(
            "indicators", "统计数", many=True, parts=(Part("name", "名称", needed=True), Part("unit", "计量单位"))
        ),
        PlanField(
            "contacts",
            "联系人",
            many=True,
            parts=(
                Part("name", "姓名（单位）", needed=True),
                Part("phone", "电话"),
                Part("email", "邮箱"),
                Part("unit", "所在单位"),
            ),
        ),
        PlanField("named_units", "涉及单位", many=True),
    )
}
