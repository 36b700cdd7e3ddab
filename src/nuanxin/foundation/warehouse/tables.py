"""The wage tables as they are handed in: columns, what each must be, what makes a row the same row (docs: wage tables)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "day", "month", "fen", "hours", "flag", "day_of_month", "choice"]

# How a kind is stored. A month is its first day, so that engines compare months without cutting strings.
STORED: dict[Kind, str] = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "day": "DATE",
    "month": "DATE",
    "fen": "BIGINT",
    "hours": "DOUBLE",
    "flag": "BOOLEAN",
    "day_of_month": "TINYINT",
    "choice": "VARCHAR",
}
# The same types as Ibis and Arrow call them; one to one.
NAMES: dict[str, str] = {
    "VARCHAR": "string",
    "DATE": "date",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "TINYINT": "int8",
}


@dataclass(frozen=True)
class Column:
    """One column. chinese: its heading in a bureau's own file; least/most: the range in the unit of its kind, both included.

    usual: a range outside which a value is lawful but odd (元 written for 分); it is told, not refused.
    """

    name: str
    kind: Kind
    chinese: str
    required: bool = True
    least: int | None = None
    most: int | None = None
    usual: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parent:
    """Rows must have a row there: the same values in the same columns. says: what is wrong where they have none."""

    table: str
    columns: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Contradiction:
    """Two columns of one row that cannot both be true. condition: in SQL, over the table's columns."""

    column: str
    says: str
    condition: str


@dataclass(frozen=True)
class Table:
    """One wage table. key: what may stand once; month_of: the column by whose month its rows are stored, empty: not by month."""

    name: str
    chinese: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    parents: tuple[Parent, ...] = ()
    month_of: str = ""
    needed: bool = False
    contradictions: tuple[Contradiction, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for one in self.columns:
            if one.name == name:
                return one
        raise KeyError(name)


_PROJECT = Column("project_id", "id", "项目编号")
_WORKER = Column("worker_id", "id", "工人编号")
_OF_PROJECT = Parent("projects", ("project_id",), "项目表中没有这个项目")
_OF_WORKER = Parent("workers", ("project_id", "worker_id"), "花名册中没有这个工人")
# 分 a month and worker: below 100 元 or above 20 万元 the unit was probably mistaken.
_WAGE = (10_000, 20_000_000)

PROJECTS = Table(
    "projects",
    "项目",
    (
        _PROJECT,
        Column("name", "text", "项目名称"),
        Column("region_code", "id", "区划代码"),
        Column("general_contractor", "text", "施工总承包单位"),
        Column("credit_code", "id", "统一社会信用代码", required=False),
        Column("government_project", "flag", "政府投资项目", required=False),
        Column("state_firm_project", "flag", "国企项目", required=False),
        Column("pay_day", "day_of_month", "工资支付日", required=False, least=1, most=31),
        Column("labour_fee_due_day", "day_of_month", "人工费用拨付日", required=False, least=1, most=31),
        Column("minimum_wage_fen", "fen", "最低工资标准（分）", required=False, least=1, usual=(50_000, 1_000_000)),
        Column("contract_amount_fen", "fen", "合同额（分）", required=False, least=0),
        Column("permit_on", "day", "施工许可日期", required=False),
        Column("starts_on", "day", "开工日期"),
        Column("ends_on", "day", "完工日期", required=False),
    ),
    key=("project_id",),
    needed=True,
)
WORKERS = Table(
    "workers",
    "花名册",
    (
        _PROJECT,
        _WORKER,
        Column("name", "text", "姓名", required=False),
        Column("card", "id", "工资卡号", required=False),
        Column("contract_signed", "flag", "已签合同", required=False),
        Column("entered_on", "day", "进场日期", required=False),
        Column("left_on", "day", "退场日期", required=False),
        Column("team", "text", "班组", required=False),
    ),
    key=("project_id", "worker_id"),
    parents=(_OF_PROJECT,),
)
ATTENDANCE = Table(
    "attendance",
    "考勤",
    (
        _PROJECT,
        _WORKER,
        Column("on", "day", "日期"),
        Column("hours", "hours", "工时", required=False, least=0, most=24),
    ),
    parents=(_OF_PROJECT, _OF_WORKER),
    month_of="on",
)
PAYROLL = Table(
    "payroll",
    "工资表",
    (
        _PROJECT,
        _WORKER,
        Column("month", "month", "工资月份"),
        Column("due_on", "day", "应发日期"),
        Column("amount_due_fen", "fen", "应发（分）", least=0, usual=_WAGE),
        Column("paid_on", "day", "实发日期", required=False),
        Column("amount_paid_fen", "fen", "实发（分）", least=0),
        Column("card", "id", "收款卡号", required=False),
        # Of the bank: a payment that it sent back has paid nobody, whatever sum was tried.
        Column("outcome", "choice", "交易结果", required=False, choices=("paid", "failed")),
        Column("failure", "text", "失败原因", required=False),
    ),
    key=("project_id", "worker_id", "month"),
    parents=(_OF_PROJECT, _OF_WORKER),
    month_of="month",
    contradictions=(
        Contradiction("实发（分）", "交易失败的，实发应当是0", "outcome = 'failed' AND amount_paid_fen > 0"),
    ),
)
ACCOUNT_FLOWS = Table(
    "account_flows",
    "专户流水",
    (
        _PROJECT,
        Column("on", "day", "日期"),
        Column("kind", "choice", "类别", choices=("labour_fee_in", "wage_out", "other_in", "other_out")),
        Column("amount_fen", "fen", "金额（分）", least=0),
    ),
    parents=(_OF_PROJECT,),
    month_of="on",
)
DEPOSITS = Table(
    "deposits",
    "工资保证金",
    (
        _PROJECT,
        Column("kind", "choice", "方式", choices=("cash", "guarantee")),
        Column("amount_fen", "fen", "金额（分）", least=0),
        Column("valid_to", "day", "有效期至", required=False),
    ),
    parents=(_OF_PROJECT,),
)
TABLES: tuple[Table, ...] = (PROJECTS, WORKERS, ATTENDANCE, PAYROLL, ACCOUNT_FLOWS, DEPOSITS)
BY_NAME = {table.name: table for table in TABLES}
