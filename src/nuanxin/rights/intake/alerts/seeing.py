"""Before whom an urgent flag stands, and the act of having seen it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, posts_of
from nuanxin.rights.intake.alerts.raising import in_words
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import may_see

SHOWN = 20


def unseen_before(staff: Staff) -> list[UrgentFlag]:
    """The flags that nobody has seen yet: of the person's own units, and (for who supervises) of units without anybody.

    The oldest first: it has waited longest. None of matters that are over and silent: an imported ledger of earlier
    years alarms nobody, a worker who writes again after the end does.
    """
    written = ClueEvent.objects.filter(clue=OuterRef("clue"), kind="worker_message")
    waiting = UrgentFlag.objects.filter(Q(clue__state__in=OPEN_STATES) | Exists(written), seen_at__isnull=True)
    waiting = waiting.select_related("clue__employer", "clue__unit").order_by("raised_at", "pk")
    found = list(waiting.filter(clue__unit__in=_units(staff))[:SHOWN])
    for area in areas(staff, Permission.CLUE_SUPERVISE):
        found += [one for one in _nobodys(waiting).filter(clue__region__in=codes_of(area))[:SHOWN] if one not in found]
    return found[:SHOWN]


def flags_of(clue: Clue) -> list[UrgentFlag]:
    """All flags of one clue, for its own page."""
    return list(clue.urgent_flags.select_related("seen_by", "clue__employer", "clue__unit").order_by("pk"))


def may_take_note(staff: Staff, flag: UrgentFlag) -> bool:
    """Who handles clues in the unit that holds it; where that unit has nobody, who supervises the area."""
    return flag.clue.unit_id in _units(staff) or any(one.pk == flag.pk for one in unseen_before(staff))


@transaction.atomic
def see_flag(*, number: int, by: Staff, at: datetime) -> UrgentFlag:
    """Somebody has seen it: it leaves the top of the desks. The first one stands. NotFound, NotAllowed."""
    rows = UrgentFlag.objects.select_for_update(of=("self",)).select_related("clue", "seen_by")
    flag = rows.filter(pk=number).first()
    if flag is None or not may_see(by, flag.clue):
        raise NotFound("没有找到这条紧急提示", remedy="请从工作台打开；不在您辖区、单位的看不到")
    if flag.seen_at is not None:
        return flag
    if not may_take_note(by, flag):
        why = "由承办单位的办案人员确认；该单位没有人在岗的，由上级督办人员确认"
        raise NotAllowed("您不能确认这条紧急提示", why=why, remedy="请电话告知承办单位")
    flag.seen_at, flag.seen_by = at, by
    flag.save(update_fields=["seen_at", "seen_by"])
    day = at.astimezone(BEIJING).date()
    text = f"已看到紧急提示：{in_words(flag.signs)}"
    write_down("see_urgent_flag", clue=flag.clue, by=by, on=day, text=text, details={"flag": flag.pk})
    return flag


def _units(staff: Staff) -> set[int]:
    """The units in which the person handles clues today."""
    return {post.unit_id for post in posts_of(staff) if Permission.CLUE_HANDLE in DUTIES[post.duty].grants}


def _nobodys(flags: QuerySet[UrgentFlag]) -> QuerySet[UrgentFlag]:
    handling = [key for key, duty in DUTIES.items() if Permission.CLUE_HANDLE in duty.grants]
    manned = Post.objects.filter(valid_to__isnull=True, duty__in=handling, staff__is_active=True)
    return flags.exclude(clue__unit__in=manned.values("unit"))
