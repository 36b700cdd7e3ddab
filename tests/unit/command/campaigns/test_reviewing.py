"""Corrections lie over the reading in order; nothing of the reading is lost; after the confirmation nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.command.campaigns.corrected import entries_of, plan_of
from nuanxin.command.campaigns.measuring import scores
from nuanxin.command.campaigns.models import Correction, Notice
from nuanxin.command.campaigns.reviewing import (
    add_entry,
    confirm_reading,
    confirmed_plan,
    drop_entry,
    reading_now,
    set_entry,
)
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from tests.conftest import TODAY, People, at
from tests.unit.command.campaigns.conftest import READING, Take

NOW = at(TODAY)
TASK = {**READING["tasks"][0], "units": ["各县人力资源社会保障局"]}


def _corrected(notice: Notice, by: Any) -> None:
    """One entry put right, one left out, one added."""
    set_entry(notice=notice, field="tasks", entry="0", value=TASK, by=by, at=NOW)
    drop_entry(notice=notice, field="tasks", entry="1", by=by, at=NOW)
    add_entry(notice=notice, field="indicators", value={"name": "欠薪人数", "unit": "人"}, by=by, at=NOW)


def test_the_plan_carries_what_was_corrected_and_the_reading_stays_as_it_was(take: Take, people: People) -> None:
    notice = take()
    _corrected(notice, people.head)
    plan = plan_of(notice.reading, notice.corrections.all())
    assert plan["tasks"] == [TASK]
    assert plan["indicators"] == [{"name": "欠薪人数", "unit": "人"}]
    assert plan["deadlines"] == READING["deadlines"]
    assert Notice.objects.get(pk=notice.pk).reading == READING
    assert [row.before for row in notice.corrections.all()] == [READING["tasks"][0], READING["tasks"][1], None]


def test_the_same_value_is_no_correction(take: Take, people: People) -> None:
    notice = take()
    assert not set_entry(notice=notice, field="tasks", entry="0", value=READING["tasks"][0], by=people.head, at=NOW)
    assert not Correction.objects.exists()


def test_an_added_entry_can_be_changed_and_left_out_again(take: Take, people: People) -> None:
    notice = take()
    added = add_entry(notice=notice, field="goals", value="不发生欠薪", by=people.head, at=NOW)
    set_entry(notice=notice, field="goals", entry=f"+{added.pk}", value="春节前清零", by=people.head, at=NOW)
    assert [one.value for one in reading_now(notice)["goals"]] == ["春节前清零"]
    drop_entry(notice=notice, field="goals", entry=f"+{added.pk}", by=people.head, at=NOW)
    assert reading_now(notice)["goals"] == []


def test_a_corrected_title_is_the_title_of_the_notice(take: Take, people: People) -> None:
    notice = take()
    set_entry(notice=notice, field="title", entry="", value="关于开展暖冬行动的紧急通知", by=people.head, at=NOW)
    assert Notice.objects.get().title == "关于开展暖冬行动的紧急通知"


def test_an_entry_that_a_colleague_left_out_is_not_found(take: Take, people: People) -> None:
    notice = take()
    drop_entry(notice=notice, field="tasks", entry="1", by=people.head, at=NOW)
    for act in (drop_entry, lambda **facts: set_entry(value={}, **facts)):
        with pytest.raises(NotFound):
            act(notice=notice, field="tasks", entry="1", by=people.head, at=NOW)
    with pytest.raises(NotFound):
        add_entry(notice=notice, field="title", value="x", by=people.head, at=NOW)


def test_nobody_is_ordered_about_by_an_unconfirmed_reading(take: Take, people: People) -> None:
    notice = take()
    with pytest.raises(Refusal, match="没有人确认"):
        confirmed_plan(notice)
    confirmed = confirm_reading(notice=notice, by=people.head, at=NOW)
    assert confirmed_plan(confirmed)["tasks"] == READING["tasks"]
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (people.head, NOW)
    assert AuditEvent.objects.filter(act="confirm_notice_reading").count() == 1


def test_after_the_confirmation_nothing_changes(take: Take, people: People) -> None:
    notice = take()
    confirm_reading(notice=notice, by=people.head, at=NOW)
    with pytest.raises(Refusal, match="已经确认"):
        _corrected(notice, people.head)
    with pytest.raises(Refusal, match="已经确认"):
        confirm_reading(notice=notice, by=people.head, at=NOW)
    assert not Correction.objects.exists()


def test_an_empty_reading_is_not_confirmed(take: Take, people: People) -> None:
    notice = take(reading={"title": "贺信"})
    with pytest.raises(Refusal, match="没有任务"):
        confirm_reading(notice=notice, by=people.head, at=NOW)


def test_whoever_only_looks_corrects_nothing(take: Take, people: People) -> None:
    notice = take()
    for person in (people.leader, people.superior, people.stranger):
        with pytest.raises(NotAllowed):
            _corrected(notice, person)
        with pytest.raises(NotAllowed):
            confirm_reading(notice=notice, by=person, at=NOW)


def test_the_notice_inside_the_notice_has_corrections_of_its_own(take: Take, people: People) -> None:
    notice = take(reading={**READING, "forwarded": READING})
    drop_entry(notice=notice, field="tasks", entry="1", inner=True, by=people.head, at=NOW)
    plan = plan_of(notice.reading, notice.corrections.all())
    assert (len(plan["tasks"]), len(plan["forwarded"]["tasks"])) == (2, 1)


def test_the_reader_is_measured_by_what_people_left_of_its_work(take: Take, people: People) -> None:
    notice = take()
    _corrected(notice, people.head)
    assert all(row.read == 0 for row in scores([notice]))  # nobody has said yet what is right
    found = {row.field.key: row for row in scores([confirm_reading(notice=notice, by=people.head, at=NOW)])}
    tasks, indicators, deadlines = found["tasks"], found["indicators"], found["deadlines"]
    assert (tasks.read, tasks.kept, tasks.final, tasks.precision, tasks.recall) == (2, 0, 1, 0.0, 0.0)
    assert (indicators.read, indicators.final, indicators.precision, indicators.recall) == (0, 1, None, 0.0)
    assert (deadlines.precision, deadlines.recall) == (1.0, 1.0)
    assert (found["period"].read, found["period"].final) == (0, 0)  # a period without anything in it was not read


@dataclass
class _Change:
    pk: int
    kind: str
    entry: str
    after: str
    inner: bool = False
    field: str = "goals"


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.tuples(st.sampled_from(["set", "add", "drop"]), st.integers(0, 9)), max_size=12))  # fmt: skip
def test_laying_corrections_is_the_same_as_doing_them_one_by_one(read: list[str], steps: list[tuple[str, int]]) -> None:
    changes: list[_Change] = []
    slow = [(str(n), value) for n, value in enumerate(read)]
    for pk, (kind, which) in enumerate(steps):
        if kind == "add":
            slow.append((f"+{pk}", f"new{pk}"))
            changes.append(_Change(pk, "add", "", f"new{pk}"))
        elif slow:
            entry = slow[which % len(slow)][0]
            changes.append(_Change(pk, kind, entry, f"set{pk}"))
            slow = [
                (key, f"set{pk}" if key == entry else value)
                for key, value in slow
                if not (kind == "drop" and key == entry)
            ]
    fast = entries_of({"goals": read}, changes)["goals"]
    assert [(one.key, one.value) for one in fast] == slow
