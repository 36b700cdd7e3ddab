"""工资清单: each worker's own slip with the eleven fields of 条例 第十五条, signed on paper or answered through a code of his own.

The code goes to the worker's telephone and is shown to nobody else: what the firm could press itself would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.documents.wording.composing import Block, Sheet
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.rights.intake.estimate import Overtime
from nuanxin.watch.monitoring.employers.caller import Caller, must_keep
from nuanxin.watch.monitoring.employers.models import SlipAnswer, WageLine, WageSheet

ARTICLE = "《保障农民工工资支付条例》第十五条"
_PAYS = {"month": "月", "day": "日", "hour": "小时", "piece": "件"}
_OVERTIME = {Overtime.WEEKDAY: "平日", Overtime.REST_DAY: "休息日", Overtime.HOLIDAY: "法定节假日"}
_WORKER = "劳动者本人"


@dataclass(frozen=True)
class SlipState:
    """One worker's slip as it stands: sent or not, and the last answer."""

    line: WageLine
    answer: SlipAnswer | None

    @property
    def word(self) -> str:
        if self.answer:
            return f"{self.answer.get_answer_display()}（{self.answer.get_way_display()}）"
        return "已发送，等本人确认" if self.line.slip_sent_at else "未确认"


def slips_of(sheet: WageSheet) -> list[SlipState]:
    """Every row of a sheet with its last answer."""
    last: dict[int, SlipAnswer] = {}
    for answer in SlipAnswer.objects.filter(line__sheet=sheet).order_by("pk"):
        last[answer.line_id] = answer
    return [SlipState(line, last.get(line.pk)) for line in WageLine.objects.filter(sheet=sheet).order_by("row")]


def fields_of(line: WageLine) -> tuple[tuple[str, str], ...]:
    """The eleven fields, in the order of the article. What the worker has not got yet is said in words."""
    sheet = line.sheet
    month = Month.of(sheet.month)
    overtime = "，".join(f"{_OVERTIME[Overtime(key)]}加班{hours}小时" for key, hours in line.overtime.items())
    items = [("基本工资", line.base_fen), ("加班工资", line.overtime_fen), ("津贴补贴", line.allowance_fen)]
    taken = [
        ("社保公积金", line.insurance_fen),
        ("个人所得税", line.tax_fen),
        ("赔偿", line.loss_fen),
        ("其他", line.other_fen),
    ]
    paid = f"，已发{yuan(line.paid_fen)}元" if line.paid_fen != line.net_fen else ""
    return (
        ("用人单位", f"{sheet.account.employer.name}（{sheet.project.name}）"),
        ("支付周期", f"{month.chinese}1日至{month.last_day.day}日"),
        ("支付日期", chinese_day(line.paid_on) if line.paid_on else f"应于{chinese_day(sheet.due_on)}前支付"),
        ("姓名", line.name),
        ("身份证号码", line.id_number),
        ("联系方式", line.phone),
        (
            "工作时间",
            f"出勤{line.days}天，共{line.hours.normalize():f}小时" + (f"，其中{overtime}" if overtime else ""),
        ),
        ("应发工资", f"{_said(items)}合计{yuan(line.due_fen)}元（每{_PAYS[line.pay]}{yuan(line.rate_fen)}元）"),
        (
            "代扣代缴和扣除",
            f"{_said(taken)}合计{yuan(line.due_fen - line.net_fen)}元" + (f"（{line.note}）" if line.other_fen else ""),
        ),
        ("实发工资", f"{yuan(line.net_fen)}元{paid}"),
        ("银行凭证或者签字", line.voucher or "　"),
    )


def _said(items: Sequence[tuple[str, int]]) -> str:
    return "".join(f"{name}{yuan(fen)}元，" for name, fen in items if fen)


def slip_paper(line: WageLine, on: date) -> Sheet:
    """One slip as a paper, with room to sign."""
    return Sheet(
        layout="form",
        agency=line.sheet.account.employer.name,
        title="农民工工资清单",
        number="",
        addressee="",
        blocks=(
            Block("form", cells=fields_of(line)),
            Block("blank", cells=(("本人签字", "18"), ("签字日期", "12"))),
        ),
        signed=False,
        day=chinese_day(on),
        copies=f"依据{ARTICLE}提供给本人。金额不对或者没有收到的，可以不签字，打12333反映。",
    )


