"""Many clues on one site under one: each keeps its own amounts and officer, the parent shows the sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, Sum

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import must_hold


@dataclass(frozen=True)
class Totals:
    """Sums over the children, in persons and 分; `unstated`: children that state no persons or no amount."""

    children: int
    persons: int
    migrant_persons: int
    amount_fen: int
    migrant_amount_fen: int
    unstated: int


@transaction.atomic
def link_parent(*, child: Clue, parent: Clue, by: Staff, on: date) -> Clue:
    """Put a clue under another of the same site. Two levels only; merged clues stay outside."""
    parent, child = locked(parent), locked(child)
    for clue in (child, parent):
        must_hold(by, Permission.DUPLICATE_DECIDE, clue, doing="关联主线索")
    must_be_open(child, doing="关联主线索", on=on)
    why = ""
    if child.pk == parent.pk:
        why = "不能以自身为主线索"
    elif parent.parent_id or parent.merged_into_id:
        why = f"{parent.number}本身属于另一条线索"
    elif child.children.exists():
        why = f"{child.number}下面还有线索"
    elif child.parent_id:
        why = "已经关联了主线索"
    if why:
        raise Refusal(f"{child.number}不能关联到{parent.number}", why=why, remedy="请核对后关联")
    child.parent = parent
    child.save(update_fields=["parent"])
    details = {"child": child.number, "parent": parent.number}
    write_down("link_parent", clue=child, by=by, on=on, text=f"关联到主线索{parent.number}", details=details)
    write_down("link_parent", clue=parent, by=by, on=on, text=f"关联了{child.number}", details=details)
    return child


@transaction.atomic
def unlink_parent(*, child: Clue, reason: str, by: Staff, on: date) -> Clue:
    """Let it stand alone again."""
    child = locked(child)
    must_hold(by, Permission.DUPLICATE_DECIDE, child, doing="解除主线索")
    if child.parent_id is None or not reason.strip():
        raise Refusal(f"{child.number}不能解除主线索", why="没有主线索，或者没有写明理由", remedy="请核对后办理")
    details = {"parent": child.parent_id}
    child.parent = None
    child.save(update_fields=["parent"])
    write_down("unlink_parent", clue=child, by=by, on=on, text=reason, reason=reason, details=details)
    return child


def parent_totals(parent: Clue) -> Totals:
    """The sum of the children, merged ones left out; what is not stated counts as not stated, never as a guess."""
    found = Clue.objects.filter(parent=parent, merged_into__isnull=True).aggregate(
        children=Count("pk"),
        persons_=Sum("persons", default=0),
        migrants=Sum("migrant_persons", default=0),
        amount=Sum("amount_fen", default=0),
        migrant_amount=Sum("migrant_amount_fen", default=0),
        unstated=Count("pk", filter=Q(persons__isnull=True) | Q(amount_fen__isnull=True)),
    )
    return Totals(
        found["children"],
        found["persons_"],
        found["migrants"],
        found["amount"],
        found["migrant_amount"],
        found["unstated"],
    )
