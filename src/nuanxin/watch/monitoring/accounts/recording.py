"""Writing down what is known of an account; and the lists of accounts that are late or were closed too early."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.accounts.judging import CLOSING_CITES, AccountFacts, judge
from nuanxin.watch.monitoring.accounts.models import AccountRecord
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.complaints import NO_ARREARS


def standing_records() -> QuerySet[AccountRecord]:
    """The latest row of each project."""
    return AccountRecord.objects.filter(replaced_at__isnull=True)


@transaction.atomic
def record_account(
    *,
    project: MonitoredProject,
    facts: AccountFacts,
    proof: str,
    by: Staff,
    on: date,
    bank: str = "",
    account_end: str = "",
    notice_place: str = "",
) -> AccountRecord:
    """All that is known now; the row before stays. What was done too late or too early is written down, not refused."""
    doing = f"登记{project.name}的专用账户"
    must(by, Permission.WATCH_HANDLE, FileFacts(region=project.region_id), doing=doing)
    faults = facts.faults(on)
    if not proof.strip():
        faults.append("没有写明佐证")
    if account_end and not (len(account_end) == 4 and account_end.isascii() and account_end.isdigit()):
        faults.append("账号只登记后四位数字")
    if facts.opened_on and not bank.strip():
        faults.append("登记了开户日期，没有写明开户银行")
    if faults:
        raise Refusal(f"不能{doing}", why="；".join(faults), remedy="请核对后再提交", cites=CLOSING_CITES)
    told = judge(
        facts, ends_on=project.ends_on, open_clues=_open_on(project, facts.closed_on), place=project.region_id,
        law=Law.load(), calendar=calendar_of(project.region_id),
    )  # fmt: skip
    standing_records().select_for_update().filter(project=project).update(replaced_at=occasion.now())
    row = AccountRecord.objects.create(
        project=project, **asdict(facts), bank=bank.strip(), account_end=account_end, notice_place=notice_place.strip(),
        proof=proof.strip(), open_due_on=told.open_due.last_day if told.open_due else None, open_due_why=told.open_why,
        file_due_on=told.file_due.last_day if told.file_due else None, close_from=told.close_from,
        closing_faults="\n".join(told.closing_faults), entered_on=on, by=by,
    )  # fmt: skip
    details = {"project": project.pk, "faults": list(told.closing_faults), "on": on, **asdict(facts)}
    record("record_account", about=row, by=by, details=details)
    return row


def _open_on(project: MonitoredProject, day: date | None) -> tuple[str, ...]:
    """Numbers of the wage claims about the project that were in hand on that day."""
    if day is None:
        return ()
    site = Q(project=project.project_id) | Q(project__merged_into=project.project_id)
    rows = Clue.objects.filter(site, received_on__lte=day, merged_into__isnull=True)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day)).exclude(conclusion__in=NO_ARREARS)
    return tuple(rows.order_by("received_on", "pk").values_list("number", flat=True))


def opened_late() -> Q:
    """Of account rows: opened after the day, however long ago."""
    return Q(opened_on__gt=F("open_due_on"))


def not_opened(on: date) -> Q:
    """Of account rows: the day is over and there is no account."""
    return Q(opened_on__isnull=True, open_due_on__lt=on)


def filed_late(on: date) -> Q:
    """Of account rows: filed after the day, or not yet though it is over."""
    return Q(filed_on__gt=F("file_due_on")) | Q(filed_on__isnull=True, file_due_on__lt=on)


def closed_early() -> Q:
    """Of account rows: closed against the rules."""
    return ~Q(closing_faults="")
