"""Many clues to one officer: the preview says what the act does, one bad row loses nothing, and a day to take it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import now, occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.answer import say_to_reporter
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.transfer import assign_clue, reassigning
from nuanxin.rights.intake.transfer.batches import Reassignment
from nuanxin.rights.intake.transfer.reassigning import (
    UNDO_WITHIN,
    look_over,
    reassign_clues,
    undo_reassignment,
)
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db


def three(people: People) -> list[Clue]:
    """Two that can be given on, and one that is closed."""
    clues = [a_clue(people.owner) for _ in range(3)]
    Clue.objects.filter(pk=clues[2].pk).update(state="closed", closed_on=TODAY, conclusion="unfounded")
    return [Clue.objects.get(pk=clue.pk) for clue in clues]


def officers(clues: list[Clue]) -> list[str]:
    return [Clue.objects.get(pk=clue.pk).officer.username for clue in clues]


def test_one_bad_row_loses_nothing_else(people: People) -> None:
    clues = three(people)
    looked = look_over(clues=clues, officer=people.colleague, by=people.head, on=TODAY)
    batch = reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    assert officers(clues) == ["colleague", "colleague", "owner"]
    rows = list(batch.rows.order_by("clue"))
    assert [row.why_not for row in rows] == [row.why_not for row in looked] and "办结" in rows[2].why_not
    events = ClueEvent.objects.filter(kind="assign_clue", details__batch=batch.pk)
    assert {event.pk for event in events} == {rows[0].event_id, rows[1].event_id}
    assert AuditEvent.objects.filter(act="assign_clue").count() == 2
    assert AuditEvent.objects.get(act="reassign_clues").details["given"] == [c.number for c in clues[:2]]
    told = Message.objects.get(template="officer_assigned_many", channel="in_site")
    assert told.to == "colleague" and "2件" in told.body


def test_each_row_by_the_rules_of_the_single_act(people: People) -> None:
    """The slow twin: the single act tried on each, and rolled back."""
    from django.db import transaction

    clues = three(people)
    for officer in (people.colleague, people.housing, people.stranger, people.reviewer):
        for by in (people.head, people.owner, people.superior, people.housing):
            for row in look_over(clues=clues, officer=officer, by=by, on=TODAY):
                said = ""
                try:
                    with transaction.atomic():
                        assign_clue(clue=row.clue, officer=officer, by=by, on=TODAY)
                        transaction.set_rollback(True)
                except Refusal as refusal:
                    said = refusal.why
                assert row.why_not == said, (officer, by, row.clue)


def test_who_does_not_assign_gives_nothing(people: People) -> None:
    clues = three(people)
    for by in (people.owner, people.superior, people.stranger, people.leader):
        with pytest.raises(Refusal, match="没有一件可以分派"):
            reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=by, on=TODAY)
    assert officers(clues) == ["owner"] * 3 and not Reassignment.objects.exists()


def test_too_many_none_or_without_a_reason(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    clues = three(people)
    with pytest.raises(Refusal, match="没有选择"):
        reassign_clues(clues=[], officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="没有写明理由"):
        reassign_clues(clues=clues, officer=people.colleague, reason=" ", by=people.head, on=TODAY)
    monkeypatch.setattr(reassigning, "MOST", 2)
    with pytest.raises(Refusal, match="一次最多2件"):
        reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    assert officers(clues) == ["owner"] * 3


def test_undo_is_a_counter_act(people: People) -> None:
    clues = three(people)[:2]
    batch = reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    undone = undo_reassignment(batch=batch, by=people.head, on=TODAY)
    assert officers(clues) == ["owner", "owner"] and undone.undone_by == people.head
    lines = list(ClueEvent.objects.filter(clue=clues[0], kind="assign_clue").order_by("pk"))
    assert [line.text for line in lines] == ["批量分派给李同事", "撤销批量分派，仍由王承办负责"]
    assert "王承办" in lines[1].for_worker
    with pytest.raises(Refusal, match="已经撤销过"):
        undo_reassignment(batch=batch, by=people.head, on=TODAY)


def test_what_the_new_officer_worked_on_stays(people: People) -> None:
    clues = three(people)[:2]
    batch = reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    say_to_reporter(clue=clues[0], text="我是新的承办人，明天到工地核对", by=people.colleague, on=TODAY)
    undo_reassignment(batch=batch, by=people.head, on=TODAY)
    assert officers(clues) == ["colleague", "owner"]
    kept, back = batch.rows.order_by("clue")
    assert "李同事已于2024-01-10办理" in kept.why_kept and kept.undone_event is None
    assert back.why_kept == "" and back.undone_event is not None


def test_what_was_given_on_since_stays(people: People) -> None:
    clues = three(people)[:1]
    batch = reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    assign_clue(clue=clues[0], officer=people.head, by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="已改由赵队长负责"):
        undo_reassignment(batch=batch, by=people.head, on=TODAY)


def test_undo_only_for_a_while_and_only_by_who_assigns(people: People) -> None:
    clues = three(people)[:1]
    batch = reassign_clues(clues=clues, officer=people.colleague, reason="轮休", by=people.head, on=TODAY)
    for by in (people.owner, people.superior):
        with pytest.raises(Refusal):
            undo_reassignment(batch=batch, by=by, on=TODAY)
    with occasion(at=now() + UNDO_WITHIN + timedelta(minutes=1)), pytest.raises(Refusal, match="已超过24小时"):
        undo_reassignment(batch=batch, by=people.head, on=TODAY)
    assert officers(clues) == ["colleague"]
