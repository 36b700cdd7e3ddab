"""Signals from other offices in the demonstration: handed over before the warnings are raised, so that these say them."""

from __future__ import annotations

from datetime import date, timedelta

from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.monitoring.chain.firms import FirmFacts, add_firm
from nuanxin.watch.monitoring.chain.models import FirmRole
from nuanxin.watch.monitoring.outside.reading import HEADINGS, read_signals
from nuanxin.watch.monitoring.outside.taking import take_signals
from nuanxin.watch.monitoring.register.models import MonitoredProject


def code(number: int) -> str:
    """A credit code of the demonstration."""
    first = f"91410721MA9DEM{number:03d}"
    return first + credit_code_check_digit(first.replace("O", "0"))


CONTRACTORS = {0: None, 1: code(1), 2: code(2)}  # of 三建 none is known
DEVELOPER = ("新乡演示置业有限公司", code(9))


def hand_over_signals(county: Region, month: date, by: Staff, on: date) -> None:
    """A list of the tax office, one of the market office, one of the housing office, a reading of the meters; one was corrected."""
    site = MonitoredProject.objects.get(code="DEMO-W4")
    facts = FirmFacts(FirmRole.OWNER, DEVELOPER[0], DEVELOPER[1], source="演示数据：施工许可证")
    add_firm(project=site, facts=facts, by=by, on=on)
    said, lifted = month + timedelta(days=9), month - timedelta(days=1)
    second, third = code(1), code(2)
    files = {
        "欠税公告.csv": (f"欠税,{second},,新乡演示二建有限公司,{said},1350000,,新乡县税务局,欠税公告第6号",),
        "欠税公告（更正）.csv": (f"欠税,{second},,新乡演示二建有限公司,{said},1250000,,新乡县税务局,欠税公告第6号（更正）",),
        "经营异常名录.csv": (
            f"列入经营异常名录,{third},,新乡演示三建有限公司,{said},,,新乡县市场监管局,",
            f"列入经营异常名录,{second},,新乡演示二建有限公司,{month - timedelta(days=90)},,{lifted},新乡县市场监管局,",
        ),
        "重点房企名单.csv": (f"出险房地产企业,{DEVELOPER[1]},,{DEVELOPER[0]},{said},,,新乡县住建局,重点名单",),
        "用电监测.csv": (f"用电量同比下降,,DEMO-W7,演示监测七号商业街,{said},62.5,,新乡县供电公司,",),
        "法院涉诉.csv": (f"涉诉（被告）,{third},,新乡演示三建有限公司,{said},6,,新乡县人民法院,",),
    }  # fmt: skip
    for name, rows in files.items():
        lines = read_signals("\n".join([",".join(HEADINGS), *rows]).encode(), name, on)
        take_signals(region=county, name=name, lines=lines, by=by, on=on)