def signing_paper(sheet: WageSheet, lines: Sequence[WageLine], on: date) -> Sheet:
    """工资支付表 to be signed by the workers of a sheet, row by row (条例 第三十一条)."""
    head = ("序号", "姓名", "出勤天数", "应发（元）", "扣除（元）", "实发（元）", "本人签字")
    rows = tuple(
        (
            str(at),
            line.name,
            str(line.days),
            yuan(line.due_fen),
            yuan(line.due_fen - line.net_fen),
            yuan(line.net_fen),
            "　　　　",
        )
        for at, line in enumerate(lines, 1)
    )
    month = Month.of(sheet.month)
    facts = (
        ("用人单位", sheet.account.employer.name),
        ("项目", sheet.project.name),
        ("支付周期", month.chinese),
        ("应发日期", chinese_day(sheet.due_on)),
        ("人数和金额", f"{len(lines)}人，实发合计{yuan(sum(line.net_fen for line in lines))}元"),
    )
    return Sheet(
        layout="form",
        agency=sheet.account.employer.name,
        title="农民工工资支付签字表",
        number="",
        addressee="",
        blocks=(Block("form", cells=facts),),
        signed=False,
        day=chinese_day(on),
        copies="本人核对无误后签字；金额不对的不要签，当场提出。任何人不得代签。",
        annexes=(Block("table", f"{month.chinese}工资支付签字表", head, rows),),
    )


@transaction.atomic
def send_slips(*, sheet: WageSheet, link: Callable[[str], str], by: Caller, on: date) -> int:
    """A message with his own code to every worker who has not got one. link: code → address. How many went out."""
    _must_be_submitted(sheet, by)
    calendar = calendar_for(sheet.project.region_id)
    lines = list(WageLine.objects.select_for_update().filter(sheet=sheet, slip_sent_at__isnull=True).order_by("row"))
    for line in lines:
        values = {"month": Month.of(sheet.month).chinese, "project": sheet.project.name, "link": link(line.slip_code)}
        enqueue(
            channel=Message.Channel.SMS,
            to=line.phone,
            template="wage_slip",
            values=values,
            about=("monitoring.wageline", line.pk),
            calendar=calendar,
        )
        line.slip_sent_at = occasion.now()
    WageLine.objects.bulk_update(lines, ["slip_sent_at"], batch_size=500)
    record("send_wage_slips", about=sheet, by=by.actor, details={"workers": len(lines), "on": on})
    return len(lines)


@transaction.atomic
def record_signed(*, sheet: WageSheet, lines: Sequence[int], by: Caller, on: date) -> int:
    """纸质签字: these rows were signed on paper, which the firm keeps (条例 第十五条). A worker's own answer is never replaced."""
    _must_be_submitted(sheet, by)
    open_rows = [one.line for one in slips_of(sheet) if one.line.pk in set(lines) and one.answer is None]
    if not open_rows:
        raise BadInput(Fault("没有选择等待签字的人", remedy="本人已经答复的，以本人的答复为准"))
    received, paper = SlipAnswer.Answer.RECEIVED, SlipAnswer.Way.PAPER
    now = occasion.now()
    SlipAnswer.objects.bulk_create(
        SlipAnswer(line=line, answer=received, way=paper, answered_at=now, recorded_by=by.title) for line in open_rows
    )
    record("record_signed_slips", about=sheet, by=by.actor, details={"workers": len(open_rows), "on": on})
    return len(open_rows)


def line_of(code: str) -> WageLine | None:
    """The row behind a worker's code; None for a wrong code and for sheets that do not hold."""
    found = WageLine.objects.filter(slip_code=code, sheet__state=WageSheet.State.SUBMITTED) if code else None
    return found.select_related("sheet__project", "sheet__account__employer").first() if found is not None else None


@transaction.atomic
def answer_slip(*, line: WageLine, answer: str, note: str = "", on: date) -> SlipAnswer:
    """What the worker says himself. It may be said again: the last one stands."""
    if answer not in SlipAnswer.Answer.values:
        raise BadInput(Fault("请选择一个答案", column="答复"))
    row = SlipAnswer.objects.create(
        line=line,
        answer=answer,
        way=SlipAnswer.Way.CODE,
        note=note.strip()[:300],
        answered_at=occasion.now(),
        recorded_by=_WORKER,
    )
    record("answer_wage_slip", about=row, by=Outsider(_WORKER), details={"line": line.pk, "answer": answer, "on": on})
    return row


def denials(project_id: int, month: date) -> list[SlipAnswer]:
    """Workers' own last answers of that month that are no: for whoever watches the project."""
    sheet = WageSheet.objects.filter(project=project_id, month=month, state=WageSheet.State.SUBMITTED).first()
    last = [one.answer for one in slips_of(sheet)] if sheet else []
    return [one for one in last if one and one.answer != SlipAnswer.Answer.RECEIVED]


def _must_be_submitted(sheet: WageSheet, by: Caller) -> None:
    must_keep(by, sheet.project)
    if sheet.state != WageSheet.State.SUBMITTED:
        raise Refusal("不能办理工资清单", why="这份表还没有提交，或者已经更正", remedy="请在最新提交的表上办理")
