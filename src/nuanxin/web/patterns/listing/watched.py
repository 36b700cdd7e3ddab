"""Kept filters that tell: once an hour in office hours, in the person's own box on the site, how many rows are new. Never what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.notifications.quiet import Calendar, earliest_sending
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.patterns.listing.columns import Listing
from nuanxin.web.patterns.listing.query import read_query
from nuanxin.web.patterns.models import SavedFilter

NOT_OFTENER = timedelta(hours=1)
Rows = Callable[[Staff], QuerySet[Any]]


@dataclass(frozen=True)
class Watched:
    """A list whose kept filters can tell: its address, and what a person may see in it at all."""

    listing: Listing
    address: str
    rows: Rows


_WATCHED: dict[str, Watched] = {}


def watch(listing: Listing, address: str, rows: Rows) -> None:
    """Declared beside the list. New is what was entered after the last look: a higher number in the table."""
    _WATCHED[listing.key] = Watched(listing, address, rows)


def can_tell(listing: Listing) -> bool:
    return listing.key in _WATCHED


def switch_telling(*, user: Any, listing: Listing, number: str, on: bool) -> bool:
    """Begin or end telling of one of the person's own filters; what is there already is not new."""
    if not can_tell(listing) or not (number.isascii() and number.isdigit() and len(number) <= 18):
        return False
    mine = SavedFilter.objects.filter(user=user, listing=listing.key, pk=int(number))
    newest = _newest(_WATCHED[listing.key].rows(user)) if on else 0
    return bool(mine.update(tells=on, seen=newest, told_at=None))


def kept_by(user: Any) -> list[tuple[SavedFilter, str, str]]:
    """The person's kept filters of these lists: each with the name of the list and its address."""
    mine = SavedFilter.objects.filter(user=user, listing__in=list(_WATCHED)).order_by("listing", "name")
    found = []
    for kept in mine:
        declared = _WATCHED[kept.listing]
        found.append((kept, declared.listing.title, f"{reverse(declared.address)}?{kept.querystring}"))
    return found


def address_of(number: int) -> str:
    """The list with the conditions of a filter; empty where there is none any more."""
    kept = SavedFilter.objects.filter(pk=number).first()
    declared = _WATCHED.get(kept.listing) if kept else None
    return f"{reverse(declared.address)}?{kept.querystring}" if kept and declared else ""


def tell_new_rows(*, now: datetime, calendar: Calendar) -> int:
    """One message a filter with new rows; how many. Out of office hours nothing is looked at: the morning tells of the night."""
    if earliest_sending(at=now, urgent=False, calendar=calendar) > now:
        return 0
    wanted = SavedFilter.objects.filter(tells=True, user__is_active=True, listing__in=list(_WATCHED))
    return sum(_tell(kept, now, calendar) for kept in wanted.select_related("user").order_by("pk"))


@transaction.atomic
def _tell(kept: SavedFilter, now: datetime, calendar: Calendar) -> bool:
    staff, declared = kept.user, _WATCHED[kept.listing]
    if not posts_of(staff) or (kept.told_at and now - kept.told_at < NOT_OFTENER):
        return False
    every = declared.rows(staff)
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", staff, QueryDict(kept.querystring)
    query = read_query(declared.listing, every, request, declared.listing.columns)
    if query.complaints:  # a condition that is not in force would tell of what was not asked for
        return False
    newest = _newest(every)
    fresh = query.rows.filter(pk__gt=kept.seen, pk__lte=newest).count()
    if not fresh:
        return False
    SavedFilter.objects.filter(pk=kept.pk).update(seen=newest, told_at=now)
    enqueue(
        channel=Message.Channel.IN_SITE, to=staff.username, staff=staff, template="filter_new", about=kept, at=now,
        calendar=calendar, values={"name": kept.name, "count": f"{fresh}{declared.listing.unit}", "list": declared.listing.title},
    )  # fmt: skip
    return True


def _newest(rows: QuerySet[Any]) -> int:
    """The newest of the whole table: found at once, and right whatever the conditions are changed to."""
    return int(rows.model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0)
