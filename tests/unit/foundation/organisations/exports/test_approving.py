"""Approval of exports: by another, once, within a day; without a setting always."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.exports.approving import (
    SETTING,
    USABLE_FOR,
    ask_export,
    decide_export,
    limit_at,
    needs_approval,
    use_approval,
    waiting_for,
    why_not_usable,
)
from nuanxin.foundation.organisations.exports.models import ExportRequest
from nuanxin.foundation.organisations.models import LocalSetting, Region
from tests.conftest import TODAY, People, at

NOW = at(TODAY)


def asked(people: People, by: str = "owner") -> ExportRequest:
    county = Region.objects.get(pk="410721")
    return ask_export(region=county, start=None, end=None, rows=12, reason="换系统移交", by=getattr(people, by), at=NOW)


@pytest.mark.parametrize(
    ("rows", "limit", "needed"), [(0, None, True), (1, None, True), (10, 10, False), (11, 10, True), (1, 0, True)]
)
def test_from_how_many_on(rows: int, limit: int | None, needed: bool) -> None:
    assert needs_approval(rows=rows, limit=limit) is needed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "limit"), [({"clues": 200}, 200), (50, 50), ({"clues": -1}, None), ({"clues": True}, None), ("x", None)]
)
def test_the_setting(people: People, value: Any, limit: int | None) -> None:
    assert limit_at("410721", TODAY) is None
    LocalSetting.objects.create(key=SETTING, region_id="410721", value=value, source="内部规定", valid_from=TODAY)
    assert limit_at("410721", TODAY) == limit


@pytest.mark.parametrize(
    ("approved", "decided", "used", "why"),
    [
        (None, None, None, "还没有批准"),
        (False, NOW, None, "没有同意"),
        (True, NOW, NOW, "已经导出过"),
        (True, NOW - USABLE_FOR - timedelta(seconds=1), None, "24小时"),
        (True, NOW - USABLE_FOR, None, ""),
    ],
)
def test_why_not(approved: bool | None, decided: datetime | None, used: datetime | None, why: str) -> None:
    assert why in why_not_usable(approved=approved, decided_at=decided, used_at=used, at=NOW)
    assert bool(why) == bool(why_not_usable(approved=approved, decided_at=decided, used_at=used, at=NOW))


@pytest.mark.django_db
def test_asked_approved_used_once(people: People) -> None:
    one = asked(people)
    assert list(waiting_for(people.head)) == [one]
    with pytest.raises(Refusal, match="还没有批准"):
        use_approval(asked=one, by=people.owner, at=NOW)
    decide_export(asked=one, approved=True, note="", by=people.head, at=NOW)
    assert not waiting_for(people.head).exists()
    with pytest.raises(NotAllowed, match="申请人本人"):
        use_approval(asked=one, by=people.colleague, at=NOW)
    use_approval(asked=one, by=people.owner, at=NOW + timedelta(hours=1))
    with pytest.raises(Refusal, match="只能导出一次"):
        use_approval(asked=one, by=people.owner, at=NOW + timedelta(hours=1))
    assert set(AuditEvent.objects.values_list("act", flat=True)) >= {
        "ask_export",
        "decide_export",
        "use_export_approval",
    }


@pytest.mark.django_db
def test_too_late(people: People) -> None:
    one = asked(people)
    decide_export(asked=one, approved=True, note="", by=people.head, at=NOW)
    with pytest.raises(Refusal, match="24小时"):
        use_approval(asked=one, by=people.owner, at=NOW + timedelta(hours=25))


@pytest.mark.django_db
def test_who_decides(people: People) -> None:
    one = asked(people, "head")
    assert not waiting_for(people.head).exists() and waiting_for(people.superior).exists()
    with pytest.raises(NotAllowed, match="自己的申请"):
        decide_export(asked=one, approved=True, note="", by=people.head, at=NOW)
    for staff in (people.owner, people.stranger, people.leader, people.auditor):
        with pytest.raises(NotAllowed):
            decide_export(asked=one, approved=True, note="", by=staff, at=NOW)
    with pytest.raises(Refusal, match="写明理由"):
        decide_export(asked=one, approved=False, note=" ", by=people.superior, at=NOW)
    decide_export(asked=one, approved=False, note="范围过大", by=people.superior, at=NOW)
    with pytest.raises(Refusal, match="已经决定过"):
        decide_export(asked=one, approved=True, note="", by=people.superior, at=NOW)


@pytest.mark.django_db
def test_who_asks(people: People) -> None:
    for who in ("stranger", "housing", "leader", "auditor"):
        with pytest.raises(NotAllowed):
            asked(people, who)
    with pytest.raises(Refusal, match="做什么用"):
        ask_export(
            region=Region.objects.get(pk="410721"), start=None, end=None, rows=1, reason="无", by=people.owner, at=NOW
        )
