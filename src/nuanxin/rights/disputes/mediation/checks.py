"""Targeted regular checks: what they find is a task with its due day, settled on the spot or opened as a mediation file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.disputes.mediation.models import CHECKED_TRADES, RegularCheck, Trade
from nuanxin.rights.disputes.mediation.procedure import KEY
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.registration import register_clue
from nuanxin.rights.intake.registration.facts import ClueFacts

BASIS = "人民调解法第五条；拖欠农民工工资突出问题专项整治工作实施方案二"

ROUND = Outsider("每日巡检")


@dataclass(frozen=True)
class CheckFacts:
    """What was seen at one employer. Money in 分; a finding needs persons or money, and the day by which it is settled."""

    employer: Employer
    region: Region
    trade: str
    checked_on: date
    seen: str
    finding: str = RegularCheck.Finding.NONE
    place: str = ""
    persons: int | None = None
    amount_fen: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Share:
    """Tasks found, settled on the spot, opened as a file, found not to be there, still open; and overdue among those."""

    found: int
    spot: int
    filed: int
    gone: int
    overdue: int

    @property
    def open(self) -> int:
        return self.found - self.spot - self.filed - self.gone

    @property
    def percent(self) -> int | None:
        """Whole per cent of the ended real tasks that were settled before anybody claimed; None where none has ended."""
        ended = self.spot + self.filed
        return (200 * self.spot + ended) // (2 * ended) if ended else None


def check_faults(facts: CheckFacts, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if facts.trade not in [str(one) for one in CHECKED_TRADES]:
        remedy = "、".join(Trade(one).label for one in CHECKED_TRADES)
        faults.append(Fault("不在排查的行业中", column="行业", remedy=remedy))
    if facts.checked_on > on:
        faults.append(Fault("在今天之后", column="排查日期", remedy="请核对日期"))
    if not facts.seen.strip():
        faults.append(Fault("没有填写", column="排查情况", remedy="请写明看了什么、问了谁"))
    told = bool(facts.persons or facts.amount_fen)
    if facts.finding == RegularCheck.Finding.NONE:
        if told or facts.due_on:
            faults.append(Fault("没有发现隐患，却填写了人数、金额或者期限", column="发现", remedy="请核对"))
        return faults
    if not told:
        faults.append(Fault("人数、金额至少填写一项", column="涉及人数、涉及金额", remedy="不清楚的先估计，核实后更正"))
    if facts.due_on is None or facts.due_on < facts.checked_on:
        faults.append(Fault("没有填写，或者早于排查日期", column="化解期限", remedy="请定一个化解的日期"))
    return faults


@transaction.atomic
def record_check(*, unit: Unit, facts: CheckFacts, by: Staff, on: date) -> RegularCheck:
    """Write down a check by a mediation desk. BadInput names what does not fit; Refusal: right."""
    _must(by, unit, "登记经常性排查")
    if faults := check_faults(facts, on):
        raise BadInput(faults)
    row = RegularCheck.objects.create(
        unit=unit, region=facts.region, employer=facts.employer, trade=facts.trade, place=facts.place.strip(),
        checked_on=facts.checked_on, seen=facts.seen.strip(), finding=facts.finding, persons=facts.persons,
        amount_fen=facts.amount_fen, due_on=facts.due_on, by=by,
    )  # fmt: skip
    record("record_regular_check", about=row, by=by, details={"employer": facts.employer.pk, "on": on})
    return row


@transaction.atomic
def settle_check(*, check: RegularCheck, how: str, note: str, by: Staff, on: date) -> RegularCheck:
    """The task ends on the spot, or was found not to be there. What was done is written down."""
    row = _waiting(check, by, "登记化解")
    if how not in (RegularCheck.End.SPOT, RegularCheck.End.GONE) or not note.strip() or on < row.checked_on:
        raise Refusal(
            "不能登记化解",
            why="没有写明怎样化解，或者日期早于排查日期",
            remedy="请写明付了多少、谁确认；谈不拢的转入调解",
            cites=BASIS,
        )
    return _end(row, how, note, by, on)


@transaction.atomic
def mediate_check(
    *, check: RegularCheck, request: str, officer: Staff, by: Staff, on: date, facts: Mapping[str, Any] | None = None
) -> Case:
    """Nobody has complained yet, and it cannot be settled at once: a clue is registered and the desk opens its file."""
    row = _waiting(check, by, "转入调解")
    clue = register_clue(
        facts=ClueFacts(
            channel=Channel.INSPECTION,
            kind=ClueKind.REPORT,
            region=row.region_id,
            received_on=on,
            external_number=f"PC{row.pk}",
            employer_name=row.employer.name,
            credit_code=row.employer.credit_code or "",
            sector="construction" if row.trade == Trade.CONSTRUCTION else "other",
            place=row.place,
            persons=row.persons,
            amount_fen=row.amount_fen,
            demand=request.strip() or row.seen,
        ),
        by=by,
        on=on,
    )
    asked = {"kind": "people", "received_on": on, "applied_by": "body", "form": "oral", "request": request.strip()}
    case = open_file(
        clue=clue, procedure=KEY, unit=row.unit, officer=officer, facts={**asked, **(facts or {})}, by=by, on=on
    )
    row.clue, row.case = clue, case
    row.save(update_fields=["clue", "case"])
    _end(row, RegularCheck.End.FILE, f"转入调解：{case}", by, on)
    return case


@transaction.atomic
def withdraw_check(*, check: RegularCheck, reason: str, by: Staff, on: date) -> RegularCheck:
    """A wrong record is withdrawn with its reason; the right one is written anew. Refused once a file rests on it."""
    row = _held(check)
    _must(by, row.unit, "撤下排查记录")
    if row.withdrawn_on or row.case_id or not reason.strip():
        why = "已经撤下，或者已经转入调解，或者没有写明理由"
        raise Refusal("不能撤下排查记录", why=why, remedy="请核对；已转入调解的在案卷中更正", cites=BASIS)
    row.withdrawn_on, row.withdrawn_why = on, reason.strip()[:200]
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record("withdraw_regular_check", about=row, by=by, reason=reason, details={"on": on})
    return row


def remind_checks(*, on: date, limit: int = 5000) -> int:
    """The daily round: whoever checked is told the day before his task falls due, or at once where it is due already; once."""
    waiting = RegularCheck.objects.filter(
        ended_on__isnull=True, withdrawn_on__isnull=True, reminded_on__isnull=True, due_on__lte=on + timedelta(days=1)
    )
    return sum(_remind(key, on) for key in waiting.order_by("due_on", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def _remind(key: int, on: date) -> bool:
    """A conditional update decides which of two rounds tells."""
    if not RegularCheck.objects.filter(pk=key, reminded_on__isnull=True, ended_on__isnull=True).update(reminded_on=on):
        return False
    row = RegularCheck.objects.select_related("by", "employer").get(pk=key)
    assert row.due_on is not None
    late = row.due_on < on
    values = {"number": row.employer.name, "step": "排查发现的化解", "day": chinese_day(row.due_on)}
    template = "officer_overdue" if late else "officer_due_soon"
    tell(row.by, template, values, about=row, calendar=calendar_of(row.region_id))
    record("remind_regular_check", about=row, by=ROUND, details={"due_on": row.due_on, "on": on})
    return True


def share_of(rows: Iterable[RegularCheck], on: date) -> Share:
    """How the tasks ended: the share settled before a claim (变被动为主动). Pure over the rows."""
    tasks = [row for row in rows if row.finding != RegularCheck.Finding.NONE and row.withdrawn_on is None]
    ends = [row.ended_how for row in tasks]
    late = sum(1 for row in tasks if not row.ended_on and row.due_on and row.due_on < on)
    return Share(
        len(tasks),
        ends.count(RegularCheck.End.SPOT),
        ends.count(RegularCheck.End.FILE),
        ends.count(RegularCheck.End.GONE),
        late,
    )


def _held(check: RegularCheck) -> RegularCheck:
    rows = RegularCheck.objects.select_for_update(of=("self",)).select_related("unit", "employer", "region")
    return rows.get(pk=check.pk)


def _waiting(check: RegularCheck, by: Staff, doing: str) -> RegularCheck:
    row = _held(check)
    _must(by, row.unit, doing)
    if row.withdrawn_on or row.ended_on or row.finding == RegularCheck.Finding.NONE:
        why = f"已于{row.ended_on}化解" if row.ended_on else "记录已经撤下，或者没有发现隐患"
        raise Refusal(f"不能{doing}", why=why, remedy="请刷新页面核对", cites=BASIS)
    return row


def _end(row: RegularCheck, how: str, note: str, by: Staff, on: date) -> RegularCheck:
    row.ended_on, row.ended_how, row.ended_note, row.ended_by = on, how, note.strip()[:500], by
    row.save(update_fields=["ended_on", "ended_how", "ended_note", "ended_by"])
    record("end_regular_check", about=row, by=by, details={"how": how, "on": on})
    return row


def _must(by: Staff, unit: Unit, doing: str) -> None:
    must(by, Permission.FILE_HANDLE, FileFacts(region=unit.region_id, unit_id=unit.pk, owner_id=by.pk), doing=doing)
