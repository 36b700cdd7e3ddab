"""A practice is written, corrected, checked by another person so that others may read it, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.credit.disclosure.wording import leaks
from nuanxin.services.events.practices.models import Practice
from nuanxin.services.events.seeing import VIEW, must_correct, must_record
from nuanxin.services.events.versions import held, next_version, withdrawn

LONGEST = 8000


@dataclass(frozen=True)
class PracticeFacts:
    title: str
    text: str
    about: str = ""


def practice_faults(facts: PracticeFacts) -> list[Fault]:
    """Everything that does not fit. Pure."""
    faults = [
        Fault("没有填写", column=name, remedy="请填写")
        for name, said in (("标题", facts.title), ("做法和成效", facts.text))
        if not said.strip()
    ]
    if len(facts.text) > LONGEST:
        faults.append(Fault(f"超过{LONGEST}字", column="做法和成效", remedy="请精简"))
    return faults


@transaction.atomic
def write_practice(*, facts: PracticeFacts, by: Staff, on: date) -> Practice:
    """Of the own unit; until it is checked only the unit reads it."""
    if by.unit is None:
        raise Refusal("不能登记典型经验", why="账号没有所在单位", remedy="请系统管理员登记单位")
    must_record(by, by.unit.region_id, doing="登记典型经验")
    if faults := practice_faults(facts):
        raise BadInput(faults)
    row = Practice.objects.create(
        unit=by.unit, region_id=by.unit.region_id, recorded_on=on, recorded_by=by, **_content(facts)
    )
    record("write_practice", about=row, by=by, details={"on": on})
    return row


@transaction.atomic
def correct_practice(*, practice: Practice, facts: PracticeFacts, reason: str, by: Staff, on: date) -> Practice:
    """The next version; it has to be checked anew."""
    old = held(practice, doing="更正典型经验")
    must_correct(by, region=old.region_id, unit_id=old.unit_id, doing="更正典型经验")
    if faults := practice_faults(facts):
        raise BadInput(faults)
    new = next_version(old, reason=reason, by=by, on=on, unit=old.unit, region=old.region, **_content(facts))
    record("correct_practice", about=new, by=by, reason=reason, details={"corrects": old.pk, "on": on})
    return new


@transaction.atomic
def check_practice(*, practice: Practice, by: Staff, on: date) -> Practice:
    """Another person of the unit (or who looks after the area) answers for it. Refused while numbers of persons stand in it."""
    row = held(practice, doing="核对典型经验")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="核对典型经验")
    if row.recorded_by_id == by.pk:
        raise NotAllowed("不能核对典型经验", why="本人不能核对自己写的", remedy="请由本单位另一名人员核对")
    found = signs_of_persons(row)
    if row.checked_on or found:
        why = f"文中有个人信息：{'、'.join(found)}" if found else "已经核对过"
        raise Refusal("不能核对典型经验", why=why, remedy="请更正为“张某”、去掉号码后再核对")
    row.checked_on, row.checked_by = on, by
    row.save(update_fields=["checked_on", "checked_by"])
    record("check_practice", about=row, by=by, details={"on": on})
    return row


@transaction.atomic
def withdraw_practice(*, practice: Practice, why: str, by: Staff, on: date) -> Practice:
    row = held(practice, doing="撤回典型经验")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="撤回典型经验")
    withdrawn(row, why=why, on=on, doing="撤回典型经验")
    record("withdraw_practice", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def signs_of_persons(practice: Practice) -> list[str]:
    """Numbers of persons that stand in the text, as the check for public wording finds them."""
    said = "\n".join((practice.title, practice.text, practice.about))
    return [str(one) for one in leaks(said, names=(), secrets=())]


def practices_for(staff: Staff) -> QuerySet[Practice]:
    """The own unit's, and the checked ones of the area; of versions only the standing ones."""
    rows = visible(Practice.objects.all(), staff, VIEW, owner="recorded_by")
    rows = rows.filter(Q(unit=staff.unit_id) | Q(checked_on__isnull=False), withdrawn_on__isnull=True)
    return rows.select_related("unit", "region", "recorded_by", "checked_by")


def seen_practice(staff: Staff, number: int) -> Practice:
    found = practices_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这条经验", why="可能还没有核对，或者不在您的辖区", remedy="请从典型经验打开")
    return found


def _content(facts: PracticeFacts) -> dict[str, str]:
    return {"title": facts.title.strip(), "text": facts.text.strip(), "about": facts.about.strip()}
