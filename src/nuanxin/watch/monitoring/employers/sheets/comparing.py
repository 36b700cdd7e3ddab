"""What a sheet comes to, beside the month before: totals, who came, who left, whose pay changed most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nuanxin.foundation.common.periods import Month
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet

SHOWN = 10


@dataclass(frozen=True)
class Change:
    """One worker in both months. Money in 分."""

    name: str
    row: int
    before_fen: int
    now_fen: int

    @property
    def by_fen(self) -> int:
        return self.now_fen - self.before_fen


@dataclass(frozen=True)
class Preview:
    """The sheet at a glance. warnings: (key, words of the first such row, how many rows); before None: no sheet of that month."""

    workers: int
    days: int
    due_fen: int
    deducted_fen: int
    net_fen: int
    paid_fen: int
    owed_fen: int
    owed_workers: int
    warnings: tuple[tuple[str, str, int], ...]
    before: WageSheet | None = None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def preview(sheet: WageSheet) -> Preview:
    """Counted from the rows of the sheet and of the submitted one of the month before."""
    lines = list(WageLine.objects.filter(sheet=sheet).order_by("row"))
    earlier = Month.of(sheet.month).shifted(-1).first_day
    before = WageSheet.objects.filter(project=sheet.project, month=earlier, state=WageSheet.State.SUBMITTED).first()
    old = list(WageLine.objects.filter(sheet=before)) if before else []
    then, now = {line.id_index: line for line in old}, {line.id_index for line in lines}
    owing = [line.net_fen - line.paid_fen for line in lines if line.net_fen > line.paid_fen]
    return Preview(
        workers=len(lines),
        days=sum(line.days for line in lines),
        due_fen=sheet.due_fen,
        deducted_fen=sheet.due_fen - sheet.net_fen,
        net_fen=sheet.net_fen,
        paid_fen=sheet.paid_fen,
        owed_fen=sum(owing),
        owed_workers=len(owing),
        warnings=_warnings(lines),
        before=before,
        came=tuple(line.name for line in lines if before and line.id_index not in then),
        went=tuple(line.name for line in old if line.id_index not in now),
        changes=_changes(lines, then),
    )


def _warnings(lines: Sequence[WageLine]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(key for line in lines for key in {finding[0] for finding in line.findings})
    first: dict[str, str] = {}
    for line in lines:
        for key, _, words in line.findings:
            first.setdefault(key, f"第{line.row}行 {line.name}：{words}")
    return tuple((key, first[key], count) for key, count in counted.most_common())


def _changes(lines: Sequence[WageLine], then: Mapping[str, WageLine]) -> tuple[Change, ...]:
    """Whose pay changed most, the largest first."""
    both = [
        Change(line.name, line.row, then[line.id_index].due_fen, line.due_fen)
        for line in lines
        if line.id_index in then
    ]
    changed = sorted((one for one in both if one.by_fen), key=lambda one: (-abs(one.by_fen), one.row))
    return tuple(changed[:SHOWN])
