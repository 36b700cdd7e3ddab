"""One entry of the reading: changed, added where it was missed, left out where it is not in the notice."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.plan_fields import FIELDS, PlanField
from nuanxin.command.campaigns.reviewing import add_entry, drop_entry, entry_now, set_entry
from nuanxin.command.campaigns.seeing import seen_notice
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.notices.entry_form import entry_form, initial_of, value_of

WHOLE = "-"  # the entry of a field that is no list, in an address
INNER = "inner"


def _field(part: str, field: str) -> tuple[PlanField, bool]:
    if field not in FIELDS or part not in ("own", INNER):
        raise NotFound("没有这个字段", remedy="请从来文页面打开")
    return FIELDS[field], part == INNER


def _back(notice: Notice, part: str, field: str) -> str:
    return f"{reverse('officer:notice', args=[notice.pk])}#{part}-{field}"


@officer_page(P.CAMPAIGN_MANAGE)
def entry_set(request: HttpRequest, number: int, part: str, field: str, entry: str) -> HttpResponse:
    """Change one entry."""
    notice = seen_notice(me(request), number)
    told, inner = _field(part, field)
    key = "" if entry == WHOLE else entry
    before = entry_now(notice, field, key, inner=inner)

    def run(v: dict[str, Any]) -> Any:
        value = value_of(told, v, before)
        return set_entry(
            notice=notice, field=field, entry=key, value=value, inner=inner, by=me(request), at=occasion.now()
        )

    return act_page(
        request, entry_form(told), run=run, title=f"更正{told.label}", back_url=_back(notice, part, field), save="保存更正",
        initial=initial_of(told, before), done=lambda made: "已更正。" if made else "内容没有变化。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def entry_add(request: HttpRequest, number: int, part: str, field: str) -> HttpResponse:
    """Add what was missed."""
    notice = seen_notice(me(request), number)
    told, inner = _field(part, field)

    def run(v: dict[str, Any]) -> Any:
        value = value_of(told, v, None)
        return add_entry(notice=notice, field=field, value=value, inner=inner, by=me(request), at=occasion.now())

    return act_page(
        request, entry_form(told), run=run, title=f"补充{told.label}", back_url=_back(notice, part, field), save="补充",
        done="已补充。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def entry_drop(request: HttpRequest, number: int, part: str, field: str, entry: str) -> HttpResponse:
    """Leave one out."""
    notice = seen_notice(me(request), number)
    told, inner = _field(part, field)
    return press(
        request,
        lambda: drop_entry(notice=notice, field=told.key, entry=entry, inner=inner, by=me(request), at=occasion.now()),
        back_url=_back(notice, part, field),
        done=f"已删去一条{told.label}。",
    )
