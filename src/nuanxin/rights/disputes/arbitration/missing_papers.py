"""容缺受理: the papers that are still owed, each with its day; ticked off when they come, chased when they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day, parse_day
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import declared_step, lock_case, record_step
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.models import MissingPaper
from nuanxin.rights.intake.thread import tell_staff, write_down

AGAIN = timedelta(days=3)  # house rule: the same paper is chased at most every third day


def read_missing(lines: Sequence[str], on: date, by_day: date | None = None) -> list[tuple[str, date]]:
    """劳动合同 2024-01-20 → (name, day); a line without a day of its own is due by `by_day`.

    BadInput names every line without a name, without any day, or with a day gone by.
    """
    found, faults = [], []
    for row, line in enumerate(lines, 1):
        name, due = _name_and_day(half_width(line).strip(), by_day)
        if due is None:
            faults.append(Fault("没有补交日期，请写成“劳动合同 2024-01-20”，或者填写统一的补交日期", row, "容缺材料"))
        elif not name or due < on:
            faults.append(Fault("没有材料名称，或者补交日期已过", row, "容缺材料"))
        else:
            found.append((name, due))
    if faults:
        raise BadInput(faults)
    return found


def _name_and_day(line: str, by_day: date | None) -> tuple[str, date | None]:
    name, _, day = line.rpartition(" ")
    try:
        return name.strip(), parse_day(day)
    except ValueError:
        return line, by_day


def _said(moment: Moment) -> list[tuple[str, date]]:
    return read_missing(moment.facts.get("missing") or (), moment.on, moment.facts.get("missing_by"))


def check_missing(moment: Moment) -> None:
    """Before the application is taken: its list can be read."""
    _said(moment)


def note_missing(moment: Moment) -> None:
    """The application was taken: one row for each paper that is not there."""
    assert moment.row is not None
    MissingPaper.objects.bulk_create(
        MissingPaper(case=moment.case, step=moment.row, name=name, due_on=due) for name, due in _said(moment)
    )


def missing_of(case: Case) -> QuerySet[MissingPaper]:
    """Every paper that was owed in the case, those still open first."""
    return MissingPaper.objects.filter(case=case).order_by("received_on", "due_on", "pk")


@transaction.atomic
def receive_paper(*, paper: MissingPaper, by: Staff, on: date) -> MissingPaper:
    """The paper is in: ticked off, with a step of its own. Refusal where it is in already."""
    case = lock_case(paper.case)
    held = MissingPaper.objects.select_for_update().get(pk=paper.pk)
    doing = f"登记收到“{held.name}”"
    must_act(by, Permission.FILE_HANDLE, case, doing=doing)
    if held.received_on:
        raise Refusal(f"不能{doing}", why=f"已于{chinese_day(held.received_on)}收到", remedy="请核对材料")
    if not case.opened_on <= on <= occasion.today():
        raise Refusal(f"不能{doing}", why=f"日期{on}在今天之后或者在收到申请之前", remedy="请核对日期")
    record_step(case=case, declared=declared_step(case, "paper_in"), facts={"what": held.name}, by=by, on=on)
    held.received_on, held.received_by = on, by
    held.save(update_fields=["received_on", "received_by"])
    return held


def chase_papers(*, on: date) -> int:
    """The daily round: papers past their day are asked for again, officer and worker told; how many. Doing it twice does nothing."""
    late = Q(chased_on__isnull=True) | Q(chased_on__lte=on - AGAIN)
    waiting = MissingPaper.objects.filter(
        late, received_on__isnull=True, due_on__lt=on, case__closed_on__isnull=True
    ).values_list("pk", flat=True)
    return sum(_chase(key, on) for key in list(waiting))


@transaction.atomic
def _chase(key: int, on: date) -> bool:
    paper = (
        MissingPaper.objects.select_for_update(of=("self",)).select_related("case__clue", "case__officer").get(pk=key)
    )
    if paper.received_on or (paper.chased_on and paper.chased_on > on - AGAIN):
        return False
    paper.chased_on, paper.chases = on, paper.chases + 1
    paper.save(update_fields=["chased_on", "chases"])
    clue, text = paper.case.clue, f"催交“{paper.name}”（应于{chinese_day(paper.due_on)}前补交，第{paper.chases}次）"
    write_down(
        "chase_paper",
        clue=clue,
        by=operator(),
        on=on,
        text=text,
        for_worker=f"请尽快补交：{paper.name}。交不了的请告诉承办人，不影响案件继续办理",
        details={"case": paper.case_id, "paper": paper.pk},
    )
    values = {"number": clue.number, "step": f"补交材料：{paper.name}", "day": chinese_day(paper.due_on)}
    tell_staff(paper.case.officer, clue, "officer_overdue", values)
    return True
