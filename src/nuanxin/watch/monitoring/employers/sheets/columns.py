"""The columns of a wage sheet: one list that the template, the reading and the pages all stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "id", "phone", "card", "flag", "day", "choice", "yuan", "number", "reckoned"]


@dataclass(frozen=True)
class Column:
    """One column. heading: as printed; help: what the clerk reads when the cell is chosen; choices: what may stand there.

    reckoned: filled by a formula of the template and never read back.
    """

    key: str
    heading: str
    kind: Kind
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    width: int = 12


PAYS = {"月": "month", "日": "day", "时": "hour", "件": "piece"}
SYSTEMS = {"标准": "standard", "综合": "combined", "不定时": "irregular"}
FLAGS = {"是": True, "否": False}
COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", "text", True, width=10),
    Column("id_number", "证件号码", "id", True, "18位身份证号", width=21),
    Column("phone", "联系电话", "phone", True, "本人手机，工资清单发到这里", width=14),
    Column("team", "班组", "text"),
    Column("card", "工资卡号", "card", help="本人的银行卡或社保卡", width=22),
    Column("contract_signed", "签劳动合同", "flag", choices=tuple(FLAGS)),
    Column("entered_on", "进场日期", "day"),
    Column("left_on", "退场日期", "day", help="本月离场的填写；离场要一次结清"),
    Column("pay", "计薪方式", "choice", True, "月薪、日薪、计时（非全日制）、计件", tuple(PAYS)),
    Column("system", "工时制", "choice", help="不填按标准工时；综合、不定时须经批准", choices=tuple(SYSTEMS)),
    Column("rate_fen", "工资标准（元）", "yuan", True, "每月、每日、每小时或每件多少元", width=14),
    Column("pieces", "计件数量", "number", help="计件的填写"),
    Column("days", "出勤天数", "reckoned"),
    Column("hours", "出勤工时", "reckoned"),
    Column("weekday", "平日加班（时）", "number", help="公式按考勤算出；已经补休或算法不同的可改", width=14),
    Column(
        "rest_day",
        "休息日加班（时）",
        "number",
        help="休息日上班又没有补休的小时；日薪的写超出正常出勤的小时",
        width=15,
    ),
    Column("statutory_holiday", "节假日加班（时）", "number", help="法定节假日上班的小时，补休也要付300%", width=15),
    Column("base_fen", "基本工资（元）", "yuan", True, width=14),
    Column("overtime_fen", "加班工资（元）", "yuan", width=14),
    Column("allowance_fen", "津贴补贴（元）", "yuan", width=14),
    Column("due_fen", "应发合计（元）", "yuan", True, "基本工资＋加班工资＋津贴补贴", width=14),
    Column("insurance_fen", "代扣社保公积金（元）", "yuan", width=18),
    Column("tax_fen", "代扣个税（元）", "yuan", width=14),
    Column("loss_fen", "扣除赔偿（元）", "yuan", help="本人造成损失的赔偿，每月不超过工资的20%", width=14),
    Column("other_fen", "其他扣款（元）", "yuan", help="要在备注里写明是什么", width=14),
    Column("net_fen", "应实发（元）", "yuan", True, "应发合计减去全部扣款", width=14),
    Column("paid_fen", "已发金额（元）", "yuan", help="实际已经付到本人手里的；还没有发的写0", width=14),
    Column("paid_on", "支付日期", "day"),
    Column("voucher", "支付凭证号", "text", help="银行代发回单号；付现金的写“现金签字”", width=18),
    Column("note", "备注", "text", width=20),
    Column("check", "自查", "reckoned", width=40),
)
BY_KEY = {column.key: column for column in COLUMNS}
DAYS = tuple(f"{day}日" for day in range(1, 32))
HEADINGS = (*(column.heading for column in COLUMNS), *DAYS)
SHEET, CALENDAR, GUIDE = "工资考勤表", "日历", "填表说明"
