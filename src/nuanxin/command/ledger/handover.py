"""One clue as a workbook, to be entered elsewhere with nothing typed again: the columns of sheet 线索 and our own beside them.

The layout of the national platform is not published: this is the house's own superset (docs/reference), and the workbook says so.
Reports by name only: who reported without one (举报) is never handed on (监察条例 第九条).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nuanxin.command.ledger.files.workbook import LedgerWriter
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.command.ledger.standing import clue_says, notes_say
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.disclosure.marking import mark_of
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import must_hold

LAYOUT = "全国根治欠薪线索反映平台的字段格式没有公开；本表用台账“线索”表的列，另加本系统的列"
_SHORTEST_REASON = 4


def export_clue(*, clue: Clue, path: Path, reason: str, by: Staff) -> None:
    """Write the workbook. Whole identities go out, so the right to see them is needed, and the reason is on record. Refusal."""
    must_hold(by, Permission.IDENTITY_UNMASK, clue, doing="导出线索")
    if clue.kind == ClueKind.REPORT:
        raise Refusal(
            f"{clue.number}不能导出", why="举报人的信息不外传", remedy="转办请用系统内转办", cites="监察条例第九条"
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refusal(f"{clue.number}不能导出", why="没有写明导给谁、做什么用", remedy="请写明")
    more = own_columns(clue)
    notes = {**notes_say(clue.notes), **more}
    reporter = clue.reporters.order_by("pk").first()
    mark = mark_of(name=by.name, account=by.username, phone=by.phone, at=occasion.now())
    with LedgerWriter(path, mark) as writer:
        writer.write_sheet(CLUES, [(clue_says(clue, reporter), notes)], list(notes))
    record(
        "export_clue", about=clue, by=by, reason=reason.strip(), details={"identities": "full", "columns": len(more)}
    )


def own_columns(clue: Clue) -> Mapping[str, str]:
    """What the house knows beyond sheet 线索, under its official names; empty cells are left out."""
    pin = clue.notes.get("pin")
    claims = clue.claims.filter(withdrawn_on__isnull=True).select_related("worker").order_by("pk")
    roster = "；".join(
        f"{row.worker.name} {row.worker.id_number} {yuan(row.claimed_fen) + '元' if row.claimed_fen is not None else ''} {row.card}".strip()
        for row in claims
    )
    said = {
        "线索编号": clue.number,
        "性质": clue.get_kind_display(),
        "登记日期": clue.recorded_on.isoformat(),
        "状态": clue.get_state_display(),
        "承办单位": clue.unit.name,
        "责任人": clue.officer.name,
        "受理日期": clue.accepted_on.isoformat() if clue.accepted_on else "",
        "办结日期": clue.closed_on.isoformat() if clue.closed_on else "",
        "办结结论": clue.get_conclusion_display() if clue.conclusion else "",
        "定位（WGS-84）": f"{pin['lat']},{pin['lon']}" if isinstance(pin, dict) else "",
        "逐人名单": roster,
        "格式说明": LAYOUT,
    }
    return {heading: text for heading, text in said.items() if text}
