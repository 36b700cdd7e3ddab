"""Opening a selection, checking candidates against the ledger, awarding, and the fall of an award when arrears appear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import Actor, Outsider, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.credit.honours.criteria import criteria_for, judge, why_fallen
from nuanxin.rights.credit.honours.models import Candidate, HonourKind, Selection
from nuanxin.rights.credit.honours.records import record_of

ROUND = Outsider("每日巡检")


def _must(by: Staff, unit: Unit, permission: Permission, doing: str) -> None:
    must(by, permission, FileFacts(unit.region_id, unit.pk), doing=doing)


@transaction.atomic
def open_selection(
    *, kind: str, label: str, start: date, end: date, criteria: Sequence[str], unit: Unit, by: Staff, on: date
) -> Selection:
    """Declare what is asked. Refusal for criteria that do not fit the kind, none at all, or a window not over yet."""
    _must(by, unit, Permission.CREDIT_MANAGE, "启动评选")
    known = [one.key for one in criteria_for(kind)]
    why = ""
    if kind not in HonourKind.values or not label.strip():
        why = "没有选择类别或者没有名称"
    elif not criteria or set(criteria) - set(known):
        why = "没有选择条件，或者条件不适用于这一类别"
    elif start > end or end > on:
        why = "考察期起止颠倒，或者还没有结束"
    elif Selection.objects.filter(unit=unit, label=label.strip()).exists():
        why = "同名的评选已经启动"
    if why:
        raise Refusal("不能启动评选", why=why, remedy="请核对后办理")
    selection = Selection.objects.create(
        kind=kind, label=label.strip()[:80], unit=unit, region_id=unit.region_id, start=start, end=end,
        criteria=[key for key in known if key in criteria], opened_on=on, by=by,
    )  # fmt: skip
    record("open_selection", about=selection, by=by, details={"kind": kind, "criteria": selection.criteria})
    return selection


@transaction.atomic
def enter_candidate(*, selection: Selection, subject: Region | Employer | Project, by: Staff, on: date) -> Candidate:
    """A candidate with the answer to each criterion as the ledger stands today."""
    _must(by, selection.unit, Permission.CREDIT_MANAGE, "登记评选对象")
    field = {Region: "place", Employer: "employer", Project: "project"}[type(subject)]
    fits = {"city": "place", "firm": "employer", "project": "project"}[selection.kind] == field
    if not fits or not _within(selection, subject):
        raise Refusal("不能登记评选对象", why="与评选类别不符，或者不在本地区", remedy="请重新选择")
    if selection.candidates.filter(**{field: subject}).exists():
        raise Refusal("不能登记评选对象", why=f"{subject}已经登记", remedy="请在原记录上重新核对")
    candidate = Candidate(selection=selection, checked_on=on, **{field: subject})
    candidate.results = _results(candidate, on)
    candidate.save()
    record("enter_candidate", about=candidate, by=by, details={"selection": selection.pk, "results": candidate.results})
    return candidate


def _within(selection: Selection, subject: Any) -> bool:
    region = subject.pk if isinstance(subject, Region) else subject.region_id
    return region is None or RegionReach.objects.filter(area=selection.region_id, member=region).exists()


def _results(candidate: Candidate, on: date) -> list[dict[str, Any]]:
    chosen = candidate.selection
    found = record_of(candidate, chosen.start, max(chosen.end, on), on=on)
    return [
        {"key": one.criterion.key, "label": one.criterion.label, "met": one.met, "rows": [row.text for row in one.rows],
         "clues": list(dict.fromkeys(row.clue for row in one.rows if row.clue))}
        for one in judge(chosen.kind, chosen.criteria, found)
    ]  # fmt: skip


@transaction.atomic
def check_again(*, candidate: Candidate, by: Staff, on: date) -> Candidate:
    """Ask the ledger anew; what was found before stands in the audit."""
    candidate = _locked(candidate)
    _must(by, candidate.selection.unit, Permission.CREDIT_MANAGE, "核对评选条件")
    if candidate.awarded_on:
        raise Refusal("不能重新核对", why=f"已于{candidate.awarded_on}授予", remedy="授予以后由系统每日核对")
    before = candidate.results
    candidate.results, candidate.checked_on = _results(candidate, on), on
    candidate.save(update_fields=["results", "checked_on"])
    record("check_candidate", about=candidate, by=by, details={"before": before, "results": candidate.results})
    return candidate


@transaction.atomic
def award(*, candidate: Candidate, by: Staff, on: date) -> Candidate:
    """The head awards; the ledger is asked once more, and every declared criterion must be met."""
    candidate = _locked(candidate)
    _must(by, candidate.selection.unit, Permission.CREDIT_DECIDE, "授予称号")
    if candidate.awarded_on:
        raise Refusal("不能授予", why=f"已于{candidate.awarded_on}授予", remedy="请核对")
    results = _results(candidate, on)
    broken = [one for one in results if not one["met"]]
    if broken:
        why = "；".join(f"不符合“{one['label']}”：{one['rows'][0]}" for one in broken)
        raise Refusal(f"{candidate}不能授予", why=why, remedy="条件不符合的不得授予")
    candidate.results, candidate.checked_on = results, on
    candidate.awarded_on, candidate.awarded_by = on, by
    candidate.save()
    record("award_honour", about=candidate, by=by, details={"selection": candidate.selection_id, "on": on})
    return candidate


@transaction.atomic
def take_back(*, candidate: Candidate, reason: str, by: Staff, on: date) -> Candidate:
    """The head takes an award back for a reason that the ledger does not show."""
    candidate = _locked(candidate)
    _must(by, candidate.selection.unit, Permission.CREDIT_DECIDE, "撤销称号")
    if not candidate.awarded_on or candidate.fell_on or not reason.strip():
        raise Refusal("不能撤销", why="没有授予、已经撤销，或者没有写明理由", remedy="请核对")
    return _fall(candidate, reason.strip(), by, on)


def fall_awards(*, on: date) -> int:
    """The daily round: awards fall on the day on which the ledger shows arrears. How many fell."""
    standing = Candidate.objects.filter(awarded_on__isnull=False, fell_on=None, awarded_on__lte=on)
    return sum(_look_after(number, on) for number in standing.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _look_after(number: int, on: date) -> bool:
    candidate = _locked(Candidate(pk=number))
    if candidate.fell_on or candidate.awarded_on is None:
        return False
    since = candidate.awarded_on + timedelta(days=1)
    why = why_fallen(candidate.selection.kind, candidate.selection.criteria, record_of(candidate, since, on, on=on))
    if why:
        _fall(candidate, why, ROUND, on)
    return bool(why)


def _fall(candidate: Candidate, why: str, by: Actor, on: date) -> Candidate:
    candidate.fell_on, candidate.fell_why = on, why[:400]
    candidate.save(update_fields=["fell_on", "fell_why"])
    record("honour_fell", about=candidate, by=by, reason=why, details={"on": on})
    return candidate


def _locked(candidate: Candidate) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",)).select_related(
        "selection__unit", "place", "employer", "project"
    )
    return rows.get(pk=candidate.pk)
