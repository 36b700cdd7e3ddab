"""One interview, four papers: what is asked, which gate each paper has, and how the answers fill it. Pure.

Complaint to labour inspection, request for arbitration, request for a payment order, request that the procuratorate
support the suit. A paper whose gate is missing says which, with the article, instead of being handed out (LA-09).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.documents.wording.printing import is_blank
from nuanxin.foundation.documents.wording.templates import template

_QUESTIONS = Path(__file__).with_name("interview.yaml")
Answers = Mapping[str, Any]
NOT_KNOWN = {"none": "劳动者不掌握"}


class Question(BaseModel):
    """One question: the official label for the officer, plain words for the worker."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str
    label: str
    plain: str
    kind: Literal["text", "day", "money", "lines", "yes_no", "choice"]
    section: str
    required: bool = True
    options: dict[str, str] = Field(default_factory=dict)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.options.items()) or (("yes", "是"), ("no", "否"))


@cache
def questions() -> tuple[Question, ...]:
    """The whole list, in the order in which it is asked."""
    read = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))
    return tuple(Question.model_validate(one) for one in read["questions"])


@dataclass(frozen=True)
class Bodies:
    """Whom the papers are addressed to, by the place where the work was done."""

    inspection: str
    commission: str
    court: str
    procuratorate: str


@dataclass(frozen=True)
class Gate:
    """One condition in the way of a paper: what is missing, the article, what to do instead."""

    why: str
    cites: str
    instead: str


@dataclass(frozen=True)
class Written:
    """One of the four papers: its kind, gates in the way (none: it can be used), the fields as far as they are known."""

    kind: str
    title: str
    what_for: str
    gates: tuple[Gate, ...]
    unanswered: tuple[str, ...]
    fields: Mapping[str, Any]

    @property
    def usable(self) -> bool:
        return not self.gates and not self.unanswered


def answer_faults(answers: Answers, on: date) -> list[Fault]:
    """What is missing or of the wrong shape."""
    faults = []
    for one in questions():
        value = answers.get(one.key)
        if is_blank(value):
            faults += [Fault("没有填写", column=one.label)] if one.required else []
        elif one.kind in ("yes_no", "choice") and value not in dict(one.choices):
            faults.append(Fault("不在可选范围", column=one.label))
        elif one.kind == "day" and (not isinstance(value, date) or value > on):
            faults.append(Fault("不是今天以前的日期", column=one.label))
        elif one.kind == "money" and (not isinstance(value, int) or value <= 0):
            faults.append(Fault("金额应当大于零", column=one.label))
    return faults


def _complaint_gates(answers: Answers, on: date, until: date | None) -> list[Gate]:
    if answers.get("before") in ("arbitration", "decided", "court"):
        return [
            Gate(
                "已经申请仲裁或者起诉的，劳动监察不再另行受理",
                "劳动保障监察条例第二十一条",
                "继续走原来的程序；裁决、判决不履行的，向法院申请执行",
            )
        ]
    return []


def _arbitration_gates(answers: Answers, on: date, until: date | None) -> list[Gate]:
    gates = []
    if answers.get("before") in ("arbitration", "decided", "court"):
        gates.append(
            Gate(
                "已经申请仲裁或者起诉",
                "劳动争议调解仲裁法第二十九条、第四十八条",
                "继续走原来的程序；仲裁已有结果的，可以起诉或者申请执行",
            )
        )
    if until is not None and on > until:
        gates.append(
            Gate(
                f"离开之日起的仲裁时效已于{until.isoformat()}届满（有中断、中止情形的除外）",
                "劳动争议调解仲裁法第二十七条",
                "要过账、投诉过的，时效可以重新计算，请把证据带来法律援助中心",
            )
        )
    return gates


