"""The list as a paper: what went, by which reason, who proposed, approved, carried out and stood by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList

KIND = "destruction_list"


def issue_list(lot: DestructionList, lines: Sequence[DestructionLine], *, by: Staff, on: date) -> Paper:
    """Issue it. The calling act has checked the right and locked the list."""
    return issue_paper(kind=KIND, about=lot, fields=_fields(lot, lines), unit=lot.unit, by=by, on=on)


def _fields(lot: DestructionList, lines: Sequence[DestructionLine]) -> dict[str, Any]:
    gone = [line for line in lines if line.state == DestructionLine.State.DESTROYED]
    stayed = [line for line in lines if line.state != DestructionLine.State.DESTROYED]
    assert lot.decided_by is not None and lot.carried_by is not None  # the states before say so
    return {
        "list": str(lot),
        "reason": lot.reason,
        "proposed": f"{lot.proposed_on} {lot.proposed_by.name}",
        "decided": f"{lot.decided_on} {lot.decided_by.name}",
        "carried_on": lot.carried_on,
        "carried_by": lot.carried_by.name,
        "witnesses": [lot.first_witness, lot.second_witness],
        "total": f"{len(gone)}件",
        "items": [[str(n), *_row(line)] for n, line in enumerate(gone, start=1)] or [["—"] * 6],
        "stayed": [f"{line.clue.number}：{line.why_not}" for line in stayed] or {"none": "全部销毁"},
    }


def _row(line: DestructionLine) -> list[str]:
    counts = line.counts
    what = f"文书{counts['papers']}件、证据{counts['evidence']}件、文件{counts['files']}个、文字{counts['texts']}处、人员{counts['people']}人"
    closed = f"{line.clue.closed_on}" if line.clue.closed_on else ""
    return [line.clue.number, closed, f"{line.kept_until}（{line.source}）", what, line.digest]
