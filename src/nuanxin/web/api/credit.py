"""The list of dishonest employers over the interface: for bids, loans and licences. Every question is on record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.rights.credit.lookup import PURPOSES, ask
from nuanxin.web.api.api import ERRORS, Token, caller

router = Router(tags=["信用"])


class EntryOut(Schema):
    employer: str = Field(..., description="列入时的名称")
    credit_code: str = Field(..., description="统一社会信用代码，没有查到为空")
    decided_on: date = Field(..., description="列入日期")
    until: date | None = Field(None, description="列入期限届满日")
    why: str = Field(..., description="列入事由")
    decision: str = Field(..., description="决定书文号")
    organ: str = Field(..., description="列入机关")
    cites: str = Field(..., description="依据")


class AlikeOut(Schema):
    name: str
    credit_code: str


class ListedOut(Schema):
    listed: bool | None = Field(..., description="是否在失信名单上；名称不能确定是哪个单位时为空")
    employer: str = Field("", description="认定的单位")
    credit_code: str = ""
    how: str = Field(..., description="为什么认定是该单位")
    entries: list[EntryOut] = Field(..., description="在期的列入决定")
    alike: list[AlikeOut] = Field(..., description="名称相近的单位")
    as_of: date = Field(..., description="查询日期")


@router.get(
    "/credit/listed",
    response={200: ListedOut, **ERRORS},
    auth=Token(Scope.CREDIT_READ),
    summary="是否在拖欠农民工工资失信名单上",
)
def listed(
    request: HttpRequest,
    credit_code: str = Query("", max_length=18, pattern="^[0-9A-Za-z]*$", description="统一社会信用代码"),
    name: str = Query("", max_length=200, pattern="^[^\\x00]*$", description="单位名称；没有信用代码时用"),
    region: str = Query("", max_length=9, pattern="^[0-9]*$", description="区划代码，按名称查询时缩小范围"),
    purpose: str = Query(
        "other", pattern=f"^({'|'.join(PURPOSES)})$", description="用途：bidding、loan、licence、other"
    ),
) -> dict[str, Any]:
    """Listed or not, why, until when; by code, else by name with the reason of the match. Written into the audit chain."""
    today = occasion.today()
    answer = ask(
        credit_code=credit_code, name=name, region=region, purpose=PURPOSES[purpose], by=caller(request), on=today
    )
    alike = [{"name": one, "credit_code": code} for one, code in answer.alike]
    return {**asdict(answer), "alike": alike, "as_of": today}
