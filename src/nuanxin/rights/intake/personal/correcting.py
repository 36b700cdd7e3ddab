"""A detail that was left blank or written wrong: the worker completes his own, the officer puts right; the old value stays.

户口 left blank counts as not migrant in the tables, so persons and migrants of the clue are counted again. Raises Refusal
where the worker would change what only an officer may, BadInput for a wrong identity number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.masking import mask_id
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Worker, id_index
from nuanxin.rights.intake.duplicates.arrival import screen_clue
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.personal.records import PersonalCorrection
from nuanxin.rights.intake.thread import locked, not_before_receipt, write_down
from nuanxin.rights.intake.visibility import must_hold

HUKOU = {True: "农村户口", False: "城镇户口", None: ""}
NAMES = {"name": "姓名", "id_number": "证件号码", "migrant": "户口"}
LAW = "个人信息保护法第四十六条"


@dataclass(frozen=True)
class OwnDetails:
    """The right values. None: not touched."""

    name: str | None = None
    id_number: str | None = None
    migrant: bool | None = None


@dataclass(frozen=True)
class Change:
    """One detail that becomes another; the values as text (户口 in words)."""

    detail: str
    before: str
    after: str


@dataclass(frozen=True)
class Corrected:
    """What changed, and whom the clue counts now."""

    changes: tuple[Change, ...]
    migrant_persons: int | None
    migrant_amount_fen: int | None


def changes_of(before: OwnDetails, details: OwnDetails) -> tuple[Change, ...]:
    """What differs. Pure; `before` holds "" for what is blank, None for a 户口 that nobody stated."""
    found = []
    if details.name is not None and details.name.strip() and details.name.strip() != (before.name or ""):
        found.append(Change("name", before.name or "", details.name.strip()))
    if details.id_number is not None and details.id_number and details.id_number != (before.id_number or ""):
        found.append(Change("id_number", before.id_number or "", details.id_number))
    if details.migrant is not None and details.migrant != before.migrant:
        found.append(Change("migrant", HUKOU[before.migrant], HUKOU[details.migrant]))
    return tuple(found)


def recount(
    lines: Sequence[tuple[int | None, bool | None]], *, persons: int | None, amount_fen: int | None
) -> tuple[int | None, int | None]:
    """(migrants, their 分) of a roster of (claimed, migrant) lines; None where it is not known of everybody. Pure."""
    if not lines or len(lines) < (persons or len(lines)) or any(migrant is None for _, migrant in lines):
        return None, None
    claimed = [fen for fen, migrant in lines if migrant]
    if None in claimed:
        return len(claimed), None
    total = sum(fen or 0 for fen in claimed)
    return len(claimed), total if amount_fen is None or total <= amount_fen else None


@transaction.atomic
def correct_details(
    *,
    clue: Clue,
    reporter: Reporter | None,
    claim: Claim | None,
    details: OwnDetails,
    by: Staff | None,
    on: date,
    reason: str = "",
) -> Corrected:
    """Put right one person of the clue, as reporter, as worker of the roster, or both. `by` None: the worker himself."""
    clue = locked(clue)
    not_before_receipt(clue, doing="更正个人信息", on=on)
    if by is not None:
        must_hold(by, Permission.CLUE_HANDLE, clue, doing="更正个人信息")
    before = _before(reporter, claim)
    details = OwnDetails(details.name, _checked(details.id_number), details.migrant)
    changes = changes_of(before, details)
    _refuse_unfit(changes, by, reason)
    _put_right(clue, reporter, claim, changes, details)
    PersonalCorrection.objects.bulk_create(
        PersonalCorrection(
            clue=clue,
            reporter=reporter,
            claim=claim,
            detail=change.detail,
            before=change.before,
            after=change.after,
            occurred_on=on,
            by=by,
            reason=reason.strip()[:200],
        )
        for change in changes
    )
    counted = _count_again(clue, reporter, on)
    _write(clue, changes, counted, by, on, reason)
    if any(change.detail == "id_number" for change in changes):
        screen_clue(clue=clue, on=on)
    return Corrected(changes, clue.migrant_persons, clue.migrant_amount_fen)


def _before(reporter: Reporter | None, claim: Claim | None) -> OwnDetails:
    if claim is not None:
        return OwnDetails(claim.worker.name, claim.worker.id_number, claim.worker.migrant)
    if reporter is not None:
        return OwnDetails(reporter.name, reporter.id_number, reporter.migrant)
    raise Refusal("个人信息没有更正", why="不能确定是哪一位", remedy="请打电话给办案人员更正", cites=LAW)


def _checked(number: str | None) -> str | None:
    if number is None or not number.strip():
        return None
    try:
        return IdNumber(number).text
    except ValueError as wrong:
        raise BadInput(Fault(str(wrong), column="证件号码")) from None


def _refuse_unfit(changes: Sequence[Change], by: Staff | None, reason: str) -> None:
    """The worker completes blanks and states his 户口; another name or number is checked by an officer, who says why."""
    if not changes:
        raise Refusal("个人信息没有更正", why="填的和原来一样", remedy="请核对后再填")
    if by is None:
        for change in changes:
            if change.detail == "name" or (change.detail == "id_number" and change.before):
                raise Refusal(
                    "个人信息没有更正",
                    why=f"{NAMES[change.detail]}要由工作人员核对后更正",
                    remedy="请打电话给办案人员，或者留言",
                    cites=LAW,
                )
    elif not reason.strip():
        raise Refusal("个人信息没有更正", why="没有写明怎样核实的", remedy="请写明，例如核对了身份证", cites=LAW)


def _put_right(
    clue: Clue, reporter: Reporter | None, claim: Claim | None, changes: Sequence[Change], details: OwnDetails
) -> None:
    touched = {change.detail for change in changes}
    if reporter is not None:
        for name in touched:
            setattr(reporter, name, getattr(details, name))
        reporter.id_index = id_index(reporter.id_number)
        reporter.save(update_fields=["name", "id_number", "migrant", "id_index"])
    if claim is None:
        return
    if "id_number" in touched:
        _same_person(clue, claim, details)
    worker = claim.worker
    for name in touched:
        setattr(worker, name, getattr(details, name))
    worker.save(update_fields=["name", "id_number", "id_index", "migrant"])


def _same_person(clue: Clue, claim: Claim, details: OwnDetails) -> None:
    """The number may already be in the house: then the line belongs to that person, unless the names disagree."""
    known = Worker.objects.filter(id_index=id_index(details.id_number or "")).exclude(pk=claim.worker_id).first()
    if known is None:
        return
    known = known.merged_into or known
    taken = Claim.objects.filter(clue=clue, worker=known).exclude(pk=claim.pk).exists()
    if taken or known.name != (details.name or claim.worker.name):
        raise Refusal(
            "证件号码没有更正",
            why="这个号码已经登记在另一个人名下",
            remedy="请核对号码；确是同一人的，请工作人员核对身份证后处理",
        )
    claim.worker = known
    claim.save(update_fields=["worker"])


def _count_again(clue: Clue, reporter: Reporter | None, on: date) -> dict[str, list[int | None]]:
    """The head of the file follows: {column: [before, after]} of what changed."""
    rows = clue.claims.filter(withdrawn_on__isnull=True)
    lines = list(rows.values_list("claimed_fen", "worker__migrant"))
    if not lines and reporter is not None and clue.persons in (None, 1) and not reporter.anonymous:
        lines = [(clue.amount_fen, reporter.migrant)]
    migrants, amount = recount(lines, persons=clue.persons, amount_fen=clue.amount_fen)
    if migrants is None:
        return {}
    if clue.persons is None:
        keep_earlier(clue, on=on)
        clue.persons = len(lines)
    moved = {}
    for column, value in (("migrant_persons", migrants), ("migrant_amount_fen", amount)):
        if getattr(clue, column) != value:
            moved[column] = [getattr(clue, column), value]
            setattr(clue, column, value)
    clue.save(update_fields=["persons", "migrant_persons", "migrant_amount_fen"])
    return moved


def _write(
    clue: Clue,
    changes: Sequence[Change],
    counted: dict[str, list[int | None]],
    by: Staff | None,
    on: date,
    reason: str,
) -> None:
    """The thread names the details; numbers stand there masked, 户口 in words."""

    def shown(change: Change) -> str:
        if change.detail == "migrant":
            return f"户口由{change.before or '未填'}更正为{change.after}"
        number = f"为{mask_id(change.after)}" if change.detail == "id_number" else ""
        return f"{NAMES[change.detail]}{'更正' if change.before else '补充'}{number}"

    text = "；".join(shown(change) for change in changes)
    if counted:
        text += f"；重新计数：涉及{clue.persons}人，其中农民工{clue.migrant_persons}人"
    write_down(
        "correct_details",
        clue=clue,
        by=by,
        on=on,
        text=text,
        reason=reason.strip(),
        for_worker="您的信息已更正：" + "、".join(NAMES[change.detail] for change in changes),
        details={"details": [change.detail for change in changes], "counted": counted},
    )
