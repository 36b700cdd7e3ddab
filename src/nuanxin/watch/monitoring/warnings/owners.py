"""Who answers for a warning: by place and duty, by itself. No warning is without a person."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.foundation.organisations.receiving import head_of, operator, receiving_unit
from nuanxin.watch.monitoring.warnings.models import RiskWarning

DUTY = "monitor"


class Owners:
    """Hands out warnings: the monitor nearest to the place who has the fewest open ones, else the bureau's head.

    Kept for the length of one run, so that a run of thousands asks each place once.
    """

    def __init__(self) -> None:
        self._near: dict[str, list[Staff]] = {}
        open_ones = RiskWarning.objects.filter(ended_on__isnull=True).values("owner").annotate(n=Count("pk"))
        self._load: Counter[int] = Counter({row["owner"]: row["n"] for row in open_ones.order_by()})

    def take(self, region: Region) -> Staff:
        """The person for the next warning of that place."""
        if region.pk not in self._near:
            self._near[region.pk] = nearest(region)
        owner = min(self._near[region.pk], key=lambda one: (self._load[one.pk], one.pk))
        self._load[owner.pk] += 1
        return owner


def nearest(region: Region) -> list[Staff]:
    """The monitors of the nearest area that has any; else who assigns work in the bureau of the place; else the house's account."""
    rank = upwards(region.pk)
    posts = Post.objects.filter(duty=DUTY, region__in=rank, staff__is_active=True).select_related("staff")
    held = [post for post in posts if may(post.staff, Permission.WATCH_HANDLE, FileFacts(region=region.pk))]
    best = max((rank[post.region_id] for post in held), default=None)
    found = {post.staff_id: post.staff for post in held if rank[post.region_id] == best}
    if found:
        return [found[key] for key in sorted(found)]
    return [head_of(receiving_unit(region)) or operator()]


def answers_still(warning: RiskWarning) -> bool:
    """Whether the owner can still act: the account is in use and a post carries the right."""
    facts = FileFacts(region=warning.region_id, owner_id=warning.owner_id)
    return warning.owner.is_active and may(warning.owner, Permission.WATCH_HANDLE, facts)
