"""Which clues a member of staff sees, and what a right over a clue depends on. Both ends of a transfer see the thread."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import (
    WRITTEN_OUT,
    FileFacts,
    areas,
    codes_of,
    may,
    must,
    posts_of,
    visible,
)
from nuanxin.rights.intake.models import Clue, HelperTask, Transfer


def clues_for(staff: Staff, permission: Permission = Permission.CLUE_VIEW) -> QuerySet[Clue]:
    """The clues this person may see: by place, own unit, own name, helper task, or because the own unit sent or got it."""
    every = Clue.objects.all()
    allowed = visible(every, staff, permission, helpers="helper_units")
    if permission != Permission.CLUE_VIEW:
        return allowed
    units = {post.unit_id for post in posts_of(staff) if permission in DUTIES[post.duty].grants}
    if not units:
        return allowed
    moved = Transfer.objects.filter(Q(from_unit__in=units) | Q(to_unit__in=units))
    for area in areas(staff, permission):
        moved = moved.exclude(clue__region__in=codes_of(area))  # those are seen already
    elsewhere = list(moved.order_by().values_list("clue", flat=True).distinct()[: WRITTEN_OUT + 1])
    if not elsewhere:
        return allowed
    # Few keys written out let the database use its indexes; many stay a condition, so that it can walk one and stop.
    return allowed | every.filter(pk__in=elsewhere if len(elsewhere) <= WRITTEN_OUT else moved.values("clue"))


def file_facts(clue: Clue) -> FileFacts:
    """Who holds and who helps: for looking and for what helpers do too (their task, evidence, money they record)."""
    return FileFacts(
        region=clue.region_id,
        unit_id=clue.unit_id,
        owner_id=clue.officer_id,
        helper_unit_ids=frozenset(HelperTask.objects.filter(clue=clue).values_list("unit", flat=True)),
    )


def holder_facts(clue: Clue) -> FileFacts:
    """Who holds alone: for accepting, refusing, transferring, closing, which a helping unit may not do."""
    return FileFacts(region=clue.region_id, unit_id=clue.unit_id, owner_id=clue.officer_id)


def may_see(staff: Staff, clue: Clue) -> bool:
    """The same rule as `clues_for`, for one clue."""
    facts = file_facts(clue)
    ends = Transfer.objects.filter(clue=clue).values_list("from_unit", "to_unit")
    units = facts.helper_unit_ids | {unit for pair in ends for unit in pair}
    own = {post.unit_id for post in posts_of(staff) if Permission.CLUE_VIEW in DUTIES[post.duty].grants}
    return may(staff, Permission.CLUE_VIEW, facts) or bool(own & units)


def must_hold(staff: Staff, permission: Permission, clue: Clue, *, doing: str) -> None:
    """Refuse unless the right reaches the clue as its holder."""
    must(staff, permission, holder_facts(clue), doing=doing)


def must_see(staff: Staff, clue: Clue) -> None:
    """Refuse in the same words whether the clue is out of sight or does not exist."""
    if not may_see(staff, clue):
        raise NotFound("没有找到这条线索", remedy="请核对编号；不在您辖区、单位的线索看不到")