def _order_gates(answers: Answers, on: date, until: date | None) -> list[Gate]:
    gates = []
    if answers.get("iou") != "yes":
        gates.append(
            Gate(
                "数额没有得到单位认可，没有欠条或者结算单",
                "民事诉讼法第二百二十五条",
                "先申请仲裁，或者请单位出具结算单",
            )
        )
    if answers.get("other_debts") != "no":
        gates.append(Gate("双方还有其他债务没有算清", "民事诉讼法第二百二十五条", "申请仲裁"))
    if answers.get("reachable") != "yes":
        gates.append(Gate("找不到用人单位，支付令不能送达", "民事诉讼法第二百二十五条", "申请仲裁，或者向劳动监察投诉"))
    if answers.get("before") == "court":
        gates.append(Gate("已经到法院起诉", "民事诉讼法第二百二十五条", "等待法院裁判"))
    return gates


def _support_gates(answers: Answers, on: date, until: date | None) -> list[Gate]:
    gates = []
    if is_blank(answers.get("difficulty")):
        gates.append(Gate("没有写明自行起诉的困难", "民事诉讼法第十五条", "自己能起诉的，直接到法院立案"))
    if answers.get("iou") != "yes" and answers.get("before") != "decided":
        gates.append(
            Gate(
                "没有工资欠条，应当先经劳动仲裁再起诉",
                "劳动争议调解仲裁法第五条；最高人民法院关于审理劳动争议案件适用法律问题的解释（一）第十五条",
                "先申请仲裁",
            )
        )
    if answers.get("before") == "court":
        gates.append(Gate("已经到法院起诉", "民事诉讼法第十五条", "可以请法律援助律师代理"))
    return gates


_Gates = Callable[[Answers, date, date | None], list[Gate]]
PAPERS: tuple[tuple[str, str, str, _Gates], ...] = (
    ("worker_complaint", "交给劳动监察", "inspection", _complaint_gates),
    ("worker_arbitration_request", "交给劳动仲裁", "commission", _arbitration_gates),
    ("worker_payment_order", "交给法院，叫对方直接付钱", "court", _order_gates),
    ("worker_support_request", "交给检察院，请它帮着起诉", "procuratorate", _support_gates),
)


def write_papers(answers: Answers, bodies: Bodies, on: date, *, limitation_until: date | None) -> tuple[Written, ...]:
    """All four, each usable or saying why not. limitation_until: last day of the year after leaving; None while at work."""
    return tuple(
        _write(kind, what_for, getattr(bodies, body), gates(answers, on, limitation_until), answers, bodies)
        for kind, what_for, body, gates in PAPERS
    )


def _write(kind: str, what_for: str, addressed: str, gates: list[Gate], answers: Answers, bodies: Bodies) -> Written:
    whole = template(kind)
    known = _fields(answers, addressed, bodies)
    fields = {one.key: known[one.key] for one in whole.fields if not is_blank(known.get(one.key))}
    left_free = {one.key for one in questions() if not one.required}  # a gate asks for these where they matter
    unanswered = tuple(
        one.label for one in whole.fields if one.required and one.key not in fields and one.key not in left_free
    )
    return Written(kind, whole.title, what_for, tuple(gates), unanswered, fields)


def _fields(answers: Answers, addressed: str, bodies: Bodies) -> dict[str, Any]:
    before = {one.key: one for one in questions()}["before"].options
    evidence = answers.get("evidence")
    return {
        **{key: answers.get(key) for key in ("name", "id_number", "phone", "address", "employer", "place", "work")},
        "employer_person": answers.get("employer_person") or NOT_KNOWN,
        "employer_address": answers.get("employer_address") or NOT_KNOWN,
        "started": answers.get("started"),
        "owed_from": answers.get("owed_from"),
        "owed_to": answers.get("owed_to"),
        "amount": answers.get("amount"),
        "evidence": list(evidence) if evidence else None,
        "left_on": answers.get("left_on") or {"none": "仍在工作"},
        "organ": addressed,
        "court": bodies.court,
        "before": before.get(str(answers.get("before", "")), ""),
        "difficulty": answers.get("difficulty"),
    }
