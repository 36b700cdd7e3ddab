"""The wage check: a row against its own sums and against the least of the law. Pure: facts and figures in, remarks out.

What contradicts itself stops the row. What may be unlawful is told and kept: a sheet that tells the truth about too small
a wage must be possible to hand in, or only untrue ones would come.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nuanxin.foundation.common.money import yuan
from nuanxin.rights.intake.estimate import MonthWork, Overtime, Pay, reckon
from nuanxin.watch.monitoring.employers.sheets.figures import DAY_HOURS, WageFigures
from nuanxin.watch.monitoring.employers.sheets.lines import NONE, Checked, Finding, SheetLine, System

FULL_MONTH_DAYS = (
    20  # contract of the indicator below_minimum_wage: from so many days on the monthly minimum is asked for
)
REST_GIVEN = "补休"
_NAMES = {Overtime.WEEKDAY: "平日加班", Overtime.REST_DAY: "休息日加班", Overtime.HOLIDAY: "节假日加班"}


def check_line(line: SheetLine, figures: WageFigures) -> Checked:
    """Everything that is wrong or odd with one row, at once."""
    base, overtime = least_base(line, figures), least_overtime(line, figures)
    findings = [
        *_sums(line),
        *_below(line, base, overtime, figures),
        *_unstated(line, figures),
        *_minimum(line, figures),
        *_deductions(line, figures),
        *_attendance(line),
        *_payment(line),
    ]
    return Checked(base, overtime, tuple(findings))


def by_kind(line: SheetLine, figures: WageFigures) -> dict[Overtime, Decimal]:
    """Overtime as the attendance itself shows it: above eight hours on a workday, every hour on a rest day or a holiday."""
    found = dict.fromkeys(Overtime, NONE)
    for day, hours in line.attendance.items():
        kind = figures.kinds[day]
        found[kind] += max(hours - DAY_HOURS, NONE) if kind == Overtime.WEEKDAY else hours
    return found


def normal_days(line: SheetLine, figures: WageFigures) -> Decimal:
    """Days of normal work: eight hours a day at most; hours of rest days and holidays that are stated as overtime not again.

    With combined hours: all hours but those of the statutory holidays and those above the month's normal hours.
    """
    if line.system == System.COMBINED and figures.work_hours is not None:
        holiday = by_kind(line, figures)[Overtime.HOLIDAY]
        return min(line.hours - holiday, figures.work_hours) / DAY_HOURS
    hours = dict.fromkeys(Overtime, NONE)
    for day, worked in line.attendance.items():
        hours[figures.kinds[day]] += min(worked, DAY_HOURS)
    apart = [max(hours[kind] - line.overtime.get(kind, NONE), NONE) for kind in (Overtime.REST_DAY, Overtime.HOLIDAY)]
    return (hours[Overtime.WEEKDAY] + sum(apart, NONE)) / DAY_HOURS


def least_base(line: SheetLine, figures: WageFigures) -> int | None:
    """分 for the normal work of the month by its agreed rate; None for piece work without pieces or without attendance."""
    if line.pay == Pay.PIECE:
        quantity = line.pieces
    elif line.pay == Pay.HOUR:
        quantity = line.hours
    elif line.pay == Pay.DAY:
        quantity = normal_days(line, figures)
    else:
        return _month_base(line, figures)
    if quantity is None or not line.attendance:
        return None
    return _reckoned(line, figures, MonthWork(figures.month, quantity))


def _month_base(line: SheetLine, figures: WageFigures) -> int | None:
    """A month in which no working day is missing is whole; else 月薪 ÷ 21.75 × (normal days + the statutory holidays, which are paid)."""
    if not line.attendance:
        return None
    working = [day for day, kind in figures.kinds.items() if kind == Overtime.WEEKDAY]
    combined = line.system == System.COMBINED and figures.work_days is not None
    if (
        normal_days(line, figures) >= (figures.work_days or NONE)
        if combined
        else all(map(line.attendance.get, working))
    ):
        return _reckoned(line, figures, MonthWork(figures.month, None))
    worked = (
        normal_days(line, figures)
        if combined
        else sum((min(line.attendance.get(day, NONE), DAY_HOURS) for day in working), NONE) / DAY_HOURS
    )
    holidays = sum(
        1 for day, kind in figures.kinds.items() if kind == Overtime.HOLIDAY and _employed(line, figures, day)
    )
    return _reckoned(line, figures, MonthWork(figures.month, worked + holidays))


def _employed(line: SheetLine, figures: WageFigures, day: int) -> bool:
    on = figures.month.first_day.replace(day=day)
    return (line.entered_on is None or line.entered_on <= on) and (line.left_on is None or on <= line.left_on)


def least_overtime(line: SheetLine, figures: WageFigures) -> int | None:
    """分 for the overtime as stated, by 150/200/300 %; None where a figure of the law is missing."""
    if line.system == System.IRREGULAR or line.pay == Pay.HOUR:
        return 0
    # With piece rates the hours cannot be turned into pieces: the quota decides, which no sheet tells.
    if line.pay == Pay.PIECE:
        return None
    stated = {kind: hours for kind, hours in stated_overtime(line, figures).items() if hours}
    if not stated:
        return 0
    return _reckoned(line, figures, MonthWork(figures.month, NONE, overtime=stated))


def stated_overtime(line: SheetLine, figures: WageFigures) -> Mapping[Overtime, Decimal]:
    """The hours to be paid as overtime. Combined hours: what exceeds the month's normal hours, and the statutory holidays."""
    if line.system != System.COMBINED or figures.work_hours is None:
        return line.overtime
    holiday = by_kind(line, figures)[Overtime.HOLIDAY]
    excess = max(line.hours - holiday - figures.work_hours, NONE)
    return {Overtime.WEEKDAY: excess, Overtime.HOLIDAY: holiday}


