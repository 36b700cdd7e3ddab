"""Taking items in: one by hand, many from a file or a feed. The same item is taken once; what is plainly the same story is joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.opinion.collecting.facts import ItemFacts, item_faults
from nuanxin.watch.opinion.collecting.models import OpinionTake
from nuanxin.watch.opinion.grading.acts import grade_by_rules
from nuanxin.watch.opinion.joining.acts import join_by_itself, nearby, story_of
from nuanxin.watch.opinion.joining.index import Nearby
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import must_handle, write_event
from nuanxin.watch.opinion.words import EventKind, Way

KEPT_FAULTS = 200
FEEDS = Outsider("信息源采集")


@dataclass(frozen=True)
class Entered:
    """An item; whether it is new, and into whose file it was joined."""

    item: OpinionItem
    new: bool
    into: OpinionItem | None = None


@transaction.atomic
def enter_item(*, facts: ItemFacts, region: Region, by: Staff, at: datetime) -> Entered:
    """One item by hand. BadInput names what does not fit; one that is known already comes back as it is."""
    must_handle(by, region, doing="登记舆情")
    if faults := item_faults(facts, at):
        raise BadInput(faults)
    return _enter(facts, region, Way.HAND, nearby(region.pk, at), by, at)


@transaction.atomic
def take_items(
    *,
    region: Region,
    way: Way,
    name: str,
    lines: Iterable[tuple[int, ItemFacts]],
    faults: Sequence[Fault] = (),
    by: Staff | None,
    at: datetime,
) -> OpinionTake:
    """Many at one go; `faults` are those of reading. A bad line takes no good one with it. `by` None: the daily round."""
    if by is not None:
        must_handle(by, region, doing="导入舆情")
    near, wrong = nearby(region.pk, at), list(faults)
    take = OpinionTake(region=region, way=way, name=name[:200], at=at, by=by)
    refused = {fault.row for fault in faults if fault.row is not None}
    take.read = len(refused)
    for row, facts in lines:
        take.read += 1
        if found := item_faults(facts, at, row):
            wrong += found
            refused.add(row)
            continue
        entered = _enter(facts, region, way, near, by, at)
        take.new += entered.new
        take.known += not entered.new
        take.joined += entered.new and entered.into is not None
    take.refused = len(refused)
    take.faults = [str(fault) for fault in wrong[:KEPT_FAULTS]]
    if by is None and not take.new and _said_before(take):
        return take
    take.save()
    record("take_opinion", about=take, by=by or FEEDS, details={"new": take.new, "read": take.read, "way": str(way)})
    return take


def _said_before(take: OpinionTake) -> bool:
    """The round reads every quarter of an hour: nothing new and no new fault is not written down again."""
    last = OpinionTake.objects.filter(region=take.region, way=take.way, name=take.name).first()
    return not take.faults or (last is not None and last.faults == take.faults)


def _enter(facts: ItemFacts, region: Region, way: Way, near: Nearby, by: Staff | None, at: datetime) -> Entered:
    known = OpinionItem.objects.filter(region=region, source_key=facts.key).select_related("lead").first()
    if known:
        return Entered(known, new=False, into=known.lead)
    item = OpinionItem.objects.create(
        region=region, way=way, source_key=facts.key, medium=facts.medium, outlet=facts.outlet.strip()[:100],
        title=facts.title.strip(), text=facts.text.strip(), link=facts.link.strip()[:500], published_at=facts.published_at,
        received_at=at, recorded_by=by, views=facts.views, shares=facts.shares, comments=facts.comments,
        persons=facts.persons, amount_fen=facts.amount_fen, employer_said=facts.employer.strip()[:200],
        project_said=facts.project.strip()[:200], place=facts.place.strip()[:200], government=facts.government,
    )  # fmt: skip
    where = f"，{item.outlet}" if item.outlet else ""
    write_event(item, EventKind.ENTERED, at=at, by=by, text=f"{way.label}（{item.get_medium_display()}{where}）")
    record("enter_opinion", about=item, by=by or FEEDS, details={"way": str(way), "region": region.pk})
    grade_by_rules(item, at=at)
    join = join_by_itself(item=item, near=near, at=at)
    near.add(story_of(item))
    if join:
        grade_by_rules(join.into, at=at)
    return Entered(item, new=True, into=join.into if join else None)
