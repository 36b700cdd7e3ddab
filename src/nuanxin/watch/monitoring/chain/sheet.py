"""A sheet of firms as rows: every cell that does not fit is a fault with row, column and what to do. Pure."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common.credit_code import parse_credit_code
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.watch.monitoring.chain.firms import FirmFacts, SheetFirm
from nuanxin.watch.monitoring.chain.models import FirmRole
from nuanxin.watch.monitoring.tables import MOST_FAULTS, read_table, words

HEADINGS = {
    "角色": "role", "名称": "name", "统一社会信用代码": "credit_code", "发包单位": "giver", "资质证书": "qualification",
    "合同额(元)": "amount_fen", "合同签订日期": "contract_on", "进场日期": "starts_on", "退场日期": "ends_on",
    "负责人": "contact", "依据": "source",
}  # fmt: skip
REQUIRED = ("role", "name", "source")
_COLUMNS = {field: heading for heading, field in HEADINGS.items()}
_ROLES = {str(label): value for value, label in FirmRole.choices} | {
    str(label)[:2]: value for value, label in FirmRole.choices
}


def read_firms(content: bytes, name: str) -> list[SheetFirm]:
    """Every line, or BadInput with every fault."""
    lines: list[SheetFirm] = []
    faults: list[Fault] = []
    for row, given in read_table(content, name, HEADINGS, REQUIRED):
        found, wrong = _cells(row, given)
        faults += wrong
        if not wrong:
            giver = found.pop("giver", "")
            lines.append(SheetFirm(row, FirmFacts(**found), giver))
    if faults:
        raise BadInput(faults[:MOST_FAULTS])
    return lines


def _cells(row: int, given: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    found: dict[str, Any] = {}
    faults = []
    for field, cell in given.items():
        said = words(cell)
        try:
            found[field] = _read(field, cell, said)
        except ValueError as wrong:
            faults.append(Fault(str(wrong), row, _COLUMNS[field], "请核对"))
    return found, faults


def _read(field: str, cell: Any, said: str) -> Any:
    if field in REQUIRED and not said:
        raise ValueError("没有填写")
    if field == "role":
        if said not in _ROLES:
            raise ValueError(f"没有“{said}”这种角色，可选：{'、'.join(FirmRole.labels)}")
        return _ROLES[said]
    if field == "credit_code":
        return parse_credit_code(said) if said else ""
    if field == "amount_fen":
        fen = parse_yuan(said) if said else None
        if fen is not None and fen < 0:
            raise ValueError("合同额不能小于零")
        return fen
    if field in ("contract_on", "starts_on", "ends_on"):
        return parse_day(cell) if said else None
    if len(said) > 200 or any(ord(sign) < 32 for sign in said):
        raise ValueError("超过200个字，或者有控制字符")
    return said[:60] if field == "contact" else said
