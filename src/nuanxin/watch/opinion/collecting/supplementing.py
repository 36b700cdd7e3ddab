"""What becomes known later: readers grow, a firm is found out. The line under the item keeps what stood before; the rules look again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.grading.acts import grade_by_rules
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held, must_handle, write_event
from nuanxin.watch.opinion.words import EventKind, State

FIELDS = (
    "views", "shares", "comments", "employer_said", "project_said", "place", "persons", "amount_fen", "government",
)  # fmt: skip
_YES = {True: "是", False: "否", None: "未说明", "": "未说明"}


@transaction.atomic
def supplement_item(*, item: OpinionItem, now: Mapping[str, Any], by: Staff, at: datetime) -> OpinionItem:
    """Write what is known now; only what differs is a change. A joined item may be told of too: its reach counts in its file."""
    row = held(item)
    must_handle(by, row.region, doing="补充舆情情况")
    before = {name: getattr(row, name) for name in FIELDS}
    changed = {name: now[name] for name in FIELDS if name in now and now[name] != before[name]}
    if not changed or row.state == State.CLOSED:
        why = "事项已经办结" if row.state == State.CLOSED else "没有改动"
        raise Refusal("不能补充情况", why=why, remedy="请核对；办结后有新情况的，先恢复办理")
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    told = [f"{_label(name)}由{_said(name, before[name])}改为{_said(name, value)}" for name, value in changed.items()]
    old = {name: before[name] for name in changed}
    write_event(
        row, EventKind.SUPPLEMENTED, at=at, by=by, text="；".join(told), details={"before": old, "after": changed}
    )
    record("supplement_opinion", about=row, by=by, details={"before": old, "after": changed})
    grade_by_rules(row.lead or row, at=at)
    return row


def _label(name: str) -> str:
    return next(str(field.verbose_name) for field in OpinionItem._meta.fields if field.name == name)


def _said(name: str, value: Any) -> str:
    if name == "government" or value in (None, ""):
        return _YES[value]
    return f"{value:,}" if isinstance(value, int) else f"“{value}”"
