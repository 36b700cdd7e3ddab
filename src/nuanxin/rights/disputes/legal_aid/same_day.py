"""四个当天: which wage applications are not yet decided and assigned, and what share was done on the same day (LA-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.legal_aid.procedure import KEY

DECIDING = ("grant", "regrant", "first_aid")
ASSIGNING = ("assign",)
NOT_GIVEN = ("refuse", "deemed_withdrawn", "withdrawn")
WAITS = {
    "supplement": "等待补充材料",
    "accept": "等待受理",
    "decide": "等待审批",
    "assign": "等待指派",
}


@dataclass(frozen=True)
class Applied:
    """One wage application: days of its steps; None where it has not come so far. late: a step was entered on a later day."""

    case: int
    applied_on: date
    accepted_on: date | None = None
    decided_on: date | None = None
    assigned_on: date | None = None
    given_up: bool = False  # refused or withdrawn
    supplementing: bool = False
    late: bool = False

    @property
    def same_day(self) -> bool:
        """Applied, decided and assigned on one day."""
        return self.applied_on == self.decided_on == self.assigned_on

    @property
    def waits_for(self) -> str:
        """The key of what is still to be done; empty when nothing is."""
        if self.given_up or (self.decided_on and self.assigned_on):
            return ""
        if self.supplementing:
            return "supplement"
        if self.decided_on is None:
            return "decide" if self.accepted_on else "accept"
        return "assign"


@dataclass(frozen=True)
class Share:
    """Of `counted` applications of the period `done` were decided and assigned on the day itself. late: entered afterwards."""

    counted: int
    done: int
    given_up: int
    late: int

    @property
    def tenths(self) -> int | None:
        """Per mille, rounded once half up; None where there was none."""
        return (self.done * 2000 + self.counted) // (2 * self.counted) if self.counted else None

    @property
    def shown(self) -> str:
        return "没有申请" if self.tenths is None else f"{self.tenths // 10}.{self.tenths % 10}%"


def stragglers(applied: Sequence[Applied], on: date) -> tuple[Applied, ...]:
    """What is still to be done, that of earlier days first. Pure."""
    waiting = [one for one in applied if one.waits_for and one.applied_on <= on]
    return tuple(sorted(waiting, key=lambda one: (one.applied_on, one.case)))


def share(applied: Sequence[Applied], first: date, last: date) -> Share:
    """Refused and withdrawn applications have nobody to be assigned: they are told apart. Pure."""
    rows = [one for one in applied if first <= one.applied_on <= last]
    counted = [one for one in rows if not one.given_up]
    done = [one for one in counted if one.same_day]
    return Share(len(counted), len(done), len(rows) - len(counted), sum(one.late for one in done))


def applications(unit: Unit, first: date | None = None, last: date | None = None) -> list[Applied]:
    """The wage applications of a centre, of a period by the day of application or all that are open."""
    cases = Case.objects.filter(unit=unit, procedure=KEY)
    if first and last:
        cases = cases.filter(opened_on__gte=first, opened_on__lte=last)
    else:
        cases = cases.filter(closed_on__isnull=True)
    rows: dict[int, list[CaseStep]] = {}
    for row in CaseStep.objects.filter(case__in=cases).order_by("pk"):
        rows.setdefault(row.case_id, []).append(row)
    found = (_applied(case, steps) for case, steps in rows.items())
    return [one for one in found if one is not None]


def applied_of(case: Case) -> Applied | None:
    """The same for one file; None where it is not about wages."""
    return _applied(case.pk, list(CaseStep.objects.filter(case=case).order_by("pk")))


def minutes_to_assign(case: Case) -> int | None:
    """Minutes from the application's entry to that of the first assignment; None where there is none yet (LA-02)."""
    rows = CaseStep.objects.filter(case=case, step__in=("application", *ASSIGNING), struck_by__isnull=True)
    times = dict(rows.values_list("step", "recorded_at"))
    if not {"application", *ASSIGNING} <= times.keys():
        return None
    return int((times["assign"] - times["application"]).total_seconds() // 60)


def _applied(case: int, rows: list[CaseStep]) -> Applied | None:
    struck = {row.strikes_id for row in rows if row.strikes_id}
    standing = {row.step: row for row in reversed(rows) if row.strikes_id is None and row.pk not in struck}
    first = standing.get("application")
    if first is None or first.facts.get("matter") != "wages":
        return None

    def day(keys: tuple[str, ...]) -> date | None:
        days = [standing[key].done_on for key in keys if key in standing]
        return min(days, default=None)

    refused = any(key in standing for key in NOT_GIVEN) and not any(key in standing for key in ("regrant", "assign"))
    used = [first, *(standing[key] for key in (*DECIDING, *ASSIGNING) if key in standing)]
    return Applied(
        case=case,
        applied_on=first.done_on,
        accepted_on=day(("accepted",)),
        decided_on=day(DECIDING),
        assigned_on=day(ASSIGNING),
        given_up=refused,
        supplementing="supplement" in standing and "supplemented" not in standing,
        late=any(localtime(row.recorded_at).date() > row.done_on for row in used),
    )
