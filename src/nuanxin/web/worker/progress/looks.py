"""Who has had the file open: from the audit chain, by day, unit and duty. The worker sees no names, and misses no look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.models import Post, Unit
from nuanxin.rights.intake.models import Clue

SHOWN = 200
_KINDS = {"view_clue": _("看过"), "reveal_reporter": _("看过您的姓名电话"), "open_evidence": _("看过您的照片录音")}


@dataclass(frozen=True)
class Look:
    """One look or act of a member of staff."""

    day: date
    unit: str
    duty: str
    what: str


def looks(clue: Clue) -> list[Look]:
    """Newest first; the same look of the same day stands once."""
    events = AuditEvent.objects.filter(about_kind="clue", about_id=str(clue.pk), actor_id__isnull=False)
    rows = list(events.order_by("-sequence")[:SHOWN])
    posts = Post.objects.filter(staff_id__in={row.actor_id for row in rows}).order_by("-pk")
    duties = {post.staff_id: DUTIES[post.duty].name for post in posts}
    units = dict(Unit.objects.filter(code__in={row.unit for row in rows}).values_list("code", "name"))
    seen = [
        Look(
            row.at.astimezone(BEIJING).date(),
            units.get(row.unit, ""),
            duties.get(row.actor_id or 0, ""),
            str(_KINDS.get(row.act, _("办理过"))),
        )
        for row in rows
    ]
    return [look for look, _same in groupby(seen)]