def _reckoned(line: SheetLine, figures: WageFigures, work: MonthWork) -> int | None:
    found = reckon(pay=line.pay, rate_fen=Decimal(line.rate_fen), months=[work], law=lambda _: figures.law)
    return None if found.months[0].missing else found.earned_fen


def _sums(line: SheetLine) -> list[Finding]:
    found = []
    whole = line.base_fen + line.overtime_fen + line.allowance_fen
    if line.due_fen != whole:
        says = f"应发合计写的是{yuan(line.due_fen)}元，基本工资＋加班工资＋津贴补贴是{yuan(whole)}元"
        found.append(Finding("sum_due", "应发合计（元）", says, "请核对这几项", stops=True))
    rest = line.due_fen - line.deducted_fen
    if rest < 0:
        says = f"扣款合计{yuan(line.deducted_fen)}元，比应发{yuan(line.due_fen)}元还多"
        found.append(Finding("sum_deducted", "应实发（元）", says, "请核对扣款", stops=True))
    elif line.net_fen != rest:
        says = f"应实发写的是{yuan(line.net_fen)}元，应发减去扣款是{yuan(rest)}元"
        found.append(Finding("sum_net", "应实发（元）", says, "请核对应发和扣款", stops=True))
    if line.other_fen and not line.note:
        remedy = "请在备注写明扣的是什么"
        found.append(Finding("deducted_for", "其他扣款（元）", "没有写明扣款项目", remedy, "条例第十五条", stops=True))
    if line.paid_fen and not (line.paid_on and line.voucher):
        remedy = "已经发了的，请写支付日期和凭证号（现金写“现金签字”）；还没发的，已发金额写0"
        found.append(
            Finding("paid_how", "支付日期", "写了已发金额，没有支付日期或者凭证号", remedy, "条例第十五条", stops=True)
        )
    return found


def _below(line: SheetLine, base: int | None, overtime: int | None, figures: WageFigures) -> list[Finding]:
    found = []
    if base is not None and line.base_fen < base:
        says = (
            f"基本工资{yuan(line.base_fen)}元，按工资标准和出勤应不少于{yuan(base)}元，少{yuan(base - line.base_fen)}元"
        )
        found.append(
            Finding("base_short", "基本工资（元）", says, "请核对出勤、标准和金额", figures.law.paid_days_cite)
        )
    if overtime is not None and line.overtime_fen < overtime:
        short = yuan(overtime - line.overtime_fen)
        says = f"加班工资{yuan(line.overtime_fen)}元，按加班小时应不少于{yuan(overtime)}元，少{short}元"
        found.append(Finding("overtime_short", "加班工资（元）", says, "请补足", figures.law.overtime_cite))
    hours = sum(stated_overtime(line, figures).values(), NONE) if line.pay in (Pay.DAY, Pay.MONTH) else NONE
    if line.system != System.IRREGULAR and figures.law.cap_hours is not None and hours > figures.law.cap_hours:
        says = f"本月加班{_number(hours)}小时，超过{_number(figures.law.cap_hours)}小时"
        found.append(Finding("over_cap", "平日加班（时）", says, "请减少加班", figures.law.cap_cite))
    return found


