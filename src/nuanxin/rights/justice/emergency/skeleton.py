"""A plan to begin with: levels, measures and duties by name. No threshold and no hour stands here: each place sets its own.

城暖通知 and the winter action ask for a plan with 处置措施和责任分工 (notice 三（四）); they name no levels and no hours.
"""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.foundation.organisations.kinds import UnitKind

NOT_SET = "由本地预案规定，尚未录入"


@dataclass(frozen=True)
class Level:
    """rank 1 is the gravest; `applies`: when, in the plan's own words."""

    rank: int
    name: str
    applies: str = NOT_SET


@dataclass(frozen=True)
class Measure:
    """What, whose duty, from which level on (that and graver ones), within how many hours (None: not set)."""

    what: str
    duty: str
    unit_kind: str = ""
    from_rank: int = 4
    hours: int | None = None


LEVELS = (Level(1, "特别重大"), Level(2, "重大"), Level(3, "较大"), Level(4, "一般"))
MEASURES = (
    Measure("报告本级人民政府和领导小组办公室", "接报单位：口头先报、书面补报", UnitKind.LEADING_GROUP),
    Measure("人力资源社会保障部门到场，登记人数和诉求", "劳动保障监察：逐人登记、现场答复", UnitKind.HRSS),
    Measure("维护现场秩序，防止极端行为", "公安：现场秩序、人员安全", UnitKind.POLICE),
    Measure("接访和劝返，推选代表", "信访：接待、劝导", UnitKind.PETITION),
    Measure("通知用人单位、总包单位、建设单位负责人到场", "行业主管部门：约见责任单位", UnitKind.HOUSING),
    Measure("查清欠薪人数、金额和责任主体", "劳动保障监察：查账、核对考勤", UnitKind.HRSS),
    Measure("落实支付：责令支付、动用保证金", "劳动保障监察、行业主管部门", UnitKind.HRSS, 3),
    Measure("动用应急周转金、临时救助", "财政、民政", UnitKind.FINANCE, 3),
    Measure("舆情监测和发布", "网信：监测、澄清", UnitKind.CYBERSPACE, 3),
    Measure("成立现场指挥部，负责同志到场指挥", "人民政府", UnitKind.GOVERNMENT, 2),
    Measure("依法控制涉嫌犯罪的责任人，防止逃匿和转移财产", "公安", UnitKind.POLICE, 2),
    Measure("上报省级并请求支援", "人民政府", UnitKind.GOVERNMENT, 1),
    Measure("逐人确认支付和返乡情况，总结报告", "领导小组办公室", UnitKind.LEADING_GROUP),
)
