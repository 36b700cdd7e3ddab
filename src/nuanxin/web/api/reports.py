"""Figures over the interface: the winter form of an area, as known on a day; a due date with its reasons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, NotAllowed
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.foundation.organisations.working_days import due_date as reckoned
from nuanxin.web.api.api import ERRORS, Token, caller
from nuanxin.web.api.shapes import DueDateOut

router = Router(tags=["统计"])
_DAY = r"\d{4}-\d{2}-\d{2}"


@router.get(
    "/reports/winter",
    response={200: dict[str, Any], **ERRORS},
    auth=Token(Scope.REPORTS_READ),
    summary="根治欠薪冬季专项行动情况",
)
def winter(
    request: HttpRequest,
    region: str = Query(..., max_length=9, description="区划代码"),
    start: date = Query(..., description="起"),
    end: date = Query(..., description="止"),
    as_of: date | None = Query(None, description="截至，默认今天"),
) -> dict[str, Any]:
    """The same object as `nuanxin winter_report --json`."""
    if not may(caller(request), Permission.REPORT_VIEW, FileFacts(region=region)):
        raise NotAllowed(
            "您没有权限查看该地区的统计表", why="不在令牌所代表账号的管辖范围", remedy="请换用有权限的令牌"
        )
    return dict(winter_report(region, start, end, as_of or occasion.today()).as_json())


@router.get(
    "/due-date",
    response={200: DueDateOut, **ERRORS},
    exclude_unset=True,
    auth=Token(Scope.REPORTS_READ),
    summary="法定期限",
)
def due_date(
    request: HttpRequest,
    term: str = Query(..., max_length=40, description="期限键，如 insp.accept"),
    start: str = Query(..., pattern=f"^{_DAY}(T\\d{{2}}:\\d{{2}})?$", description="起算日，或起算日时"),
    region: str = Query(..., max_length=9, description="区划代码"),
    pause: list[str] = Query([], description="中止期间 D:D，首尾两天都不计"),
    extended: bool = Query(False, description="经批准延长"),
) -> dict[str, Any]:
    """The same object as `nuanxin due_date --json`."""
    try:
        moment = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
        pauses = [_pause(text) for text in pause]
    except ValueError as wrong:
        raise BadInput(Fault(str(wrong), remedy="请核对日期")) from None
    return reckoned(term, start=moment, region=region, pauses=pauses, extended=extended).as_json()


def _pause(text: str) -> tuple[date, date]:
    first, _, last = text.partition(":")
    pause = (date.fromisoformat(first), date.fromisoformat(last))
    if pause[1] < pause[0]:
        raise ValueError(f"中止期间“{text}”的止日早于起日")
    return pause
