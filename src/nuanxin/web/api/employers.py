"""For the firm's own wage system: its sites, a month's payroll and attendance handed in, checked row by row."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.periods import Month
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import WageSheet
from nuanxin.watch.monitoring.employers.sheets.from_systems import Told, hand_in_rows, standing_sheet
from nuanxin.watch.monitoring.employers.sheets.reading import MOST_ROWS
from nuanxin.watch.monitoring.employers.tokens import caller_by_token
from nuanxin.web.api.api import ERRORS, Unseen
from nuanxin.web.api.shapes import Text

router = Router(tags=["用人单位"])
MOST_TOLD = 1000
MOST_FEN = 10**11
SITE: int = Path(..., ge=1, le=2**31 - 1, description="项目编号，见项目列表")
MONTH: str = Path(..., pattern=r"^20\d{2}-(0[1-9]|1[0-2])$", description="工资月份 YYYY-MM")
Fen = Annotated[int, Field(ge=0, le=MOST_FEN)]
Hours = Annotated[float, Field(ge=0, le=744, allow_inf_nan=False)]


class EmployerKey(HttpBearer):
    """`Authorization: Bearer …` with a key that the firm's contact issued at the employer's door."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        return caller_by_token(token, occasion.today())


class SiteOut(Schema):
    number: int = Field(..., description="项目编号")
    name: str = Field(..., description="项目名称")
    site_code: str = Field("", description="维权码")
    pay_day: int | None = Field(None, description="每月工资支付日")


class RowIn(Schema):
    name: Text = Field(..., min_length=1, max_length=60, description="姓名")
    id_number: Text = Field(..., min_length=1, max_length=30, description="证件号码")
    phone: Text = Field(..., min_length=1, max_length=30, description="本人手机")
    team: Text = Field("", max_length=60, description="班组")
    card: Text = Field("", max_length=40, description="工资卡号")
    contract_signed: bool | None = Field(None, description="签劳动合同")
    entered_on: date | None = Field(None, description="进场日期")
    left_on: date | None = Field(None, description="退场日期")
    pay: Literal["month", "day", "hour", "piece"] = Field(..., description="计薪方式：月、日、时、件")
    system: Literal["standard", "combined", "irregular"] = Field("standard", description="工时制：标准、综合、不定时")
    rate_fen: Fen = Field(..., description="工资标准（分）")
    pieces: Annotated[float, Field(ge=0, le=10**8, allow_inf_nan=False)] | None = Field(None, description="计件数量")
    weekday: Hours | None = Field(None, description="平日加班（时）")
    rest_day: Hours | None = Field(None, description="休息日加班（时）")
    statutory_holiday: Hours | None = Field(None, description="节假日加班（时）")
    base_fen: Fen = Field(..., description="基本工资（分）")
    overtime_fen: Fen = Field(0, description="加班工资（分）")
    allowance_fen: Fen = Field(0, description="津贴补贴（分）")
    due_fen: Fen = Field(..., description="应发合计（分）")
    insurance_fen: Fen = Field(0, description="代扣社保公积金（分）")
    tax_fen: Fen = Field(0, description="代扣个税（分）")
    loss_fen: Fen = Field(0, description="扣除赔偿（分）")
    other_fen: Fen = Field(0, description="其他扣款（分）")
    net_fen: Fen = Field(..., description="应实发（分）")
    paid_fen: Fen = Field(0, description="已发金额（分）")
    paid_on: date | None = Field(None, description="支付日期")
    voucher: Text = Field("", max_length=80, description="支付凭证号")
    note: Text = Field("", max_length=200, description="备注")
    attendance: list[Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)]] = Field(
        [], max_length=31, description="逐日工时，第一个是1日，没有出勤写0"
    )


class SheetIn(Schema):
    due_on: date = Field(..., description="应发日期，在本月或者下月")
    rows: list[RowIn] = Field(..., min_length=1, max_length=MOST_ROWS, description="一人一行")


class ToldOut(Schema):
    row: int
    column: str
    message: str


class SheetOut(Schema):
    month: str
    state: str = Field(..., description="submitted 已提交，checked 只检查没有提交")
    created: bool = Field(..., description="false：同样的内容此前已经提交过")
    corrects: bool = Field(False, description="更正了此前提交的一份")
    workers: int | None = None
    due_fen: int | None = Field(None, description="应发合计（分）")
    net_fen: int | None = Field(None, description="应实发合计（分）")
    paid_fen: int | None = Field(None, description="已发合计（分）")
    told: list[ToldOut] = Field(..., description=f"提醒，不影响提交；最多{MOST_TOLD}条")
    told_count: int


def caller(request: HttpRequest) -> Caller:
    """The firm's system behind the key."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Caller):
        raise AuthenticationError
    return found


@router.get("/employer/sites", response={200: list[SiteOut], **ERRORS}, auth=EmployerKey(), summary="本企业的项目")
def employer_sites(request: HttpRequest) -> list[dict[str, Any]]:
    """The sites for which this key hands in sheets."""
    return [
        {"number": one.pk, "name": one.name, "site_code": one.site_code or "", "pay_day": one.pay_day}
        for one, _account in caller(request).sites
    ]


@router.get(
    "/employer/sites/{number}/wages/{month}",
    response={200: SheetOut, **ERRORS},
    auth=EmployerKey(),
    summary="已经提交的工资考勤表",
)
def wages_handed_in(request: HttpRequest, number: int = SITE, month: str = MONTH) -> dict[str, Any]:
    """What stands for the month: sums and remarks; the rows are not given out again."""
    project, _account = caller(request).site(number)
    sheet, told = standing_sheet(project, Month.parse(month))
    if sheet is None:
        raise Unseen("这个月还没有提交")
    return _shown(month, sheet, told, created=False)


@router.put(
    "/employer/sites/{number}/wages/{month}",
    response={200: SheetOut, 201: SheetOut, **ERRORS},
    auth=EmployerKey(),
    summary="提交工资考勤表",
)
def hand_in_wages(
    request: HttpRequest,
    sheet: SheetIn,
    number: int = SITE,
    month: str = MONTH,
    check_only: bool = Query(False, description="true：只检查，不提交"),
) -> Status[dict[str, Any]]:
    """The whole month at once, with the checks of the workbook. The same content again changes nothing; other content corrects."""
    by = caller(request)
    project, _account = by.site(number)
    handed = hand_in_rows(
        project=project, month=Month.parse(month), due_on=sheet.due_on, rows=[row.dict() for row in sheet.rows], by=by,
        on=occasion.today(), check_only=check_only,
    )  # fmt: skip
    return Status(201 if handed.created else 200, _shown(month, handed.sheet, handed.told, created=handed.created))


def _shown(month: str, sheet: WageSheet | None, told: tuple[Told, ...], *, created: bool) -> dict[str, Any]:
    sums = (
        {name: getattr(sheet, name) for name in ("workers", "due_fen", "net_fen", "paid_fen")}
        | {"corrects": sheet.corrects_id is not None}
        if sheet
        else {}
    )
    lines = [{"row": row, "column": column, "message": words} for row, column, words in told[:MOST_TOLD]]
    state = "submitted" if sheet else "checked"
    return {"month": month, "state": state, "created": created, "told": lines, "told_count": len(told), **sums}
