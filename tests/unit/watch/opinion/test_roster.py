"""The roster: gaps against a minute-by-minute twin, fair turns, changes, handing over, and what the daily round tells."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.reminding import watch_opinion
from nuanxin.watch.opinion.roster.handing_over import hand_over_watch, next_shift, take_over_watch
from nuanxin.watch.opinion.roster.hours import Kind, Span, gaps, kinds_in, lay_out
from nuanxin.watch.opinion.roster.models import WatchGap, WatchShift
from nuanxin.watch.opinion.roster.planning import change_shift, on_duty, open_hours, plan_shifts
from tests.conftest import TODAY, at
from tests.unit.watch.opinion.conftest import Watch

START = at(TODAY, 0)
DAY_AND_NIGHT = kinds_in("白班 08:00-20:00\n夜班 20:00-08:00")
SPANS = st.lists(
    st.builds(lambda start, length: Span(START + timedelta(minutes=start), START + timedelta(minutes=start + length)), st.integers(-90, 240), st.integers(1, 150)),
    max_size=6,
)  # fmt: skip


@given(SPANS, st.integers(1, 200))
@settings(max_examples=150)
def test_gaps_are_the_minutes_that_nobody_has(spans: list[Span], length: int) -> None:
    window = Span(START, START + timedelta(minutes=length))
    found = gaps(spans, window)
    free = []
    for minute in range(length):
        moment = START + timedelta(minutes=minute)
        if not any(span.start <= moment < span.end for span in spans):
            free.append(moment)
    told = [
        gap.start + timedelta(minutes=n)
        for gap in found
        for n in range(int((gap.end - gap.start).total_seconds()) // 60)
    ]
    assert told == free
    assert all(one.end < other.start for one, other in pairwise(found))


@given(st.integers(1, 12), st.integers(1, 5), st.lists(st.integers(0, 5), max_size=5))
@settings(max_examples=80)
def test_turns_are_shared_and_cover_day_and_night(days: int, count: int, had: list[int]) -> None:
    every = [date(2024, 1, 10) + timedelta(days=n) for n in range(days)]
    people = list(range(1, count + 1))
    before = dict(zip(people, had, strict=False))
    placed = lay_out(every, DAY_AND_NIGHT, people, [], before)
    assert len(placed) == 2 * days
    window = Span(placed[0].span.start, placed[-1].span.end)
    assert gaps([one.span for one in placed], window) == ()
    if not any(had) and count > 2:
        counts = Counter(one.who for one in placed)
        assert max(counts.values()) - min(counts.get(who, 0) for who in people) <= 1
    if count > 1:
        assert all(one.who != other.who for one, other in pairwise(placed))
    again = lay_out(every, DAY_AND_NIGHT, people, placed, {})
    assert again == ()


def test_kinds_of_shifts_are_read_or_the_line_is_named() -> None:
    assert kinds_in("夜班 20:00—08:00") == (Kind("夜班", at(TODAY, 20).time(), at(TODAY, 8).time()),)
    (whole,) = kinds_in("全天 0:00-24:00")
    assert whole.on(TODAY) == Span(at(TODAY, 0), at(TODAY, 0) + timedelta(days=1))
    for wrong in ("", "夜班", "夜班 25:00-08:00", "夜班 20点到8点"):
        with pytest.raises(BadInput):
            kinds_in(wrong)


def plan(watch: Watch, days: int = 1) -> list[WatchShift]:
    last = TODAY + timedelta(days=days)
    return plan_shifts(
        region=watch.region,
        first=TODAY,
        last=last,
        kinds=DAY_AND_NIGHT,
        people=[watch.officer, watch.second],
        by=watch.head,
        at=at(TODAY, 7),
    )


@pytest.mark.django_db
def test_planned_once_changed_with_a_trace_and_who_is_on_duty(watch: Watch) -> None:
    shifts = plan(watch)
    assert [one.staff for one in shifts] == [watch.officer, watch.second, watch.officer, watch.second]
    assert plan(watch) == []
    assert on_duty("410721", at(TODAY, 7)) == []
    assert [one.staff for one in on_duty("410721", at(TODAY, 8))] == [watch.officer]
    assert [one.staff for one in on_duty("410721", at(TODAY, 20))] == [watch.second]
    taken = change_shift(shift=shifts[0], to=watch.head, why="突发疾病", by=watch.head, at=at(TODAY, 14))
    assert (taken.starts_at, taken.ends_at) == (at(TODAY, 14), at(TODAY, 20))
    assert [one.staff for one in on_duty("410721", at(TODAY, 10))] == [watch.officer]  # who was there was there
    assert [one.staff for one in on_duty("410721", at(TODAY, 15))] == [watch.head]
    assert open_hours("410721", Span(at(TODAY, 8), at(TODAY, 8) + timedelta(days=2))) == ()
    with pytest.raises(Refusal, match="已经调整过"):
        change_shift(shift=shifts[0], to=watch.second, why="再换", by=watch.head, at=at(TODAY, 15))
    busy = _busy(watch, shifts[1])
    with pytest.raises(Refusal, match="这段时间已经有班"):
        change_shift(shift=shifts[1], to=busy, why="换", by=watch.head, at=at(TODAY, 15))


def _busy(watch: Watch, shift: WatchShift) -> Staff:
    """Somebody who has the same hours already."""
    WatchShift.objects.create(
        region=watch.region, name="加班", starts_at=shift.starts_at, ends_at=shift.ends_at, staff=watch.head, made_by=watch.head, made_at=at(TODAY, 9)
    )  # fmt: skip
    head: Staff = watch.head
    return head


@pytest.mark.django_db
def test_only_who_decides_plans_and_only_people_of_the_place_watch(watch: Watch) -> None:
    for by in (watch.officer, watch.stranger, watch.people.owner):
        with pytest.raises(NotAllowed):
            plan_shifts(
                region=watch.region,
                first=TODAY,
                last=TODAY,
                kinds=DAY_AND_NIGHT,
                people=[watch.officer],
                by=by,
                at=at(TODAY, 7),
            )
    for people, first, why in (
        ([watch.stranger], TODAY, "外县舆情不是"),
        ([], TODAY, "没有选择人员"),
        ([watch.officer], TODAY - timedelta(days=1), "从今天起"),
    ):
        with pytest.raises(Refusal, match=why):
            plan_shifts(
                region=watch.region,
                first=first,
                last=TODAY,
                kinds=DAY_AND_NIGHT,
                people=people,
                by=watch.head,
                at=at(TODAY, 7),
            )


@pytest.mark.django_db
def test_handed_over_with_the_counts_and_taken_by_the_other(watch: Watch) -> None:
    day, night, *_ = plan(watch)
    watch.enter(when=at(TODAY) - timedelta(days=3))
    assert next_shift(day) == night
    for by, to, text, when, why in (
        (watch.second, watch.officer, "待办", at(TODAY, 19), "不是您的班"),
        (watch.officer, watch.second, " ", at(TODAY, 19), "没有写明"),
        (watch.officer, watch.officer, "待办", at(TODAY, 19), "没有写明"),
        (watch.officer, watch.second, "待办", at(TODAY, 7), "还没有开始"),
    ):
        with pytest.raises(Refusal, match=why):
            hand_over_watch(shift=day, to=to, text=text, by=by, at=when)
    note = hand_over_watch(
        shift=day, to=watch.second, text="一条超期，等项目部答复", by=watch.officer, at=at(TODAY, 19)
    )
    assert (note.open_items, note.overdue_items) == (1, 1)
    with pytest.raises(Refusal, match="已经交接"):
        hand_over_watch(shift=day, to=watch.second, text="再交", by=watch.officer, at=at(TODAY, 19))
    with pytest.raises(Refusal, match="不是交给您的"):
        take_over_watch(handover=note, by=watch.head, at=at(TODAY, 20))
    assert take_over_watch(handover=note, by=watch.second, at=at(TODAY, 20)).taken_at == at(TODAY, 20)


@pytest.mark.django_db
def test_the_round_tells_late_answers_and_gaps_once(watch: Watch) -> None:
    plan(watch, days=0)  # until eight tomorrow morning
    item = watch.enter(when=at(TODAY, 7)).item
    assert watch_opinion(at=at(TODAY, 8)) == 0
    late = at(TODAY, 7) + timedelta(hours=48, minutes=1)
    WatchShift.objects.all().update(ends_at=late + timedelta(days=2))
    assert watch_opinion(at=late) == 1
    assert watch_opinion(at=late) == 0
    told = {row.staff for row in Message.objects.filter(template="officer_overdue", staff__isnull=False)}
    assert told == {watch.officer, watch.second, watch.head}
    assert item.events.filter(kind="reminded").count() == 1
    WatchShift.objects.all().update(ends_at=late + timedelta(hours=10))
    assert watch_opinion(at=late) == 1
    assert watch_opinion(at=late + timedelta(minutes=15)) == 0
    gap = WatchGap.objects.get()
    assert gap.starts_at == late + timedelta(hours=10)
    message = Message.objects.get(template="officer_due_soon", staff=watch.head)
    assert "无人值守" in message.body
    assert message.urgent
