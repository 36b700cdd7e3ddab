"""Figures over the interface: the winter form of an area, as known on a day; a due date with its reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.web.api.api import Token, caller
from nuanxin.web.api.shapes import FaultsOut, RefusalOut

router = Router(tags=["统计"])


@router.get(
    "/reports/winter",
    response={200: dict[str, Any], 403: RefusalOut, 422: FaultsOut},
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
