"""A group or sensitive request is told to labour inspection and petitions at once (ZZ-08; 专项整治方案 二（四）).

On the thread, in the box of whoever assigns work there, and as a task of that unit, which answers for having looked.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import head_of, receiving_unit
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.disputes.legal_aid.models import AidSharing
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.registration import COLLECTIVE_FROM
from nuanxin.rights.intake.thread import locked, must_be_open, tell_staff, write_down

TASK = "法律援助机构告知：群体性或者敏感欠薪事项，请及时处置"


def why_share(*, persons: int, sensitive: bool, sensitive_why: str = "") -> str:
    """The reason for telling at once; empty where there is none. Pure.

    >>> why_share(persons=12, sensitive=False)
    '涉及12人，属于群体性事项'
    >>> why_share(persons=9, sensitive=False)
    ''
    """
    reasons = [f"涉及{persons}人，属于群体性事项"] if persons >= COLLECTIVE_FROM else []
    if sensitive:
        reasons.append(f"敏感事项：{sensitive_why.strip() or '未说明'}")
    return "；".join(reasons)


def persons_of(clue: Clue) -> int:
    """How many the clue concerns: as stated or as listed, whichever is more."""
    return max(clue.persons or 0, clue.claims.filter(withdrawn_on__isnull=True).count())


def told_units(region: Region) -> list[Unit]:
    """Labour inspection and petition office of the county; the nearest petition office above where it has none."""
    units = [receiving_unit(region)]
    home: Region | None = region
    while home is not None:
        petition = Unit.objects.filter(kind=UnitKind.PETITION, region=home, valid_to__isnull=True).first()
        if petition:
            return [*units, petition]
        home = home.parent
    return units


@transaction.atomic
def share_request(*, clue: Clue, reason: str, by: Staff, on: date) -> list[AidSharing]:
    """Tell both units, each once; returns what was told now. The aid centre's people may, for a clue they can see."""
    clue = locked(clue)
    must_be_open(clue, doing="告知劳动监察和信访", on=on)
    unit = by.unit
    if unit is None or unit.kind != UnitKind.LEGAL_AID:
        unit = clue.unit
    must(by, Permission.CLUE_HANDLE, FileFacts(clue.region_id, unit.pk, by.pk), doing="告知劳动监察和信访")
    known = set(AidSharing.objects.filter(clue=clue).values_list("unit_id", flat=True))
    return [_tell(clue, one, reason, by, on) for one in told_units(clue.region) if one.pk not in known]


def _tell(clue: Clue, unit: Unit, reason: str, by: Staff, on: date) -> AidSharing:
    task = None
    if unit.pk != clue.unit_id:
        task = HelperTask.objects.filter(clue=clue, unit=unit, done_on__isnull=True).first()
        task = task or HelperTask.objects.create(clue=clue, unit=unit, task=TASK, asked_on=on, due_on=None)
    receiver = receiver_of(unit)
    if receiver:
        at = f"{chinese_day(on)}{occasion.now().astimezone(occasion.BEIJING):%H:%M}"
        values = {"number": clue.number, "reason": reason, "day": at}
        tell_staff(receiver, clue, "officer_aid_shared", values, urgent=True)
    row = AidSharing.objects.create(
        clue=clue,
        unit=unit,
        reason=reason[:200],
        shared_on=on,
        told=receiver.name if receiver else "",
        task=task,
        by=by,
    )
    who = f"，已通知{receiver.name}" if receiver else "，该单位没有在岗人员，请电话告知"
    write_down(
        "share_aid_request",
        clue=clue,
        by=by,
        on=on,
        text=f"告知{unit.name}：{reason}{who}",
        details={"unit": unit.code, "sharing": row.pk},
    )
    return row


def receiver_of(unit: Unit) -> Staff | None:
    """Whoever assigns work there; of an office without such a post, whoever has one."""
    head = head_of(unit)
    if head:
        return head
    post = Post.objects.filter(unit=unit, valid_to__isnull=True, staff__is_active=True).order_by("pk").first()
    return post.staff if post else None


def taken(moment: Moment) -> None:
    """With the application itself, or with the first step after so many have joined: nobody has to remember to tell."""
    clue, facts = moment.case.clue, moment.facts
    told = AidSharing.objects.filter(clue=clue).exists()
    if moment.step != "application" and (told or clue.state not in OPEN_STATES):
        return
    reason = why_share(
        persons=persons_of(clue),
        sensitive=facts.get("sensitive") == "yes",
        sensitive_why=str(facts.get("sensitive_why", "")),
    )
    if reason:
        share_request(clue=clue, reason=reason, by=moment.by, on=moment.on)
