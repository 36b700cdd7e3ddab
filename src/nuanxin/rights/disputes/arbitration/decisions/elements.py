"""要素式: one declared list of what a wage dispute is made of. Both sides answer it; what they agree on is not tried again.

The answers fill the application, the hearing record (only what is disputed) and the award. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.money import yuan
from nuanxin.rights.disputes.arbitration.decisions.final_award import Item, ItemKind

Kind = Literal["text", "day", "money", "number", "choice"]
State = Literal["empty", "agreed", "disputed", "one_sided", "found"]
WORKER, EMPLOYER, PANEL = "worker", "employer", "panel"
SIDES: Mapping[str, str] = {WORKER: "申请人", EMPLOYER: "被申请人", PANEL: "仲裁庭认定"}
STATES: Mapping[State, str] = {
    "empty": "没有填写",
    "agreed": "无争议",
    "disputed": "有争议",
    "one_sided": "对方未答复，须审理",
    "found": "仲裁庭已认定",
}


@dataclass(frozen=True)
class Element:
    """One thing that both sides answer. kind money: 分; number: whole. item: it is a claim for money of that kind.

    panel_only: no answer of the parties, but what the panel must find itself.
    """

    key: str
    label: str
    group: str
    kind: Kind = "text"
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    item: ItemKind | None = None
    cites: str = ""
    panel_only: bool = False


_RELATION, _PAY, _TIME, _OTHER = "劳动关系", "劳动报酬", "加班和休假", "其他请求"
_WAGE = "保障农民工工资支付条例第三条；劳动合同法第三十条"
ELEMENTS: tuple[Element, ...] = (
    Element("entered_on", "入职日期", _RELATION, "day", cites="劳动合同法第七条"),
    Element(
        "contract",
        "劳动合同",
        _RELATION,
        "choice",
        (("written", "已签书面合同"), ("none", "未签书面合同"), ("expired", "合同到期后继续用工")),
        cites="劳动合同法第十条",
    ),
    Element("post", "工作岗位", _RELATION),
    Element("place", "工作地点（项目）", _RELATION),
    Element("left_on", "离职（停工）日期", _RELATION, "day"),
    Element(
        "pay_way",
        "计酬方式",
        _PAY,
        "choice",
        (("month", "按月"), ("day", "按日"), ("hour", "按小时"), ("piece", "计件")),
        cites="保障农民工工资支付条例第十一条",
    ),
    Element("pay_rate", "约定工资标准", _PAY, "money", cites="劳动合同法第十七条"),
    Element("owed_from", "欠薪起始月份（如 2023-09）", _PAY),
    Element("owed_to", "欠薪截止月份", _PAY),
    Element("owed_months", "欠薪月数", _PAY, "number", unit="个月"),
    Element("worked_days", "欠薪期间出勤", _PAY, "number", unit="天"),
    Element("already_paid", "欠薪期间已支付（含借支）", _PAY, "money"),
    Element("wages_due", "拖欠工资", _PAY, "money", item="wages", cites=_WAGE),
    Element("overtime_workday", "工作日加班", _TIME, "number", unit="小时", cites="劳动法第四十四条"),
    Element("overtime_restday", "休息日加班（未补休）", _TIME, "number", unit="小时", cites="劳动法第四十四条"),
    Element("overtime_holiday", "法定休假日加班", _TIME, "number", unit="小时", cites="劳动法第四十四条"),
    Element("overtime_due", "拖欠加班费", _TIME, "money", item="wages", cites="劳动法第四十四条"),
    Element("severance", "经济补偿", _OTHER, "money", item="severance", cites="劳动合同法第四十六条、第四十七条"),
    Element("damages", "违法解除赔偿金", _OTHER, "money", item="damages", cites="劳动合同法第八十七条"),
    Element("double_pay", "未签书面合同二倍工资差额", _OTHER, "money", item="double_pay", cites="劳动合同法第八十二条"),
    Element(
        "double_pay_final",
        "二倍工资差额是否终局",
        _OTHER,
        "choice",
        (("yes", "属于终局事项"), ("no", "不属于终局事项")),
        cites="劳动争议调解仲裁法第四十七条",
        panel_only=True,
    ),
    Element("other_due", "其他金钱请求", _OTHER, "money", item="other"),
)
BY_KEY: Mapping[str, Element] = {one.key: one for one in ELEMENTS}
ITEMS: tuple[Element, ...] = tuple(one for one in ELEMENTS if one.item)
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """One element as it stands: what each side said, whether it is in dispute, and what holds."""

    element: Element
    worker: Any
    employer: Any
    panel: Any
    state: State

    @property
    def settled(self) -> Any:
        """What may be taken as established: the panel's finding, else what both sides agree on; None while open."""
        return self.panel if self.panel is not None else self.worker if self.state == "agreed" else None

    @property
    def open(self) -> bool:
        """Whether the panel still has to find on it before an award."""
        return self.state in ("disputed", "one_sided")


