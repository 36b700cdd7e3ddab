"""The decision on a pair that the machine found: duplicate, distinct, or linked only. A person decides, once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.merging.joining import merge_clues
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import must_hold

_WORDS = {"duplicate": "重复", "distinct": "不是同一事项", "linked": "有关联，分别办理"}


@transaction.atomic
def decide_pair(*, pair: DuplicatePair, decision: str, by: Staff, on: date, kept: Clue | None = None) -> DuplicatePair:
    """Duplicates are merged at once: into `kept`, else into the one that came first. Raises Refusal."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("clue_a", "clue_b").get(pk=pair.pk)
    both = (pair.clue_a, pair.clue_b)
    for clue in both:
        must_hold(by, Permission.DUPLICATE_DECIDE, clue, doing="处理疑似重复")
    if pair.decision or decision not in _WORDS:
        why = f"已于{pair.decided_on}处理为“{pair.get_decision_display()}”" if pair.decision else "没有这种处理"
        raise Refusal("疑似重复不能这样处理", why=why, remedy="判断有误的，请撤销合并")
    pair.decision, pair.decided_on, pair.decided_by = decision, on, by
    pair.save(update_fields=["decision", "decided_on", "decided_by"])
    if decision == "duplicate":
        first = kept or min(both, key=lambda clue: (clue.received_on, clue.pk))
        if first not in both:
            raise Refusal("保留的线索不在这一对里", remedy="请在两条中选择一条")
        other = both[1] if first == both[0] else both[0]
        merge_clues(kept=first, merged=other, by=by, on=on)
        return pair
    for clue, other in (both, both[::-1]):
        details = {"pair": pair.pk, "decision": decision, "other": other.number}
        write_down("decide_pair", clue=clue, by=by, on=on, text=f"与{other.number}{_WORDS[decision]}", details=details)
    return pair
