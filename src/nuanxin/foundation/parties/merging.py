"""Two records of one employer, site or worker: one is kept, the other points to it; undone by lifting the pointer.

Nothing else changes: clues, visits and boards keep naming the party they named, and whoever reads follows the pointer.
So undoing restores every row to the letter.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must, within
from nuanxin.foundation.parties.models import Employer, PartyMerge, Project, Worker

Party = Employer | Project | Worker
P = TypeVar("P", bound=Party)
KINDS: dict[str, type[Party]] = {"employer": Employer, "project": Project, "worker": Worker}


@transaction.atomic
def merge_parties(*, kept: P, merged: P, reason: str, by: Staff, on: date) -> PartyMerge:
    """Let `merged` point to `kept`; what was merged into it before follows. Raises Refusal where they cannot be one."""
    kept, merged = locked(kept), locked(merged)
    for party in (kept, merged):
        must_decide(by, party, doing="合并当事人")
    if why := _why_not(kept, merged) or ("" if reason.strip() else "没有写明理由"):
        raise Refusal(f"“{merged}”不能并入“{kept}”", why=why, remedy="请核对后再合并")
    followers: list[int] = _followers(merged)
    merge = PartyMerge.objects.create(
        kind=kind_of(kept),
        kept_id=kept.pk,
        merged_id=merged.pk,
        moved=followers,
        reason=reason.strip()[:200],
        merged_on=on,
        merged_by=by,
    )
    _point([merged.pk, *followers], kept, KINDS[merge.kind])
    details = {"merge": merge.pk, "kept": kept.pk, "merged": merged.pk, "moved": followers}
    record("party.merged", about=merged, by=by, reason=reason, details=details)
    return merge


@transaction.atomic
def undo_merge(*, merge: PartyMerge, reason: str, by: Staff, on: date) -> PartyMerge:
    """Part them again; every row stands as before the merge. The entry stays, with who undid it and when."""
    merge = PartyMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    model = KINDS[merge.kind]
    kept, merged = (
        locked(model._default_manager.get(pk=merge.kept_id)),
        locked(model._default_manager.get(pk=merge.merged_id)),
    )
    for party in (kept, merged):
        must_decide(by, party, doing="撤销合并")
    why = ""
    if merge.undone_on:
        why = f"已于{merge.undone_on}撤销"
    elif merged.merged_into_id != kept.pk:
        why = "其后又有合并，应先撤销后来的那一次"
    elif not reason.strip() or on < merge.merged_on:
        why = "没有写明理由，或者日期早于合并日期"
    if why:
        raise Refusal("合并不能撤销", why=why, remedy="请核对后办理")
    _point([merged.pk], None, model)
    _point(merge.moved, merged, model)
    merge.undo(reason=reason, by=by, on=on)
    record("party.parted", about=merged, by=by, reason=reason, details={"merge": merge.pk, "kept": kept.pk})
    return merge


def merges_of(party: Party) -> models.QuerySet[PartyMerge]:
    """Every merge in which the record was kept or absorbed, undone ones included, the newest first."""
    rows = PartyMerge.objects.filter(kind=kind_of(party))
    ours = rows.filter(models.Q(kept_id=party.pk) | models.Q(merged_id=party.pk))
    return ours.select_related("merged_by", "undone_by").order_by("-merged_on", "-pk")


def party_at(kind: str, number: int) -> Party | None:
    """The record of that kind and key."""
    if kind not in KINDS:
        return None
    rows: models.Manager[Any] = KINDS[kind]._default_manager
    found: Party | None = rows.filter(pk=number).first()
    return found


def locked(party: P) -> P:
    """The row as it stands now, held until the act ends."""
    rows: models.Manager[Any] = type(party)._default_manager
    found: P = rows.select_for_update(of=("self",)).get(pk=party.pk)
    return found


def kind_of(party: Party) -> str:
    """employer, project or worker."""
    return next(kind for kind, model in KINDS.items() if isinstance(party, model))


def _followers(merged: Party) -> list[int]:
    rows = type(merged)._default_manager.filter(merged_into_id=merged.pk)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _point(ids: list[int], target: Party | None, model: type[Party]) -> None:
    model._default_manager.filter(pk__in=ids).update(merged_into_id=target.pk if target else None)


def must_decide(by: Staff, party: Party, *, doing: str) -> None:
    """Refuse who may not decide on this party's records."""
    must(by, Permission.DUPLICATE_DECIDE, _facts(by, party), doing=doing)


def may_decide(by: Staff, party: Party) -> bool:
    """The same as a question, for buttons."""
    return may(by, Permission.DUPLICATE_DECIDE, _facts(by, party))


def _facts(by: Staff, party: Party) -> FileFacts:
    """A party belongs to a place, not to a unit: who decides on duplicates decides in the area of his unit."""
    region = party.region_id if isinstance(party, Employer | Project) else None
    home = by.unit
    inside = home is not None and (region is None or within(home.region_id).filter(member=region).exists())
    return FileFacts(region=region or "", unit_id=home.pk if home and inside else None)


def _why_not(kept: Party, merged: Party) -> str:
    """Why two records cannot be one; empty where they can."""
    if type(kept) is not type(merged) or kept.pk == merged.pk:
        return "应是同一类的两条记录"
    if kept.merged_into_id or merged.merged_into_id:
        return "其中一条已经并入别的记录"
    mine, theirs = _number(kept), _number(merged)
    if mine and theirs and mine != theirs:
        return "统一社会信用代码不同" if isinstance(kept, Employer) else "证件号码不同"
    if theirs and not mine:
        return "应保留有代码（证件号码）的一条"
    return ""


def _number(party: Party) -> str:
    if isinstance(party, Employer):
        return party.credit_code or ""
    return (party.id_index or "") if isinstance(party, Worker) else ""
