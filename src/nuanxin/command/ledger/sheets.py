"""The ledger workbook, declared once: sheets, headings, what each column holds. Reading, export, template and docs ask here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.models import ActKind, SolvedBy
from nuanxin.rights.intake.channels import Channel

UNKNOWN_EMPLOYER = "不详"
REASON = "原因"
# What our own returned workbook writes into its column 原因, so that it is not taken for a note when it comes back.
REASON_MARK = "退回："


class Kind(StrEnum):
    """What a cell holds; the value names it in the docs."""

    TEXT = "文本"
    NUMBER_TEXT = "编号（文本）"
    DAY = "日期"
    PERIOD = "年月或日期"
    COUNT = "人数（整数）"
    MONEY = "金额（元）"
    FLAG = "是/否"
    CHOICE = "选项"
    REGION = "区划代码"
    CREDIT_CODE = "统一社会信用代码"
    IDENTITY = "证件号码"
    PHONE = "电话"


@dataclass(frozen=True)
class Column:
    """One column: heading as printed, name in code, kind, whether it must be filled, labels → stored values, longest text."""

    heading: str
    name: str
    kind: Kind
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 200
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet; `known_by` says in words what makes two rows the same row."""

    name: str
    columns: tuple[Column, ...]
    known_by: str

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _labels(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {label: value for value, label in pairs}


_EXTERNAL = Column("外部编号", "external_number", Kind.NUMBER_TEXT, required=True, longest=60)
_EMPLOYER = Column("用人单位", "employer", Kind.TEXT, required=True)
_CREDIT_CODE = Column("统一社会信用代码", "credit_code", Kind.CREDIT_CODE)
_PROJECT = Column("项目名称", "project", Kind.TEXT)
_SECTORS = _labels(Sector.choices)
_REGION = Column("区划代码", "region", Kind.REGION, required=True, longest=9)
_GOVERNMENT = Column("政府投资项目", "government", Kind.FLAG)
_STATE_FIRM = Column("国企项目", "state_firm", Kind.FLAG)

CLUES = Sheet(
    "线索",
    (
        _EXTERNAL,
        Column("渠道", "channel", Kind.CHOICE, required=True, choices=_labels(Channel.choices)),
        Column("收到日期", "received_on", Kind.DAY, required=True),
        Column("反映人", "reporter", Kind.TEXT, longest=60),
        Column("证件号码", "id_number", Kind.IDENTITY, longest=30),
        Column("联系电话", "phone", Kind.PHONE, longest=60),
        Column("农民工", "migrant", Kind.FLAG),
        Column("用人单位", "employer", Kind.TEXT, required=True, note="不知道时写“不详”，并填写地点、联系电话或诉求"),
        _CREDIT_CODE,
        _PROJECT,
        Column("行业领域", "sector", Kind.CHOICE, choices=_SECTORS, note="有项目名称的一律计入工程建设"),
        _REGION,
        Column("地点", "place", Kind.TEXT),
        Column("欠薪起", "owed_from", Kind.PERIOD),
        Column("欠薪止", "owed_to", Kind.PERIOD),
        Column("涉及人数", "persons", Kind.COUNT, note="空白表示未说明，不等于0"),
        Column("其中农民工", "migrant_persons", Kind.COUNT),
        Column("欠薪金额(元)", "amount", Kind.MONEY, note="空白表示未说明，不等于0"),
        Column("其中农民工金额(元)", "migrant_amount", Kind.MONEY),
        _GOVERNMENT,
        _STATE_FIRM,
        Column("新就业形态", "new_form", Kind.FLAG),
        Column("诉求", "demand", Kind.TEXT, longest=32_767),
    ),
    known_by="外部编号",
)
SETTLEMENTS = Sheet(
    "办理",
    (
        _EXTERNAL,
        Column("解决途径", "solved_by", Kind.CHOICE, required=True, choices=_labels(SolvedBy.choices)),
        Column("立案日期", "filed_on", Kind.DAY, note="解决途径为监察立案时必填"),
        Column("解决日期", "solved_on", Kind.DAY, required=True),
        Column("解决人数", "persons", Kind.COUNT, required=True),
        Column("其中农民工", "migrant_persons", Kind.COUNT, required=True),
        Column("解决金额(元)", "amount", Kind.MONEY, required=True),
        Column("其中农民工金额(元)", "migrant_amount", Kind.MONEY, required=True),
    ),
    known_by="外部编号（一条线索有几行时：外部编号、解决途径、解决日期）",
)
ACTS = Sheet(
    "文书",
    (
        _EXTERNAL,
        Column("种类", "kind", Kind.CHOICE, required=True, choices=_labels(ActKind.choices)),
        Column("日期", "done_on", Kind.DAY, required=True),
        Column("文号", "number", Kind.NUMBER_TEXT, longest=80),
    ),
    known_by="外部编号、种类、日期、文号",
)
VISITS = Sheet(
    "检查",
    (
        _EMPLOYER,
        Column("统一社会信用代码", "credit_code", Kind.CREDIT_CODE, required=True),
        Column("检查日期", "visited_on", Kind.DAY, required=True),
        Column("职工人数", "workforce", Kind.COUNT, required=True),
        Column("其中农民工", "migrants", Kind.COUNT, required=True),
        Column("行业领域", "sector", Kind.CHOICE, required=True, choices=_SECTORS),
        _REGION,
        _PROJECT,
        _GOVERNMENT,
        _STATE_FIRM,
        Column("查实欠薪", "arrears_found", Kind.FLAG),
        Column("欠薪人数", "arrears_persons", Kind.COUNT),
        Column("欠薪金额(元)", "arrears", Kind.MONEY),
        Column("执法记录", "recording", Kind.TEXT, longest=300, note="音视频编号；没有录的写明理由"),
    ),
    known_by="统一社会信用代码、检查日期、项目名称",
)
SHEETS = {sheet.name: sheet for sheet in (CLUES, SETTLEMENTS, ACTS, VISITS)}
