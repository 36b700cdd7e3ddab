"""How filled values look on paper: days, money with capital figures, persons, and 无 with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.wording.templates import PaperField, Template

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capital_yuan(fen: int) -> str:
    """分 in capital figures as on receipts: 123405 → "壹仟贰佰叁拾肆元零伍分" (正确填写票据和结算凭证的基本规定)."""
    if fen < 0:
        raise ValueError("金额不能为负数")
    whole, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    text = f"{_capital_whole(whole)}元" if whole else ""
    if not jiao and not cent:
        return f"{text or '零元'}整"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif text:
        text += "零"
    return text + (f"{_DIGITS[cent]}分" if cent else "整")


def _capital_whole(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    gap = False
    for position in range(len(groups) - 1, -1, -1):
        group = groups[position]
        if not group:
            gap = True
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _capital_group(group) + _GROUPS[position]
        gap = False
    return text


def _capital_group(group: int) -> str:
    text = ""
    zero = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return text


def is_blank(value: Any) -> bool:
    """Whether nothing was filled in. 0 is a figure, not a blank."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if isinstance(value, list | tuple):
        return not value or all(is_blank(item) for item in value)
    return isinstance(value, Mapping) and not str(value.get("none", "")).strip()


def printed(field: PaperField, value: Any) -> str:
    """The value as one run of text. ValueError (Chinese) when it does not fit the field's kind."""
    if isinstance(value, Mapping):
        return f"无（{str(value['none']).strip()}）"
    if is_blank(value):
        return ""
    if field.kind == "day":
        return chinese_day(_day(value))
    if field.kind == "moment":
        return _moment(value)
    if field.kind == "money":
        return f"{yuan(_whole(value))}元（大写：人民币{capital_yuan(_whole(value))}）"
    if field.kind == "persons":
        return f"{_whole(value)}人"
    if field.kind == "choice":
        if value not in field.options:
            raise ValueError(f"只能选择：{'、'.join(field.options.values())}")
        return field.options[value]
    if field.kind == "lines":
        return "；".join(lines(field, value))
    if field.kind == "tables":
        return "、".join(title for title, _, _ in tables(value))
    if field.kind == "table":
        return f"见附表（{len(rows(field, value))}行）"
    if not isinstance(value, str):
        raise ValueError("应为文字")
    return value.strip()


def lines(field: PaperField, value: Any) -> list[str]:
    """The items of a `lines` field."""
    if isinstance(value, Mapping):
        return [printed(field, value)]
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ValueError("应为若干行文字")
    return [item.strip() for item in value if item.strip()]


def rows(field: PaperField, value: Any) -> list[list[str]]:
    """The rows of a `table` field; whole numbers in a column whose head ends in (元) are 分 and print as yuan."""
    if isinstance(value, Mapping) or is_blank(value):
        return []
    table: list[list[str]] = []
    for number, row in enumerate(value, 1):
        if not isinstance(row, list | tuple) or len(row) != len(field.columns):
            raise ValueError(f"第{number}行应有{len(field.columns)}项：{'、'.join(field.columns)}")
        blank = [head for head, cell in zip(field.columns, row, strict=True) if not str(cell).strip()]
        if blank:
            raise ValueError(f"第{number}行没有填写{'、'.join(blank)}（没有的写“/”）")
        table.append(
            [
                yuan(_whole(cell)) if head.endswith("（元）") and not isinstance(cell, str) else str(cell).strip()
                for head, cell in zip(field.columns, row, strict=True)
            ]
        )
    return table


def tables(value: Any) -> list[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    """The tables of a `tables` field, each with its own title and head; cells are text as it is printed."""
    found = []
    for one in value or []:
        if not isinstance(one, Mapping) or set(one) != {"title", "head", "rows"}:
            raise ValueError("每张附表应有名称、表头和各行")
        head = tuple(str(cell) for cell in one["head"])
        if any(len(row) != len(head) for row in one["rows"]):
            raise ValueError(f"附表“{one['title']}”各行的格数应与表头一致")
        found.append((str(one["title"]), head, tuple(tuple(str(cell) for cell in row) for row in one["rows"])))
    return found


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("应为日期，例如 2024-01-03") from None


def _moment(value: Any) -> str:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("应为日期和时间，例如 2024-01-03T09:30") from None
    return f"{chinese_day(moment.date())}{moment.hour}时{moment.minute:02d}分"


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("应为不小于0的整数（金额以分为单位）")
    return value


def refuse_missing(whole: Template, fields: Mapping[str, Any]) -> None:
    """Refusal that names every field missing, misfilled or unknown, each with its reason and article."""
    faults: list[str] = []
    articles: list[str] = []
    for field in whole.fields:
        fault = _fault(field, fields.get(field.key))
        if fault:
            because = f"——{field.why}" + (f"（{field.article}）" if field.article else "")
            faults.append(f"“{field.label}”{fault}{because}")
            if field.article and field.article not in articles:
                articles.append(field.article)
    known = {field.key for field in whole.fields}
    faults += [f"“{key}”不是本文书的内容" for key in sorted(set(fields) - known)]
    if faults:
        raise Refusal(
            f"《{whole.title}》不能制作",
            why="；".join(faults),
            remedy="请补齐；确实没有的，可以填“无”的项目须写明理由",
            cites="；".join(articles),
        )


def _fault(field: PaperField, value: Any) -> str:
    if isinstance(value, Mapping) and set(value) == {"none"}:
        if not field.may_be_none:
            return "不能填“无”"
        return "" if str(value["none"]).strip() else "填了“无”但没有写明理由"
    if is_blank(value):
        return "没有填写" if field.required else ""
    try:
        printed(field, value)
        if field.kind == "lines" and len(lines(field, value)) < field.at_least:
            return f"至少{field.at_least}项，现有{len(lines(field, value))}项"
    except ValueError as fault:
        return str(fault)
    return ""
