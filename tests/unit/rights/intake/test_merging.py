"""Joining and parting: nothing is lost, the earliest statutory day holds, and parting restores every row to the letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import serializers

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.acceptance import accept_clue, ask_supplement
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.merging import (
    decide_pair,
    link_parent,
    merge_clues,
    parent_totals,
    unlink_parent,
    unmerge_clues,
)
from nuanxin.rights.intake.models import Claim, Clock, Clue, Reporter
from nuanxin.rights.intake.pairs import ClueMerge, DuplicatePair
from nuanxin.rights.intake.registration import ReporterFacts
from nuanxin.rights.intake.transfer import send_clue
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
LATER = date(2024, 1, 12)


def two(people: People) -> tuple[Clue, Clue]:
    """The kept one came later, so that the merged one's day is the earlier."""
    early = a_clue(people.owner, reporters=(ReporterFacts(name="李四", phone="13900001234"),))
    late = a_clue(people.owner, on=LATER, received_on=LATER)
    return late, early


def everything() -> str:
    rows: list[Any] = [*Clue.objects.order_by("pk"), *Clock.objects.order_by("pk")]
    rows += [*Claim.objects.order_by("pk"), *Reporter.objects.values_list("pk", "clue", "phone_index")]
    return serializers.serialize("json", rows[: -Reporter.objects.count()]) + str(rows[-Reporter.objects.count() :])


def test_the_earliest_day_wins_and_the_other_clock_stops(people: People) -> None:
    kept, merged = two(people)
    assert (kept.due_on, merged.due_on) == (date(2024, 1, 19), date(2024, 1, 17))
    merge_clues(kept=kept, merged=merged, by=people.owner, on=LATER)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert kept.due_on == date(2024, 1, 17) and kept.clocks.get().due_on == date(2024, 1, 17)
    assert any("以较早的期限为准" in line for line in kept.clocks.get().explanation)
    assert merged.clocks.get().stopped_on == LATER and merged.due_on is None
    assert (merged.state, merged.conclusion, merged.merged_into) == ("closed", "duplicate", kept)


def test_number_code_and_reporter_stay(people: People) -> None:
    kept, merged = two(people)
    number, code = merged.number, merged.receipt_code
    merge_clues(kept=kept, merged=merged, by=people.owner, on=LATER)
    merged.refresh_from_db()
    assert (merged.number, merged.receipt_code) == (number, code) and merged.reporters.get().name == "李四"
    accept_clue(clue=kept, by=people.owner, on=LATER)
    told = {message.to: message.body for message in Message.objects.filter(template="clue_accepted")}
    assert set(told) == {"13800001234", "13900001234"}
    assert (code or "?") in told["13900001234"] and (kept.receipt_code or "?") in told["13800001234"]


def test_parting_restores_every_row(people: People) -> None:
    kept, merged = two(people)
    before = everything()
    merge = merge_clues(kept=kept, merged=merged, by=people.owner, on=LATER)
    assert everything() != before
    unmerge_clues(merge=merge, reason="不是同一工地", by=people.owner, on=LATER)
    assert everything() == before
    with pytest.raises(Refusal, match="已于"):
        unmerge_clues(merge=merge, reason="再撤", by=people.owner, on=LATER)


def test_parting_restores_a_clock_that_went_over(people: People) -> None:
    kept = a_clue(people.owner, kind=ClueKind.REPORT)
    merged = a_clue(people.owner)
    before = everything()
    merge = merge_clues(kept=kept, merged=merged, by=people.owner, on=TODAY)
    kept.refresh_from_db()
    assert kept.due_on == date(2024, 1, 17)
    unmerge_clues(merge=merge, reason="两件事", by=people.owner, on=TODAY)
    assert everything() == before


