"""Who has sent, who is late, who is missing, and who is to be reminded three working days, one, and on the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nuanxin.command.reporting.drafting import STANDING
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.working_days import calendar_for

REMIND_DAYS_BEFORE = (3, 1, 0)


class Punctuality(StrEnum):
    SENT = "按时报送"
    SENT_LATE = "迟报"
    WAITING = "未到期"
    MISSING = "缺报"


@dataclass(frozen=True)
class Standing:
    """How one area stands in a round. `days`: late by (sent late, missing) or still left (waiting); 0 when sent in time."""

    report: Report
    due_on: date
    filed_on: date | None
    punctuality: Punctuality
    days: int

    @property
    def returned(self) -> bool:
        return self.report.state == ReportState.RETURNED


def due_of(report: Report) -> date:
    """The day a report is due by its level; the round's own area has the sum to make and takes the highest day given."""
    round, level = report.round, report.region.level
    if level == "town":
        return round.due_town or round.due_county
    top = report.region_id == round.region_id
    if level == "province" or (top and level == "city"):
        return (round.due_province if level == "province" else None) or round.due_city or round.due_county
    if level == "city":
        return round.due_city or round.due_county
    return (round.due_city if top else None) or round.due_county


def completeness(round: ReportRound, on: date) -> list[Standing]:
    """Every report of a round as it stands on a day, by region. A returned report counts as not sent."""
    reports = round.reports.select_related("round", "region", "unit").order_by("region_id")
    return [standing(report, on) for report in reports]


def standing(report: Report, on: date) -> Standing:
    """Pure but for the report handed in: sent in time, sent late, waiting or missing on a day."""
    due = due_of(report)
    if report.state in STANDING and report.filed_at:
        filed_on = report.filed_at.astimezone(BEIJING).date()
        late = max((filed_on - due).days, 0)
        return Standing(report, due, filed_on, Punctuality.SENT_LATE if late else Punctuality.SENT, late)
    late = (on - due).days
    if late > 0:
        return Standing(report, due, None, Punctuality.MISSING, late)
    return Standing(report, due, None, Punctuality.WAITING, -late)


def to_remind(round: ReportRound, on: date, calendar: WorkingCalendar | None = None) -> list[Standing]:
    """Whose liaison is to be reminded on this day: not sent, and due in three working days, in one, or today.

    A day of rest reminds nobody; what is due on one is reminded of on the last working day before as due today.
    """
    calendar = calendar or calendar_for(round.region_id)
    if not calendar.is_working(on):
        return []
    waiting = [each for each in completeness(round, on) if each.punctuality == Punctuality.WAITING]
    left = [(each, working_days_left(calendar, on, each.due_on)) for each in waiting]
    return [replace(each, days=days) for each, days in left if days in REMIND_DAYS_BEFORE]


def working_days_left(calendar: WorkingCalendar, on: date, due: date) -> int:
    """From one day to another in working days: 0 on the day itself, and on the last working day before a day of rest."""
    last = calendar.previous_working(due)
    return calendar.working_days(on, last) - 1 if on <= last else -1
