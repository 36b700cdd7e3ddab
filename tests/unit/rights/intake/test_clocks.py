"""Clocks: the statute's day with its reasons, the stricter promise beside it, pauses, extension, and bells that ring once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.terms import UnknownTerm
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import CalendarDay, LocalSetting
from nuanxin.rights.intake.clocks import (
    extend_clock,
    open_clock,
    pause_clock,
    resume_clock,
    ring_due,
    shown_due,
    stop_clock,
)
from nuanxin.rights.intake.clocks.ringing import _ring
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.thread import WORKER
from tests.conftest import People, at
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db


def fifth_working_day(start: date, number: int = 5) -> date:
    """The obvious twin: step day by day and count working days."""
    calendar, day = WorkingCalendar(), start
    while number:
        day += timedelta(days=1)
        number -= calendar.is_working(day)
    return day


def test_the_day_is_the_statutes_and_says_why(people: People) -> None:
    clue = a_clue(people.owner)
    clock = clue.clocks.get()
    assert clock.due_on == clue.due_on == fifth_working_day(TODAY)
    assert "若干规定" in clock.citation
    assert any("当日不计入" in line for line in clock.explanation)
    assert not clock.provisional and clock.missing == ""


def test_the_spring_festival_is_left_out(people: People) -> None:
    clue = a_clue(people.owner, on=date(2024, 2, 7), received_on=date(2024, 2, 7))
    assert clue.due_on == date(2024, 2, 20) == fifth_working_day(date(2024, 2, 7))


def test_one_clock_of_a_kind_runs_at_once(people: People) -> None:
    clue = a_clue(people.owner)
    again = open_clock(clue=clue, term="insp.accept", start=date(2024, 1, 11), by=people.owner, on=TODAY)
    assert again == clue.clocks.get() and again.due_on == clue.due_on


def test_an_unknown_key_is_no_clock(people: People) -> None:
    with pytest.raises(UnknownTerm):
        open_clock(clue=a_clue(people.owner), term="insp.nothing", start=TODAY, by=people.owner, on=TODAY)


def test_an_empty_setting_says_what_is_missing(people: People) -> None:
    clock = open_clock(clue=a_clue(people.owner), term="clue.deadline", start=TODAY, by=people.owner, on=TODAY)
    assert clock.due_on is None and "没有公布办理天数" in clock.missing and clock.ring_on is None


def test_a_term_in_hours_keeps_its_minute(people: People) -> None:
    clue = a_clue(people.owner)
    clock = open_clock(clue=clue, term="sec.incident", start=at(TODAY, 10, 30), by=people.owner, on=TODAY)
    assert clock.due_at == at(TODAY, 14, 30) and clock.due_on == TODAY


def test_a_local_holiday_moves_the_day(people: People) -> None:
    CalendarDay.objects.create(day=date(2024, 1, 12), kind="shifted_rest", region_id="410700", note="市政府通知")
    CalendarDay.objects.create(day=date(2024, 1, 15), kind="shifted_rest", region_id="450000", note="别处")
    assert a_clue(people.owner).due_on == date(2024, 1, 18)


def test_a_stricter_promise_stands_beside_the_statute(people: People) -> None:
    LocalSetting.objects.create(
        key="promise.insp.accept", region_id="410721", value={"value": 2, "unit": "wd"}, source="县局承诺", valid_from=date(2023, 1, 1)
    )
    clue = a_clue(people.owner)
    clock = clue.clocks.get()
    assert (clock.due_on, clock.promise_on, clue.due_on) == (date(2024, 1, 17), date(2024, 1, 12), date(2024, 1, 12))
    assert any("县局承诺" in line for line in clock.explanation)


def test_a_looser_promise_changes_nothing(people: People) -> None:
    LocalSetting.objects.create(
        key="promise.insp.accept", region_id="410700", value={"value": 9, "unit": "wd"}, source="市局", valid_from=date(2023, 1, 1)
    )
    clock = a_clue(people.owner).clocks.get()
    assert clock.promise_on is None and any("以法定期限为准" in line for line in clock.explanation)


def test_the_nearest_place_promises(people: People) -> None:
    for region, number in (("410700", 1), ("410721", 3)):
        LocalSetting.objects.create(
            key="promise.insp.accept", region_id=region, value={"value": number, "unit": "wd"}, source=region, valid_from=date(2023, 1, 1)
        )
    assert a_clue(people.owner).due_on == date(2024, 1, 15)


def test_a_pause_gives_back_its_days_and_no_more(people: People) -> None:
    clue = a_clue(people.owner)
    pause_clock(clue=clue, term="insp.accept", by=people.owner, on=date(2024, 1, 11), reason="补正")
    clue.refresh_from_db()
    assert clue.due_on is None
    resume_clock(clue=clue, term="insp.accept", by=people.owner, on=date(2024, 1, 16))
    clue.refresh_from_db()
    # one working day used (the 11th), the 12th to the 16th stand still, four are left: 17, 18, 19, 22
    assert clue.due_on == date(2024, 1, 22)
    assert Clock.objects.get().pauses == [["2024-01-12", "2024-01-16"]]


def test_a_pause_within_one_day_is_none(people: People) -> None:
    clue = a_clue(people.owner)
    pause_clock(clue=clue, term="insp.accept", by=people.owner, on=TODAY, reason="补正")
    clock = resume_clock(clue=clue, term="insp.accept", by=people.owner, on=TODAY)
    assert clock is not None and clock.pauses == [] and clock.due_on == date(2024, 1, 17)


def test_an_extension_wants_the_head_and_comes_once(people: People) -> None:
    clue = a_clue(people.owner)
    clock = open_clock(clue=clue, term="insp.invest", start=TODAY, by=people.owner, on=TODAY, about="case:1")
    for stranger in (people.owner, people.colleague, people.stranger, people.housing, people.superior):
        with pytest.raises(Refusal, match="没有权限"):
            extend_clock(clock=clock, by=stranger, on=TODAY, reason="复杂")
    assert fifth_working_day(TODAY, 60) == clock.due_on
    longer = extend_clock(clock=clock, by=people.head, on=TODAY, reason="涉及多个项目")
    assert longer.due_on == fifth_working_day(TODAY, 90) and longer.extended_by == people.head
    with pytest.raises(Refusal, match="延长过一次"):
        extend_clock(clock=clock, by=people.head, on=TODAY, reason="再延")


def test_no_extension_where_the_law_knows_none_or_too_late(people: People) -> None:
    clue = a_clue(people.owner)
    with pytest.raises(Refusal, match="没有规定可以延长"):
        extend_clock(clock=clue.clocks.get(), by=people.head, on=TODAY, reason="忙")
    with pytest.raises(Refusal, match="届满"):
        extend_clock(clock=clue.clocks.get(), by=people.head, on=date(2024, 1, 18), reason="忙")


def test_bells_climb_the_ladder_and_ring_once(people: People) -> None:
    clue = a_clue(people.owner)
    told: list[tuple[int, int]] = []
    for n in range(12):
        day = TODAY + timedelta(days=n)
        with occasion(at=at(day)):
            first, second = ring_due(on=day), ring_due(on=day)
        assert second.clocks == 0
        if first.clocks:
            told.append((n, first.messages))
    # half of seven days, four fifths, and the day after the last day: one, two, three people
    assert told == [(4, 1), (6, 2), (8, 3)]
    bells = Message.objects.filter(template__in=["officer_due_soon", "officer_overdue"])
    assert sorted(m.to for m in bells if m.template == "officer_overdue") == ["head", "owner", "superior"]
    assert clue.clocks.get().ring_on is None


def test_a_round_that_was_missed_rings_the_highest_step_only(people: People) -> None:
    a_clue(people.owner)
    rings = ring_due(on=date(2024, 3, 1))
    assert (rings.clocks, rings.messages) == (1, 3)


def test_two_rounds_at_once_ring_once(people: People) -> None:
    a_clue(people.owner)
    day = date(2024, 1, 20)
    seen_by_one, seen_by_other = Clock.objects.get(), Clock.objects.get()
    assert _ring(seen_by_one, day) == 3
    assert _ring(seen_by_other, day) is None


def test_bells_wait_for_working_hours(people: People) -> None:
    a_clue(people.owner)
    sunday = date(2024, 1, 14)
    with occasion(at=at(sunday, 22)):
        ring_due(on=sunday)
    assert Message.objects.get(template="officer_due_soon").not_before == at(date(2024, 1, 15), 8, 30)


def test_a_stopped_or_paused_clock_is_silent(people: People) -> None:
    stopped, paused = a_clue(people.owner), a_clue(people.owner)
    stop_clock(clue=stopped, term="insp.accept", by=WORKER, on=TODAY)
    pause_clock(clue=paused, term="insp.accept", by=WORKER, on=TODAY, reason="补正")
    assert ring_due(on=date(2024, 6, 1)).clocks == 0
    assert shown_due(paused.clocks.get()) is None
    assert AuditEvent.objects.filter(act="pause_clock", reason="补正").exists()
