"""The one place where a right is decided: place × duty × relation to the file. Pages, API and exports all ask here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.organisations.duties import DUTIES, Permission, Reach
from nuanxin.foundation.organisations.models import Post, RegionReach, Staff
from nuanxin.foundation.rows.finding import found

M = TypeVar("M", bound=models.Model)
WRITTEN_OUT = 500
# Asked at every request: written out, since working out the statement takes Django longer than the database answers.
_HELD = """
    SELECT * FROM organisations_post
     WHERE staff_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s) ORDER BY id"""


@dataclass(frozen=True)
class FileFacts:
    """What a right depends on: where the file belongs, who holds it, who helps, who answers for it in person."""

    region: str
    unit_id: int | None = None
    owner_id: int | None = None
    helper_unit_ids: frozenset[int] = frozenset()


def posts_of(staff: Staff, on: date | None = None) -> tuple[Post, ...]:
    """The posts that a person holds on a day; kept on the object for the length of a request."""
    day = on or occasion.today()
    kept: dict[date, tuple[Post, ...]] = staff.__dict__.setdefault("_posts_on", {})
    if day not in kept:
        kept[day] = tuple(found(Post, _HELD, [staff.pk, day, day])) if staff.is_active else ()
    return kept[day]


def _grants(staff: Staff, permission: Permission) -> Iterable[tuple[Post, Reach]]:
    for post in posts_of(staff):
        reach = DUTIES[post.duty].grants.get(permission)
        if reach:
            yield post, reach


def holds(staff: Staff, permission: Permission) -> bool:
    """Whether any post of the person carries the right at all, wherever (for menus)."""
    return any(True for _ in _grants(staff, permission))


def may(staff: Staff, permission: Permission, file: FileFacts) -> bool:
    """Whether the person may do this with this file today."""
    return any(_reaches(staff, post, reach, file) for post, reach in _grants(staff, permission))


def _reaches(staff: Staff, post: Post, reach: Reach, file: FileFacts) -> bool:
    if reach == Reach.AREA:
        itself = post.region_id == file.region
        return itself or RegionReach.objects.filter(area=post.region_id, member=file.region).exists()
    if reach == Reach.UNIT:
        return file.unit_id == post.unit_id or post.unit_id in file.helper_unit_ids
    return file.owner_id is not None and file.owner_id == staff.pk


def must(staff: Staff, permission: Permission, file: FileFacts, *, doing: str) -> None:
    """Refuse in plain words what `may` does not allow."""
    if not may(staff, permission, file):
        duties = "、".join(d.name for d in DUTIES.values() if permission in d.grants)
        raise NotAllowed(
            f"您没有权限{doing}",
            why=f"这需要“{duties}”中的一项职责，并且该事项属于您的辖区、您的单位或由您本人负责",
            remedy="请转给承办人，或请安全管理员核对您的岗位",
        )


def visible(
    rows: models.QuerySet[M],
    staff: Staff,
    permission: Permission,
    *,
    region: str = "region",
    unit: str = "unit",
    owner: str = "officer",
    helpers: str = "",
) -> models.QuerySet[M]:
    """The rows of a list that the person may see; the same rule as `may`, as a condition of the query."""
    allowed = Q(pk__in=[])
    for post, reach in _grants(staff, permission):
        if reach == Reach.AREA:
            allowed |= Q(**{f"{region}__in": codes_of(post.region_id)})
        elif reach == Reach.UNIT:
            allowed |= Q(**{unit: post.unit_id})
            if helpers:
                allowed |= Q(pk__in=rows.model._default_manager.filter(**{helpers: post.unit_id}).values("pk"))
        else:
            allowed |= Q(**{owner: staff.pk})
    return rows.filter(allowed)


def codes_of(area: str) -> list[str] | models.QuerySet[RegionReach, str]:
    """The regions of an area written out, so that the database can plan with them; of a province or more as a subquery."""
    codes = list(within(area)[: WRITTEN_OUT + 1])
    return codes if len(codes) <= WRITTEN_OUT else within(area)


def areas(staff: Staff, permission: Permission) -> list[str]:
    """The codes of the areas for which the person holds a right with the reach of a whole area."""
    return sorted({post.region_id for post, reach in _grants(staff, permission) if reach == Reach.AREA})


def within(area: str) -> models.QuerySet[RegionReach, str]:
    """Codes of an area and all below it, for `region__in=`."""
    return RegionReach.objects.filter(area=area).values_list("member", flat=True)
