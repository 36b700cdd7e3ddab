"""A handed-over file as signals: every cell that does not fit is a fault with row, column and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from nuanxin.foundation.common.credit_code import parse_credit_code
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.common.text import half_width
from nuanxin.watch.monitoring.outside.kinds import Kind, kind_called, kinds
from nuanxin.watch.monitoring.tables import MOST_FAULTS, read_table, words

HEADINGS = {
    "信号": "kind", "统一社会信用代码": "credit_code", "监测项目编号": "project", "名称": "subject_name",
    "信号日期": "happened_on", "数值": "value", "解除日期": "until", "来源单位": "office", "文号": "document",
}  # fmt: skip
REQUIRED = ("kind", "subject_name", "happened_on")
_COLUMNS = {field: heading for heading, field in HEADINGS.items()}
_MOST = {"subject_name": 200, "office": 100, "document": 100}
MOST_FEN = 10**15


@dataclass(frozen=True)
class Line:
    """One signal as handed over; project: the code of a watched one, where it is about no firm."""

    row: int
    kind: Kind
    subject_name: str
    happened_on: date
    credit_code: str = ""
    project: str = ""
    until: date | None = None
    amount_fen: int | None = None
    value: Decimal | None = None
    office: str = ""
    document: str = ""


def read_signals(content: bytes, name: str, on: date) -> list[Line]:
    """Every line, or BadInput with every fault (the first MOST_FAULTS): a file is taken whole or not at all."""
    lines: list[Line] = []
    faults: list[Fault] = []
    for row, given in read_table(content, name, HEADINGS, REQUIRED):
        reader = _Row(row, given, on)
        line = reader.line()
        faults += reader.faults
        lines += [line] if line else []
    faults = sorted([*faults, *_doubles(lines)], key=lambda fault: fault.row or 0)
    if faults:
        raise BadInput(faults[:MOST_FAULTS])
    return lines


def _doubles(lines: list[Line]) -> list[Fault]:
    first: dict[tuple[str, str, str, date], int] = {}
    faults = []
    for line in lines:
        key = (line.kind.key, line.credit_code, line.project, line.happened_on)
        if key in first:
            faults.append(Fault(f"与第{first[key]}行是同一对象同一天的同一信号", row=line.row, remedy="请合并为一行"))
        first.setdefault(key, line.row)
    return faults


class _Row:
    """One row on its way: each cell is read once, each fault is kept with its place."""

    def __init__(self, row: int, given: dict[str, Any], on: date) -> None:
        self.row, self.given, self.on = row, given, on
        self.faults: list[Fault] = []

    def line(self) -> Line | None:
        """The row's plain values; None where any cell is wrong."""
        kind = kind_called(self._said("kind"))
        if kind is None:
            self._fault(
                "kind",
                f"没有“{self._said('kind')}”这种信号",
                "可选：" + "、".join(one.name for one in kinds().values()),
            )
            return None
        code, project = self._subject(kind)
        happened_on = self._day("happened_on", required=True)
        until = self._day("until")
        if happened_on and until and until < happened_on:
            self._fault("until", f"解除日期{until}早于信号日期{happened_on}", "请核对")
        amount_fen, value = self._value(kind)
        texts = {field: self._text(field) for field in _MOST}
        if not texts["subject_name"]:
            self._fault("subject_name", "没有填写", "请写单位或者项目名称")
        if self.faults or happened_on is None:
            return None
        texts["office"] = texts["office"] or kind.office
        return Line(
            row=self.row, kind=kind, happened_on=happened_on, credit_code=code, project=project, until=until,
            amount_fen=amount_fen, value=value, **texts,
        )  # fmt: skip

    def _subject(self, kind: Kind) -> tuple[str, str]:
        code, project = self._said("credit_code"), self._said("project")
        if bool(code) == bool(project):
            self._fault(
                "credit_code",
                "统一社会信用代码和监测项目编号应当只填一个",
                "对企业的信号填代码，对项目的信号填项目编号",
            )
        elif project and "project" not in kind.about:
            self._fault("project", f"“{kind.name}”只能对企业", "请填统一社会信用代码")
        elif code:
            try:
                return parse_credit_code(code), ""
            except ValueError as wrong:
                self._fault("credit_code", str(wrong), "请与营业执照核对")
        return "", project

    def _value(self, kind: Kind) -> tuple[int | None, Decimal | None]:
        said = half_width(self._said("value")).rstrip("%件元")
        try:
            if kind.unit == "listed":
                if said not in ("", "是", "1"):
                    raise ValueError("这种信号不填数值")
                return None, None
            if not said:
                raise ValueError(f"没有填写（单位：{kind.unit_name}）")
            if kind.unit == "yuan":
                fen = parse_yuan(said)
                if not 0 < fen <= MOST_FEN:
                    raise ValueError("金额应当大于零，并且单位是元")
                return fen, None
            return None, _number(said, kind)
        except ValueError as wrong:
            self._fault("value", str(wrong), f"{kind.name}的单位是{kind.unit_name}" if kind.unit_name else "请留空")
            return None, None

    def _day(self, field: str, *, required: bool = False) -> date | None:
        raw = self.given.get(field, "")
        if not words(raw):
            if required:
                self._fault(field, "没有填写", "请填日期，如 2024-01-03")
            return None
        try:
            day = parse_day(raw)
        except ValueError as wrong:
            self._fault(field, str(wrong))
            return None
        if day > self.on:
            self._fault(field, f"日期{day}在今天之后", "请核对")
        return day

    def _text(self, field: str) -> str:
        said = self._said(field)
        if len(said) > _MOST[field] or any(ord(sign) < 32 for sign in said):
            self._fault(field, f"超过{_MOST[field]}个字，或者有控制字符", "请改短")
        return said

    def _said(self, field: str) -> str:
        return words(self.given.get(field, ""))

    def _fault(self, field: str, says: str, remedy: str = "") -> None:
        self.faults.append(Fault(says, row=self.row, column=_COLUMNS[field], remedy=remedy))


def _number(said: str, kind: Kind) -> Decimal:
    try:
        number = Decimal(said.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{said[:20]}”不是数字") from None
    if not number.is_finite() or number <= 0:
        raise ValueError("应当大于零")
    if kind.unit == "percent" and number > 100:
        raise ValueError("下降的百分比不能超过100")
    if kind.unit == "count" and (number != int(number) or number >= 10**6):
        raise ValueError("应当是件数（整数）")
    return number.quantize(Decimal("0.01"))
