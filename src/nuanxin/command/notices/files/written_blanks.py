"""Places to write on that a page draws as a line on the baseline (underlined blanks): put into the text as low dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nuanxin.command.notices.files.ruled_tables import Line, Run

BLANK = "____"
_WIDE = re.compile(r"[ \u3000]{2,}")
_BELOW, _ABOVE = 0.5, 0.15  # of the size of the letters: how far under or over the baseline such a line lies
_MOST = 300  # lines of one page that are looked at


def with_blanks(runs: Sequence[Run], rules: Sequence[Line]) -> list[Run]:
    """The runs with a blank for every line that stands on the baseline where no letters stand; the same runs where none does."""
    behind: dict[int, list[Run]] = {}
    before: dict[int, list[Run]] = {}
    rewritten: dict[int, Run] = {}
    for rule in rules[:_MOST]:
        beside = [i for i, run in enumerate(runs) if run.text.strip() and _on_baseline(rule, run)]
        if not beside:
            continue
        size = runs[beside[0]].size
        if rule.end - rule.start < size:
            continue
        left = max((i for i in beside if runs[i].x <= rule.start - 0.3 * size), key=lambda i: runs[i].x, default=None)
        right = min((i for i in beside if runs[i].x >= rule.end - 0.6 * size), key=lambda i: runs[i].x, default=None)
        blank = Run(BLANK, rule.start, runs[beside[0]].y, size)
        if left is not None and _end(runs[left]) <= rule.start + size:
            behind.setdefault(left, []).append(blank)
        elif left is not None:
            rewritten[left] = Run(_WIDE.sub(BLANK, runs[left].text), runs[left].x, runs[left].y, runs[left].size)
        elif right is not None and not any(runs[i].x < rule.end - size < _end(runs[i]) for i in beside):
            before.setdefault(right, []).append(blank)
    result: list[Run] = []
    for i, run in enumerate(runs):
        result += [*before.get(i, []), rewritten.get(i, run), *behind.get(i, [])]
    return result


def _on_baseline(rule: Line, run: Run) -> bool:
    return run.y - _BELOW * run.size <= rule.at <= run.y + _ABOVE * run.size


def _end(run: Run) -> float:
    """Where a run ends, by the usual width of its letters."""
    return run.x + run.size * sum(1.0 if sign > "\u2e80" else 0.5 for sign in run.text.strip())
