"""A sheet on its way: read and checked into a draft, looked at, confirmed. A correction is a new sheet that names the old one.

A month's payroll is one paper: while any row is faulty nothing of it is kept, and every fault is named at once.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.masking import mask_card, mask_phone
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.parties.models import Project, id_index
from nuanxin.rights.intake.numbers import CODE_LETTERS
from nuanxin.watch.monitoring.employers.caller import Caller, must_keep
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.checking import check_line
from nuanxin.watch.monitoring.employers.sheets.figures import WageFigures, figures_for
from nuanxin.watch.monitoring.employers.sheets.handing import hand_over
from nuanxin.watch.monitoring.employers.sheets.lines import Finding, SheetLine
from nuanxin.watch.monitoring.employers.sheets.reading import Read, read_sheet

DRAFT_KEPT = timedelta(days=7)  # the house's choice: a draft is no record
_BATCH = 500


@dataclass(frozen=True)
class CheckedLine:
    """A row with everything that is told about it and kept."""

    line: SheetLine
    findings: tuple[Finding, ...]


def checked(lines: Sequence[SheetLine], figures: WageFigures) -> tuple[tuple[CheckedLine, ...], tuple[Fault, ...]]:
    """Each row by itself, then what only shows across rows. Pure: rows to keep, and faults that stop."""
    cards = Counter(line.card for line in lines if line.card)
    phones = Counter(line.phone for line in lines)
    kept, faults = [], []
    for line in lines:
        found = check_line(line, figures).findings
        faults += [Fault(one.says, line.row, one.column, one.remedy) for one in found if one.stops]
        kept.append(CheckedLine(line, (*(one for one in found if not one.stops), *_shared(line, cards, phones))))
    return tuple(kept), tuple(faults)


def _shared(line: SheetLine, cards: Counter[str], phones: Counter[str]) -> Iterable[Finding]:
    if line.card and cards[line.card] > 1:
        says = f"{cards[line.card]}个人用同一个卡号{mask_card(line.card)}"
        yield Finding("shared_card", "工资卡号", says, "工资要发到本人的卡，任何人不得代领", "条例第十一条、第三十一条")
    if phones[line.phone] > 1:
        says = f"{phones[line.phone]}个人写同一个电话{mask_phone(line.phone)}"
        yield Finding("shared_phone", "联系电话", says, "请写工人本人的电话，工资清单要发到本人手机", "条例第十五条")


@transaction.atomic
def keep_draft(
    *, project: Project, month: Month, due_on: date, content: bytes, file_name: str, by: Caller, on: date
) -> WageSheet:
    """Read, check, keep as a draft that only the project's clerks see. BadInput with every fault; then nothing is kept."""
    must_keep(by, project)
    must_be_a_month(month, due_on, on)
    kept = checked_whole(read_sheet(content, file_name, month), figures_for(project, month))
    WageSheet.objects.filter(project=project, month=month.first_day, state=WageSheet.State.DRAFT).delete()
    return keep_rows(
        kept, project=project, month=month, due_on=due_on, file_name=file_name, digest=sm3(content).hex(), by=by
    )


def checked_whole(read: Read, figures: WageFigures) -> tuple[CheckedLine, ...]:
    """Every row with what is told about it; BadInput with every fault where any row stops the sheet."""
    kept, stopped = checked(read.lines, figures)
    if read.faults or stopped:
        raise BadInput(sorted([*read.faults, *stopped], key=lambda fault: fault.row or 0))
    return kept


def keep_rows(
    kept: Sequence[CheckedLine],
    *,
    project: Project,
    month: Month,
    due_on: date,
    file_name: str,
    digest: str,
    by: Caller,
) -> WageSheet:
    """A draft of rows that passed; the caller's right and the month have been seen to."""
    account = must_keep(by, project)
    sheet = WageSheet.objects.create(
        project=project,
        account=account,
        month=month.first_day,
        due_on=due_on,
        file_name=file_name[-200:],
        digest=digest,
        workers=len(kept),
        due_fen=sum(one.line.due_fen for one in kept),
        net_fen=sum(one.line.net_fen for one in kept),
        paid_fen=sum(one.line.paid_fen for one in kept),
        warned=sum(1 for one in kept if one.findings),
        uploaded_at=occasion.now(),
        uploaded_by=by.title,
    )
    WageLine.objects.bulk_create((_row(sheet, one) for one in kept), batch_size=_BATCH)
    return sheet


