"""Joining an item into the file of another, by the house or by a person, and undoing it to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.grading.acts import grade_by_rules
from nuanxin.watch.opinion.joining.index import Nearby
from nuanxin.watch.opinion.joining.likeness import JOIN, Alike, Story
from nuanxin.watch.opinion.joining.models import OpinionJoin
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held, must_handle, write_event
from nuanxin.watch.opinion.words import OWED, EventKind, State

WINDOW = timedelta(days=30)  # how far back is looked for the same story; the house's choice
ENOUGH = 30  # signs of a text that can stand for itself
HOUSE = Outsider("舆情归并")


def story_of(item: OpinionItem) -> Story:
    """The item as it is compared: its text; with the title only where the text is short, since each house words its own title."""
    text = item.text if len(item.text) >= ENOUGH else f"{item.title}\n{item.text}"
    return Story(item.pk, text, item.employer_said, item.project_said)


def nearby(region: str, at: datetime, *, after: timedelta = timedelta()) -> Nearby:
    """The stories that reached that place in the days before, and where asked in the time after."""
    rows = OpinionItem.objects.filter(region=region, received_at__gt=at - WINDOW, received_at__lte=at + after)
    return Nearby(story_of(row) for row in rows.order_by("pk"))


def join_by_itself(*, item: OpinionItem, near: Nearby, at: datetime) -> OpinionJoin | None:
    """The house joins what is plainly the same. Into a closed file only where that was a rumour: wages may be owed again."""
    for key, alike in near.alike(story_of(item), least=JOIN):
        found = OpinionItem.objects.select_related("lead").get(pk=key)
        lead = found.lead or found
        if lead.pk == item.pk or (lead.state == State.CLOSED and lead.truth in OWED):
            continue
        return _join(item, lead, alike=alike, reasons=alike.reasons, by=None, at=at)
    return None


@transaction.atomic
def join_items(*, item: OpinionItem, into: OpinionItem, why: str, by: Staff, at: datetime) -> OpinionJoin:
    """A person joins a file into another, with the reason. What had been joined into the one comes along."""
    first, second = sorted((item.pk, into.pk))  # locked in one order, so that two people never wait for one another
    rows = {key: held(OpinionItem(pk=key)) for key in dict.fromkeys((first, second))}
    item, into = rows[item.pk], rows[into.pk]
    must_handle(by, item.region, doing="归并舆情")
    must_handle(by, into.region, doing="归并舆情")
    if reason := why_not_join(item, into):
        raise Refusal("不能归并", why=reason, remedy="请核对两条信息")
    if not why.strip():
        raise Refusal("不能归并", why="没有写明理由", remedy="请写明怎么看出是同一件事")
    join = _join(item, into, alike=None, reasons=(why.strip(),), by=by, at=at)
    grade_by_rules(into, at=at)
    return join


def why_not_join(item: OpinionItem, into: OpinionItem) -> str:
    """What stands in the way; empty where nothing does. Pure."""
    if item.pk == into.pk:
        return "是同一条信息"
    if item.lead_id or into.lead_id:
        return "其中一条已经归并于别的事项"
    if item.state == State.CLOSED:
        return "这件事项已经办结"
    if item.clue_id and into.clue_id and item.clue_id != into.clue_id:
        return "两件事项关联了不同的线索"
    return ""


@transaction.atomic
def undo_join(*, join: OpinionJoin, why: str, by: Staff, at: datetime) -> OpinionItem:
    """The item has its own file again, as it stood; what came along with it follows it back."""
    join = OpinionJoin.objects.select_for_update(of=("self",)).select_related("item__region", "into").get(pk=join.pk)
    item = held(join.item)
    must_handle(by, item.region, doing="撤销归并")
    if join.undone_at or not why.strip():
        raise Refusal("不能撤销归并", why="已经撤销过，或者没有写明理由", remedy="请写明为什么不是同一件事")
    join.undone_at, join.undone_by, join.undone_why = at, by, why.strip()[:200]
    join.save(update_fields=["undone_at", "undone_by", "undone_why"])
    left = item.lead or join.into  # the file in which it lay until now, where that one was joined on
    item.lead = None
    item.save(update_fields=["lead"])
    OpinionItem.objects.filter(pk__in=join.moved, lead=left).update(lead=item)
    write_event(item, EventKind.PARTED, at=at, by=by, text=f"不再归并于{left.number}：{why.strip()}")
    write_event(left, EventKind.PARTED, at=at, by=by, text=f"{item.number}恢复为单独事项：{why.strip()}")
    record("undo_opinion_join", about=item, by=by, reason=why, details={"join": join.pk, "from": left.pk})
    for file in (item, left):
        grade_by_rules(file, at=at)
    return item


def possibly_same(item: OpinionItem, *, most: int = 8) -> list[tuple[OpinionItem, Alike]]:
    """Files of the place that a person may want to join with this one: alike words, most alike first."""
    near = nearby(item.region_id, item.received_at, after=WINDOW)
    own = {item.pk, *item.copies.values_list("pk", flat=True)}
    found: dict[int, tuple[OpinionItem, Alike]] = {}
    for key, alike in near.alike(story_of(item))[: 4 * most]:
        other = OpinionItem.objects.select_related("lead").get(pk=key)
        lead = other.lead or other
        if lead.pk not in own:
            found.setdefault(lead.pk, (lead, alike))
    return list(found.values())[:most]


def _join(
    item: OpinionItem,
    into: OpinionItem,
    *,
    alike: Alike | None,
    reasons: Sequence[str],
    by: Staff | None,
    at: datetime,
) -> OpinionJoin:
    moved = list(item.copies.order_by("pk").values_list("pk", flat=True))
    join = OpinionJoin.objects.create(
        item=item, into=into, moved=moved, score=alike.value if alike else None, reasons=list(reasons), at=at, by=by
    )
    OpinionItem.objects.filter(pk__in=moved).update(lead=into)
    item.lead = into
    item.save(update_fields=["lead"])
    after = "（办结后又出现）" if into.state == State.CLOSED else ""
    said = f"{'、'.join(reasons)}{after}"
    write_event(item, EventKind.JOINED, at=at, by=by, text=f"归并于{into.number}：{said}")
    write_event(into, EventKind.JOINED, at=at, by=by, text=f"并入{item.number}：{said}", details={"item": item.pk})
    record("join_opinion", about=item, by=by or HOUSE, details={"into": into.pk, "moved": moved})
    return join
