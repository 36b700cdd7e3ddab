"""What travels over the interface: names in English, official terms in the descriptions, money in 分."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

ChannelCode = Literal[
    "web", "12333", "12345", "12348", "visit", "letter", "qr", "petition", "reception", "department", "opinion",
    "inspection", "monitoring",
]  # fmt: skip
SectorCode = Literal["construction", "manufacturing", "other", ""]


def _one_line(text: str) -> str:
    """Stripped; a NUL cannot be stored."""
    if "\x00" in text:
        raise ValueError("含有不能保存的字符")
    return text.strip()


def _stated(text: str) -> str:
    if not text:
        raise ValueError("不能只有空格")
    return text


Text = Annotated[str, AfterValidator(_one_line)]


class ReporterIn(Schema):
    name: Text = Field("", max_length=60, description="反映人")
    id_number: Text = Field("", max_length=30, description="证件号码")
    phone: Text = Field("", max_length=30, description="联系电话")
    migrant: bool | None = Field(None, description="农民工")


class ClueIn(Schema):
    external_number: Annotated[Text, AfterValidator(_stated)] = Field(
        ..., min_length=1, max_length=60, description="外部编号：同一编号重复提交不会重复登记"
    )
    channel: ChannelCode = Field(..., description="渠道")
    received_on: date = Field(..., description="收到日期")
    region: Text = Field(..., min_length=6, max_length=9, description="区划代码")
    employer_name: Text = Field("", max_length=200, description="用人单位，不详可留空")
    credit_code: Text = Field("", max_length=18, description="统一社会信用代码")
    project_name: Text = Field("", max_length=200, description="项目名称")
    sector: SectorCode = Field("", description="行业领域")
    place: Text = Field("", max_length=200, description="地点")
    owed_from: Text = Field("", max_length=10, description="欠薪起，YYYY-MM")
    owed_to: Text = Field("", max_length=10, description="欠薪止，YYYY-MM")
    persons: int | None = Field(None, ge=1, le=1_000_000, description="涉及人数，未说明为空")
    migrant_persons: int | None = Field(None, ge=0, le=1_000_000, description="其中农民工")
    amount_fen: int | None = Field(None, ge=0, le=10**15, description="欠薪金额（分）")
    migrant_amount_fen: int | None = Field(None, ge=0, le=10**15, description="其中农民工金额（分）")
    government: bool | None = Field(None, description="政府投资项目")
    state_firm: bool | None = Field(None, description="国企项目")
    new_form: bool | None = Field(None, description="新就业形态")
    demand: Text = Field("", max_length=10_000, description="诉求")
    reporter: ReporterIn | None = Field(None, description="反映人")


class ClueOut(Schema):
    number: str = Field(..., description="线索编号")
    external_number: str | None = Field(None, description="外部编号")
    channel: str
    received_on: date
    region: str
    employer: str = Field(..., description="用人单位")
    project: str = Field(..., description="项目名称")
    sector: str
    persons: int | None
    amount_fen: int | None
    state: str = Field(..., description="状态")
    unit: str = Field(..., description="承办单位")
    officer: str = Field(..., description="责任人")
    due_on: date | None = Field(None, description="最近期限")
    conclusion: str = Field("", description="办结结论")


class ClueList(Schema):
    clues: list[ClueOut]
    next: str | None = Field(None, description="下一页的 after 参数；没有下一页为空")


class EventOut(Schema):
    kind: str
    occurred_on: date
    text: str


class RegisteredOut(Schema):
    number: str
    created: bool = Field(..., description="false：此前已登记过同一外部编号")


class RefusalOut(Schema):
    what: str
    why: str = ""
    remedy: str = ""
    cites: str = ""


class FaultOut(Schema):
    row: int | None = Field(None, description="第几行，从1数起；不是逐行的没有这一项")
    column: str = ""
    message: str
    remedy: str = ""


class FaultsOut(Schema):
    faults: list[FaultOut]


class DueDateOut(Schema):
    due: str | None = Field(..., description="到期日（时）；不能计算为空")
    citation: str = Field(..., description="依据条文")
    explanation: list[str] = Field(..., description="逐步说明")
    missing: str | None = Field(None, description="缺什么，因此不能计算")
    provisional: bool | None = Field(None, description="跨越尚未公布放假安排的年份，暂按周末推算")
    cautions: list[str] | None = Field(None, description="注意事项")
