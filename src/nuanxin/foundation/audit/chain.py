"""Appending to the chain, and checking it. Each event's SM3 digest covers its content and the digest before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Protocol

from django.db import connection, models, transaction

from nuanxin.foundation.audit.models import AuditEvent, ChainHead
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.rows.appending import append

GENESIS = "0" * 64


class Actor(Protocol):
    """Whoever acts: a member of staff, or a worker at the phone page (see `Outsider`)."""

    @property
    def pk(self) -> Any: ...
    @property
    def audit_name(self) -> str: ...
    @property
    def audit_unit(self) -> str: ...


@dataclass(frozen=True)
class Outsider:
    """Someone without an account: the worker at the phone page, a command of the operator, the daily round."""

    audit_name: str
    pk: None = None
    audit_unit: str = ""


@dataclass(frozen=True)
class Entry:
    """One event on its way into the chain."""

    act: str
    about: models.Model | tuple[str, str]
    by: Actor
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    act: str,
    *,
    about: models.Model | tuple[str, str],
    by: Actor,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one event at the end of the chain, in the transaction of the act it speaks of."""
    record_many([Entry(act=act, about=about, by=by, reason=reason, details=details or {})])


def record_many(entries: Sequence[Entry]) -> None:
    """Write several events in order; one lock for all of them."""
    if not entries:
        return
    with transaction.atomic(savepoint=False):
        sequence, digest = _locked_head()
        events = []
        for entry in entries:
            event = _event(entry, sequence=sequence + 1, previous=digest)
            sequence, digest = event.sequence, event.digest
            events.append(event)
        if len(events) == 1:
            append(events[0])
        else:
            AuditEvent.objects.bulk_create(events, batch_size=500)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_chainhead SET sequence = %s, digest = %s WHERE id = 1", [sequence, digest])


def _locked_head() -> tuple[int, str]:
    """Where the chain ends. Whoever appends next waits here until we commit, so that the chain never forks."""
    # SQLite has one writer at a time and no such clause: our transactions are writers from their first statement.
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sequence, digest FROM audit_chainhead WHERE id = 1{lock}")  # noqa: S608
        if end := cursor.fetchone():
            return int(end[0]), str(end[1])
    ChainHead.objects.get_or_create(pk=1)
    return _locked_head()


def _event(entry: Entry, *, sequence: int, previous: str) -> AuditEvent:
    kind, identifier = _about(entry.about)
    event = AuditEvent(
        sequence=sequence,
        at=occasion.now(),
        actor_id=entry.by.pk,
        actor=entry.by.audit_name,
        unit=entry.by.audit_unit,
        act=entry.act,
        about_kind=kind,
        about_id=identifier,
        reason=entry.reason,
        source=occasion.source()[:120],
        details=json.loads(json.dumps(entry.details, ensure_ascii=False, default=str)),
        previous=previous,
    )
    event.digest = digest_of(event)
    return event


def _about(about: models.Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(about, models.Model):
        return about._meta.model_name or "", str(about.pk)
    return about


def digest_of(event: AuditEvent) -> str:
    """SM3 over the event's content in a fixed order, as 64 hex digits."""
    content = [
        event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor,
        event.unit,
        event.act,
        event.about_kind,
        event.about_id,
        event.reason,
        event.source,
        event.details,
        event.previous,
    ]
    return sm3(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hex()


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and how."""

    sequence: int
    problem: str


def verify_chain() -> tuple[int, list[Break]]:
    """Walk the whole chain: how many events, and every place where one was changed, removed or put in."""
    breaks: list[Break] = []
    count, expected, previous = 0, 1, GENESIS
    for event in _events():
        count += 1
        if event.sequence != expected:
            breaks.append(Break(expected, f"缺少第 {expected} 至 {event.sequence - 1} 条"))
        elif event.previous != previous:
            breaks.append(Break(event.sequence, "与上一条的摘要不相接"))
        if digest_of(event) != event.digest:
            breaks.append(Break(event.sequence, "内容与摘要不符，记录被改动过"))
        expected, previous = event.sequence + 1, event.digest
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.sequence != expected - 1 or head.digest != previous):
        breaks.append(Break(expected, f"末尾缺少记录：链应止于第 {head.sequence} 条"))
    return count, breaks


def _events() -> Iterator[AuditEvent]:
    return AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000)