def test_what_the_kept_one_did_since_stays_done(people: People) -> None:
    kept, merged = two(people)
    merge = merge_clues(kept=kept, merged=merged, by=people.owner, on=LATER)
    accept_clue(clue=kept, by=people.owner, on=LATER)
    unmerge_clues(merge=merge, reason="两件事", by=people.owner, on=date(2024, 1, 15))
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.state, kept.clocks.get().stopped_on, kept.due_on) == ("accepted", LATER, None)
    assert (merged.state, merged.due_on, merged.merged_into) == ("received", date(2024, 1, 17), None)


def test_who_may_merge(people: People) -> None:
    kept, merged = two(people)
    for by in (people.superior, people.stranger, people.housing, people.leader):
        with pytest.raises(Refusal, match="没有权限合并"):
            merge_clues(kept=kept, merged=merged, by=by, on=LATER)
    merge = merge_clues(kept=kept, merged=merged, by=people.colleague, on=LATER)
    for by in (people.superior, people.stranger, people.housing):
        with pytest.raises(Refusal, match="没有权限撤销"):
            unmerge_clues(merge=merge, reason="错了", by=by, on=LATER)
    assert unmerge_clues(merge=merge, reason="错了", by=people.head, on=LATER).undone_by == people.head


def test_what_does_not_merge(people: People) -> None:
    kept, merged = two(people)
    with pytest.raises(Refusal, match="自身"):
        merge_clues(kept=kept, merged=kept, by=people.owner, on=LATER)
    waiting = a_clue(people.owner)
    ask_supplement(clue=waiting, items=["合同"], by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="等待补正"):
        merge_clues(kept=waiting, merged=merged, by=people.owner, on=LATER)
    away = a_clue(people.owner)
    send_clue(clue=away, to_unit=people.stranger.unit, cause="area", reason="外县", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="正在转办"):
        merge_clues(kept=kept, merged=away, by=people.owner, on=LATER)
    Clue.objects.filter(pk=merged.pk).update(state="handling")
    with pytest.raises(Refusal, match="已经在办案"):
        merge_clues(kept=kept, merged=merged, by=people.owner, on=LATER)


def test_a_pair_is_decided_once(people: People) -> None:
    kept, merged = two(people)
    pair = DuplicatePair.objects.create(clue_a=merged, clue_b=kept, score=93, reasons=["同一电话"], found_on=LATER)
    for by in (people.stranger, people.superior):
        with pytest.raises(Refusal, match="没有权限"):
            decide_pair(pair=pair, decision="distinct", by=by, on=LATER)
    decide_pair(pair=pair, decision="duplicate", by=people.owner, on=LATER)
    assert ClueMerge.objects.get().kept == merged  # it came first
    with pytest.raises(Refusal, match="已于"):
        decide_pair(pair=pair, decision="distinct", by=people.owner, on=LATER)


def test_linked_pairs_stay_apart(people: People) -> None:
    kept, merged = two(people)
    pair = DuplicatePair.objects.create(clue_a=merged, clue_b=kept, score=70, found_on=LATER)
    decide_pair(pair=pair, decision="linked", by=people.owner, on=LATER)
    assert not ClueMerge.objects.exists() and kept.events.filter(kind="decide_pair").count() == 1


def test_a_parent_shows_the_sum_of_its_children(people: People) -> None:
    parent = a_clue(people.owner, persons=50, amount_fen=99)
    children = [a_clue(people.owner, persons=n, amount_fen=n * 1_000_00) for n in (1, 2, 3)]
    children.append(a_clue(people.owner, persons=None, amount_fen=None))
    for child in children:
        link_parent(child=child, parent=parent, by=people.owner, on=TODAY)
    totals = parent_totals(parent)
    assert (totals.children, totals.persons, totals.amount_fen, totals.unstated) == (4, 6, 600_000, 1)
    with pytest.raises(Refusal, match="下面还有线索"):
        link_parent(child=parent, parent=a_clue(people.owner), by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="属于另一条"):
        link_parent(child=a_clue(people.owner), parent=children[0], by=people.owner, on=TODAY)
    unlink_parent(child=children[0], reason="另一工地", by=people.owner, on=TODAY)
    assert parent_totals(parent).persons == 5
