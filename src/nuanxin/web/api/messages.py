"""Delivery reports of suppliers: SMS delivered, WeChat read, a call answered with a key. Told twice, kept once."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from nuanxin.foundation.notifications.receipts import take_report
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.web.api.api import ERRORS, Token
from nuanxin.web.api.shapes import Text

router = Router(tags=["消息"])


class ReportIn(Schema):
    key: str = Field(..., max_length=40, pattern=r"^nuanxin-\d{1,18}$", description="消息标识，发送时给出的 key")
    outcome: Literal["delivered", "undelivered", "read", "key", "no_answer", "reply"] = Field(
        ..., description="已送达、未送达、已读、接听并按键、无人接听或未按键、已回复"
    )
    happened_at: AwareDatetime = Field(..., description="发生时间，带时区")
    pressed: str = Field(
        "", max_length=4, pattern=r"^[0-9*#]{0,4}$", description="按键，只用于 key：1 已收到，2 请回电"
    )
    words: Text = Field("", max_length=300, description="说明，如未送达的原因、回复的内容")
    mark: Text = Field("", max_length=80, description="承运方自己的报告编号，用于去重")
    supplier: Text = Field("", max_length=60, description="承运方")


class ReportKept(Schema):
    message: int = Field(..., description="消息编号")
    report: int = Field(..., description="回执编号；重复的报告给出原来的编号")


@router.post(
    "/messages/reports",
    response={200: ReportKept, **ERRORS},
    auth=Token(Scope.MESSAGES_REPORT),
    summary="登记送达回执",
)
def delivery_report(request: HttpRequest, given: ReportIn) -> dict[str, int]:
    """One report of one message."""
    kept = take_report(
        key=given.key, outcome=given.outcome, happened_at=given.happened_at, pressed=given.pressed, words=given.words,
        mark=given.mark, supplier=given.supplier,
    )  # fmt: skip
    return {"message": kept.message_id, "report": kept.pk}
