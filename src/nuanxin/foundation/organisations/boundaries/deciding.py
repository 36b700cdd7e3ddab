"""Pure: whether a change of boundaries can be made, and which region comes into or leaves which area by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """A region as the decision sees it. `above`: its ancestors; `members`: itself and all below, today."""

    code: str
    name: str
    level: str
    above: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    ended_on: date | None = None


@dataclass(frozen=True, order=True)
class Move:
    """`member` comes into `area` (joined) or leaves it."""

    area: str
    member: str
    joined: bool


@dataclass(frozen=True)
class Asked:
    """What is to be changed. `freed`: regions ended by the change that this one corrects."""

    kind: str
    predecessors: tuple[Place, ...]
    successor: Place
    towns: tuple[Place, ...] = ()
    effective_on: date = date.max
    freed: frozenset[str] = frozenset()


def why_not(asked: Asked, *, document: str, last_change: date | None) -> str:
    """What stands in the way (Chinese), or nothing. `last_change`: of the regions concerned."""
    if not document.strip():
        return "没有写明批准文件"
    if last_change and asked.effective_on < last_change:
        return f"生效日期早于这些区划上一次变更的{last_change}"
    ended = [one.name for one in asked.predecessors if one.ended_on and one.code not in asked.freed]
    if ended:
        return f"{'、'.join(ended)}已经撤销"
    if asked.successor.ended_on and asked.successor.code not in asked.freed:
        return f"{asked.successor.name}已经撤销，不能并入"
    levels = {one.level for one in (*asked.predecessors, asked.successor)}
    if not asked.predecessors or len(levels) != 1:
        return "变更前后的区划应是同一层级"
    return _why_not_kind(asked)


def _why_not_kind(asked: Asked) -> str:
    codes = [one.code for one in asked.predecessors]
    if asked.kind == "split":
        inside = set().union(*(one.members for one in asked.predecessors))
        if len(codes) != 1 or asked.successor.code in codes:
            return "划出时应选一个原区划和另一个区划"
        if not asked.towns:
            return "没有选择划出的乡镇（街道）"
        outside = [town.name for town in asked.towns if town.code not in inside or town.code in codes]
        return f"{'、'.join(outside)}不在{asked.predecessors[0].name}" if outside else ""
    if asked.towns:
        return "只有划出时才选择乡镇（街道）"
    if asked.kind in ("replace", "rename") and len(codes) != 1:
        return "更名、撤县设区一次只办一个区划"
    if asked.kind == "rename":
        return "" if asked.successor.code == codes[0] else "更名不更换代码"
    if asked.successor.code in codes and not asked.freed:
        return "并入的区划不能同时是被撤销的区划" if asked.kind == "merge" else "撤县设区应有新的代码"
    return ""


def moves_of(asked: Asked, standing: Mapping[str, Collection[str]]) -> tuple[Move, ...]:
    """`standing`: today's areas of each region concerned. A region that ends keeps itself and what was in it: its past.

    All that lay in a predecessor (of a split: in the towns) lies in the successor and above it from the day on, and no
    longer in what else it lay in.
    """
    if asked.kind == "rename":
        return ()
    reaches = (asked.successor.code, *asked.successor.above)
    found: set[Move] = set()
    for part in asked.towns or asked.predecessors:
        for member in part.members:
            own = {area for area in standing[member] if area in part.members}
            after = own | set(reaches)
            found |= {Move(area, member, True) for area in after - set(standing[member])}
            found |= {Move(area, member, False) for area in set(standing[member]) - after}
    return tuple(sorted(found))


def ended_by(asked: Asked) -> Sequence[str]:
    """The regions that are no more from the day on."""
    if asked.kind not in ("merge", "replace"):
        return ()
    return [one.code for one in asked.predecessors if one.code != asked.successor.code]
