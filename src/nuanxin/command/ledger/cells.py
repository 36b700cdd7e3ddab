"""What one cell says, in the form in which we keep it. Pure: a cell in, a value out, ValueError (Chinese) otherwise.

A blank cell is None (text: empty): not stated, never 0. Formula cells arrive here as the value last shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from nuanxin.command.ledger.sheets import Column, Kind
from nuanxin.foundation.common.credit_code import parse_credit_code
from nuanxin.foundation.common.days import parse_day, parse_month
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.foundation.common.text import half_width

MOST_PERSONS = 10_000_000  # a slip beyond any county, and far below the column's end
_YES = frozenset({"是", "1", "Y", "YES", "√", "✓", "✔", "TRUE", "对"})
_NO = frozenset({"否", "0", "N", "NO", "×", "✗", "X", "FALSE", "不是", "非"})
# What no workbook can hold and no database wants; line ends are one sign.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CUT_NUMBER = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+|\d+", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
# Passports and permits carry letters first; their check rules are not ours to judge.
_GAP = re.compile(r"[\s-]")
_CUT_IDENTITY = re.compile(r"\d\.\d*E\+?\d+", re.ASCII)
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}[\dA-Z]{5,20}", re.ASCII)
_EXACT_FLOAT = 1e15
_LOST_DIGITS = "长编号被表格软件记成了数字，末几位已丢失，请把该列设为文本格式后重新填写"


def text(value: Any) -> str:
    """The words of a cell: outer spaces and control signs gone, numbers without ".0", days in ISO."""
    if isinstance(value, str):
        plain = value if value.isprintable() else _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        return plain.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _number_as_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value).strip()


def _number_as_text(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    if abs(value) >= _EXACT_FLOAT:
        raise ValueError(_LOST_DIGITS)
    return str(int(value)) if value.is_integer() else repr(value)


def reader_of(column: Column) -> Callable[[Any], Any]:
    """How cells of a column are read."""
    if column.kind in _READERS:
        return _READERS[column.kind]
    if column.kind == Kind.CHOICE:
        return lambda value: _choice(value, column)
    return lambda value: _limited(value, column)


def _limited(value: Any, column: Column) -> str:
    said = text(value)
    if column.kind == Kind.NUMBER_TEXT:
        said = half_width(said)
        if _CUT_NUMBER.fullmatch(said):
            raise ValueError(_LOST_DIGITS)
    if len(said) > column.longest:
        raise ValueError(f"太长（{len(said)}字），最多{column.longest}字")
    return said


def _choice(value: Any, column: Column) -> str | None:
    said = re.sub(r"\s", "", half_width(text(value)))
    if not said:
        return None
    if said in column.choices:
        return column.choices[said]
    if said in column.choices.values():  # the code itself, as --channel takes it: 12345
        return said
    raise ValueError(f"“{said[:30]}”不在可选范围内，请填写：{'、'.join(column.choices)}")


def day(value: Any) -> date | None:
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, (time, timedelta, bool)):
        raise ValueError("不是日期，请写成 2024-01-03、2024/1/3 或 2024年1月3日")
    if isinstance(value, str) and re.fullmatch(r"\s*\d{5}(\.\d+)?\s*", value, re.ASCII):
        return parse_day(float(value))  # a serial number that went through a CSV file
    return parse_day(value)


def period(value: Any) -> str:
    """A month or a day as stated: "2023-07" or "2023-07-15"; a bare year stays a year."""
    if isinstance(value, date):
        return parse_day(value).isoformat()
    if isinstance(value, float) and value.is_integer():
        value = str(int(value))
    said = half_width(text(value))
    if not said:
        return ""
    if found := _YEAR.fullmatch(said):
        return found[1]
    if re.fullmatch(r"(19|20)\d{2}(0[1-9]|1[0-2])", said, re.ASCII):
        return f"{said[:4]}-{said[4:]}"
    if re.fullmatch(r"\d{5}", said, re.ASCII):
        return parse_day(int(said)).isoformat()
    try:
        return parse_day(said).isoformat()
    except ValueError:
        return str(parse_month(said))


def count(value: Any) -> int | None:
    """Persons: a whole number, with or without thousands separators or 人."""
    if isinstance(value, (bool, date)):
        raise ValueError("不是人数，请填写整数")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        number = value
    else:
        said = re.sub(r"\s", "", half_width(str(value))).replace("，", ",").removesuffix("人")
        if not said:
            return None
        said = re.sub(r"\.0+$", "", said)
        if said.startswith("-"):
            raise ValueError("人数不能为负数")
        if not _GROUPED.fullmatch(said):
            raise ValueError(f"“{str(value).strip()[:30]}”不是人数，请填写整数；没有说明时留空")
        number = int(said.replace(",", ""))
    if number < 0:
        raise ValueError("人数不能为负数")
    if number > MOST_PERSONS:
        raise ValueError(f"人数{number}过大，请核对")
    return number


def money(value: Any) -> int | None:
    """An amount in yuan → 分."""
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, float) and value.is_integer() and 0 <= value < 1e10:
        return int(value) * 100
    if isinstance(value, (date, time, timedelta)):
        raise ValueError("不是金额，请填写以元为单位的数字")
    return parse_yuan(value)


def flag(value: Any) -> bool | None:
    said = half_width(text(value)).upper()
    if not said:
        return None
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValueError(f"“{said[:10]}”看不出是或否，请填写“是”或“否”；没有说明时留空")


def region_code(value: Any) -> str:
    said = re.sub(r"\s", "", half_width(text(value)))
    if said and not re.fullmatch(r"\d{6}(\d{3})?", said, re.ASCII):
        raise ValueError(f"“{said[:20]}”不是区划代码，应为6位数字（乡镇街道9位）")
    return said


def credit_code(value: Any) -> str:
    said = text(value)
    return parse_credit_code(said) if said else ""


def identity(value: Any) -> str:
    """An identity number with its check digit, or another document (passport, permit) that begins with letters."""
    said = _GAP.sub("", half_width(text(value))).upper()
    if not said:
        return ""
    if _CUT_IDENTITY.fullmatch(said):
        raise ValueError(_LOST_DIGITS)
    if _OTHER_DOCUMENT.fullmatch(said):
        return said
    return IdNumber(said).text


def phone(value: Any) -> str:
    """In the one written form where it has one; else as written (an odd number is warned about, not lost)."""
    said = text(value)
    if not said:
        return ""
    try:
        return normalise_phone(said)
    except ValueError:
        said = half_width(said)
        if len(said) > 60:
            raise ValueError("联系电话太长，请只填一个号码") from None
        return said


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.DAY: day,
    Kind.PERIOD: period,
    Kind.COUNT: count,
    Kind.MONEY: money,
    Kind.FLAG: flag,
    Kind.REGION: region_code,
    Kind.CREDIT_CODE: credit_code,
    Kind.IDENTITY: identity,
    Kind.PHONE: phone,
}
