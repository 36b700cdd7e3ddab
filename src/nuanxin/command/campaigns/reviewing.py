"""A person goes over the reading: sets a value, adds what was missed, leaves out what is not there, and confirms the whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from nuanxin.command.campaigns.corrected import Entries, entries_of, plan_of
from nuanxin.command.campaigns.models import Correction, Notice
from nuanxin.command.campaigns.plan_fields import FIELDS
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.models import Staff


def reading_now(notice: Notice, *, inner: bool = False) -> Entries:
    """The reading of the notice (or of the one that it forwards) with all corrections."""
    return entries_of(notice.reading, notice.corrections.all(), inner=inner)


def entry_now(notice: Notice, field: str, entry: str, *, inner: bool = False) -> Any:
    """The value of one entry with all corrections. NotFound where a colleague left it out."""
    for one in reading_now(notice, inner=inner).get(field, ()):
        if one.key == entry:
            return one.value
    raise NotFound("没有找到这个条目", why="可能刚被同事删去", remedy="请刷新来文页面")


def confirmed_plan(notice: Notice) -> dict[str, Any]:
    """The corrected plan. Refusal before a person has confirmed it: nobody is ordered about by a machine's reading."""
    if notice.confirmed_at is None:
        raise Refusal("计划不能使用", why="来文的识读结果还没有人确认", remedy="请先在来文页面核对并确认")
    return plan_of(notice.reading, notice.corrections.all())


@transaction.atomic
def set_entry(
    *, notice: Notice, field: str, entry: str, value: Any, inner: bool = False, by: Staff, at: datetime
) -> Correction | None:
    """Put another value in the place of one. None where it is the same."""
    row = _open(notice, by)
    before = entry_now(row, field, entry, inner=inner)
    if before == value:
        return None
    return _write(row, field, entry, Correction.Kind.SET, before, value, inner, by, at)


@transaction.atomic
def add_entry(*, notice: Notice, field: str, value: Any, inner: bool = False, by: Staff, at: datetime) -> Correction:
    """Add an entry that the reader has missed."""
    row = _open(notice, by)
    if field not in FIELDS or not FIELDS[field].many:
        raise NotFound("没有这个字段", remedy="请从来文页面打开")
    return _write(row, field, "", Correction.Kind.ADD, None, value, inner, by, at)


@transaction.atomic
def drop_entry(*, notice: Notice, field: str, entry: str, inner: bool = False, by: Staff, at: datetime) -> Correction:
    """Leave out an entry that the notice does not have."""
    row = _open(notice, by)
    before = entry_now(row, field, entry, inner=inner)
    if not FIELDS[field].many:
        raise NotFound("没有这个条目", remedy="单独的字段请改为空白")
    return _write(row, field, entry, Correction.Kind.DROP, before, None, inner, by, at)


@transaction.atomic
def confirm_reading(*, notice: Notice, by: Staff, at: datetime) -> Notice:
    """A person answers for the reading; from now on it can be carried out, and is not changed any more."""
    row = _open(notice, by)
    now = reading_now(row)
    if not (now["tasks"] or now["deadlines"]):
        raise Refusal("不能确认", why="没有任务，也没有期限", remedy="请先补充；不是工作通知的来文不需要确认")
    row.confirmed_at, row.confirmed_by = at, by
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    record("confirm_notice_reading", about=row, by=by, details={"corrections": row.corrections.count()})
    return row


def _open(notice: Notice, by: Staff) -> Notice:
    """The row as it stands now, locked until the act is over."""
    row = Notice.objects.select_for_update(of=("self",)).select_related("unit").get(pk=notice.pk)
    must_manage(by, row.unit, doing="核对来文")
    if row.confirmed_at is not None:
        raise Refusal("识读结果不能再改", why="已经确认", remedy="执行中的变化请在专项行动中调整")
    return row


def _write(
    row: Notice, field: str, entry: str, kind: Correction.Kind, before: Any, after: Any, inner: bool, by: Staff, at: datetime
) -> Correction:  # fmt: skip
    done = Correction.objects.create(
        notice=row, inner=inner, field=field, entry=entry, kind=kind, before=before, after=after, at=at, by=by
    )
    if field == "title" and not inner and after:
        row.title = str(after)[:300]
        row.save(update_fields=["title"])
    record("correct_notice_reading", about=row, by=by, details={"field": field, "entry": entry, "kind": kind.value})
    return done