def compare(worker: Answers, employer: Answers, panel: Answers) -> tuple[Compared, ...]:
    """Every element with its state. Silence of the other side is no admission: the panel must find on it."""
    return tuple(
        Compared(
            one, mine := worker.get(one.key), theirs := employer.get(one.key), found := panel.get(one.key),
            _state(mine, theirs, found),
        )
        for one in ELEMENTS
    )  # fmt: skip


def _state(worker: Any, employer: Any, panel: Any) -> State:
    if panel is not None:
        return "found"
    if worker is None and employer is None:
        return "empty"
    if worker is None or employer is None:
        return "one_sided"
    return "agreed" if worker == employer else "disputed"


def items(rows: Sequence[Compared], *, who: str = "", prefix: str = "") -> tuple[Item, ...]:
    """The claims for money: with what is decided on each where that is known, else with what was asked. Zero claims drop out.

    who, prefix: whose claims they are, in words and as the beginning of each item's key.
    """
    found = []
    for row in rows:
        asked, decided = row.worker or 0, row.settled
        if row.element.item and (asked or decided):
            name = f"{who}{row.element.label}"
            found.append(Item(f"{prefix}{row.element.key}", name, row.element.item, asked, decided))
    return tuple(found)


def open_elements(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    """What the panel still has to find on."""
    return tuple(row for row in rows if row.open)


def answered(element: Element, value: Any) -> str:
    """An answer as people read it; empty where there is none."""
    if value is None:
        return ""
    if element.kind == "money":
        return f"{yuan(int(value))}元"
    if element.kind == "day":
        return chinese_day(date.fromisoformat(value))
    if element.kind == "choice":
        return dict(element.options).get(str(value), str(value))
    return f"{value}{element.unit}"


def answer_faults(answers: Answers) -> list[Fault]:
    """Every answer of the wrong shape, by its label. Days are ISO text, money 分."""
    faults = []
    for key, value in answers.items():
        element = BY_KEY.get(key)
        if element is None:
            faults.append(Fault(f"没有“{key}”这一要素"))
        elif value is not None and (problem := _problem(element, value)):
            faults.append(Fault(problem, column=element.label))
    return faults


def _problem(element: Element, value: Any) -> str:
    if element.kind in ("money", "number"):
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return "" if whole else "不是不小于零的整数"
    if not isinstance(value, str) or not value.strip():
        return "不是文字"
    if element.kind == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            return "不是日期"
    if element.kind == "choice" and value not in dict(element.options):
        return "只能选择：" + "、".join(label for _, label in element.options)
    return ""


def claim_lines(rows: Sequence[Compared]) -> list[str]:
    """The requests as they stand in the application: one line for each claim for money."""
    lines = []
    for row in rows:
        if row.element.item and row.worker:
            period = _period(rows) if row.element.key == "wages_due" else ""
            lines.append(f"支付{period}{row.element.label}{yuan(row.worker)}元")
    return lines


def _period(rows: Sequence[Compared]) -> str:
    said = {row.element.key: row.worker for row in rows}
    months = list(dict.fromkeys(str(said[key]) for key in ("owed_from", "owed_to") if said.get(key)))
    return "至".join(months)


def told_lines(rows: Sequence[Compared], side: str) -> list[str]:
    """入职日期：2023年3月1日 — what one side said."""
    return [
        f"{row.element.label}：{answered(row.element, getattr(row, side))}"
        for row in rows
        if getattr(row, side) is not None
    ]


def agreed_lines(rows: Sequence[Compared]) -> list[str]:
    """What both sides agree on: read into the record once, not tried."""
    return [f"{row.element.label}：{answered(row.element, row.worker)}" for row in rows if row.state == "agreed"]


def disputed_lines(rows: Sequence[Compared]) -> list[str]:
    """What is tried: what each side says about it."""
    return [
        f"{row.element.label}：申请人称{answered(row.element, row.worker) or '未说明'}，"
        f"被申请人称{answered(row.element, row.employer) or '未说明'}"
        for row in rows
        if row.open or (row.state == "found" and row.worker != row.employer)
    ]


def found_lines(rows: Sequence[Compared]) -> list[str]:
    """What the panel found on what was disputed."""
    return [f"{row.element.label}：{answered(row.element, row.panel)}" for row in rows if row.panel is not None]
