"""Rows that are never rewritten: a correction is a new row of the same series, a withdrawal says why; any day can be asked."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff

K = TypeVar("K", bound="Kept")


class Kept(models.Model):
    """What each version carries. `series` is one for all versions of a record; at most one of them stands."""

    series = models.UUIDField("记录标识", default=uuid4)
    corrects = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("更正理由", max_length=200, blank=True)
    recorded_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        abstract = True


def series_constraints(name: str) -> list[models.BaseConstraint]:
    """One version stands; what is withdrawn says why, what stands does not."""
    stands = Q(withdrawn_on__isnull=True)
    return [
        models.UniqueConstraint(fields=["series"], condition=stands, name=f"{name}_one_stands"),
        models.CheckConstraint(
            condition=Q(withdrawn_on__isnull=True, withdrawn_why="") | (~stands & ~Q(withdrawn_why="")),
            name=f"{name}_withdrawn_whole",
        ),
    ]


def known_on(as_of: date) -> Q:
    """The versions that stood at the end of a day."""
    return Q(recorded_on__lte=as_of) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=as_of))


def standing(row: K) -> K | None:
    """The version of the series that stands now, if any does."""
    found: K | None = type(row)._default_manager.filter(series=row.series, withdrawn_on__isnull=True).first()
    return found


def history(row: K) -> list[K]:
    """All versions, the newest first."""
    return list(type(row)._default_manager.filter(series=row.series).select_related("recorded_by").order_by("-pk"))


def held(row: K, *, doing: str) -> K:
    """The version, locked until the act is over. Refusal where it no longer stands."""
    kept: K = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if kept.withdrawn_on:
        raise Refusal(f"不能{doing}", why=f"这条记录已经撤下：{kept.withdrawn_why}", remedy="请在最新的记录上办理")
    return kept


def withdrawn(row: K, *, why: str, on: date, doing: str) -> K:
    """Take a locked version down with its reason."""
    if not why.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy="请写明理由")
    row.withdrawn_on, row.withdrawn_why = on, why.strip()[:200]
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    return row


def next_version(old: K, *, reason: str, by: Staff, on: date, **content: Any) -> K:
    """The next version of the series after a locked one, which it takes down."""
    withdrawn(old, why=reason, on=on, doing="更正")
    made: K = type(old)._default_manager.create(
        series=old.series, corrects=old, reason=reason.strip()[:200], recorded_on=on, recorded_by=by, **content
    )
    return made


def series_key(said: str) -> UUID | None:
    """A form's own number, so that the same form sent twice is one record; None for what is none."""
    try:
        return UUID(said)
    except ValueError:
        return None
