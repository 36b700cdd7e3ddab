"""Who is told: the consumers of the list, and what each was told on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.credit.models import Consumer, Listing, Told


def named_consumers(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The names as written in a step, each once."""
    lines = (str(line).strip() for line in facts.get("consumers") or ())
    return tuple(dict.fromkeys(line for line in lines if line))


def consumer_called(name: str, region: Region, on: date) -> Consumer:
    """The consumer of that name in the place; entered when it is told for the first time."""
    found, _ = Consumer.objects.get_or_create(name=name[:120], region=region, defaults={"since": on})
    return found


def write_told(listing: Listing, facts: Mapping[str, Any], step: CaseStep, by: Staff, *, removal: bool) -> None:
    """A row for each consumer named in the step."""
    for name in named_consumers(facts):
        Told.objects.create(
            listing=listing,
            consumer=consumer_called(name, listing.unit.region, facts["told_on"]),
            removal=removal,
            told_on=facts["told_on"],
            how=str(facts["how"])[:300],
            step=step,
            by=by,
        )


def told_of(listings: Iterable[Listing]) -> list[Told]:
    """Every standing word to a consumer about these listings, oldest first."""
    rows = Told.objects.filter(listing__in=[one.pk for one in listings], withdrawn_on=None)
    return list(rows.select_related("consumer", "listing", "by").order_by("told_on", "pk"))


@transaction.atomic
def enter_consumer(*, name: str, kind: str, contact: str, unit: Unit, by: Staff, on: date) -> Consumer:
    """A unit that uses the list, of the place of `unit`. Refusal where the name is there already or blank."""
    must(by, Permission.CREDIT_MANAGE, FileFacts(unit.region_id, unit.pk), doing="登记信用信息使用单位")
    if not name.strip() or kind not in Consumer.Kind.values:
        raise Refusal("不能登记", why="没有写明名称或者用途", remedy="请填写")
    known = Consumer.objects.filter(region_id=unit.region_id, name=name.strip()).first()
    if known and known.ended_on is None and known.kind == kind and known.contact == contact:
        raise Refusal("不能登记", why=f"{known.name}已经登记", remedy="请在原记录上使用")
    consumer = known or Consumer(name=name.strip()[:120], region_id=unit.region_id, since=on)
    consumer.kind, consumer.contact, consumer.ended_on = kind, contact.strip()[:120], None
    consumer.save()
    record("enter_consumer", about=consumer, by=by, details={"kind": kind, "on": on})
    return consumer
