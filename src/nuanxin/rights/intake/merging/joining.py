"""Merging keeps every number, every code and every reporter; the earliest statutory day wins; parting restores each row.

The absorbed clue keeps its rows: its state, its conclusion and its clocks change, and what stood before is kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core import serializers
from django.db import models, transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.clocks.reckoning import rings_on, started_of
from nuanxin.rights.intake.clocks.running import is_paused, keep_due, running_clocks, shown_due
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Clock, Clue
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.rights.intake.thread import locked, must_be_open, phone_of, tell_reporters, write_down
from nuanxin.rights.intake.transfer.rules import transfer_facts
from nuanxin.rights.intake.visibility import must_hold

_TAKEN = ("started_at", "due_at", "due_on", "promise_on", "citation", "missing", "provisional")
_CHANGED = [*_TAKEN, "explanation", "ring_on"]


@transaction.atomic
def merge_clues(*, kept: Clue, merged: Clue, by: Staff, on: date) -> ClueMerge:
    """Join two clues about one matter. The earliest statutory day of either holds for the kept one. Raises Refusal."""
    kept, merged = _locked_pair(kept, merged)
    for clue in (kept, merged):
        must_hold(by, Permission.DUPLICATE_DECIDE, clue, doing="合并线索")
        must_be_open(clue, doing="合并", on=on)
    _refuse_unfit(kept, merged)
    touched = [*running_clocks(merged), *running_clocks(kept)]
    before = {"merged": rows_of([merged]), "kept": rows_of([kept]), "clocks": rows_of(touched)}
    values = {
        "code": merged.receipt_code or merged.number,
        "day": chinese_day(on),
        "conclusion": "与同一事项合并办理，您的查询码继续有效",
        "phone": phone_of(kept),
    }
    tell_reporters(merged, "clue_closed", values)
    _join_clocks(kept, merged, on)
    merged.state, merged.conclusion, merged.closed_on = ClueState.CLOSED, Conclusion.DUPLICATE, on
    merged.merged_into = kept
    merged.save(update_fields=["state", "conclusion", "closed_on", "merged_into"])
    keep_due(merged)
    keep_due(kept)
    before["after"] = rows_of([*Clock.objects.filter(pk__in=[clock.pk for clock in touched]).order_by("pk")])
    merge = ClueMerge.objects.create(kept=kept, merged=merged, before=before, merged_on=on, merged_by=by)
    details = {"merge": merge.pk, "kept": kept.number, "merged": merged.number}
    said = "与同一事项合并办理，您的查询码继续有效"
    write_down("merge_clues", clue=merged, by=by, on=on, text=f"并入{kept.number}", for_worker=said, details=details)
    write_down("merge_clues", clue=kept, by=by, on=on, text=f"并入了{merged.number}", details=details)
    return merge


@transaction.atomic
def unmerge_clues(*, merge: ClueMerge, reason: str, by: Staff, on: date) -> ClueMerge:
    """Part them again: the absorbed clue and its clocks stand as before; what the kept one did since stays done."""
    merge = ClueMerge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=merge.pk)
    kept, merged = _locked_pair(merge.kept, merge.merged)
    for clue in (kept, merged):
        must_hold(by, Permission.DUPLICATE_DECIDE, clue, doing="撤销合并")
    if merge.undone_on or not reason.strip() or on < merge.merged_on:
        why = f"已于{merge.undone_on}撤销" if merge.undone_on else "没有写明理由，或者日期早于合并日期"
        raise Refusal("合并不能撤销", why=why, remedy="请核对后办理")
    keep_earlier(merged, on=on)
    restore(merge.before["merged"])
    after = {row["pk"]: row for row in merge.before["after"]}
    now = {row["pk"]: row for row in rows_of(Clock.objects.filter(pk__in=after).order_by("pk"))}
    for row in merge.before["clocks"]:
        # A clock of the kept clue that has moved on since (stopped, paused, extended) tells what really happened.
        if row["fields"]["clue"] == merged.pk or now[row["pk"]] == after[row["pk"]]:
            restore([row])
    merged.refresh_from_db()
    keep_due(merged)
    keep_due(kept)
    merge.undo(reason=reason, by=by, on=on)
    details = {"merge": merge.pk, "kept": kept.number, "merged": merged.number}
    said = "已重新单独办理"
    write_down("unmerge_clues", clue=merged, by=by, on=on, text=reason, reason=reason, for_worker=said, details=details)
    write_down("unmerge_clues", clue=kept, by=by, on=on, text=f"{merged.number}不再并入：{reason}", details=details)
    return merge


def rows_of(rows: Sequence[models.Model] | models.QuerySet[Any]) -> list[dict[str, Any]]:
    """Rows exactly as they are stored, as JSON."""
    found: list[dict[str, Any]] = json.loads(serializers.serialize("json", rows))
    return found


def restore(rows: Sequence[dict[str, Any]]) -> None:
    """Write rows back as `rows_of` read them."""
    for row in serializers.deserialize("json", json.dumps(list(rows))):
        row.save()


def _locked_pair(kept: Clue, merged: Clue) -> tuple[Clue, Clue]:
    """Lower number first, so that two officers who merge crosswise do not wait for one another."""
    if kept.pk == merged.pk:
        raise Refusal(f"{kept.number}不能并入自身", remedy="请选择另一条线索")
    first, second = (locked(clue) for clue in sorted((kept, merged), key=lambda clue: clue.pk))
    return (first, second) if first.pk == kept.pk else (second, first)


def _refuse_unfit(kept: Clue, merged: Clue) -> None:
    why = ""
    if merged.state in (ClueState.HANDLING, ClueState.SETTLED):
        why = f"{merged.number}已经在办案，应当作为保留的一条"
    elif kept.state == ClueState.SUPPLEMENT:
        why = f"{kept.number}正在等待补正，应当以另一条为保留的一条，或者先登记补正"
    elif any(transfer_facts(one).pending or transfer_facts(one).waiting_for_arbiter for one in (kept, merged)):
        why = "其中一条正在转办"
    elif merged.helper_tasks.filter(done_on__isnull=True).exists():
        why = f"{merged.number}有没有完成的协办事项"
    elif merged.children.exists() or merged.parent_id or kept.parent_id == merged.pk:
        why = "有主线索关系，请先解除"
    elif running_clocks(merged).exclude(about="").exists():
        why = f"{merged.number}有案件期限正在计算"
    if why:
        raise Refusal(f"{merged.number}不能并入{kept.number}", why=why, remedy="请调整后合并")


def _join_clocks(kept: Clue, merged: Clue, on: date) -> None:
    own = {clock.term: clock for clock in Clock.objects.filter(clue=kept, about="").order_by("pk")}
    for clock in running_clocks(merged):
        mine = own.get(clock.term)
        if mine is None and not is_paused(clock):
            clock.clue = kept  # the duty is new to the kept clue: the clock goes over as it is
            clock.save(update_fields=["clue"])
            continue
        if mine is not None and mine.stopped_on is None:
            _take_earlier(mine, clock, merged)
        clock.stopped_on, clock.ring_on = on, None
        clock.save(update_fields=["stopped_on", "ring_on"])


def _take_earlier(mine: Clock, other: Clock, merged: Clue) -> None:
    theirs, ours = shown_due(other), shown_due(mine)
    if theirs is None or (ours is not None and ours <= theirs):
        return
    for name in _TAKEN:
        setattr(mine, name, getattr(other, name))
    mine.explanation = [*other.explanation, f"与{merged.number}合并，以较早的期限为准。"]
    mine.ring_on = rings_on(started_of(mine.started_at), theirs, mine.rung)
    mine.save(update_fields=_CHANGED)
