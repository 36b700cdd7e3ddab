"""The table as officials keep it: CSV with Chinese headings, read with every fault named by row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.money import parse_yuan, yuan
from nuanxin.rights.intake.routing.rules import Rule, Table

HEADINGS = (
    "序号",
    "启用日期",
    "停用日期",
    "区划前缀",
    "行业领域",
    "项目类别",
    "行业主管",
    "含有词语",
    "不含词语",
    "金额下限(元)",
    "金额上限(元)",
    "人数下限",
    "承办单位类别",
    "承办单位代码",
    "理由",
)
SECTORS = {"": "", "工程建设": "construction", "制造业": "manufacturing", "其他": "other"}
PROJECT_KINDS = {"": "", "政府投资": "government", "国企": "state"}
INDUSTRIES = {"": "", "房屋市政": "housing", "交通": "transport", "水利": "water", "其他": "other"}
UNIT_KINDS = {
    "人民政府": "government",
    "农民工工作领导小组办公室": "leading_group",
    "人力资源和社会保障": "hrss",
    "劳动人事争议仲裁委员会": "arbitration",
    "人民调解委员会": "mediation",
    "法律援助中心": "legal_aid",
    "司法行政": "justice",
    "公安": "police",
    "检察院": "procuratorate",
    "法院": "court",
    "住房和城乡建设": "housing",
    "交通运输": "transport",
    "水利": "water",
    "财政": "finance",
    "发展和改革": "development",
    "国有资产监督管理": "state_assets",
    "教育": "education",
    "卫生健康": "health",
    "总工会": "union",
    "税务": "tax",
    "市场监督管理": "market",
    "信访": "petition",
    "民政": "civil_affairs",
    "乡镇（街道）": "town",
}
_DEFAULT = Path(__file__).with_name("default.csv")
_WORDS = re.compile(r"[、|｜,，;；\s]+")


def load_table(text: str, version: str) -> Table:
    """Read the CSV. BadInput names every fault: heading, row (1 = heading line), column."""
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    if not lines or [cell.strip() for cell in lines[0]] != list(HEADINGS):
        raise BadInput(Fault("表头与规定不符", row=1, remedy="表头应为：" + "、".join(HEADINGS)))
    faults: list[Fault] = []
    rules = []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(HEADINGS):
            faults.append(Fault(f"应有{len(HEADINGS)}列，现有{len(cells)}列", row=number))
            continue
        rule = _Row(number, dict(zip(HEADINGS, (cell.strip() for cell in cells), strict=True)), faults).rule()
        if rule:
            rules.append(rule)
    faults += _table_faults(rules, len(lines))
    if faults:
        raise BadInput(faults)
    return Table(version, tuple(rules))


@cache
def default_table() -> Table:
    """The table that ships: what the law itself says about who handles what."""
    return load_table(_DEFAULT.read_text(encoding="utf-8"), "default")


def table_as_csv(table: Table) -> str:
    """The same CSV again, with a byte order mark so that spreadsheets read it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for rule in table.rules:
        writer.writerow(_cells(rule))
    return "\ufeff" + out.getvalue()


class _Row:
    """One line of the file, and the list into which its faults go."""

    def __init__(self, number: int, cells: Mapping[str, str], faults: list[Fault]) -> None:
        self.number, self.cells, self.faults = number, cells, faults

    def rule(self) -> Rule | None:
        before = len(self.faults)
        rule = Rule(
            number=self._whole("序号") or 0,
            valid_from=self._day("启用日期"),
            valid_to=self._day("停用日期"),
            region_prefix=self._digits("区划前缀"),
            sector=self._one_of("行业领域", SECTORS),
            project_kind=self._one_of("项目类别", PROJECT_KINDS),
            industry=self._one_of("行业主管", INDUSTRIES),
            keywords=self._words("含有词语"),
            without=self._words("不含词语"),
            amount_from_fen=self._money("金额下限(元)"),
            amount_to_fen=self._money("金额上限(元)"),
            persons_from=self._whole("人数下限"),
            unit_kind=self._one_of("承办单位类别", UNIT_KINDS),
            unit_code=self.cells["承办单位代码"],
            why=self.cells["理由"],
        )
        if not rule.number:
            self._fault("序号", "没有序号")
        if not rule.why:
            self._fault("理由", "没有理由", "请写明为什么由该单位承办")
        if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
            self._fault("停用日期", "早于启用日期")
        if None not in (rule.amount_from_fen, rule.amount_to_fen) and rule.amount_from_fen > rule.amount_to_fen:  # type: ignore[operator]
            self._fault("金额上限(元)", "小于金额下限")
        return rule if len(self.faults) == before else None

    def _fault(self, column: str, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(message, row=self.number, column=column, remedy=remedy))

    def _one_of(self, column: str, known: Mapping[str, str]) -> str:
        cell = self.cells[column]
        if cell not in known:
            self._fault(
                column, f"没有“{cell}”" if cell else "没有填写", "可选：" + "、".join(name for name in known if name)
            )
            return ""
        return known[cell]

    def _whole(self, column: str) -> int | None:
        cell = self.cells[column]
        if cell and not cell.isdecimal():
            self._fault(column, f"“{cell}”不是整数")
            return None
        return int(cell) if cell else None

    def _digits(self, column: str) -> str:
        cell = self.cells[column]
        if cell and (not cell.isdecimal() or len(cell) > 9):
            self._fault(column, f"“{cell}”不是区划代码的开头部分", "例如 4107 表示全市")
        return cell

    def _day(self, column: str) -> date | None:
        cell = self.cells[column]
        try:
            return parse_day(cell) if cell else None
        except ValueError as wrong:
            self._fault(column, str(wrong))
            return None

    def _money(self, column: str) -> int | None:
        cell = self.cells[column]
        try:
            return parse_yuan(cell) if cell else None
        except ValueError as wrong:
            self._fault(column, str(wrong))
            return None

    def _words(self, column: str) -> tuple[str, ...]:
        return tuple(word for word in _WORDS.split(self.cells[column]) if word)


def _table_faults(rules: list[Rule], last_row: int) -> list[Fault]:
    """What one row alone cannot see: order, numbers used twice, something for every clue."""
    faults = []
    numbers = [rule.number for rule in rules]
    if numbers != sorted(set(numbers)):
        faults.append(Fault("序号重复或者没有从小到大排列", column="序号", remedy="规则按序号从上到下适用"))
    if not rules or not rules[-1].catches_all:
        faults.append(
            Fault("最后一行应当没有任何条件，承接前面都不适用的线索", row=last_row, remedy="请在末尾加一行兜底规则")
        )
    return faults


def _cells(rule: Rule) -> list[str]:
    def back(known: Mapping[str, str], value: str) -> str:
        return next(name for name, code in known.items() if code == value)

    def money(fen: int | None) -> str:
        return "" if fen is None else yuan(fen).replace(",", "")

    return [
        str(rule.number),
        rule.valid_from.isoformat() if rule.valid_from else "",
        rule.valid_to.isoformat() if rule.valid_to else "",
        rule.region_prefix,
        back(SECTORS, rule.sector),
        back(PROJECT_KINDS, rule.project_kind),
        back(INDUSTRIES, rule.industry),
        "、".join(rule.keywords),
        "、".join(rule.without),
        money(rule.amount_from_fen),
        money(rule.amount_to_fen),
        "" if rule.persons_from is None else str(rule.persons_from),
        back(UNIT_KINDS, rule.unit_kind),
        rule.unit_code,
        rule.why,
    ]
