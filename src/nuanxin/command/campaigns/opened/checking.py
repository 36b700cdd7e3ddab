"""Whether a plan can be opened: every fault of its form at once, each with its place. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nuanxin.command.campaigns.plan.days import last_day
from nuanxin.command.campaigns.plan_fields import COMPARISONS, EVERY
from nuanxin.command.counters.book import slips
from nuanxin.foundation.common.errors import BadInput, Fault

_LISTS = ("issuer", "basis", "goals", "tasks", "deadlines", "recurrences", "targets", "indicators", "forms", "contacts")
_NEEDED = {"tasks": "text", "indicators": "name"}
# Keys whose rows are objects.
_DAYS = {
    "indicators": (),
    "tasks": ("due",),
    "deadlines": ("date", "start"),
    "recurrences": ("until",),
    "targets": ("by",),
}
_COUNTED = ("targets", "indicators")
_COMPARISONS = frozenset(key for key, _ in COMPARISONS)
_INTERVALS = frozenset(key for key, _ in EVERY)
_ANY_YEAR = 2024  # only to see whether a day without a year can be one; it has a 29 February


def checked_plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan, as it is. BadInput names every fault: what, where, what to do."""
    if not isinstance(plan, Mapping):
        raise BadInput(Fault("计划不是一个 JSON 对象", remedy="请使用 nuanxin read_notice 输出的计划"))
    faults = [*_faults(plan, "")]
    inner = plan.get("forwarded")
    if inner is not None:
        faults += _faults(inner, "forwarded.") if isinstance(inner, Mapping) else [Fault("forwarded 不是一个对象")]
    if not faults and not any((part or {}).get(key) for part in (plan, inner) for key in ("tasks", "deadlines")):
        faults = [Fault("计划里没有任务，也没有期限", remedy="请核对是否读对了通知，或先在来文页面补充")]
    if faults:
        raise BadInput(faults)
    return dict(plan)


def _faults(plan: Mapping[str, Any], at: str) -> Iterator[Fault]:
    for key in _LISTS:
        rows = plan.get(key)
        if rows is None:
            continue
        if not isinstance(rows, list):
            yield Fault(f"{at}{key} 应是一个列表", remedy="没有内容时写 []")
        elif key in _NEEDED or key in _DAYS:
            for n, row in enumerate(rows):
                yield from _row_faults(row, key, f"{at}{key}[{n}]")
    period = plan.get("period")
    if period is not None and not isinstance(period, Mapping):
        yield Fault(f"{at}period 应是一个对象", remedy='请写 {"start", "end", "text"}')
    elif period:
        yield from _day_faults(period, ("start", "end"), f"{at}period")
        start, end = (last_day(period.get(side)) for side in ("start", "end"))
        if start and end and str(period["start"]) > str(period["end"]):
            yield Fault(f"{at}period 的起始 {period['start']} 晚于截止 {period['end']}", remedy="请核对行动时间")


def _row_faults(row: Any, key: str, at: str) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield Fault(f"{at} 应是一个对象")
        return
    needed = _NEEDED.get(key)
    if needed and not str(row.get(needed) or "").strip():
        yield Fault(f"{at} 没有 {needed}", remedy="请补上，或删去这一条")
    if key == "targets" and row.get("comparison") not in _COMPARISONS:
        yield Fault(
            f"{at} 的 comparison 是“{row.get('comparison')}”", remedy=f"请写 {'、'.join(sorted(_COMPARISONS))} 之一"
        )
    if key == "recurrences" and (row.get("every") or "") not in _INTERVALS:
        yield Fault(
            f"{at} 的 every 是“{row.get('every')}”", remedy="请写 day、week、month、quarter、half_year、year 或 null"
        )
    if key == "targets" and row.get("value") is not None and not isinstance(row["value"], int | float):
        yield Fault(f"{at} 的 value 不是数", remedy="请写数字或 null")
    if key in _COUNTED and row.get("counter"):
        yield from (
            Fault(f"{at}：{said}", remedy="请从指标目录中选择")
            for said in slips(row["counter"], row.get("where") or {})
        )
    yield from _day_faults(row, _DAYS.get(key, ()), at)


def _day_faults(row: Mapping[str, Any], keys: tuple[str, ...], at: str) -> Iterator[Fault]:
    for key in keys:
        said = row.get(key)
        if said and (not isinstance(said, str) or last_day(said, _ANY_YEAR) is None):
            yield Fault(f"{at} 的 {key} 是“{said}”", remedy="请写 2024-02-10、2024-02、2024 或 --12-10")