def _unstated(line: SheetLine, figures: WageFigures) -> list[Finding]:
    """Hours that the attendance shows and the overtime columns do not. Time off in return excuses all but the holidays."""
    if line.system != System.STANDARD or line.pay not in (Pay.DAY, Pay.MONTH):
        return []
    found = []
    for kind, shown in by_kind(line, figures).items():
        stated = line.overtime.get(kind, NONE)
        if stated >= shown or (kind != Overtime.HOLIDAY and REST_GIVEN in line.note):
            continue
        says = f"考勤里有{_NAMES[kind]}{_number(shown)}小时，表中写{_number(stated)}小时"
        remedy = (
            "法定节假日不能用补休代替" if kind == Overtime.HOLIDAY else "漏写的请补上；已经补休的请在备注写明补休日期"
        )
        found.append(Finding("overtime_unstated", f"{_NAMES[kind]}（时）", says, remedy, figures.law.overtime_cite))
    return found


def _minimum(line: SheetLine, figures: WageFigures) -> list[Finding]:
    """Overtime never counts towards the minimum wage; allowances for night, heat and the like do not either."""
    least = figures.minimum_fen
    if least is None or line.pay == Pay.HOUR or line.days < FULL_MONTH_DAYS:
        return []
    without = line.due_fen - line.overtime_fen
    column = "应发合计（元）"
    if without < least:
        says = f"出勤{line.days}天，除去加班工资只有{yuan(without)}元，低于当地最低工资{yuan(least)}元"
        return [Finding("below_minimum", column, says, "请补足", figures.minimum_cite)]
    if line.base_fen < least:
        says = f"除去加班工资和津贴补贴只有{yuan(line.base_fen)}元，低于当地最低工资{yuan(least)}元"
        remedy = "夜班、高温等津贴不算在最低工资里，请核对津贴是哪一种"
        return [Finding("minimum_by_allowance", column, says, remedy, figures.minimum_cite)]
    return []


def _deductions(line: SheetLine, figures: WageFigures) -> list[Finding]:
    if not line.loss_fen:
        return []
    found = []
    share, column = figures.deduct_share, "扣除赔偿（元）"
    if share is not None and line.loss_fen > share * line.due_fen:
        says = f"扣除赔偿{yuan(line.loss_fen)}元，超过当月工资的{_number(share * 100)}%"
        found.append(Finding("deduct_cap", column, says, "超过的部分请以后分月扣", figures.deduct_cite))
    least = figures.minimum_fen
    if least is not None and line.due_fen >= least > line.due_fen - line.loss_fen:
        says = f"扣除赔偿后剩{yuan(line.due_fen - line.loss_fen)}元，低于当地最低工资{yuan(least)}元"
        found.append(Finding("deduct_minimum", column, says, "请少扣，剩下的不能低于最低工资", figures.deduct_cite))
    return found


def _attendance(line: SheetLine) -> list[Finding]:
    if line.attendance and not line.due_fen:
        says = f"出勤{line.days}天，应发是0元"
        return [Finding("attendance_without_pay", "应发合计（元）", says, "请核对是否漏算")]
    if line.due_fen and not line.attendance:
        return [
            Finding("pay_without_attendance", "出勤天数", "有工资，没有一天考勤", "请核对考勤；带薪休假的请在备注写明")
        ]
    if line.contract_signed is False:
        remedy = "没有订立劳动合同并实名登记的，不得进场施工"
        return [Finding("no_contract", "签劳动合同", "没有签劳动合同", remedy, "条例第二十八条")]
    return []


def _payment(line: SheetLine) -> list[Finding]:
    if line.paid_fen > line.net_fen:
        says = f"已发{yuan(line.paid_fen)}元，比应实发{yuan(line.net_fen)}元多"
        return [Finding("paid_more", "已发金额（元）", says, "请核对单位是不是元，预支的请在备注写明")]
    if not line.owed_fen:
        return []
    says = f"还差{yuan(line.owed_fen)}元没有发"
    if line.left_on:
        return [
            Finding(
                "leaver_unpaid", "已发金额（元）", f"{says}，人已经离场", "离场要一次结清", "工资支付暂行规定第九条"
            )
        ]
    return [Finding("unpaid", "已发金额（元）", says, "请在应发日期前发到本人卡里")]


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
