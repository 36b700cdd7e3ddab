"""Which unit receives what belongs to an area: its own human-resources bureau, else the nearest one above."""

from __future__ import annotations

from collections.abc import Iterable

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.boundaries.then import standing_for
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind
from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit

OPERATOR = "operator"


def receiving_unit(region: Region) -> Unit:
    """人社局 of the county (or city, province) that a region lies in; entered with its plain name where it is missing.

    监察条例 第十三条: the place where the workers are used decides, at county level or above. What lay in a region that
    ended goes to the bureau of the one that stands for it, once somebody works there; until then to the old bureau.
    """
    home = _home(region)
    heir = _home(standing_for(home, occasion.today()))
    if heir.pk != home.pk:
        there = bureau_of(heir)
        return there if head_of(there) or head_of(bureau_of(home)) is None else bureau_of(home)
    return bureau_of(home)


def _home(region: Region) -> Region:
    """The county of a township."""
    while region.level == RegionLevel.TOWN and region.parent:
        region = region.parent
    return region


def bureau_of(home: Region) -> Unit:
    """人社局 of a county, city or province."""
    unit, _ = Unit.objects.get_or_create(
        code=f"hrss-{home.code}",
        defaults={
            "name": f"{home.name}人力资源和社会保障局",
            "short_name": f"{home.name}人社局",
            "kind": UnitKind.HRSS,
            "region": home,
        },
    )
    return unit


def operator() -> Staff:
    """The account under which commands enter what arrives in files; nobody can sign in with it."""
    staff, made = Staff.objects.get_or_create(username=OPERATOR, defaults={"name": "数据管理员", "password": "!"})
    if made:
        staff.set_unusable_password()
        staff.save(update_fields=["password"])
    return staff


ASSIGNS = ("inspection_head", "inspector", "reception", "department_officer")


def heads_of(units: Iterable[int]) -> dict[int, Staff]:
    """`head_of` for many units in one question."""
    posts = Post.objects.filter(unit__in=list(units), duty__in=ASSIGNS, valid_to__isnull=True).select_related("staff")
    found: dict[int, Staff] = {}
    for post in sorted(posts, key=lambda post: (ASSIGNS.index(post.duty), post.pk)):
        found.setdefault(post.unit_id, post.staff)
    return found


def head_of(unit: Unit) -> Staff | None:
    """Who assigns work in a unit: its head of inspection, else any inspector, by the order of posts."""
    for duty in ASSIGNS:
        post = Post.objects.filter(unit=unit, duty=duty, valid_to__isnull=True).order_by("pk").first()
        if post:
            return post.staff
    return None