@transaction.atomic
def confirm_sheet(*, sheet: WageSheet, by: Caller, on: date) -> WageSheet:
    """提交: from now on it stands for its month; the one before it is marked as corrected and stays readable."""
    row = WageSheet.objects.select_for_update(of=("self",)).select_related("project").get(pk=sheet.pk)
    must_keep(by, row.project)
    if row.state != WageSheet.State.DRAFT:
        raise Refusal("不能再次提交", why="这份表已经提交", remedy="要改的，请上传一份更正")
    before = WageSheet.objects.select_for_update().filter(
        project=row.project, month=row.month, state=WageSheet.State.SUBMITTED
    )
    old = before.first()
    if old:
        old.state = WageSheet.State.REPLACED
        old.save(update_fields=["state"])
    row.state, row.corrects = WageSheet.State.SUBMITTED, old
    row.submitted_at, row.submitted_by = occasion.now(), by.title
    row.save(update_fields=["state", "corrects", "submitted_at", "submitted_by"])
    details = {"project": row.project_id, "month": str(Month.of(row.month)), "workers": row.workers, "on": on}
    record("submit_wage_sheet", about=row, by=by.actor, details=details | {"corrects": old.pk if old else None})
    # A warehouse that is busy or away must not lose the submission: it waits, and the daily round tries again.
    transaction.on_commit(lambda: hand_over(sheet=row), robust=True)
    return row


@transaction.atomic
def drop_draft(*, sheet: WageSheet, by: Caller) -> None:
    """Not submitted after all: a draft is no record."""
    must_keep(by, sheet.project)
    WageSheet.objects.filter(pk=sheet.pk, state=WageSheet.State.DRAFT).delete()


def drop_old_drafts() -> int:
    """Drafts that nobody confirmed for a week go: no more personal data than needed. How many went."""
    stale = WageSheet.objects.filter(state=WageSheet.State.DRAFT, uploaded_at__lt=occasion.now() - DRAFT_KEPT)
    number = stale.count()
    stale.delete()
    return number


def must_be_a_month(month: Month, due_on: date, on: date) -> None:
    """The pay day lies in the month or in the one after (条例 第十四条)."""
    if month > Month.of(on):
        raise BadInput(Fault(f"{month.chinese}还没有到", column="工资月份", remedy="请核对月份"))
    if not month.first_day <= due_on <= month.shifted(1).last_day:
        remedy = f"应在{month.chinese}或者{month.shifted(1).chinese}里（条例第十四条）"
        raise BadInput(Fault("应发日期不在本月或者下月", column="应发日期", remedy=remedy))


def _row(sheet: WageSheet, one: CheckedLine) -> WageLine:
    line = one.line
    same = ("name", "id_number", "phone", "card", "team", "contract_signed", "entered_on", "left_on", "rate_fen", "pieces",
            "base_fen", "overtime_fen", "allowance_fen", "due_fen", "insurance_fen", "tax_fen", "loss_fen", "other_fen",
            "net_fen", "paid_fen", "paid_on", "voucher", "note", "row", "days", "hours")  # fmt: skip
    return WageLine(
        sheet=sheet,
        **{key: getattr(line, key) for key in same},
        id_index=id_index(line.id_number),
        pay=line.pay.value,
        system=line.system.value,
        overtime={str(kind): str(hours) for kind, hours in line.overtime.items()},
        attendance={str(day): str(hours) for day, hours in line.attendance.items()},
        findings=[[finding.key, finding.column, finding.words] for finding in one.findings],
        slip_code="".join(secrets.choice(CODE_LETTERS) for _ in range(12)),
    )
